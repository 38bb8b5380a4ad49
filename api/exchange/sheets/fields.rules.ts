import { fold } from '../../register/vietnamese.rules.ts';
import { productTable } from '../exports/product-columns.rules.ts';
import { recognitionTable } from '../exports/recognition-columns.rules.ts';
import { flatColumns } from '../exports/table.rules.ts';
import { hubColumns } from './hub-columns.rules.ts';

/** What the columns of officials' lists say. */
export const fields = [
  'ordinal',
  'product',
  'code',
  'producer',
  'legalForm',
  'village',
  'commune',
  'communeCode',
  'district',
  'province',
  'address',
  'sector',
  'stars',
  'score',
  'year',
  'issued',
  'decision',
  'authority',
  'validUntil',
  'kind',
  'recognitionCode',
  'extendedUntil',
  'revokedOn',
  'supersededOn',
  'evidence',
  'material',
  'note',
  'personal',
  'remark',
  'answer',
  'informative',
  'ignored',
] as const;

export type Field = (typeof fields)[number];

/** Known, so that nobody has to wonder, and not brought into the register. */
const leftAside = new Set<Field>([
  'ordinal',
  'village',
  'sector',
  'material',
  'personal',
  'remark',
  'answer',
  'informative',
  'ignored',
]);

/** What a recognition says; the rest is of the product. */
export const ofRecognition: ReadonlySet<Field> = new Set<Field>([
  'stars',
  'score',
  'year',
  'issued',
  'decision',
  'authority',
  'validUntil',
  'kind',
]);

/** Read only to be compared with what the register says of the recognition that the row names by its code. */
export const onlyCompared = ['extendedUntil', 'revokedOn', 'supersededOn', 'evidence'] as const;

/** Columns that mean something only in a file of the hub's own, where rows name recognitions by their codes. */
export const isOfExport = (field: Field | null): boolean =>
  field === 'recognitionCode' || field === 'informative' || isOnlyCompared(field);

const isOnlyCompared = (name: string | null): name is (typeof onlyCompared)[number] =>
  (onlyCompared as readonly (string | null)[]).includes(name);

/** What the hub itself wrote into a workbook, and the answers that it asked for there. */
export const isOfHub = (field: Field | null): boolean => field === 'remark' || field === 'answer';

export const isTaken = (field: Field): boolean => !leftAside.has(field);

/**
 * Which words in a heading mean which column, without marks, the surest first. A column of persons' data is known so
 * that it is left out, not so that it is read (domain.md §9.2).
 */
const headings: readonly (readonly [Field, RegExp])[] = [
  ['remark', new RegExp(`^${fold(hubColumns.remark.vi)}`)],
  ['answer', new RegExp(`^${fold(hubColumns.answer.vi)}`)],
  [
    'personal',
    /\b(dien thoai|sdt|so dt|phone|e ?mail|thu dien tu|zalo|cccd|cmnd|can cuoc|ma so thue|mst|gioi tinh|dan toc|dai dien|chu ho|ngay sinh)\b/,
  ],
  ['ordinal', /^(stt|tt|so tt|so thu tu|no|so)$/],
  ['communeCode', /\bma (so )?(xa|phuong|dvhc|don vi hanh chinh)\b/],
  ['recognitionCode', /^ma cong nhan$|^recognition( code)?$/],
  ['code', /\bma (so )?(san pham|sp|ocop)\b|^product code$/],
  ['product', /\bten (san pham|sp|hang hoa)\b|^(san pham|sp)( ocop)?$|^product( name)?$/],
  ['legalForm', /\b(loai hinh|loai chu the|hinh thuc to chuc)\b|^legal form$/],
  [
    'producer',
    /\bchu the\b|\b(co so|don vi|nha|to chuc|doanh nghiep) (san xuat|sx)\b|^ten (don vi|co so|doanh nghiep)\b|^producer\b/,
  ],
  [
    'validUntil',
    /\b(thoi han|het han|het hieu luc|hieu luc den|co gia tri den|han cong nhan)\b|^(expiry|valid until)\b/,
  ],
  [
    'issued',
    /^ngay,? ?(thang|cap|cong nhan|ban hanh|ky|qd|quyet dinh|danh gia|phan hang)?\b|\b(ngay cap|ngay cong nhan|thoi gian cong nhan)\b|^(date|issued)\b/,
  ],
  ['decision', /\b(quyet dinh|so qd|qd)\b|^decision\b/],
  ['authority', /\b(co quan|cap|don vi) (cap|cong nhan|ban hanh|quyet dinh)\b|\btham quyen\b|^authority$/],
  ['year', /^nam\b|^year$/],
  ['score', /\bdiem\b|^score$/],
  ['stars', /\bsao\b|\b(xep|phan|thu) hang\b|^hang\b|^(stars?|rating)$/],
  ['kind', /\b(hinh thuc|loai|lan) danh gia\b|^kind$/],
  ['village', /^(thon|buon|ap|to dan pho|khu pho)\b/],
  ['commune', /^(ten )?(xa|phuong|thi tran|dac khu)\b|^commune$/],
  ['district', /^(ten )?(huyen|thi xa|tx|thanh pho|tp)\b|^district$/],
  ['province', /^(ten )?tinh\b|^province$/],
  ['address', /\b(dia chi|dia diem)\b|^address$/],
  ['sector', /\b(nganh|nhom|phan nhom|bo san pham|linh vuc)\b|^sector$/],
  ['material', /\bnguyen lieu\b|^material$/],
  ['note', /\bghi chu\b|^notes?$/],
];

/** The other headings of the files that products and recognitions are exported to. */
const ofExports: ReadonlyMap<string, Field> = new Map(
  [productTable, recognitionTable].flatMap(flatColumns).flatMap(({ key, heading }) => {
    const field = isOnlyCompared(key) ? key : 'informative';
    return [heading.vi, heading.en].map((title) => [fold(title), field] as const);
  }),
);

/** What a heading means, by itself or by the one above it: "Địa chỉ / Xã, phường". */
export function fieldOf(titles: readonly string[]): Field | null {
  for (const title of titles.toReversed()) {
    // In brackets stands how the cell is filled: "Chủ thể (loại hình)", "Xã/phường (mới)".
    for (const text of [title.replace(/\([^()]*\)/g, ' '), title]) {
      const folded = fold(text);
      const found = headings.find(([, pattern]) => pattern.test(folded))?.[0] ?? ofExports.get(folded);
      if (found) return found;
    }
  }
  return null;
}

/** Whether a heading says that its communes are those of today, or of before 2025-07-01. */
export function eraOf(titles: readonly string[]): 'NOW' | 'BEFORE' | null {
  const folded = fold(titles.join(' '));
  if (/\b(moi|hien nay|sau (sap xep|sap nhap)|today)\b/.test(folded)) return 'NOW';
  return /\b(cu|truoc (sap xep|sap nhap|day))\b/.test(folded) ? 'BEFORE' : null;
}

/** A list with two rounds side by side says above the columns which they belong to. */
export function roundOf(titles: readonly string[]): 1 | 2 | null {
  const above = fold(titles.slice(0, -1).join(' '));
  if (/\b(lan dau|lan 1|lan thu nhat)\b/.test(above)) return 1;
  return /\b(lan 2|lan hai|lan thu hai|nang hang|danh gia lai)\b/.test(above) ? 2 : null;
}

export const fieldNames: Readonly<Record<Field, { vi: string; en: string }>> = {
  ordinal: { vi: 'số thứ tự', en: 'ordinal' },
  product: { vi: 'tên sản phẩm', en: 'product' },
  code: { vi: 'mã sản phẩm', en: 'product code' },
  producer: { vi: 'chủ thể', en: 'producer' },
  legalForm: { vi: 'loại hình chủ thể', en: 'legal form' },
  village: { vi: 'thôn, buôn', en: 'village' },
  commune: { vi: 'xã, phường', en: 'commune' },
  communeCode: { vi: 'mã xã', en: 'commune code' },
  district: { vi: 'huyện (trước 1/7/2025)', en: 'district (before 2025-07-01)' },
  province: { vi: 'tỉnh', en: 'province' },
  address: { vi: 'địa chỉ', en: 'address' },
  sector: { vi: 'ngành, nhóm', en: 'sector' },
  stars: { vi: 'hạng sao', en: 'stars' },
  score: { vi: 'điểm', en: 'score' },
  year: { vi: 'năm', en: 'year' },
  issued: { vi: 'ngày công nhận', en: 'day of recognition' },
  decision: { vi: 'quyết định', en: 'decision' },
  authority: { vi: 'cơ quan công nhận', en: 'authority' },
  validUntil: { vi: 'thời hạn', en: 'validity' },
  kind: { vi: 'hình thức đánh giá', en: 'kind of evaluation' },
  recognitionCode: { vi: 'mã công nhận', en: 'code of the recognition' },
  extendedUntil: { vi: 'gia hạn, chỉ so với sổ', en: 'extension, only compared with the register' },
  revokedOn: { vi: 'thu hồi, chỉ so với sổ', en: 'revocation, only compared with the register' },
  supersededOn: { vi: 'thay thế, chỉ so với sổ', en: 'replacement, only compared with the register' },
  evidence: { vi: 'căn cứ, chỉ so với sổ', en: 'evidence, only compared with the register' },
  material: { vi: 'nguyên liệu', en: 'raw material' },
  note: { vi: 'ghi chú', en: 'note' },
  personal: { vi: 'dữ liệu cá nhân, không đọc', en: 'personal data, not read' },
  remark: { vi: 'nhận xét của hub, không đọc', en: 'what the hub found, not read' },
  answer: { vi: 'trả lời cho hub', en: 'answers to the hub' },
  informative: { vi: 'điều hub cho biết thêm', en: 'what the hub tells beside' },
  ignored: { vi: 'không đọc', en: 'not read' },
};
