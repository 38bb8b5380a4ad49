import { describe, expect, it } from 'vitest';
import { checkedBox, checkedKm, checkedPoint, MapFault, parsePolygon } from './geography.rules.ts';

const square = [
  [108, 12],
  [109, 12],
  [109, 13],
  [108, 13],
  [108, 12],
];
const hole = [
  [108.4, 12.4],
  [108.4, 12.6],
  [108.6, 12.6],
  [108.6, 12.4],
  [108.4, 12.4],
];

const refusal = (check: () => unknown): string => {
  try {
    check();
  } catch (error) {
    if (error instanceof MapFault) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'taken';
};

describe('a point', () => {
  it('is taken in Việt Nam, the islands among it', () => {
    expect(checkedPoint({ lat: 12.68, lon: 108.05 })).toEqual({ lat: 12.68, lon: 108.05 });
    expect(checkedPoint({ lat: 16.53, lon: 112.34 })).toBeTruthy();
    expect(checkedPoint({ lat: 8.64, lon: 111.92 })).toBeTruthy();
  });

  it('is refused elsewhere, with a hint where lat and lon are swapped', () => {
    expect(refusal(() => checkedPoint({ lat: 108.05, lon: 12.68 }))).toBe(
      'BAD_POINT: The point lat 108.05, lon 12.68 is not on the map: in Việt Nam lat is 6 to 24 and lon 102 to 118. Are lat and lon swapped?',
    );
    expect(refusal(() => checkedPoint({ lat: 48.9, lon: 2.35 }))).not.toContain('swapped');
    expect(refusal(() => checkedPoint({ lat: Number.NaN, lon: 108 }))).toContain('BAD_POINT');
  });

  it('has a radius within limits', () => {
    expect(checkedKm(0.1)).toBe(0.1);
    for (const km of [0, -1, 500.1, Number.NaN])
      expect(refusal(() => checkedKm(km))).toContain('at most 500');
  });
});

describe('a bounding box', () => {
  it('may reach past Việt Nam', () => {
    expect(checkedBox([95, 0, 120, 25])).toEqual([95, 0, 120, 25]);
  });

  it.each([
    ['three numbers', [108, 12, 109], 'has 3 numbers'],
    ['lat before lon', [12, 108, 13, 109], 'Are lat and lon swapped?'],
    ['east before west', [109, 12, 108, 13], 'not west of east'],
    ['north before south', [108, 13, 109, 12], 'not south of north'],
    ['no width', [108, 12, 108, 13], 'no width'],
    ['another country', [2, 48, 3, 49], 'outside of the map'],
  ])('is refused with %s', (_, bbox, message) => {
    expect(refusal(() => checkedBox(bbox))).toMatch(/^BAD_BBOX/);
    expect(refusal(() => checkedBox(bbox))).toContain(message);
  });
});

describe('a polygon', () => {
  it('is taken as GeoJSON, or as one ring', () => {
    const polygon = { type: 'Polygon', coordinates: [square] };
    expect(parsePolygon(polygon)).toEqual(polygon);
    expect(parsePolygon(square)).toEqual(polygon);
    expect(parsePolygon({ type: 'MultiPolygon', coordinates: [[square]] })).toEqual(polygon);
    expect(parsePolygon({ type: 'Polygon', coordinates: [square, hole] })).toEqual({
      type: 'Polygon',
      coordinates: [square, hole],
    });
  });

  it('loses heights and positions written twice, as drawing tools leave them', () => {
    const drawn = square.flatMap(([lon, lat]) => [
      [lon, lat, 500],
      [lon, lat, 500],
    ]);
    expect(parsePolygon(drawn)).toEqual({ type: 'Polygon', coordinates: [square] });
  });

  it('may have holes that touch the ring around with their corners', () => {
    const diamond = [
      [108, 12.5],
      [108.5, 13],
      [109, 12.5],
      [108.5, 12],
      [108, 12.5],
    ];
    expect(refusal(() => parsePolygon({ type: 'Polygon', coordinates: [square, diamond] }))).toBe('taken');
  });

  it.each<[string, unknown, string]>([
    ['nothing', null, 'no GeoJSON geometry'],
    ['text', 'POLYGON((108 12))', 'no GeoJSON geometry'],
    [
      'a feature',
      { type: 'Feature', geometry: { type: 'Polygon', coordinates: [square] } },
      'a GeoJSON Feature',
    ],
    ['a point', { type: 'Point', coordinates: [108, 12] }, 'a GeoJSON Point'],
    ['no coordinates', { type: 'Polygon' }, 'lists of rings'],
    ['no rings', { type: 'Polygon', coordinates: [] }, 'lists of rings'],
    ['no parts', { type: 'MultiPolygon', coordinates: [] }, 'lists of rings'],
    ['a ring too few', { type: 'Polygon', coordinates: square }, 'Ring 1, position 1 is no position'],
    ['a ring too many', { type: 'Polygon', coordinates: [[square]] }, 'Ring 1, position 1 is no position'],
    ['numbers as text', [['108', '12']], 'Ring 1, position 1 is no position'],
    ['lat before lon', square.map(([lon, lat]) => [lat, lon]), 'Are lat and lon swapped?'],
    [
      'a corner abroad',
      [[2, 48], ...square.slice(1, 4), [2, 48]],
      'Ring 1, position 1, lon 2, lat 48, is not on the map',
    ],
    ['an open ring', square.slice(0, 4), 'not closed: repeat its first position [108,12]'],
    ['two corners', [square[0], square[1], square[0]], 'has 3 positions'],
    ['one spot', Array.from({ length: 5 }, () => [108, 12]), 'has no area'],
    [
      'two spots',
      [
        [108, 12],
        [109, 12],
        [109, 12],
        [108, 12],
      ],
      'has no area',
    ],
    [
      'a bow tie',
      [
        [108, 12],
        [109, 13],
        [109, 12],
        [108, 13],
        [108, 12],
      ],
      'begin at [108,12] and [109,12]',
    ],
    [
      'a spike',
      [
        [108, 12],
        [109, 12],
        [109, 13],
        [109, 12.5],
        [108, 13],
        [108, 12],
      ],
      'touches or crosses itself',
    ],
    [
      'a spike at the end',
      [
        [108, 12],
        [109, 12],
        [108, 13],
        [108, 11.5],
        [108, 12],
      ],
      'touches or crosses itself',
    ],
    [
      'a corner on its own edge',
      [
        [108, 12],
        [110, 12],
        [110, 13],
        [109, 12],
        [108, 13],
        [108, 12],
      ],
      'crosses itself',
    ],
    ['a hole outside', { type: 'Polygon', coordinates: [hole, square] }, 'the first ring is the outer one'],
    [
      'a hole as large as the ring around',
      { type: 'Polygon', coordinates: [square, square] },
      'Ring 1 leaves no area: its hole is as large as the ring itself',
    ],
    [
      'a hole that crosses',
      { type: 'Polygon', coordinates: [square, hole.map(([lon = 0, lat]) => [lon + 0.5, lat])] },
      'Ring 2, a hole, crosses the ring around it',
    ],
    [
      'holes that cross',
      {
        type: 'Polygon',
        coordinates: [square, hole, hole.map(([lon = 0, lat = 0]) => [lon + 0.1, lat + 0.1])],
      },
      'Ring 3 crosses ring 2',
    ],
    [
      'a wrong part',
      { type: 'MultiPolygon', coordinates: [[square], [square.slice(0, 4)]] },
      'Part 2, ring 1 is not closed',
    ],
    [
      'too many positions',
      Array.from({ length: 501 }, (_, n) => [108 + Math.cos(n / 80) / 4, 12 + Math.sin(n / 80) / 4]),
      'has 501 positions: at most 500',
    ],
  ])('is refused with %s', (_, given, message) => {
    expect(refusal(() => parsePolygon(given))).toMatch(/^BAD_POLYGON/);
    expect(refusal(() => parsePolygon(given))).toContain(message);
  });

  it('of as many corners as allowed is taken', () => {
    const around = Array.from({ length: 499 }, (_, n) => {
      const angle = (n / 499) * 2 * Math.PI;
      return [108 + Math.cos(angle) / 4, 12 + Math.sin(angle) / 4];
    });
    expect(refusal(() => parsePolygon([...around, around[0]]))).toBe('taken');
  });
});
