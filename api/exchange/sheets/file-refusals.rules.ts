import { argument, quoted, remarksOf } from './remark.rules.ts';

const megabytes = (bytes: number) => `${Math.ceil(bytes / 1024 / 1024)} MB`;
const splitIt = {
  vi: 'Chia danh sách thành nhiều tệp rồi nhập từng tệp',
  en: 'Split the list into several files and import one after the other',
};
const saveAgain = {
  vi: 'Mở bằng Excel hoặc LibreOffice, lưu lại thành .xlsx rồi gửi tệp mới',
  en: 'Open it in Excel or LibreOffice, save it as .xlsx and send the new file',
};

/** Why a file is not read at all. */
export const refuseFile = remarksOf('REFUSED', {
  FILE_EMPTY: () => ({
    cause: { vi: 'Tệp trống', en: 'The file is empty' },
    remedy: { vi: 'Gửi tệp có danh sách', en: 'Send a file that holds a list' },
  }),
  FILE_TOO_LARGE: (bytes: number, most: number) => ({
    cause: {
      vi: `Tệp nặng ${megabytes(bytes)}, nhiều nhất là ${megabytes(most)}`,
      en: `The file has ${megabytes(bytes)}, at most ${megabytes(most)} are read`,
    },
    remedy: splitIt,
  }),
  FILE_CHANGED: () => ({
    cause: { vi: 'Tệp thay đổi trong khi đang đọc', en: 'The file changed while it was read' },
    remedy: {
      vi: 'Đợi lưu xong (hoặc đóng Excel) rồi nhập lại',
      en: 'Wait until it is saved (or close Excel) and import again',
    },
  }),
  FILE_UNREADABLE: (reason: string) => ({
    cause: { vi: `Không mở được tệp (${reason})`, en: `The file cannot be opened (${reason})` },
    remedy: { vi: 'Kiểm tra đường dẫn và quyền đọc', en: 'Check the path and the right to read it' },
  }),
  NOT_A_FILE: () => ({
    cause: { vi: 'Đây không phải là một tệp', en: 'This is not a file' },
    remedy: {
      vi: 'Cho đường dẫn của một tệp CSV, TXT hoặc XLSX',
      en: 'Give the path of a CSV, TXT or XLSX file',
    },
  }),
  OLD_WORKBOOK: () => ({
    cause: {
      vi: 'Đây là tệp Excel đời cũ (.xls) hoặc tệp có mật khẩu',
      en: 'This is an old Excel file (.xls), or one with a password',
    },
    remedy: {
      vi: 'Mở bằng Excel, bỏ mật khẩu và lưu lại thành .xlsx',
      en: 'Open it in Excel, take the password away and save it as .xlsx',
    },
  }),
  OTHER_FORMAT: (format: string) => ({
    cause: { vi: `Đây là tệp ${format}, không phải bảng`, en: `This is ${format}, not a table` },
    remedy: {
      vi: 'Gửi danh sách ở dạng .xlsx, .csv hoặc .txt',
      en: 'Send the list as .xlsx, .csv or .txt',
    },
  }),
  WRONG_EXTENSION: (name: string, isWorkbook: boolean) => ({
    cause: isWorkbook
      ? {
          vi: `${quoted(name)} có tên của tệp văn bản, nhưng nội dung là tệp Excel`,
          en: `${quoted(name)} is named like a text, but holds an Excel workbook`,
        }
      : {
          vi: `${quoted(name)} có tên của tệp Excel, nhưng nội dung là văn bản`,
          en: `${quoted(name)} is named like an Excel workbook, but holds a text`,
        },
    remedy: isWorkbook
      ? { vi: 'Đổi đuôi tệp thành .xlsx', en: 'Rename it to end in .xlsx' }
      : {
          vi: 'Đổi đuôi tệp thành .csv, hoặc lưu lại thành .xlsx',
          en: 'Rename it to end in .csv, or save it as .xlsx',
        },
  }),
  UNKNOWN_EXTENSION: (name: string) => ({
    cause: { vi: `Không biết loại tệp của ${quoted(name)}`, en: `The kind of ${quoted(name)} is not known` },
    remedy: {
      vi: 'Tên tệp phải kết thúc bằng .xlsx, .csv, .tsv hoặc .txt',
      en: 'Its name must end in .xlsx, .csv, .tsv or .txt',
    },
  }),
  MACROS: () => ({
    cause: { vi: 'Tệp có macro', en: 'The workbook holds macros' },
    remedy: {
      vi: 'Lưu lại thành “Excel Workbook (.xlsx)”, loại không có macro',
      en: 'Save it as “Excel Workbook (.xlsx)”, which has none',
    },
  }),
  BROKEN_WORKBOOK: (what: string) => ({
    cause: { vi: `Tệp Excel bị hỏng (${what})`, en: `The workbook is broken (${what})` },
    remedy: saveAgain,
  }),
  UNSAFE_PART: (name: string) => ({
    cause: {
      vi: `Trong tệp có phần mang tên trỏ ra ngoài: ${quoted(name)}`,
      en: `A part of the file has a name that leads out of it: ${quoted(name)}`,
    },
    remedy: saveAgain,
  }),
  ENCRYPTED_PART: () => ({
    cause: { vi: 'Tệp có mật khẩu', en: 'The workbook has a password' },
    remedy: { vi: 'Bỏ mật khẩu rồi gửi lại', en: 'Take the password away and send it again' },
  }),
  UNPACKS_TOO_LARGE: () => ({
    cause: {
      vi: 'Tệp nén phình ra quá lớn khi mở (có thể là “bom nén”)',
      en: 'The workbook unpacks to far more than a list needs (a “zip bomb”?)',
    },
    remedy: saveAgain,
  }),
  DOCUMENT_TYPE: () => ({
    cause: {
      vi: 'Trong tệp có khai báo DTD, thứ mà Excel không bao giờ ghi',
      en: 'The workbook declares a document type, which Excel never writes',
    },
    remedy: saveAgain,
  }),
  NO_SHEET: () => ({
    cause: { vi: 'Không có trang tính nào có dữ liệu', en: 'No visible worksheet holds anything' },
    remedy: {
      vi: 'Gửi tệp có danh sách ở một trang tính không bị ẩn',
      en: 'Send a workbook with the list on a worksheet that is not hidden',
    },
  }),
  WHICH_SHEET: (names: readonly string[]) => ({
    cause: {
      vi: `Có nhiều trang tính có dữ liệu: ${names.map((name) => quoted(name)).join(', ')}`,
      en: `Several worksheets hold data: ${names.map((name) => quoted(name)).join(', ')}`,
    },
    remedy: {
      vi: `Chọn một trang: --sheet ${argument(names[0] ?? '')}`,
      en: `Choose one: --sheet ${argument(names[0] ?? '')}`,
    },
  }),
  UNKNOWN_SHEET: (name: string, names: readonly string[]) => ({
    cause: { vi: `Không có trang tính ${quoted(name)}`, en: `There is no worksheet ${quoted(name)}` },
    remedy: {
      vi: `Chọn trong: ${names.map((known) => quoted(known)).join(', ')}`,
      en: `Choose one of ${names.map((known) => quoted(known)).join(', ')}`,
    },
  }),
  TOO_MANY_SHEETS: (most: number) => ({
    cause: { vi: `Có hơn ${most} trang tính`, en: `There are more than ${most} worksheets` },
    remedy: {
      vi: 'Chép trang tính có danh sách sang một tệp mới',
      en: 'Copy the worksheet with the list into a new file',
    },
  }),
  MERGES_OVERLAP: () => ({
    cause: { vi: 'Các ô gộp chồng lên nhau', en: 'Merged cells lie on one another' },
    remedy: saveAgain,
  }),
  TOO_MANY_ROWS: (most: number) => ({
    cause: { vi: `Có hơn ${most} dòng`, en: `There are more than ${most} rows` },
    remedy: splitIt,
  }),
  TOO_MANY_COLUMNS: (most: number) => ({
    cause: { vi: `Có hơn ${most} cột`, en: `There are more than ${most} columns` },
    remedy: {
      vi: 'Xóa các cột thừa ở bên phải danh sách rồi lưu lại',
      en: 'Delete the columns to the right of the list and save again',
    },
  }),
  CELL_TOO_LONG: (most: number) => ({
    cause: { vi: `Một ô dài hơn ${most} ký tự`, en: `A cell has more than ${most} letters` },
    remedy: {
      vi: 'Rút ngắn ô; trong tệp CSV, kiểm tra dấu ngoặc kép chưa đóng',
      en: 'Shorten it; in a CSV file, look for a double quote that is not closed',
    },
  }),
  FORMULA_TOO_LONG: (most: number) => ({
    cause: {
      vi: `Một công thức dài hơn ${most} ký tự`,
      en: `A formula has more than ${most} letters`,
    },
    remedy: {
      vi: 'Chép ô rồi dán lại “chỉ giá trị” (Paste Special → Values)',
      en: 'Copy the cell and paste its value only (Paste Special → Values)',
    },
  }),
  OPEN_QUOTE: () => ({
    cause: {
      vi: 'Dấu ngoặc kép mở ra mà không đóng đúng chỗ',
      en: 'A double quote opens and does not close where it should',
    },
    remedy: {
      vi: 'Đóng dấu ngoặc kép; dấu ngoặc kép trong ô thì viết hai lần ("")',
      en: 'Close it; a double quote inside a cell is written twice ("")',
    },
  }),
  CONTROL_CHARACTERS: () => ({
    cause: {
      vi: 'Có ký tự điều khiển: đây không phải là văn bản',
      en: 'It holds control characters: this is no text',
    },
    remedy: saveAgain,
  }),
  BROKEN_TEXT: (encoding: string) => ({
    cause: { vi: `Văn bản ${encoding} bị hỏng hoặc bị cắt`, en: `The ${encoding} text is broken or cut off` },
    remedy: {
      vi: 'Lưu lại từ Excel ở dạng “CSV UTF-8” hoặc .xlsx',
      en: 'Save it from Excel as “CSV UTF-8” or as .xlsx',
    },
  }),
  UNKNOWN_LETTERS: () => ({
    cause: {
      vi: 'Không nhận ra bảng mã: không phải UTF-8, UTF-16, TCVN3 hay VNI',
      en: 'The encoding is not known: neither UTF-8 nor UTF-16, TCVN3 or VNI',
    },
    remedy: {
      vi: 'Lưu lại từ Excel ở dạng “CSV UTF-8” hoặc .xlsx',
      en: 'Save it from Excel as “CSV UTF-8” or as .xlsx',
    },
  }),
});

/** What only the person who sent the file can tell before it is read. */
export const askOfFile = remarksOf('QUESTION', {
  OLD_LETTERS: (letters: 'TCVN3' | 'VNI', written: string, read: string) => ({
    cause: {
      vi: `Có vẻ viết bằng bảng mã cũ ${letters}: ${quoted(written)} là ${quoted(read)}?`,
      en: `This looks like the old encoding ${letters}: is ${quoted(written)} meant as ${quoted(read)}?`,
    },
    remedy: {
      vi: `Nếu đúng, nhập lại với --letters ${letters.toLowerCase()}; nếu không, với --letters unicode`,
      en: `If so, import again with --letters ${letters.toLowerCase()}; if not, with --letters unicode`,
    },
  }),
});
