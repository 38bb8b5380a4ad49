import { formatNames } from './formats.rules.ts';
import { shared } from './shared-columns.rules.ts';
import { patterns, type Column, type Table } from './table.rules.ts';

/**
 * The headings are those that an import understands, and where a column tells what follows from the others they are
 * none that it would take for a fact: a list that leaves comes back unchanged.
 */
const columns: readonly Column[] = [
  {
    key: 'code',
    kind: 'text',
    heading: { vi: 'Mã sản phẩm', en: 'Product code' },
    meaning: {
      vi: 'Mã ngắn của sổ, có ký tự kiểm tra; giữ mãi và không cấp lại.',
      en: 'Short code of the register with a check character; stable for ever, never reused.',
    },
    pattern: patterns.product,
  },
  {
    key: 'name',
    kind: 'text',
    heading: { vi: 'Tên sản phẩm', en: 'Product' },
    meaning: { vi: 'Tên sản phẩm.', en: 'Name of the product.' },
  },
  {
    key: 'producer',
    kind: 'text',
    heading: { vi: 'Chủ thể', en: 'Producer' },
    meaning: {
      vi: 'Tên chủ thể; để trống khi không nguồn nào nêu.',
      en: 'Who makes it; empty where no source names the producer.',
    },
  },
  shared.legalForm,
  shared.commune,
  shared.communeCode,
  shared.province,
  shared.formerPlace,
  {
    key: 'sector',
    kind: 'text',
    heading: { vi: 'Ngành', en: 'Sector' },
    meaning: { vi: 'Ngành hàng của bộ sản phẩm.', en: 'Sector of its product set.' },
  },
  {
    key: 'productSet',
    kind: 'integer',
    heading: { vi: 'Số bộ sản phẩm', en: 'Product set no.' },
    meaning: {
      vi: 'Số của bộ sản phẩm trong Quyết định 26/2026/QĐ-TTg.',
      en: 'Number of the product set in Decision 26/2026/QĐ-TTg.',
    },
  },
  {
    key: 'productSetName',
    kind: 'text',
    heading: { vi: 'Bộ sản phẩm', en: 'Product set' },
    meaning: { vi: 'Tên bộ sản phẩm.', en: 'Name of the product set.' },
  },
  shared.status,
  {
    key: 'stars',
    kind: 'integer',
    heading: { vi: 'Hạng sao', en: 'Stars' },
    meaning: {
      vi: 'Số sao của công nhận được xét; để trống khi chưa công bố hoặc chưa đủ căn cứ.',
      en: 'Stars of the recognition that speaks for it; empty where not published or not evidenced.',
    },
  },
  shared.score,
  shared.issued,
  shared.validUntil,
  shared.lastDay,
  shared.lastDayIsExact,
  shared.decision,
  shared.authority,
  shared.evidence,
  {
    key: 'recognition',
    kind: 'text',
    heading: { vi: 'Mã công nhận', en: 'Recognition' },
    meaning: {
      vi: 'Mã trong sổ của lần công nhận được xét.',
      en: 'Code of the recognition that speaks for the product on the day.',
    },
    pattern: patterns.recognition,
    refersTo: { table: 'recognitions', key: 'code' },
  },
  {
    key: 'materials',
    kind: 'text',
    heading: { vi: 'Nguyên liệu', en: 'Raw materials' },
    meaning: {
      vi: 'Nguyên liệu, cách nhau bằng dấu chấm phẩy.',
      en: 'What it is made of, with semicolons between.',
    },
  },
  {
    key: 'regions',
    kind: 'text',
    heading: { vi: 'Vùng nguyên liệu', en: 'Material regions' },
    meaning: {
      vi: 'Vùng nguyên liệu, cách nhau bằng dấu chấm phẩy.',
      en: 'Raw-material regions that it draws on, with semicolons between.',
    },
  },
  shared.source,
  shared.sourceUrl,
  shared.page,
  shared.asOf,
];

export const productTable: Table = {
  name: 'products',
  fileName: { vi: 'ocop-san-pham', en: 'ocop-products' },
  title: { vi: 'Sản phẩm', en: 'Products' },
  about: {
    vi: 'Mọi sản phẩm trong sổ: chủ thể, xã phường, bộ sản phẩm, công nhận được xét, hạng sao và hiệu lực vào một ngày.',
    en: 'Every product of the register: producer, commune, product set, the recognition that speaks for it, its stars and whether it is in force on a day.',
  },
  keywords: { vi: ['OCOP', 'sản phẩm', 'hạng sao'], en: ['OCOP', 'products', 'stars'] },
  geometry: 'POINT',
  formats: formatNames,
  key: 'code',
  columns,
};
