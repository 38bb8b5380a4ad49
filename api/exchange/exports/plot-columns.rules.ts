import type { Table } from './table.rules.ts';

/**
 * Materials of the register that stand for a commodity of Regulation (EU) 2023/1115, Annex I, with the heading of the
 * commodity as it is harvested. Wood has many headings: which one is for its product to say.
 */
export const commodities = [
  { material: 'ca-phe', commodity: 'coffee', heading: '0901' },
  { material: 'ca-cao', commodity: 'cocoa', heading: '1801' },
  { material: 'cao-su', commodity: 'rubber', heading: '4001' },
  { material: 'go', commodity: 'wood', heading: null },
] as const;

export const plotTable: Table = {
  name: 'eudr-plots',
  fileName: { vi: 'eudr-vung-trong', en: 'eudr-plots' },
  title: {
    vi: 'Vùng cà phê, ca cao, cao su, gỗ có ranh giới chính thức',
    en: 'Coffee, cocoa, rubber and wood areas with official borders',
  },
  about: {
    vi: 'Ranh giới chính thức của vùng cà phê, ca cao, cao su, gỗ, theo dạng GeoJSON mà hệ thống EUDR của Liên minh châu Âu đọc được.',
    en: 'Official borders of coffee, cocoa, rubber and wood areas, in the GeoJSON that the EUDR information system of the European Union reads.',
  },
  keywords: {
    vi: ['EUDR', 'cà phê', 'ca cao', 'cao su', 'gỗ', 'ranh giới'],
    en: ['EUDR', 'coffee', 'cocoa', 'rubber', 'wood', 'boundaries'],
  },
  note: {
    vi: 'Ranh giới vùng không phải ranh giới thửa: tuyên bố thẩm định theo Quy định (EU) 2023/1115 cần từng thửa đất. Không có điểm nhà ở và không có dữ liệu của hộ.',
    en: 'The border of an area is not that of a plot: a due diligence statement under Regulation (EU) 2023/1115 needs every plot of land. There are no homes here and no data of households.',
  },
  whenEmpty: {
    vi: 'Chưa có vùng nào: sổ chưa có ranh giới chính thức của vùng cà phê, ca cao, cao su hay gỗ; ranh giới gần đúng không được đưa vào đây.',
    en: 'Empty: the register has no official border of a coffee, cocoa, rubber or wood area yet, and approximate ones have no place here.',
  },
  geometry: 'AREA',
  formats: ['geojson'],
  geojson: { decimals: 6, leavesOutWhatIsNotKnown: true },
  key: 'RegionKey',
  columns: [
    {
      key: 'ProducerName',
      kind: 'text',
      heading: { vi: 'Tên nhà sản xuất', en: 'Producer name' },
      meaning: {
        vi: 'Hợp tác xã, khi vùng là của một hợp tác xã và sổ chỉ biết đúng một; không có thì bỏ.',
        en: 'The co-operative, where the area is that of one and the register knows exactly one; left out otherwise.',
      },
    },
    {
      key: 'ProducerCountry',
      kind: 'text',
      heading: { vi: 'Nước sản xuất', en: 'Producer country' },
      meaning: { vi: 'Mã nước ISO 3166-1.', en: 'Country, ISO 3166-1 alpha-2.' },
      pattern: 'VN',
    },
    {
      key: 'ProductionPlace',
      kind: 'text',
      heading: { vi: 'Nơi sản xuất', en: 'Production place' },
      meaning: { vi: 'Tên vùng, các xã phường và tỉnh.', en: 'Name of the area, its communes and province.' },
    },
    {
      key: 'Area',
      kind: 'number',
      heading: { vi: 'Diện tích (ha)', en: 'Area (ha)' },
      meaning: { vi: 'Diện tích trong ranh giới, hécta.', en: 'What the border encloses, in hectares.' },
    },
    {
      key: 'Commodity',
      kind: 'text',
      heading: { vi: 'Hàng hóa', en: 'Commodity' },
      meaning: {
        vi: 'Hàng hóa theo Phụ lục I của Quy định (EU) 2023/1115.',
        en: 'Commodity of Annex I to Regulation (EU) 2023/1115.',
      },
      pattern: 'coffee|cocoa|rubber|wood',
    },
    {
      key: 'HSHeading',
      kind: 'text',
      heading: { vi: 'Nhóm HS', en: 'HS heading' },
      meaning: {
        vi: 'Nhóm HS của hàng hóa thô; hàng đã chế biến có nhóm khác. Gỗ có nhiều nhóm nên bỏ.',
        en: 'HS heading of the raw commodity; what is made of it has another. Left out for wood, which has many.',
      },
      pattern: '[0-9]{4}',
    },
    {
      key: 'RegionKey',
      kind: 'text',
      heading: { vi: 'Mã vùng', en: 'Region key' },
      meaning: { vi: 'Mã của vùng trong sổ.', en: 'Key of the area in the register.' },
    },
    {
      key: 'BorderSource',
      kind: 'text',
      heading: { vi: 'Nguồn của ranh giới', en: 'Source of the border' },
      meaning: {
        vi: 'Giấy tờ mà ranh giới dựa vào.',
        en: 'The paper that the border comes from.',
      },
    },
  ],
};
