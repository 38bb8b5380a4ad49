import { quoted, remarksOf, type Said } from '../sheets/remark.rules.ts';

const asGeoJson = {
  vi: 'Trong QGIS: Export → Save Features As… → GeoJSON, EPSG:4326; hoặc ogr2ogr -f GeoJSON moi.geojson TEP',
  en: 'In QGIS: Export → Save Features As… → GeoJSON, EPSG:4326; or ogr2ogr -f GeoJSON new.geojson FILE',
};
const splitOrSimplify = {
  vi: 'Chia tệp thành nhiều phần, hoặc đơn giản hóa đường ranh giới (QGIS: Simplify, 1 m)',
  en: 'Split the file, or simplify its borders (QGIS: Simplify, 1 m)',
};

/** Why a file of borders is not read at all. */
export const refuseBoundaryFile = remarksOf('REFUSED', {
  OTHER_FORMAT: (format: string) => ({
    cause: { vi: `Đây là ${format}, không phải GeoJSON`, en: `This is ${format}, not GeoJSON` },
    remedy: asGeoJson,
  }),
  NOT_UTF_8: () => ({
    cause: { vi: 'Chữ trong tệp không phải là UTF-8', en: 'The letters of the file are not UTF-8' },
    remedy: {
      vi: 'Xuất lại với Encoding: UTF-8 (ArcGIS, QGIS); tên TCVN3 hoặc VNI phải đổi sang Unicode trước',
      en: 'Export it again with encoding UTF-8; names in TCVN3 or VNI must be turned into Unicode first',
    },
  }),
  JSON_BROKEN: (found: string, where: Said | null) => ({
    cause: {
      vi: `JSON sai: ở đây có ${found}${where === null ? '' : ` (${where.vi})`}`,
      en: `The JSON is broken: here stands ${found}${where === null ? '' : ` (${where.en})`}`,
    },
    remedy: {
      vi: 'Sửa chỗ này hoặc xuất lại tệp; JSON không có NaN, Infinity, chú thích và dấu phẩy thừa',
      en: 'Mend this spot or export the file again; JSON knows no NaN, no Infinity, no comments and no comma at the end',
    },
  }),
  JSON_CUT_OFF: () => ({
    cause: { vi: 'Tệp bị cắt ngang: JSON chưa kết thúc', en: 'The file is cut off: its JSON does not end' },
    remedy: { vi: 'Tải hoặc xuất lại tệp cho đủ', en: 'Fetch or export the whole file again' },
  }),
  TOO_DEEP: (most: number) => ({
    cause: {
      vi: `Danh sách lồng nhau sâu hơn ${most} lớp`,
      en: `Lists stand in one another more than ${most} deep`,
    },
    remedy: asGeoJson,
  }),
  TOO_MUCH: (what: 'lists' | 'objects' | 'features', most: number) => ({
    cause: {
      vi: `Tệp có hơn ${most} ${{ lists: 'điểm', objects: 'đối tượng JSON', features: 'đối tượng' }[what]}`,
      en: `The file has more than ${most} ${{ lists: 'positions', objects: 'JSON objects', features: 'features' }[what]}`,
    },
    remedy: splitOrSimplify,
  }),
  FEATURES_CROWDED: (features: number, most: number) => ({
    cause: {
      vi: `${features} đối tượng nằm sát hoặc chồng lên nhau, quá ${most} cặp`,
      en: `${features} features lie beside or upon one another in more than ${most} pairs`,
    },
    remedy: {
      vi: 'Chỉ giữ một đường ranh giới cho mỗi đơn vị rồi nhập lại',
      en: 'Keep one border of each unit and import again',
    },
  }),
  NOT_GEOJSON: (type: string) => ({
    cause: {
      vi: `Ngoài cùng phải là một FeatureCollection, ở đây là ${quoted(type)}`,
      en: `The whole must be a FeatureCollection, here it is ${quoted(type)}`,
    },
    remedy: asGeoJson,
  }),
  NO_FEATURES: () => ({
    cause: { vi: 'Tệp không có đối tượng nào', en: 'The file holds no feature' },
    remedy: {
      vi: 'Kiểm tra bộ lọc của lớp dữ liệu rồi xuất lại',
      en: 'Look at the filter of the layer and export it again',
    },
  }),
  MAPPED_PROPERTY_MISSING: (property: string, present: readonly string[]) => ({
    cause: {
      vi: `--map: không đối tượng nào có thuộc tính ${quoted(property)}`,
      en: `--map: no feature has a property ${quoted(property)}`,
    },
    remedy: {
      vi: `Các thuộc tính có trong tệp: ${present.join(', ') || '–'}`,
      en: `The file has these: ${present.join(', ') || '–'}`,
    },
  }),
  NO_KEY: (present: readonly string[]) => ({
    cause: {
      vi: `Không nhận ra thuộc tính nào là mã hoặc tên: ${present.join(', ') || '–'}`,
      en: `No property is recognised as a code or a name: ${present.join(', ') || '–'}`,
    },
    remedy: {
      vi: 'Chỉ ra bằng --map "THUỘC_TÍNH=name" hoặc --map "THUỘC_TÍNH=code"',
      en: 'Say so by --map "PROPERTY=name" or --map "PROPERTY=code"',
    },
  }),
  SYSTEM_UNKNOWN: (written: string) => ({
    cause: {
      vi: `Tệp ghi hệ tọa độ ${quoted(written)}, hub không biết hệ này`,
      en: `The file says the reference system ${quoted(written)}, which is not known here`,
    },
    remedy: {
      vi: 'Xuất lại ở EPSG:4326, hoặc ghi hệ đúng bằng --crs EPSG:…',
      en: 'Export it in EPSG:4326, or say the right one by --crs EPSG:…',
    },
  }),
  SYSTEM_DOES_NOT_FIT: (system: string, x: number, y: number) => ({
    cause: {
      vi: `Tọa độ ${x}, ${y} không thể thuộc hệ ${system}`,
      en: `The coordinates ${x}, ${y} cannot be in ${system}`,
    },
    remedy: {
      vi: 'Số nhỏ hơn 180 là độ: --crs EPSG:4326; số hàng trăm nghìn là mét VN-2000: --crs EPSG:9218, …',
      en: 'Below 180 they are degrees: --crs EPSG:4326; in hundreds of thousands they are metres of VN-2000: --crs EPSG:9218, …',
    },
  }),
  SYSTEM_NOT_RECOGNISED: (x: number, y: number) => ({
    cause: {
      vi: `Tọa độ ${x}, ${y} không phải là độ, cũng không phải là mét VN-2000 trong tỉnh`,
      en: `The coordinates ${x}, ${y} are neither degrees nor metres of VN-2000 in the province`,
    },
    remedy: {
      vi: 'Xuất lại ở EPSG:4326, hoặc ghi hệ tọa độ bằng --crs EPSG:…',
      en: 'Export it in EPSG:4326, or say the reference system by --crs EPSG:…',
    },
  }),
});

/** What must be answered before anything of the file can be read. */
export const askBoundaryFile = remarksOf('QUESTION', {
  SYSTEM: (x: number, y: number, systems: readonly string[]) => ({
    cause: {
      vi: `Tọa độ ${x}, ${y} là mét VN-2000 nhưng tệp không ghi kinh tuyến trục`,
      en: `The coordinates ${x}, ${y} are metres of VN-2000, but the file does not say of which meridian`,
    },
    remedy: {
      vi: `Trả lời bằng --crs: ${systems.join(' · ')}`,
      en: `Answer with --crs: ${systems.join(' · ')}`,
    },
  }),
});

/** What is told of the whole file and stops nothing. */
export const noteBoundaryFile = remarksOf('NOTE', {
  CONVERTED: (system: string) => ({
    cause: {
      vi: `Tọa độ được chuyển từ ${system} sang WGS 84`,
      en: `The coordinates are converted from ${system} to WGS 84`,
    },
    remedy: {
      vi: 'Nếu không đúng hệ này, ghi hệ đúng bằng --crs',
      en: 'If they are in another one, say so by --crs',
    },
  }),
  NORTH_FIRST: () => ({
    cause: {
      vi: 'Trong tệp, X là hướng bắc (như bản đồ địa chính): đã đổi chỗ hai trục',
      en: 'In the file X points north, as in the land registry: the axes are turned',
    },
    remedy: { vi: 'Không cần làm gì', en: 'Nothing to do' },
  }),
  HEIGHTS_DROPPED: (positions: number) => ({
    cause: {
      vi: `${positions} điểm có độ cao hoặc số thứ ba: bỏ`,
      en: `${positions} positions have a height or further numbers: dropped`,
    },
    remedy: { vi: 'Không cần làm gì', en: 'Nothing to do' },
  }),
  LEGACY_SYSTEM: (written: string) => ({
    cause: {
      vi: `Tệp có mục “crs” của GeoJSON đời cũ: ${quoted(written)}`,
      en: `The file has the “crs” member of old GeoJSON: ${quoted(written)}`,
    },
    remedy: { vi: 'Không cần làm gì', en: 'Nothing to do' },
  }),
});
