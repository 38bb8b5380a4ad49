import { type Candidate, quoted, type Wording, wrongChoice } from '../sheets/remark.rules.ts';
import {
  type BoundaryRemark,
  boundaryRemarks,
  type BoundaryTopic,
  type Where,
} from './boundary-remark.rules.ts';
import { zoneNotes, zoneQuestions, zoneRefusals } from './zone-wordings.rules.ts';

const mendInQgis = {
  vi: 'Sửa trong QGIS (Vector → Geometry Tools → Check Validity, hoặc Fix Geometries) rồi xuất lại',
  en: 'Mend it in QGIS (Vector → Geometry Tools → Check Validity, or Fix Geometries) and export again',
};
const correctProperty = {
  vi: 'Sửa thuộc tính của đối tượng rồi xuất lại',
  en: 'Correct the property and export again',
};
const at = (x: number, y: number) => `[${x}, ${y}]`;

/** Why a feature is not taken in. */
export const refuseFeature = boundaryRemarks('REFUSED', {
  NO_FEATURE: () => ({
    cause: { vi: 'Đây không phải là một Feature', en: 'This is no Feature' },
    remedy: {
      vi: 'Mỗi mục của “features” có "type": "Feature", "properties" và "geometry"',
      en: 'Each item of “features” has "type": "Feature", "properties" and "geometry"',
    },
  }),
  NO_GEOMETRY: () => ({
    cause: { vi: 'Đối tượng không có hình', en: 'The feature has no geometry' },
    remedy: { vi: 'Vẽ ranh giới, hoặc xóa đối tượng', en: 'Draw its border, or delete the feature' },
  }),
  NOT_A_POLYGON: (type: string) => ({
    cause: { vi: `Hình là ${quoted(type)}, không phải vùng`, en: `The geometry is ${quoted(type)}, no area` },
    remedy: {
      vi: 'Ranh giới phải là Polygon hoặc MultiPolygon; đường khép kín: QGIS → Lines to Polygons',
      en: 'A border is a Polygon or a MultiPolygon; of closed lines: QGIS → Lines to Polygons',
    },
  }),
  NOT_RINGS: () => ({
    cause: {
      vi: 'Tọa độ không phải là danh sách các vòng',
      en: 'The coordinates are not lists of rings of positions',
    },
    remedy: { vi: 'Xuất lại tệp bằng QGIS hoặc ogr2ogr', en: 'Export the file again by QGIS or ogr2ogr' },
  }),
  NOT_A_NUMBER: (text: string) => ({
    cause: { vi: `${quoted(text)} không phải là tọa độ`, en: `${quoted(text)} is no coordinate` },
    remedy: {
      vi: 'Mỗi điểm là [kinh độ, vĩ độ], hai số không có dấu ngoặc kép',
      en: 'A position is [longitude, latitude], two numbers without quotation marks',
    },
  }),
  TOO_MANY_POSITIONS: (positions: number, most: number) => ({
    cause: {
      vi: `Đường ranh giới có ${positions} điểm, nhiều nhất là ${most}`,
      en: `The border has ${positions} positions, at most ${most} are read`,
    },
    remedy: { vi: 'Đơn giản hóa (QGIS: Simplify, 1 m)', en: 'Simplify it (QGIS: Simplify, 1 m)' },
  }),
  PARTS_CROWDED: (parts: number, most: number) => ({
    cause: {
      vi: `Đường ranh giới có ${parts} phần nằm sát hoặc chồng lên nhau, quá ${most} cặp: không kiểm tra được`,
      en: `The ${parts} parts of the border lie beside or upon one another in more than ${most} pairs: they cannot be checked`,
    },
    remedy: {
      vi: 'Gộp các phần lại (QGIS: Dissolve) rồi nhập lại',
      en: 'Join the parts (QGIS: Dissolve) and import again',
    },
  }),
  RING_WITHOUT_AREA: (positions: number) => ({
    cause: {
      vi: `Vòng chỉ có ${positions} điểm khác nhau trên một đường: không có diện tích`,
      en: `The ring has ${positions} different positions in one line: it holds no area`,
    },
    remedy: mendInQgis,
  }),
  HOLE_OUTSIDE: () => ({
    cause: {
      vi: 'Lỗ nằm ngoài vòng thứ nhất của phần này',
      en: 'The hole does not lie inside of the first ring of its part',
    },
    remedy: {
      vi: 'Vòng ngoài đứng trước, lỗ đứng sau; vùng tách rời là một phần riêng của MultiPolygon',
      en: 'The outer ring comes first, its holes behind it; a separate area is a part of its own of a MultiPolygon',
    },
  }),
  HOLE_CROSSES: (ring: number, x: number, y: number) => ({
    cause: {
      vi: `Lỗ cắt vòng ${ring} gần ${at(x, y)}`,
      en: `The hole crosses ring ${ring} near ${at(x, y)}`,
    },
    remedy: mendInQgis,
  }),
  STILL_CROSSES: () => ({
    cause: {
      vi: 'Đường ranh giới tự cắt và không tự sửa được',
      en: 'The border crosses itself and cannot be mended by itself',
    },
    remedy: mendInQgis,
  }),
  OUT_OF_PROVINCE: (x: number, y: number, positions: number) => ({
    cause: {
      vi: `Điểm ${at(x, y)} ở ngoài tỉnh${positions > 1 ? ` (có ${positions} điểm như vậy)` : ''}`,
      en: `The position ${at(x, y)} is out of the province${positions > 1 ? ` (${positions} are)` : ''}`,
    },
    remedy: {
      vi: 'Kiểm tra hệ tọa độ (--crs) và điểm này',
      en: 'Look at the reference system (--crs) and at this position',
    },
  }),
  OLD_UNIT: (name: string, successors: readonly string[]) => ({
    cause: {
      vi: `${quoted(name)} là đơn vị trước 01/7/2025`,
      en: `${quoted(name)} is a unit of before 2025-07-01`,
    },
    remedy: {
      vi: `Dùng tệp ranh giới của đơn vị hiện nay${successors.length > 0 ? `: ${successors.join(', ')}` : ''}`,
      en: `Use a file of today’s units${successors.length > 0 ? `: ${successors.join(', ')}` : ''}`,
    },
  }),
  UNKNOWN_UNIT: (text: string) => ({
    cause: {
      vi: `Không có xã, phường nào hiện nay là ${quoted(text)}`,
      en: `No commune or ward of today is ${quoted(text)}`,
    },
    remedy: correctProperty,
  }),
  ...zoneRefusals,
  NO_NAME: () => ({
    cause: { vi: 'Đối tượng không có mã và tên', en: 'The feature has neither code nor name' },
    remedy: correctProperty,
  }),
  TWICE: (other: number, name: string) => ({
    cause: {
      vi: `Đối tượng ${other} cũng là ${quoted(name)}`,
      en: `Feature ${other} is ${quoted(name)} as well`,
    },
    remedy: {
      vi: 'Xóa một đối tượng, hoặc gộp thành một MultiPolygon (QGIS: Dissolve theo mã)',
      en: 'Delete one of them, or join them into one MultiPolygon (QGIS: Dissolve by the code)',
    },
  }),
  WRONG_CHOICE: wrongChoice,
});

const nothing = { vi: 'Không cần làm gì', en: 'Nothing to do' };

/** What is told of a feature that is taken in. */
export const noteFeature = boundaryRemarks('NOTE', {
  RING_ORDER: (rings: number) => ({
    cause: {
      vi: `${rings} vòng đi ngược chiều RFC 7946: đã đảo`,
      en: `${rings} ${rings === 1 ? 'ring runs' : 'rings run'} the wrong way round for RFC 7946: turned`,
    },
    remedy: nothing,
  }),
  REPEATED_POSITIONS: (positions: number) => ({
    cause: {
      vi: `${positions} điểm trùng điểm trước nó: bỏ`,
      en: `${positions} ${positions === 1 ? 'position repeats' : 'positions repeat'} the one before: left out`,
    },
    remedy: nothing,
  }),
  EMPTY_HOLE: () => ({
    cause: { vi: 'Lỗ không có diện tích: bỏ', en: 'The hole holds no area: left out' },
    remedy: nothing,
  }),
  RING_TOUCHES: (x: number, y: number) => ({
    cause: {
      vi: `Vòng chạm chính nó ở ${at(x, y)}: đã tách, diện tích không đổi`,
      en: `The ring touches itself at ${at(x, y)}: parted there, its area is the same`,
    },
    remedy: nothing,
  }),
  COLLECTION: (parts: number) => ({
    cause: {
      vi: `GeometryCollection gồm ${parts} vùng: đọc như MultiPolygon`,
      en: `A GeometryCollection of ${parts} areas: read as a MultiPolygon`,
    },
    remedy: nothing,
  }),
  AXES_SWAPPED: () => ({
    cause: {
      vi: 'Vĩ độ đứng trước kinh độ: đã đổi chỗ',
      en: 'Latitude stands before longitude: they are swapped',
    },
    remedy: nothing,
  }),
  MENDED: (before: number, after: number) => ({
    cause: {
      vi: `Đã sửa chỗ tự cắt: ${km2(before, 'vi')} thành ${km2(after, 'vi')}`,
      en: `The crossing is mended: ${km2(before, 'en')} become ${km2(after, 'en')}`,
    },
    remedy: { vi: 'Xem lại hình sau khi nhập', en: 'Look at the shape once it is in' },
  }),
  AREA_DIFFERS: (drawn: number, said: number, percent: number) => areaWording(drawn, said, percent),
  OWN_DRAWING: () => ({
    cause: {
      vi: 'Đây là hình hub tự vẽ: giữ nguyên, vẫn là gần đúng',
      en: 'This is what the hub drew itself: it stays, and stays approximate',
    },
    remedy: nothing,
  }),
  OVERLAPS: (other: string, overlap: number) => overlapWording(other, overlap),
  ...zoneNotes,
});

function areaWording(drawn: number, said: number, percent: number): Wording {
  const sign = percent > 0 ? '+' : '−';
  const size = Math.abs(percent);
  return {
    cause: {
      vi: `Diện tích vẽ ${km2(drawn, 'vi')}, diện tích ghi ${km2(said, 'vi')}: ${sign}${comma(size)} %`,
      en: `Drawn are ${km2(drawn, 'en')}, declared ${km2(said, 'en')}: ${sign}${size} %`,
    },
    remedy: {
      vi: 'Kiểm tra đường ranh giới hoặc diện tích',
      en: 'Look at the border, or at the declared area',
    },
  };
}

const overlapWording = (other: string, overlap: number): Wording => ({
  cause: {
    vi: `Chồng lên ${quoted(other)}: ${km2(overlap, 'vi')}`,
    en: `It overlaps ${quoted(other)} by ${km2(overlap, 'en')}`,
  },
  remedy: {
    vi: 'Sửa đường ranh giới chung (QGIS: Topology Checker, “must not overlap”)',
    en: 'Mend their common border (QGIS: Topology Checker, “must not overlap”)',
  },
});

const comma = (value: number | string): string => String(value).replace('.', ',');
/** Small areas in hectares, as people speak of them. */
function km2(area: number, language: 'vi' | 'en'): string {
  const [value, unit] = area < 1 ? [area * 100, 'ha'] : [area, 'km²'];
  const text = String(Number(value.toPrecision(value < 1 ? 2 : 5)));
  return `${language === 'vi' ? comma(text) : text} ${unit}`;
}

const questions = boundaryRemarks('QUESTION', {
  UNIT: (text: string) => ({
    cause: { vi: `${quoted(text)} là xã, phường nào?`, en: `Which commune or ward is ${quoted(text)}?` },
    remedy: { vi: '', en: '' },
  }),
  CODE_AND_NAME: (code: string, name: string) => ({
    cause: {
      vi: `Mã ${code} không phải là mã hiện nay của ${quoted(name)}: đây là nơi nào?`,
      en: `${quoted(code, 20)} is not today’s code of ${quoted(name)}: which place is it?`,
    },
    remedy: { vi: '', en: '' },
  }),
  ...zoneQuestions,
  ERA: (text: string) => ({
    cause: {
      vi: `${quoted(text)} có cả trước và sau 01/7/2025: tệp này vẽ đơn vị nào?`,
      en: `${quoted(text)} was and is a unit, before and after 2025-07-01: which of the two is drawn?`,
    },
    remedy: { vi: '', en: '' },
  }),
  AXES: (x: number, y: number) => ({
    cause: {
      vi: `Điểm ${at(x, y)} chỉ ở Việt Nam nếu đổi chỗ vĩ độ và kinh độ: đổi?`,
      en: `${at(x, y)} is in Việt Nam only with latitude and longitude swapped: swap them?`,
    },
    remedy: { vi: '', en: '' },
  }),
  RING_OPEN: (first: string, last: string) => ({
    cause: {
      vi: `Vòng không khép: bắt đầu ở ${first}, kết thúc ở ${last}: khép lại?`,
      en: `The ring is not closed: it begins at ${first} and ends at ${last}: close it?`,
    },
    remedy: { vi: '', en: '' },
  }),
  RING_CROSSES: (edge: number, x: number, y: number, area: number) => ({
    cause: {
      vi: `Vòng tự cắt: đoạn từ điểm này và đoạn từ điểm ${edge}, gần ${at(x, y)}; sửa tự động sẽ còn ${km2(area, 'vi')}: sửa?`,
      en: `The ring crosses itself: the edge from here and the one from position ${edge}, near ${at(x, y)}; mended it holds ${km2(area, 'en')}: mend it?`,
    },
    remedy: { vi: '', en: '' },
  }),
  PARTS_OVERLAP: (overlap: number) => ({
    cause: {
      vi: `Các phần chồng lên nhau ${km2(overlap, 'vi')}: gộp lại?`,
      en: `Its parts overlap by ${km2(overlap, 'en')}: join them?`,
    },
    remedy: { vi: '', en: '' },
  }),
  POINT: (name: string, kilometres: number) => ({
    cause: {
      vi: `Trung tâm ${quoted(name)} ở ngoài đường ranh giới, cách ${comma(kilometres)} km: đúng nơi này?`,
      en: `The centre of ${quoted(name)} lies outside of the border, ${kilometres} km away: is it this place?`,
    },
    remedy: { vi: '', en: '' },
  }),
  AREA: (drawn: number, said: number, percent: number) => areaWording(drawn, said, percent),
  OVERLAP: (other: string, overlap: number) => overlapWording(other, overlap),
});

/** A question with its answers; the remedy says how to give one. */
export function askFeature<Code extends Parameters<typeof questions>[0]>(
  code: Code,
  where: Where,
  topic: BoundaryTopic,
  candidates: readonly Candidate[],
  ...args: Parameters<typeof questions<Code>> extends [unknown, unknown, ...infer Rest] ? Rest : never
): BoundaryRemark {
  const asked = (questions as (...all: unknown[]) => BoundaryRemark)(code, where, ...args);
  const flag = `--choose ${where.feature}.${topic}=…`;
  const answers = candidates
    .map(({ value, label }) => (label === value ? value : `${value} (${label})`))
    .join(' · ');
  const or = (text: string) => (text === '' ? '' : `${text}; `);
  return {
    ...asked,
    remedy: {
      vi: `${or(asked.remedy.vi)}${asked.remedy.vi ? 'hoặc trả' : 'Trả'} lời bằng ${flag}: ${answers}`,
      en: `${or(asked.remedy.en)}${asked.remedy.en ? 'or answer' : 'Answer'} with ${flag}: ${answers}`,
    },
    topic,
    candidates,
  };
}
