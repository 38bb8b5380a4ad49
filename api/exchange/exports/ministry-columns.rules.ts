import { shared } from './shared-columns.rules.ts';
import { patterns, type Table } from './table.rules.ts';

/** What the register cannot fill of a row, and says so in it. */
export const ministryRemarks = {
  vi: {
    revenue: 'Sổ không có doanh thu',
    rank: 'hạng sao chưa đủ căn cứ hoặc chưa công bố',
    code: 'mã sản phẩm là mã của sổ, chưa có mã của hệ thống quốc gia',
    unit: 'chưa rõ xã, phường',
    producer: 'chưa rõ chủ thể',
  },
  en: {
    revenue: 'The register knows no revenue',
    rank: 'stars not evidenced or not published',
    code: 'product code is that of this register, none of the national system is known',
    unit: 'commune not known',
    producer: 'producer not known',
  },
} as const;

/** The table PTNT_OCOP of the ministry's reports, as far as it is known: its eight fields in their order, and remarks. */
export const ministryTable: Table = {
  name: 'ptnt-ocop',
  fileName: { vi: 'ptnt-ocop', en: 'ptnt-ocop' },
  title: { vi: 'Biểu báo cáo PTNT_OCOP', en: 'Reporting table PTNT_OCOP' },
  about: {
    vi: 'Các sản phẩm OCOP theo biểu báo cáo PTNT_OCOP của Bộ, cho một năm, quý hay tháng, tình trạng vào một ngày.',
    en: 'OCOP products in the form of the ministry’s reporting table PTNT_OCOP, for a year, a quarter or a month, with their status on a day.',
  },
  keywords: { vi: ['OCOP', 'báo cáo', 'PTNT_OCOP'], en: ['OCOP', 'reporting', 'PTNT_OCOP'] },
  note: {
    vi: 'Các cột theo mô tả của biểu PTNT_OCOP trong một dự án đã làm theo Quyết định 5277; chưa đọc được chính quyết định ấy, nên hãy đối chiếu trước khi nộp. Doanh thu để trống vì sổ không có.',
    en: 'The columns follow the description of table PTNT_OCOP in a project that implemented Decision 5277; the decision itself was not seen, so compare before you hand it in. Revenue is empty as the register has none.',
  },
  geometry: 'NONE',
  formats: ['csv', 'xlsx'],
  // The codes of the national system come as they were handed in, and nothing keeps two products from having the same.
  key: null,
  columns: [
    {
      key: 'unitCode',
      kind: 'text',
      heading: { vi: 'Mã đơn vị', en: 'Unit code' },
      meaning: {
        vi: 'Mã xã, phường hiện nay (Quyết định 19/2025/QĐ-TTg).',
        en: 'Code of the commune or ward of today (Decision 19/2025/QĐ-TTg).',
      },
      pattern: patterns.unit,
    },
    {
      key: 'periodCode',
      kind: 'text',
      heading: { vi: 'Mã kỳ', en: 'Period code' },
      meaning: {
        vi: 'Kỳ báo cáo: năm (2026), quý (2026-Q3) hay tháng (2026-07).',
        en: 'Period of the report: a year (2026), a quarter (2026-Q3) or a month (2026-07).',
      },
      pattern: '[0-9]{4}(-Q[1-4]|-[0-9]{2})?',
    },
    {
      key: 'productCode',
      kind: 'text',
      heading: { vi: 'Mã sản phẩm', en: 'Product code' },
      meaning: {
        vi: 'Mã sản phẩm của hệ thống quốc gia; nếu sổ chưa biết thì là mã của sổ, có ghi chú.',
        en: 'Code of the national system; where the register does not know it, its own code, with a remark.',
      },
    },
    {
      key: 'name',
      kind: 'text',
      heading: { vi: 'Tên sản phẩm', en: 'Product' },
      meaning: { vi: 'Tên sản phẩm.', en: 'Name of the product.' },
    },
    {
      key: 'rank',
      kind: 'text',
      heading: { vi: 'Xếp hạng', en: 'Rank' },
      meaning: {
        vi: 'Hạng sao vào ngày xét; để trống khi chưa công bố hoặc chưa đủ căn cứ.',
        en: 'Stars on the day; empty where not published or not evidenced.',
      },
      pattern: '[3-5]\\*',
    },
    {
      key: 'producer',
      kind: 'text',
      heading: { vi: 'Chủ thể', en: 'Producer' },
      meaning: { vi: 'Tên chủ thể.', en: 'Who makes it.' },
    },
    {
      key: 'annualRevenue',
      kind: 'number',
      heading: { vi: 'Doanh thu năm', en: 'Annual revenue' },
      meaning: {
        vi: 'Luôn để trống: sổ không có doanh thu.',
        en: 'Always empty: the register knows no revenue.',
      },
    },
    { ...shared.status, heading: { vi: 'Trạng thái', en: 'Status' } },
    {
      key: 'remark',
      kind: 'text',
      heading: { vi: 'Ghi chú', en: 'Remark' },
      meaning: {
        vi: 'Những ô sổ không điền được và vì sao. Cột này không thuộc biểu gốc.',
        en: 'What the register could not fill, and why. This column is not of the original table.',
      },
    },
  ],
};
