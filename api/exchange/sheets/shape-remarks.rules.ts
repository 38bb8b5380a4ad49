import { argument, quoted, remarksOf } from './remark.rules.ts';

/** Why a file is no list of products as it stands. */
export const refuseShape = remarksOf('REFUSED', {
  NO_HEADER: () => ({
    cause: {
      vi: 'Không tìm thấy dòng tiêu đề có cột tên sản phẩm trong 60 dòng đầu',
      en: 'No row of headings with a column of products in the first 60 rows',
    },
    remedy: {
      vi: 'Đặt tên cột “Tên sản phẩm”, hoặc chỉ rõ: --map "Tên cột=product"',
      en: 'Call a column “Tên sản phẩm”, or say which it is: --map "Heading=product"',
    },
  }),
  NO_ROWS: () => ({
    cause: {
      vi: 'Dưới tiêu đề không có dòng sản phẩm nào',
      en: 'No row of a product stands below the headings',
    },
    remedy: { vi: 'Kiểm tra có đúng trang tính không', en: 'See whether this is the right worksheet' },
  }),
  UNKNOWN_COLUMN: (title: string, titles: readonly string[]) => ({
    cause: { vi: `--map: không có cột ${quoted(title)}`, en: `--map: there is no column ${quoted(title)}` },
    remedy: {
      vi: `Các cột: ${titles.map((one) => quoted(one)).join(', ')}`,
      en: `The columns are ${titles.map((one) => quoted(one)).join(', ')}`,
    },
  }),
  TWO_COLUMNS: (name: { vi: string; en: string }, other: string, title: string) => ({
    cause: {
      vi: `Hai cột cùng là ${name.vi}: ${quoted(other)} và ${quoted(title)}`,
      en: `Two columns are ${name.en}: ${quoted(other)} and ${quoted(title)}`,
    },
    remedy: {
      vi: `Bỏ một cột: --map ${argument(`${title}=ignored`)}`,
      en: `Leave one out: --map ${argument(`${title}=ignored`)}`,
    },
  }),
});

/** What is not read, so that nobody looks for it in vain. */
export const noteShape = remarksOf('NOTE', {
  PERSONAL_COLUMN: (title: string) => ({
    cause: {
      vi: `Cột ${quoted(title)} có dữ liệu cá nhân nên không được đọc`,
      en: `Column ${quoted(title)} holds personal data and is not read`,
    },
    remedy: { vi: 'Không cần làm gì', en: 'Nothing to do' },
  }),
  COLUMN_NOT_TAKEN: (title: string, name: { vi: string; en: string }) => ({
    cause: {
      vi: `Cột ${quoted(title)} (${name.vi}) chưa được nhập`,
      en: `Column ${quoted(title)} (${name.en}) is not taken in`,
    },
    remedy: { vi: 'Không cần làm gì', en: 'Nothing to do' },
  }),
  UNKNOWN_HEADING: (title: string) => ({
    cause: {
      vi: `Không rõ cột ${quoted(title)} là gì nên không đọc`,
      en: `Column ${quoted(title)} is not known and not read`,
    },
    remedy: {
      vi: `Nếu cần, chỉ rõ: --map ${argument(`${title}=…`)}`,
      en: `If it matters, say what it is: --map ${argument(`${title}=…`)}`,
    },
  }),
  HIDDEN_SHEET: (name: string) => ({
    cause: {
      vi: `Trang tính ẩn ${quoted(name)} không được đọc`,
      en: `The hidden worksheet ${quoted(name)} is not read`,
    },
    remedy: { vi: `Nếu cần: --sheet ${argument(name)}`, en: `If it matters: --sheet ${argument(name)}` },
  }),
  ROW_LEFT_OUT: (text: string) => ({
    cause: {
      vi: `Dòng ${quoted(text)} không phải là sản phẩm, tiêu đề nhóm, tổng cộng hay chữ ký, nên không đọc`,
      en: `The row ${quoted(text)} is no product, section, total or signature, and is not read`,
    },
    remedy: {
      vi: 'Nếu là sản phẩm, ghi số thứ tự hoặc điền các ô khác của dòng',
      en: 'If it is a product, number it or fill its other cells',
    },
  }),
});
