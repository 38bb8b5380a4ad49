import { formatNames } from './formats.rules.ts';
import { shared } from './shared-columns.rules.ts';
import { patterns, type Table } from './table.rules.ts';

export const producerTable: Table = {
  name: 'producers',
  fileName: { vi: 'ocop-chu-the', en: 'ocop-producers' },
  title: { vi: 'Chủ thể', en: 'Producers' },
  about: {
    vi: 'Mọi chủ thể trong sổ: loại hình, xã phường, số sản phẩm và số còn hiệu lực. Không có dữ liệu cá nhân; vị trí là của xã, phường.',
    en: 'Every producer of the register: legal form, commune, how many products and how many in force. Nothing personal; its point is that of the commune.',
  },
  keywords: { vi: ['OCOP', 'chủ thể', 'hợp tác xã'], en: ['OCOP', 'producers', 'co-operatives'] },
  geometry: 'POINT',
  formats: formatNames,
  key: 'slug',
  columns: [
    {
      key: 'slug',
      kind: 'text',
      heading: { vi: 'Mã chủ thể', en: 'Producer key' },
      meaning: {
        vi: 'Khóa đọc được, không trùng, có trong địa chỉ trang.',
        en: 'Readable key, unique; part of the address of its page.',
      },
      pattern: patterns.slug,
    },
    {
      key: 'name',
      kind: 'text',
      heading: { vi: 'Chủ thể', en: 'Producer' },
      meaning: { vi: 'Tên chủ thể.', en: 'Name of the producer.' },
    },
    {
      key: 'otherNames',
      kind: 'text',
      heading: { vi: 'Tên khác', en: 'Other names' },
      meaning: {
        vi: 'Các tên khác trong nguồn, cách nhau bằng dấu chấm phẩy.',
        en: 'Other names in the sources, with semicolons between.',
      },
    },
    shared.legalForm,
    shared.commune,
    shared.communeCode,
    shared.province,
    shared.formerPlace,
    {
      key: 'website',
      kind: 'text',
      heading: { vi: 'Trang web', en: 'Website' },
      meaning: { vi: 'Trang web của chủ thể.', en: 'Website of the producer.' },
    },
    {
      key: 'products',
      kind: 'integer',
      heading: { vi: 'Số sản phẩm', en: 'Number of products' },
      meaning: { vi: 'Số sản phẩm trong sổ.', en: 'How many products the register knows of it.' },
    },
    {
      key: 'inForce',
      kind: 'integer',
      heading: { vi: 'Số sản phẩm còn hiệu lực', en: 'Products in force' },
      meaning: {
        vi: 'Trong đó còn hiệu lực vào ngày xét.',
        en: 'Of them in force on the day that the file speaks of.',
      },
    },
    shared.source,
    shared.sourceUrl,
    shared.page,
    shared.asOf,
  ],
};
