import type { MultiPolygon, Polygon, Position } from 'geojson';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseKinds } from '../../database/testing.ts';
import { openTestApi, type TestApi } from '../../graphql/testing.ts';
import { referenceSystem } from '../../register/geography/reference-systems.rules.ts';
import { intoSystem } from '../../register/geography/reproject.ts';
import { refusalOf } from '../sheets/testing.ts';
import { type BoundaryIndex, indexBoundaries } from './boundary-index.ts';
import { countBoundaries, countLines, featureLines, headLines } from './boundary-report.ts';
import { type BoundaryKind, planBoundaries } from './plan-boundaries.ts';
import type { PropertyField } from './properties.rules.ts';
import { readGeoJson } from './read-geojson.ts';

type Ring = (readonly (number | string | null)[])[];

interface Fixture {
  properties?: Record<string, unknown>;
  geometry?: unknown;
}

/** A made-up square around the point of a commune, of a size of one's own. */
function square([lon, lat]: readonly [number, number], km2: number): Position[] {
  const high = Math.sqrt(km2) / 111.2 / 2;
  const wide = high / Math.cos((lat * Math.PI) / 180);
  const round = (value: number) => Math.round(value * 1e5) / 1e5;
  const [west, east, south, north] = [lon - wide, lon + wide, lat - high, lat + high].map(round) as [
    number,
    number,
    number,
    number,
  ];
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
}

// Communes as they are today, with their points and areas.
const buonMaThuot = [108.02219, 12.70092] as const;
const hoaPhu = [107.95745, 12.62253] as const;
const krongBuk = [108.23262, 13.05783] as const;
const bmt = { ma_xa: 24133, ten_xa: 'Buôn Ma Thuột', loai: 'Phường' };
const ownSquare = square(buonMaThuot, 71.99);
const polygon = (...rings: Ring[]) => ({ type: 'Polygon', coordinates: rings });

const feature = ({ properties = bmt, geometry = polygon(ownSquare) }: Fixture) => ({
  type: 'Feature',
  properties,
  geometry,
});

function geoJson(fixtures: readonly Fixture[], crs?: string) {
  const whole = {
    type: 'FeatureCollection',
    ...(crs && { crs: { type: 'name', properties: { name: crs } } }),
    features: fixtures.map(feature),
  };
  // JSON.stringify would write null for it: a number that is too large is how JSON can hold one.
  const text = JSON.stringify(whole).replaceAll('"Infinity"', '1e999');
  return readGeoJson({ name: 'ranh-gioi.geojson', bytes: Buffer.from(text) });
}

const metres = (code: number, ring: readonly Position[]) =>
  ring.map(intoSystem(referenceSystem(`http://www.opengis.net/def/crs/EPSG/0/${code}`)!));
const turned = (ring: readonly Position[]) => ring.map(([x = 0, y = 0]) => [y, x]);

describe.each(databaseKinds)('the plan of a file of borders on %s', (kind) => {
  let api: TestApi;
  let index: BoundaryIndex;
  beforeAll(async () => {
    api = await openTestApi(kind);
    index = await indexBoundaries(api.em.fork());
  });
  afterAll(() => api.close());

  interface Wishes {
    answers?: Record<string, string>;
    map?: Record<string, PropertyField>;
    system?: string;
    crs?: string;
    of?: BoundaryKind;
  }
  const plan = (
    fixtures: readonly Fixture[],
    { answers = {}, map = {}, system, crs, of = 'boundaries' }: Wishes = {},
  ) =>
    planBoundaries(geoJson(fixtures, crs), of, index, {
      answers: new Map(Object.entries(answers)),
      properties: new Map(Object.entries(map)),
      system,
    });
  const only = (fixture: Fixture, wishes?: Wishes) => plan([fixture], wishes).features[0]!;
  const codes = (fixture: Fixture, wishes?: Wishes) => {
    const { action, remarks } = only(fixture, wishes);
    return [action, ...remarks.map(({ code }) => code)].join(' ');
  };

  it('takes a border of a thousand islands, and refuses one whose parts all lie upon one another', () => {
    const island = (n: number, apart: number) => [
      square([107.9 + (n % 32) * apart, 12.6 + Math.floor(n / 32) * apart], 0.001),
    ];
    const islands = (count: number, apart: number) => ({
      geometry: {
        type: 'MultiPolygon',
        coordinates: Array.from({ length: count }, (_, n) => island(n, apart)),
      },
    });
    expect(codes(islands(1_000, 0.004))).not.toMatch(/PARTS|REFUSE/);
    expect(codes(islands(1_000, 0.000001))).toMatch(/^REFUSE .*PARTS_CROWDED/);
    const { cause, remedy } = only(islands(1_000, 0.000001)).remarks.find(
      ({ code }) => code === 'PARTS_CROWDED',
    )!;
    expect(cause.en).toBe(
      'The 1000 parts of the border lie beside or upon one another in more than 5000 pairs: they cannot be checked',
    );
    expect(remedy.en).toMatch(/Dissolve/);
  });

  it('finds the commune by its code and its name, whatever the properties are called, and says what changes', () => {
    const named = [
      { ma_xa: 24133, ten_xa: 'Phường Buôn Ma Thuột' },
      { MA_DVHC: '66_24133', TEN_DVHC: 'P. Buôn Ma Thuột', DIENTICH_KM2: '71,99' },
      { 'Tên đơn vị': 'Phường Buon Ma Thuot'.normalize('NFD'), 'Diện tích (ha)': 7199 },
      { NAME: 'BUÔN MA THUỘT', Dien_tich: 71_990_000 },
    ];
    for (const properties of named) {
      expect(only({ properties }), JSON.stringify(properties)).toMatchObject({
        action: 'CHANGE',
        target: { slug: 'buon-ma-thuot', accuracy: 'APPROXIMATE' },
        remarks: [],
        territory: polygon(ownSquare),
      });
    }
    expect(
      codes({ properties: { x1: 'Buôn Ma Thuột', x2: 7199 } }, { map: { x1: 'name', X2: 'hectares' } }),
    ).toBe('CHANGE');
    const file = geoJson([{}]);
    const whole = planBoundaries(file, 'boundaries', index, {});
    const lines = [
      ...headLines(file, whole),
      ...whole.features.flatMap(featureLines),
      ...countLines('boundaries', countBoundaries(whole)),
    ];
    expect(lines).toEqual(
      expect.arrayContaining([
        '  “ma_xa” = mã / code (code)',
        'Đối tượng / Feature 1: Buôn Ma Thuột [Phường Buôn Ma Thuột, buon-ma-thuot]: sửa / changed',
        '    ranh giới / border: gần đúng / approximate → chính thức / official',
        '1 ranh giới xã, phường: 0 thêm, 1 sửa, 0 giữ nguyên, 0 cần trả lời, 0 bị từ chối.',
        '1 borders of communes: 0 added, 1 changed, 0 left as it is, 0 asked about, 0 refused.',
      ]),
    );
  });

  // Why it is not taken in as it is, where that is, and how it is mended or answered.
  const [a, b, c, d] = ownSquare as [Position, Position, Position, Position];
  const hole = square(buonMaThuot, 4);
  const half = square(buonMaThuot, 18);
  it.each<[string, Fixture, string, Record<string, unknown>, RegExp, RegExp]>([
    [
      'no geometry',
      { geometry: null },
      'REFUSE',
      { code: 'NO_GEOMETRY' },
      /no geometry/,
      /delete the feature/,
    ],
    [
      'a line',
      { geometry: { type: 'LineString', coordinates: ownSquare } },
      'REFUSE',
      { code: 'NOT_A_POLYGON' },
      /“LineString”/,
      /Lines to Polygons/,
    ],
    [
      'rings that are none',
      { geometry: { type: 'Polygon', coordinates: [3] } },
      'REFUSE',
      { code: 'NOT_RINGS' },
      /not lists/,
      /ogr2ogr/,
    ],
    [
      'a coordinate in quotation marks',
      { geometry: polygon([a, ['108.1', 12.6], c, a]) },
      'REFUSE',
      { code: 'NOT_A_NUMBER', ring: 1, position: 2 },
      /“\["108.1",12.6\]”/,
      /without quotation marks/,
    ],
    [
      'a missing coordinate',
      { geometry: polygon([a, b, [null, 12.6], a]) },
      'REFUSE',
      { code: 'NOT_A_NUMBER', position: 3 },
      /“\[null,12.6\]”/,
      /two numbers/,
    ],
    [
      'a number without end',
      { geometry: polygon([a, b, c, ['Infinity', 12.6], a]) },
      'REFUSE',
      { code: 'NOT_A_NUMBER', position: 4 },
      /Infinity/,
      /two numbers/,
    ],
    [
      'a ring that is open',
      { geometry: polygon([a, b, c, d]) },
      'ASK',
      { code: 'RING_OPEN', ring: 1, position: 4 },
      /begins at .* ends at/,
      /--choose 1.ring=….*close/,
    ],
    [
      'two positions only',
      { geometry: polygon([a, b, a]) },
      'REFUSE',
      { code: 'RING_WITHOUT_AREA', ring: 1 },
      /2 different/,
      /Check Validity/,
    ],
    [
      'a ring without area',
      {
        geometry: polygon([
          [108, 12.6],
          [108.1, 12.6],
          [108.2, 12.6],
          [108, 12.6],
        ]),
      },
      'REFUSE',
      { code: 'RING_WITHOUT_AREA' },
      /no area/,
      /QGIS/,
    ],
    [
      'a ring that crosses itself',
      { geometry: polygon([a, b, d, c, a]) },
      'ASK',
      { code: 'RING_CROSSES', ring: 1, position: 2 },
      /the one from position 4, near/,
      /--choose 1.crossing=….*mend/,
    ],
    [
      'a hole outside',
      { geometry: polygon(ownSquare, square(krongBuk, 4)) },
      'REFUSE',
      { code: 'HOLE_OUTSIDE', ring: 2 },
      /inside of the first ring/,
      /part of its own/,
    ],
    [
      'a hole that crosses the border',
      { geometry: polygon(ownSquare, square([a[0]!, a[1]!], 4)) },
      'REFUSE',
      { code: 'HOLE_CROSSES', ring: 2 },
      /crosses ring 1 near/,
      /QGIS/,
    ],
    [
      'parts that overlap',
      { geometry: { type: 'MultiPolygon', coordinates: [[ownSquare], [square([a[0]!, a[1]!], 4)]] } },
      'ASK',
      { code: 'PARTS_OVERLAP', part: 2 },
      /overlap by (99|100)\.?\d* ha|overlap by 1/,
      /crossing=….*mend/,
    ],
    [
      'latitude first',
      { geometry: polygon(turned(ownSquare)) },
      'ASK',
      { code: 'AXES', ring: 1, position: 1 },
      /only with latitude and longitude swapped/,
      /--choose 1.axes=….*swap/,
    ],
    [
      'a position in another province',
      { geometry: polygon([a, b, [105.8, 21.03], d, a]) },
      'REFUSE',
      { code: 'OUT_OF_PROVINCE', ring: 1, position: 3 },
      /\[105.8, 21.03\] is out/,
      /--crs/,
    ],
    [
      'more positions than a border has',
      { geometry: polygon(Array.from({ length: 100_001 }, () => a)) },
      'REFUSE',
      { code: 'TOO_MANY_POSITIONS' },
      /100001 positions/,
      /Simplify/,
    ],
    [
      'an old unit by code and name',
      { properties: { ma_xa: '24310', ten_xa: 'Xã Chư KBô' }, geometry: polygon(square(krongBuk, 60)) },
      'REFUSE',
      { code: 'OLD_UNIT' },
      /“Xã Chứ Kbô” is a unit of before/,
      /today’s units: .*Krông Búk/,
    ],
    [
      'an old code of a name of today',
      { properties: { ma_xa: '24493', ten_xa: 'Xã Krông Búk' }, geometry: polygon(square(krongBuk, 60)) },
      'REFUSE',
      { code: 'OLD_UNIT' },
      /“Xã Krông Búk” is a unit of before/,
      /today’s units/,
    ],
    [
      'a code alone, which was another’s before',
      { properties: { ma_xa: '24310' }, geometry: polygon(square(krongBuk, 134.83)) },
      'ASK',
      { code: 'ERA' },
      /before and after 2025-07-01/,
      /--choose 1.era=….*now/,
    ],
    [
      'a name of then and now, of another size',
      { properties: { ten_xa: 'Xã Ia Lốp' }, geometry: polygon(square([107.71847, 13.31348], 80)) },
      'ASK',
      { code: 'ERA' },
      /which of the two/,
      /era=…/,
    ],
    [
      'a district beside it',
      {
        properties: { ten_xa: 'Xã Ia Lốp', TEN_HUYEN: 'Ea Súp' },
        geometry: polygon(square([107.71847, 13.31348], 194)),
      },
      'ASK',
      { code: 'ERA' },
      /which of the two/,
      /era=…/,
    ],
    [
      'a code and a name of two communes',
      { properties: { ma_xa: 24133, ten_xa: 'Xã Hoà Phú' } },
      'ASK',
      { code: 'CODE_AND_NAME' },
      /not today’s code of “Xã Hoà Phú”/,
      /hoa-phu .*buon-ma-thuot/,
    ],
    [
      'an unknown name',
      { properties: { ten_xa: 'Xã Không Có' } },
      'ASK',
      { code: 'UNIT' },
      /Which commune/,
      /--choose 1.unit=….*buon-ma-thuot/,
    ],
    [
      'an unknown name in empty land',
      { properties: { ten_xa: 'Xã Không Có' }, geometry: polygon(square([107.6, 12.9], 0.01)) },
      'REFUSE',
      { code: 'UNKNOWN_UNIT' },
      /“Xã Không Có”/,
      /Correct the property/,
    ],
    [
      'an area that is not the declared one',
      { properties: { ...bmt, dien_tich_km2: '50,5' } },
      'ASK',
      { code: 'AREA' },
      /declared 50.5 km²: \+42\.\d %/,
      /--choose 1.area=…/,
    ],
    [
      'a border far from the commune',
      { geometry: polygon(square(krongBuk, 71.99)) },
      'ASK',
      { code: 'POINT' },
      /\d+(\.\d)? km away/,
      /--choose 1.point=…/,
    ],
  ])('asks or refuses: %s', (_, fixture, action, where, cause, remedy) => {
    const planned = only(fixture);
    expect(planned.action).toBe(action);
    const remark = planned.remarks.find(({ code }) => code === where['code']);
    expect(remark, JSON.stringify(planned.remarks)).toMatchObject({ feature: 1, ...where });
    expect(remark?.cause.en).toMatch(cause);
    expect(remark?.remedy.en).toMatch(remedy);
    expect(remark?.cause.vi).not.toBe('');
    expect(remark?.remedy.vi).not.toBe('');
  });

  it('mends what is answered, and what needs no answer, and tells of both', () => {
    expect(codes({ geometry: polygon([a, b, c, d]) }, { answers: { '1.ring': 'close' } })).toBe('CHANGE');
    const swapped = only({ geometry: polygon(turned(ownSquare)) }, { answers: { 'all.axes': 'swap' } });
    expect(swapped).toMatchObject({
      action: 'CHANGE',
      territory: polygon(ownSquare),
      remarks: [{ code: 'AXES_SWAPPED' }],
    });
    const bowTie = only(
      { geometry: polygon([a, b, d, c, a]) },
      { answers: { '1.crossing': 'mend', '1.area': 'keep' } },
    );
    expect(bowTie).toMatchObject({ action: 'CHANGE', territory: { type: 'MultiPolygon' } });
    expect(bowTie.areaKm2).toBeCloseTo(36, 0);
    const joined = only(
      { geometry: { type: 'MultiPolygon', coordinates: [[ownSquare], [square([a[0]!, a[1]!], 4)]] } },
      { answers: { '1.crossing': 'mend' } },
    );
    expect(joined).toMatchObject({ action: 'CHANGE', territory: { type: 'Polygon' } });
    expect(joined.areaKm2).toBeCloseTo(72 + 3, 0);

    expect(codes({ geometry: polygon(ownSquare.toReversed()) })).toBe('CHANGE RING_ORDER');
    expect(codes({ geometry: polygon([a, b, b, c, d, d, a]) })).toBe('CHANGE REPEATED_POSITIONS');
    expect(codes({ geometry: polygon(ownSquare, [hole[0]!, hole[1]!, hole[0]!]) })).toBe('CHANGE EMPTY_HOLE');
    expect(only({ geometry: polygon(ownSquare, hole.toReversed()) })).toMatchObject({
      action: 'CHANGE',
      territory: polygon(ownSquare, hole.toReversed()),
    });
    // Out to the west and back over the same line.
    expect(codes({ geometry: polygon([a, b, c, d, [d[0]! - 0.01, d[1]!], d, a]) })).toBe(
      'CHANGE RING_TOUCHES',
    );
    const high = plan([{ geometry: polygon(ownSquare.map((position) => [...position, 512.5])) }]);
    expect(high.remarks.map(({ code }) => code)).toEqual(['HEIGHTS_DROPPED']);
    expect(high.features[0]).toMatchObject({ action: 'CHANGE', territory: polygon(ownSquare) });
    const collection = {
      type: 'GeometryCollection',
      geometries: [polygon(half), polygon(square([107.9, 12.7], 54))],
    };
    expect(codes({ geometry: collection })).toBe('CHANGE COLLECTION');
    expect(codes({ geometry: polygon([a, b, c, d]) }, { answers: { '1.ring': 'maybe' } })).toBe(
      'REFUSE WRONG_CHOICE',
    );
    expect(codes({ properties: { ten_xa: 'Xã Không Có' } }, { answers: { '1.unit': 'buon-ma-thuot' } })).toBe(
      'CHANGE',
    );
    expect(codes({ properties: { ten_xa: 'X' } }, { answers: { '1.unit': 'nowhere' } })).toBe(
      'REFUSE WRONG_CHOICE',
    );
    const old = { properties: { ma_xa: '24310' }, geometry: polygon(square(krongBuk, 134.83)) };
    expect(codes(old, { answers: { 'all.era': 'now' } })).toBe('CHANGE');
    expect(codes(old, { answers: { 'all.era': 'before' } })).toBe('REFUSE OLD_UNIT');
  });

  it('tells of two features of one commune, and of two communes with land in common', () => {
    const twice = plan([{}, {}]).features;
    expect(twice.map(({ action }) => action)).toEqual(['REFUSE', 'REFUSE']);
    expect(twice[1]?.remarks[0]?.cause.en).toBe('Feature 1 is “Phường Buôn Ma Thuột” as well');

    const neighbour = (km2: number) => ({
      properties: { ma_xa: '24175', ten_xa: 'Hoà Phú', loai: 'xã' },
      geometry: polygon(square(hoaPhu, km2)),
    });
    const apart = plan([
      { geometry: polygon(square(buonMaThuot, 65)) },
      { ...neighbour(1), geometry: polygon(square([107.95745, 12.61], 100)) },
    ]).features;
    expect(apart.flatMap(({ remarks }) => remarks.map(({ code }) => code))).toEqual([
      'AREA_DIFFERS',
      'AREA_DIFFERS',
    ]);
    const over = plan([{}, neighbour(109.07)]).features;
    expect(over.map(({ action }) => action)).toEqual(['ASK', 'ASK']);
    expect(over[0]?.remarks[0]).toMatchObject({ code: 'OVERLAP', topic: 'overlap' });
    expect(over[0]?.remarks[0]?.cause.en).toMatch(/^It overlaps “Xã Hoà Phú” by [\d.]+ (ha|km²)$/);
    const kept = plan([{}, neighbour(109.07)], { answers: { 'all.overlap': 'keep' } }).features;
    expect(kept.map(({ action, remarks }) => `${action} ${remarks[0]?.code}`)).toEqual([
      'CHANGE OVERLAPS',
      'CHANGE OVERLAPS',
    ]);
    // One upon the other, corner by corner.
    const upon = plan([{}, { ...neighbour(1), geometry: polygon(ownSquare) }]).features;
    expect(upon[0]?.remarks.map(({ code }) => code)).toContain('OVERLAP');
  });

  it('recognises metres of VN-2000, asks for their meridian where the file does not say it, and converts', async () => {
    const inMetres = { geometry: polygon(metres(9218, ownSquare)) };
    const question = await refusalOf(async () => plan([inMetres]));
    expect(question).toMatchObject({ code: 'SYSTEM', weight: 'QUESTION' });
    expect(question.remedy.en).toMatch(
      /^Answer with --crs: EPSG:9218 \(VN-2000 \/ TM-3 108-30: 1\/1 .*EPSG:9217/,
    );

    const near = (planned: ReturnType<typeof only>) => {
      expect(planned).toMatchObject({ action: 'CHANGE', target: { slug: 'buon-ma-thuot' } });
      const [ring = []] = (planned.territory as Polygon).coordinates;
      for (const [at, [lon = 0, lat = 0]] of ring.entries()) {
        expect(lon).toBeCloseTo(ownSquare[at]![0]!, 6);
        expect(lat).toBeCloseTo(ownSquare[at]![1]!, 6);
      }
    };
    near(only(inMetres, { system: 'EPSG:9218' }));
    near(only(inMetres, { crs: 'urn:ogc:def:crs:EPSG::9218' }));
    near(only({ geometry: polygon(metres(3857, ownSquare)) }));
    near(only({ geometry: polygon(turned(metres(4756, ownSquare))) }, { crs: 'EPSG:4756' }));
    // The land registry’s X points north.
    const north = plan([{ geometry: polygon(turned(metres(9218, ownSquare)).toReversed()) }], {
      system: '9218',
    });
    expect(north.remarks.map(({ code }) => code)).toEqual(['CONVERTED', 'NORTH_FIRST']);
    expect(north.features[0]).toMatchObject({ action: 'CHANGE' });
    expect(codes(inMetres, { system: 'EPSG:9213' })).toContain('OUT_OF_PROVINCE');

    const refusals = await Promise.all(
      [
        () => plan([{}], { system: 'EPSG:32649' }),
        () => plan([{}], { crs: 'EPSG:3405' }),
        () => plan([inMetres], { system: 'EPSG:4326' }),
        () =>
          plan([
            {
              geometry: polygon([
                [5000, 5000],
                [6000, 5000],
                [6000, 6000],
                [5000, 5000],
              ]),
            },
          ]),
        () => plan([{}], { map: { so_hieu: 'name' } }),
        () => plan([{ properties: { OBJECTID: 1 } }]),
      ].map((planning) => refusalOf(async () => planning())),
    );
    expect(refusals.map(({ code, cause, remedy }) => [code, cause.en, remedy.en].join(' | '))).toEqual([
      expect.stringMatching(/^SYSTEM_UNKNOWN .*“EPSG:32649”.*EPSG:4326/),
      expect.stringMatching(/^SYSTEM_DOES_NOT_FIT .*VN-2000 \/ UTM zone 48N.*--crs EPSG:4326/),
      expect.stringMatching(/^SYSTEM_DOES_NOT_FIT .*--crs EPSG:9218/),
      expect.stringMatching(/^SYSTEM_NOT_RECOGNISED .*5000, 5000.*--crs/),
      expect.stringMatching(/^MAPPED_PROPERTY_MISSING .*“so_hieu”.*ma_xa, ten_xa, loai/),
      expect.stringMatching(/^NO_KEY .*OBJECTID.*--map/),
    ]);
  });

  it('brings zones by their names, and asks which is meant', () => {
    const zone = (ten_vung: string) => ({
      properties: { ten_vung },
      geometry: polygon(square([108.3, 12.7], 900)),
    });
    expect(only(zone('Vùng nguyên liệu sầu riêng Krông Pắc'), { of: 'regions' })).toMatchObject({
      action: 'CHANGE',
      target: { slug: 'sau-rieng-krong-pac', accuracy: 'COMMUNE_UNION' },
    });
    expect(codes(zone('Sầu riêng'), { of: 'regions' })).toBe('ASK ZONE');
    expect(codes(zone('Nhãn Ea Súp và xoài'), { of: 'regions' })).toBe('REFUSE UNKNOWN_ZONE');
    expect(codes(zone('Sầu riêng'), { of: 'regions', answers: { '1.unit': 'sau-rieng-krong-pac' } })).toBe(
      'CHANGE',
    );
  });

  it('leaves as it is what the API gave out, and does not take it for official', async () => {
    const { data } = await api.ask(
      `{ regions(first: 100) { edges { node { slug name geometry geometryAreaKm2 } } }
        places(first: 100) { edges { node { code fullName geometry } } } }`,
    );
    const asFile = (edges: { node: { geometry: Polygon | MultiPolygon | null } }[]) =>
      edges.flatMap(({ node: { geometry, ...properties } }) => (geometry ? [{ properties, geometry }] : []));
    const zones = asFile(data.regions.edges);
    const regions = plan(zones, { of: 'regions' });
    expect(countBoundaries(regions)).toEqual({ ADD: 0, CHANGE: 0, LEAVE: zones.length, ASK: 0, REFUSE: 0 });
    expect(regions.features.every(({ remarks }) => remarks.some(({ code }) => code === 'OWN_DRAWING'))).toBe(
      true,
    );
    const communes = asFile(data.places.edges);
    expect(communes.length).toBeGreaterThan(90);
    const answers = { 'all.area': 'keep', 'all.era': 'now' };
    expect(countBoundaries(plan(communes, { answers }))).toMatchObject({ LEAVE: communes.length });
  });
});
