/** Every way out of the register, told once: catalogues and the page about the data name the same ones. */

export type Words = Readonly<Record<'vi' | 'en', string>>;

export interface Door {
  key: string;
  group: 'FILES' | 'PROGRAMS' | 'MAPS' | 'FEEDS' | 'CATALOGUES';
  /** What a program asks for; null where a door is opened by those who run the hub. */
  path: string | null;
  /** Where it is explained to people, if not at the path itself. */
  page?: Words;
  title: Words;
  about: Words;
  /** Of what answers questions, in place of giving one file: its description for machines, and its standard. */
  service?: { description?: string; conformsTo?: string };
}

const both = (text: string): Words => ({ vi: text, en: text });

export const doors: readonly Door[] = [
  {
    key: 'exports',
    group: 'FILES',
    path: '/export/',
    title: { vi: 'Tải cả danh sách', en: 'Whole lists as files' },
    about: {
      vi: 'CSV, Excel, GeoJSON, NDJSON, GeoPackage, Parquet của đúng bộ lọc đang xem, mỗi tệp có biên nhận.',
      en: 'CSV, Excel, GeoJSON, NDJSON, GeoPackage and Parquet of exactly a filter, each with a receipt.',
    },
  },
  {
    key: 'snapshots',
    group: 'FILES',
    path: '/export/snapshots',
    title: { vi: 'Bản chụp hằng đêm', en: 'Kept every night' },
    about: {
      vi: 'Mọi danh sách trong mọi định dạng của từng ngày, với SHA-256.',
      en: 'All lists in every format of each day, with their SHA-256.',
    },
  },
  {
    key: 'ministry',
    group: 'FILES',
    path: '/export/ptnt-ocop.xlsx',
    title: { vi: 'Biểu báo cáo PTNT_OCOP', en: 'Reporting table PTNT_OCOP' },
    about: {
      vi: 'Biểu của Bộ cho một năm, quý hay tháng (?period=2026-Q3), cũng có dạng .csv. Doanh thu để trống vì sổ không có.',
      en: 'The ministry’s table for a year, a quarter or a month (?period=2026-Q3), also as .csv. Revenue is empty: the register has none.',
    },
  },
  {
    key: 'plots',
    group: 'FILES',
    path: '/export/eudr-plots.geojson',
    title: { vi: 'Vùng trồng cho EUDR', en: 'Areas for the EUDR' },
    about: {
      vi: 'Ranh giới chính thức của vùng cà phê, ca cao, cao su, gỗ; chưa có thì tệp nói vì sao.',
      en: 'Official borders of coffee, cocoa, rubber and wood areas; while there are none, the file says why.',
    },
  },
  {
    key: 'graphql',
    group: 'PROGRAMS',
    path: '/graphql',
    page: { vi: '/docs/', en: '/en/docs/' },
    title: both('GraphQL'),
    about: {
      vi: 'Toàn bộ sổ, có kiểu, không cần khóa.',
      en: 'The whole register, typed, without a key.',
    },
    service: { description: '/schema.graphql', conformsTo: 'https://spec.graphql.org/October2021/' },
  },
  {
    key: 'changes',
    group: 'PROGRAMS',
    path: '/changes',
    title: { vi: 'Mọi thay đổi', en: 'Every change' },
    about: {
      vi: 'Cho ai giữ một bản sao: từng trang, cả việc xóa và nhập chung, kèm bản chụp.',
      en: 'For those who keep a copy: page by page, deletions and merges too, with a snapshot.',
    },
    service: {},
  },
  {
    key: 'webhooks',
    group: 'PROGRAMS',
    path: null,
    title: { vi: 'Được báo tin (webhook)', en: 'Webhooks' },
    about: {
      vi: 'Có thay đổi thì sổ gọi đến máy của bạn, có chữ ký Standard Webhooks. Người quản lý sổ đăng ký địa chỉ cho bạn.',
      en: 'The register calls your machine when something changes, signed as Standard Webhooks. Those who run it enter your address.',
    },
  },
  {
    key: 'features',
    group: 'MAPS',
    path: '/ogc',
    title: both('OGC API – Features'),
    about: {
      vi: 'Cho QGIS, GDAL và các phần mềm GIS: bộ lọc CQL2, WGS 84 và VN-2000.',
      en: 'For QGIS, GDAL and other GIS: CQL2 filters, WGS 84 and VN-2000.',
    },
    service: {
      description: '/ogc/api?f=json',
      conformsTo: 'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core',
    },
  },
  {
    key: 'point-tiles',
    group: 'MAPS',
    path: '/tiles/points.json',
    title: { vi: 'Ô véc-tơ: sản phẩm, chủ thể', en: 'Vector tiles: products, producers' },
    about: { vi: 'TileJSON, ô Mapbox Vector Tile.', en: 'TileJSON of Mapbox Vector Tiles.' },
    service: {
      description: '/tiles/points.json',
      conformsTo: 'https://github.com/mapbox/tilejson-spec/tree/master/3.0.0',
    },
  },
  {
    key: 'zone-tiles',
    group: 'MAPS',
    path: '/tiles/zones.json',
    title: { vi: 'Ô véc-tơ: vùng nguyên liệu, xã phường', en: 'Vector tiles: regions, communes' },
    about: { vi: 'TileJSON, ô Mapbox Vector Tile.', en: 'TileJSON of Mapbox Vector Tiles.' },
    service: {
      description: '/tiles/zones.json',
      conformsTo: 'https://github.com/mapbox/tilejson-spec/tree/master/3.0.0',
    },
  },
  {
    key: 'changes-atom',
    group: 'FEEDS',
    path: '/feeds/changes.atom',
    title: { vi: 'Atom: mọi thay đổi', en: 'Atom: what changed' },
    about: { vi: 'Có cả việc xóa và kho lưu.', en: 'With tombstones and archives.' },
    service: {
      description: '/feeds/changes.atom',
      conformsTo: 'https://www.rfc-editor.org/info/rfc4287',
    },
  },
  {
    key: 'recognitions-atom',
    group: 'FEEDS',
    path: '/feeds/recognitions.atom',
    title: { vi: 'Atom: công nhận mới', en: 'Atom: new recognitions' },
    about: {
      vi: 'Công nhận mới và bị thu hồi; cũng có dạng .rss.',
      en: 'New and revoked recognitions; also as .rss.',
    },
    service: {
      description: '/feeds/recognitions.atom',
      conformsTo: 'https://www.rfc-editor.org/info/rfc4287',
    },
  },
  {
    key: 'expiries',
    group: 'FEEDS',
    path: '/feeds/expiries.ics',
    title: { vi: 'Lịch ngày hết hạn', en: 'Calendar of expiries' },
    about: { vi: 'iCalendar, cho ứng dụng lịch.', en: 'iCalendar, for a calendar program.' },
    service: {
      description: '/feeds/expiries.ics',
      conformsTo: 'https://www.rfc-editor.org/info/rfc5545',
    },
  },
  {
    key: 'dcat',
    group: 'CATALOGUES',
    path: '/catalog.ttl',
    title: { vi: 'Danh mục DCAT-AP (Turtle)', en: 'DCAT-AP catalogue (Turtle)' },
    about: {
      vi: 'Mọi bộ dữ liệu, tệp và dịch vụ, cho cổng dữ liệu mở.',
      en: 'All data sets, files and services, for open data portals.',
    },
  },
  {
    key: 'dcat-json',
    group: 'CATALOGUES',
    path: '/catalog.jsonld',
    title: { vi: 'Danh mục DCAT-AP (JSON-LD)', en: 'DCAT-AP catalogue (JSON-LD)' },
    about: { vi: 'Cùng nội dung, dạng JSON-LD.', en: 'The same as JSON-LD.' },
  },
  {
    key: 'data-json',
    group: 'CATALOGUES',
    path: '/data.json',
    title: both('data.json'),
    about: {
      vi: 'Theo Project Open Data 1.1, cho CKAN và DKAN.',
      en: 'As Project Open Data 1.1, for CKAN and DKAN.',
    },
  },
  {
    key: 'data-package',
    group: 'CATALOGUES',
    path: '/datapackage.json',
    title: both('Frictionless Data Package'),
    about: {
      vi: 'Các tệp CSV với kiểu, giá trị và khóa của từng cột.',
      en: 'The CSV files with type, values and keys of every column.',
    },
  },
  {
    key: 'csvw',
    group: 'CATALOGUES',
    path: '/export/products.csv-metadata.json',
    title: { vi: 'CSV trên Web (CSVW)', en: 'CSV on the Web (CSVW)' },
    about: {
      vi: 'Mô tả của mỗi tệp CSV, cùng tên, thêm -metadata.json.',
      en: 'The description of each CSV: its name with -metadata.json.',
    },
  },
];

const types: Record<string, string> = {
  '.ttl': 'text/turtle',
  '.jsonld': 'application/ld+json',
  '.json': 'application/json',
};

/** The catalogues, as what links lead to. */
export const catalogues = doors
  .filter(({ group, key }) => group === 'CATALOGUES' && key !== 'csvw')
  .map(({ path, title }) => {
    const at = path ?? '';
    return { path: at, type: types[at.slice(at.lastIndexOf('.'))] ?? '', title };
  });

/** The same as a header of links (RFC 8288). */
export const catalogueDoors: string = catalogues
  .map(({ path, type }) => `<${path}>; rel="describedby"; type="${type}"`)
  .join(', ');
