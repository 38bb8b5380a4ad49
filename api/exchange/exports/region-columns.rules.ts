import { formatNames } from './formats.rules.ts';
import { shared } from './shared-columns.rules.ts';
import { patterns, type Table } from './table.rules.ts';

export const regionTable: Table = {
  name: 'regions',
  fileName: { vi: 'ocop-vung-nguyen-lieu', en: 'ocop-regions' },
  title: { vi: 'Vùng nguyên liệu', en: 'Raw-material regions' },
  about: {
    vi: 'Mọi vùng nguyên liệu trong sổ: nguyên liệu, xã phường, diện tích đã công bố, ranh giới và độ tin của ranh giới.',
    en: 'Every raw-material region of the register: material, communes, published hectares, its outline and how far that can be relied on.',
  },
  keywords: {
    vi: ['OCOP', 'vùng nguyên liệu', 'ranh giới'],
    en: ['OCOP', 'raw-material regions', 'boundaries'],
  },
  geometry: 'AREA',
  formats: formatNames,
  key: 'slug',
  columns: [
    {
      key: 'slug',
      kind: 'text',
      heading: { vi: 'Mã vùng', en: 'Region key' },
      meaning: {
        vi: 'Khóa đọc được, không trùng, có trong địa chỉ trang.',
        en: 'Readable key, unique; part of the address of its page.',
      },
      pattern: patterns.slug,
    },
    {
      key: 'name',
      kind: 'text',
      heading: { vi: 'Vùng nguyên liệu', en: 'Region' },
      meaning: { vi: 'Tên vùng.', en: 'Name of the region.' },
    },
    {
      key: 'material',
      kind: 'text',
      heading: { vi: 'Nguyên liệu', en: 'Raw material' },
      meaning: { vi: 'Nguyên liệu trồng, nuôi ở vùng.', en: 'What grows there.' },
    },
    {
      key: 'level',
      kind: 'word',
      heading: { vi: 'Phạm vi', en: 'Extent' },
      meaning: { vi: 'Số liệu công bố nói về phạm vi nào.', en: 'How wide its published figures reach.' },
      words: {
        vi: {
          PROVINCE: 'Toàn tỉnh',
          DISTRICT: 'Cấp huyện cũ',
          COMMUNE: 'Cấp xã',
          COOPERATIVE: 'Của hợp tác xã',
          GEOGRAPHICAL_INDICATION: 'Chỉ dẫn địa lý',
        },
        en: {
          PROVINCE: 'Whole province',
          DISTRICT: 'Former district',
          COMMUNE: 'Commune',
          COOPERATIVE: 'Of a co-operative',
          GEOGRAPHICAL_INDICATION: 'Geographical indication',
        },
      },
    },
    {
      key: 'communes',
      kind: 'text',
      heading: { vi: 'Xã, phường', en: 'Communes' },
      meaning: {
        vi: 'Xã, phường hiện nay của vùng, cách nhau bằng dấu chấm phẩy.',
        en: 'Its communes of today, with semicolons between.',
      },
    },
    {
      key: 'hectares',
      kind: 'number',
      heading: { vi: 'Diện tích (ha)', en: 'Hectares' },
      meaning: {
        vi: 'Diện tích trồng mới công bố nhất, hécta.',
        en: 'Newest published area under crop, in hectares.',
      },
    },
    {
      key: 'drawnKm2',
      kind: 'number',
      heading: { vi: 'Diện tích ranh giới (km²)', en: 'Drawn area (km²)' },
      meaning: {
        vi: 'Diện tích của ranh giới vẽ, không phải diện tích trồng.',
        en: 'Area of the drawn outline, not the area under crop.',
      },
    },
    {
      key: 'accuracy',
      kind: 'word',
      heading: { vi: 'Độ tin của ranh giới', en: 'Outline' },
      meaning: { vi: 'Ranh giới vẽ đáng tin đến đâu.', en: 'How far the drawn outline can be relied on.' },
      words: {
        vi: {
          OFFICIAL: 'Theo hồ sơ chính thức',
          SURVEYED: 'Đo thực địa',
          COMMUNE_UNION: 'Gộp địa phận gần đúng của các xã, phường; không phải thửa đất',
          APPROXIMATE: 'Gần đúng',
        },
        en: {
          OFFICIAL: 'From official records',
          SURVEYED: 'Surveyed in the field',
          COMMUNE_UNION: 'Union of approximate communes; not the plots themselves',
          APPROXIMATE: 'Approximate',
        },
      },
    },
    {
      key: 'geographicalIndication',
      kind: 'text',
      heading: { vi: 'Chỉ dẫn địa lý', en: 'Geographical indication' },
      meaning: {
        vi: 'Chỉ dẫn địa lý mà vùng này thuộc về.',
        en: 'The geographical indication whose area it is.',
      },
    },
    {
      key: 'plantingAreaCodes',
      kind: 'text',
      heading: { vi: 'Mã số vùng trồng', en: 'Planting-area codes' },
      meaning: {
        vi: 'Mã số vùng trồng, cách nhau bằng dấu chấm phẩy.',
        en: 'Planting-area codes as published, with semicolons between.',
      },
    },
    shared.source,
    shared.sourceUrl,
    shared.page,
    shared.asOf,
  ],
};
