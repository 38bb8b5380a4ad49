import type { Polygon } from 'geojson';
import { describe, expect, it } from 'vitest';
import type { Place, Product, Region, Snapshot } from '../data/snapshot.ts';
import { clustersOf, difference } from './clusters.ts';
import { ground, mapData, zoneParts } from './layers.ts';
import { innerBorders, innerPoint, isInside, landOf, ringsOf, shapesOf } from './outlines.ts';
import { assemble, type PackedPoint } from './part.ts';
import { standingsOf } from './standings.ts';
import { surveyOf } from './survey.ts';

const square = (west: number, south: number): Polygon => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [west + 0.2, south],
      [west + 0.2, south + 0.2],
      [west, south + 0.2],
      [west, south],
    ],
  ],
});

const circle = (lon: number, lat: number, corners: number): Polygon => {
  const ring = Array.from({ length: corners }, (_, index) => {
    const angle = (index / corners) * 2 * Math.PI;
    return [lon + 0.2 * Math.cos(angle), lat + 0.2 * Math.sin(angle)];
  });
  return { type: 'Polygon', coordinates: [[...ring, ring[0] ?? []]] };
};

const commune = (slug: string, fullName: string, lon: number, lat: number): Partial<Place> => ({
  slug,
  fullName,
  point: { lat, lon, accuracy: 'COMMUNE' },
  geometry: square(lon - 0.1, lat - 0.1),
  geometryAccuracy: 'APPROXIMATE',
  predecessors: [{ place: { slug: 'xa-cu' }, isPart: false, note: null }],
});

const product = (slug: string, place: string | null, at?: [lat: number, lon: number]): Partial<Product> => ({
  slug,
  name: slug,
  producer: null,
  place: place === null ? null : { slug: place },
  point: at ? { lat: at[0], lon: at[1], accuracy: 'COMMUNE' } : null,
  recognitions: [
    {
      code: 'R1',
      stars: 4,
      evidence: 'SIGNED_DECISION',
      issued: '2024-07-29',
      validUntil: '2027-07-29',
      extendedUntil: null,
      revokedOn: null,
      supersededOn: null,
      potentialFiveStar: false,
    },
  ] as unknown as Product['recognitions'],
  materialSources: [
    { material: { slug: 'ca-phe' }, region: { slug: 'cu-mgar' } },
  ] as unknown as Product['materialSources'],
});

const region = (level: Region['level'], figures: unknown[]): Partial<Region> => ({
  slug: 'cu-mgar',
  name: 'Cà phê Cư M’gar',
  material: { slug: 'ca-phe' },
  level,
  geometry: square(108, 12.8),
  geometryAccuracy: 'COMMUNE_UNION',
  geometryAreaKm2: 480,
  hectares: 10,
  hectaresNote: null,
  figures: figures as Region['figures'],
});

/** Only what the map reads of a snapshot. */
const snapshot = {
  dataset: {
    province: { fullName: 'Tỉnh Đắk Lắk' },
    materials: [
      { slug: 'ca-phe', nameVi: 'Cà phê', nameEn: 'Coffee' },
      { slug: 'muoi', nameVi: 'Muối', nameEn: 'Salt' },
    ],
  },
  producers: [],
  products: [
    product('a', 'cu-mgar', [12.9, 108.1]),
    product('b', 'cu-mgar', [12.9, 108.1]),
    product('c', 'ea-kar', [12.9, 108.3]),
    product('d', null),
  ],
  regions: [
    region('DISTRICT', [
      { asOf: '2019', hectares: 100, hectaresNote: null },
      { asOf: '2023', hectares: 4000, hectaresNote: 'gần' },
      { asOf: null, hectares: 9000, hectaresNote: null },
    ]),
  ],
  communes: [commune('cu-mgar', 'Xã Cư M’gar', 108.1, 12.9), commune('ea-kar', 'Xã Ea Kar', 108.3, 12.9)],
  formerPlaces: [
    { slug: 'huyen', fullName: 'Huyện Cư M’gar', parent: null },
    { slug: 'xa-cu', fullName: 'Xã Quảng Tiến', parent: { slug: 'huyen' } },
  ],
} as unknown as Snapshot;

const data = mapData(snapshot, 'vi');

describe('the map’s data', () => {
  it('puts products of one place at one point, and gives none to a product without a place', () => {
    expect(data.products.point).toEqual([0, 0, 1, -1]);
    expect(data.points).toEqual({
      lat: [1290000, 1290000],
      lon: [10810000, 10830000],
      commune: [0, 1],
      atAddress: [0, 0],
    });
  });

  it('takes the newest dated figure of a zone, with its date and wording', () => {
    expect(data.zones[0]).toMatchObject({
      hectares: 4000,
      hectaresAsOf: '2023',
      hectaresNote: 'gần',
      products: 4,
    });
  });

  it('names only the materials that zones have, in the reader’s language', () => {
    expect(data.materials).toEqual([{ slug: 'ca-phe', name: 'Cà phê', short: 'CP', order: 0 }]);
    expect(mapData(snapshot, 'en').materials).toEqual([
      { slug: 'ca-phe', name: 'Coffee', short: 'C', order: 0 },
    ]);
  });

  it('says how well the outlines are known, and how far they reach', () => {
    expect(data.accuracy).toBe('APPROXIMATE');
    expect(data.province.bounds.map((value) => Number(value.toFixed(3)))).toEqual([108, 12.8, 108.4, 13]);
  });

  it('sends a border shared by two communes and a zone once', () => {
    expect(innerBorders(data.topology)).toHaveLength(1);
    expect(landOf(data.topology)).toHaveLength(1);
    const zone = ringsOf(data.topology, data.topology.objects.zones).get(0) ?? [];
    expect(isInside(innerPoint(zone), zone)).toBe(true);
  });

  it('simplifies outlines that are finer than a map of the province needs', () => {
    const fine = snapshot.communes.map((one, index) => ({
      ...one,
      geometry: circle(108.1 + index / 2, 12.9, 20_000),
    }));
    const { topology } = mapData({ ...snapshot, regions: [], communes: fine } as Snapshot, 'vi');
    expect(topology.objects.communes.geometries).toHaveLength(2);
    const vertices = topology.arcs.reduce((sum, arc) => sum + arc.length, 0);
    expect(vertices).toBeGreaterThan(1_000);
    expect(vertices).toBeLessThan(7_000);
  });

  it('holds up without any outline', () => {
    const bare = {
      ...snapshot,
      regions: [],
      communes: snapshot.communes.map((one) => ({ ...one, geometry: null })),
    } as Snapshot;
    const { topology, province } = mapData(bare, 'vi');
    expect(topology.objects.communes.geometries).toEqual([]);
    expect(province.bounds).toEqual([108.1, 12.9, 108.3, 12.9]);
  });

  it('leaves the verdict to the reader’s day', () => {
    expect(standingsOf(data, '2026-11-24', 'vi').of(0)).toMatchObject({ status: 'IN_FORCE', stars: 4 });
    expect(standingsOf(data, '2027-07-30', 'vi').of(0).status).toBe('EXPIRED');
  });
});

describe('clusters', () => {
  const clusters = clustersOf(data, [0, 1, 2, 3], 13);
  const everywhere: [number, number, number, number] = [107, 12, 110, 14];

  it('gather all products that have a place when seen from far, and none that has not', () => {
    const [spot, ...others] = clusters.within(everywhere, 5);
    expect(others).toEqual([]);
    expect(spot?.products.toSorted()).toEqual([0, 1, 2]);
  });

  it('part by place when seen from near, and stay together at one place', () => {
    const spots = clusters.within(everywhere, 13);
    expect(spots.map(({ products }) => products)).toEqual([[0, 1], [2]]);
    const [far] = clusters.within(everywhere, 5);
    const apart = far ? clusters.partsAt(far) : 0;
    expect(clusters.within(everywhere, apart)).toHaveLength(2);
  });

  it('keep what stays and change only the rest', () => {
    const shown = new Map(clusters.within(everywhere, 13).map((spot) => [spot.key, spot]));
    const fewer = clustersOf(data, [2], 13).within(everywhere, 13);
    const { gone, added } = difference(shown, fewer);
    expect(gone).toHaveLength(1);
    expect(added).toEqual([]);
  });
});

describe('the map of one page', () => {
  const parts = zoneParts(snapshot);
  const point: PackedPoint = [
    'cafe-bot',
    'Cà phê bột',
    'HTX Ea Tu',
    [1_270_000, 10_800_000, 'a', 0],
    ['cu-mgar'],
    [],
  ];

  it('is the ground that all pages share, its own zones and its own products', () => {
    const { content, shapes } = assemble(ground(snapshot), [...parts.values()], [point], 'en');
    expect(content.products).toMatchObject({ slug: ['cafe-bot'], point: [0], zones: [[0]] });
    expect(content.points).toMatchObject({ lat: [1_270_000], atAddress: [0] });
    expect(content.materials).toEqual([{ slug: 'ca-phe', name: 'Coffee', short: 'C', order: 0 }]);
    expect(content.zones[0]).toMatchObject({ slug: 'cu-mgar', material: 0 });
    expect(isInside([12.9, 108.1], shapes.zones.get(0) ?? [])).toBe(true);
    expect(shapes.communes.size).toBe(mapData(snapshot, 'vi').topology.objects.communes.geometries.length);
  });

  it('keeps a product without a place off the map', () => {
    const lost: PackedPoint = ['x', 'X', null, null, [], []];
    const { content } = assemble(ground(snapshot), [], [lost, point, point], 'vi');
    expect(content.products.point).toEqual([-1, 0, 0]);
    expect(content.points.lat).toHaveLength(1);
    expect(content.products.zones).toEqual([[], [], []]);
  });
});

describe('what is asked of a map', () => {
  const survey = surveyOf(data, shapesOf(data), 'vi', '2026-11-24');

  it('says what is made at a spot and in which zones it lies', () => {
    const found = survey.at([12.9, 108.15]);
    expect(data.communes.slug[found.commune ?? -1]).toBe('cu-mgar');
    expect(found.products.map(({ slug }) => slug).toSorted()).toEqual(['a', 'b']);
    expect(found.products[0]).toMatchObject({ place: 'Xã Cư M’gar', zones: [0], stars: 4, tone: 'held' });
    expect(found.zones).toEqual([0]);
    expect(survey.at([20, 100])).toEqual({ commune: null, total: 0, products: [], zones: [] });
  });

  it('says what lies in an area and in a view, of what is shown', () => {
    const area: [number, number][] = [
      [12.8, 108.25],
      [13, 108.25],
      [13, 108.45],
    ];
    expect(survey.within(area, 9).zones).toEqual([]);
    expect(survey.inView([108.2, 12.8, 108.4, 13], 9).products.map(({ slug }) => slug)).toEqual(['c']);
    expect(survey.inView([108, 12.8, 108.4, 13], 1)).toMatchObject({ total: 3, zones: [0] });
    survey.show(['a']);
    expect(survey.inView([108, 12.8, 108.4, 13], 9).total).toBe(1);
    expect(survey.show(null)).toEqual({ placed: 3, missing: 1 });
  });

  it('finds communes by the names of what they were made from', () => {
    expect(survey.find('quang tien', 5).map(({ kind, slug }) => [kind, slug])).toContainEqual([
      'commune',
      'cu-mgar',
    ]);
    expect(survey.find('ca phe cu mgar', 5)[0]).toMatchObject({ kind: 'region', slug: 'cu-mgar' });
  });

  it('knows which marker stands for a product, and what one opens to', () => {
    const spots = survey.spots([108, 12.8, 108.4, 13], 13);
    const key = survey.spotOf('a');
    expect(spots.find((spot) => spot.key === key)).toMatchObject({ products: 2, places: 1, only: null });
    expect(survey.open(key ?? '')?.products).toHaveLength(2);
    expect(survey.spots([108, 12.8, 108.4, 13], 13).map((spot) => spot.key)).toContain(key);
    expect(survey.nearest([12.9, 108.31], 1)[0]?.line.slug).toBe('c');
  });
});
