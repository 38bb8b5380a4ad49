import { quoted } from '../sheets/remark.rules.ts';

/** What is refused, told and asked of raw-material zones alone. */

const list = (texts: readonly string[]): string => texts.map((text) => quoted(text)).join(', ');

export const zoneRefusals = {
  UNKNOWN_ZONE: (text: string) => ({
    cause: {
      vi: `Không có vùng nguyên liệu nào là ${quoted(text)}`,
      en: `No raw-material zone is ${quoted(text)}`,
    },
    remedy: {
      vi: 'Sửa tên; nếu là vùng mới, ghi tên và nguyên liệu của nó trong thuộc tính (ten_vung, nguyen_lieu)',
      en: 'Correct the name; if the zone is new, say its name and its material in properties (zone_name, material)',
    },
  }),
  INDICATION_BY_TABLE: () => ({
    cause: {
      vi: 'Vùng chỉ dẫn địa lý cần giấy đăng ký, tệp ranh giới không ghi được',
      en: 'A geographical indication has its registration, which a file of borders cannot say',
    },
    remedy: {
      vi: 'Thêm vào geographical_indications.csv và regions.csv, nhập bảng trước rồi nhập ranh giới',
      en: 'Add it to geographical_indications.csv and regions.csv, import the tables, then its border',
    },
  }),
  NO_COMMUNES: () => ({
    cause: {
      vi: 'Ranh giới không nằm trong xã, phường nào của hub',
      en: 'The border lies in no commune or ward of the register',
    },
    remedy: {
      vi: 'Kiểm tra hệ tọa độ (--crs), hoặc ghi các xã trong thuộc tính (cac_xa)',
      en: 'Look at the reference system (--crs), or say its communes in a property (communes)',
    },
  }),
};

export const zoneNotes = {
  COMMUNES_BY_BORDER: (communes: readonly string[]) => ({
    cause: {
      vi: `Tệp không ghi xã: lấy ${communes.length} xã, phường mà ranh giới đi vào`,
      en: `The file names no communes: the ${communes.length} that the border reaches into are taken`,
    },
    remedy: { vi: 'Không cần làm gì', en: 'Nothing to do' },
  }),
};

const unsaid = { vi: '', en: '' };
const correct = {
  vi: 'Sửa thuộc tính, các mục cách nhau bằng dấu chấm phẩy',
  en: 'Correct the property, with semicolons between its items',
};

export const zoneQuestions = {
  ZONE: (text: string) => ({
    cause: { vi: `${quoted(text)} là vùng nào?`, en: `Which zone is ${quoted(text)}?` },
    remedy: unsaid,
  }),
  MATERIAL: (text: string | null) => ({
    cause:
      text === null
        ? { vi: 'Vùng mới trồng, nuôi gì?', en: 'What does the new zone grow?' }
        : { vi: `${quoted(text)} là nguyên liệu nào?`, en: `Which raw material is ${quoted(text)}?` },
    remedy: unsaid,
  }),
  LEVEL: (text: string | null) => ({
    cause:
      text === null
        ? {
            vi: 'Tệp không ghi đây là vùng của tỉnh, huyện, xã hay hợp tác xã',
            en: 'The file does not say whether this is a zone of a province, a district, a commune or a co-operative',
          }
        : { vi: `${quoted(text)} là cấp nào?`, en: `Which level is ${quoted(text)}?` },
    remedy: unsaid,
  }),
  COMMUNES: (unknown: readonly string[], outside: readonly string[]) => ({
    cause: {
      vi: [
        ...(unknown.length > 0 ? [`Không rõ xã, phường hiện nay nào là ${list(unknown)}`] : []),
        ...(outside.length > 0 ? [`Ranh giới không đi vào ${list(outside)}`] : []),
      ].join('; '),
      en: [
        ...(unknown.length > 0 ? [`It is not plain which communes of today are ${list(unknown)}`] : []),
        ...(outside.length > 0 ? [`The border does not reach into ${list(outside)}`] : []),
      ].join('; '),
    },
    remedy: correct,
  }),
  PRODUCTS: (unknown: readonly string[], ofOther: readonly string[], material: string) => ({
    cause: {
      vi: [
        ...(unknown.length > 0 ? [`Không rõ ${list(unknown)} nói đến sản phẩm nào`] : []),
        ...(ofOther.length > 0
          ? [`${list(ofOther)} được ghi là làm từ nguyên liệu khác, không phải ${quoted(material)}`]
          : []),
      ].join('; '),
      en: [
        ...(unknown.length > 0 ? [`It is not plain which products ${list(unknown)} means`] : []),
        ...(ofOther.length > 0
          ? [`${list(ofOther)} are known to be made of another material than ${quoted(material)}`]
          : []),
      ].join('; '),
    },
    remedy: correct,
  }),
};
