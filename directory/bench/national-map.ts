/** Map data as large as a country's, made by rule: the same on every machine. */
import { quantize } from 'topojson-client';
import { topology } from 'topojson-server';
import type { Feature, FeatureCollection, Polygon } from 'geojson';
import type { Bounds, MapData } from '../src/map/layers.ts';
import type { PackedFacts } from '../src/verdict/standing.ts';

interface Size {
  products: number;
  zones: number;
  /** Of each zone. */
  corners: number;
  communes: number;
}

/** A country of its own shape: a grid of communes between these. */
const BOUNDS: Bounds = [104, 9, 109.4, 22];

const materials = [
  'ca-phe',
  'ho-tieu',
  'sau-rieng',
  'bo',
  'ca-cao',
  'mac-ca',
  'lua-gao',
  'vai',
  'dieu',
  'che',
];

export function nationalMap({ products, zones, corners, communes }: Size): MapData {
  const random = numbers(7);
  const between = (from: number, to: number) => from + (to - from) * random();
  const [west, south, east, north] = BOUNDS;
  const columns = Math.round(Math.sqrt((communes * (east - west)) / (north - south)));
  const rows = Math.ceil(communes / columns);
  const [width, height] = [(east - west) / columns, (north - south) / rows];
  const cells = Array.from({ length: columns * rows }, (_, index) => {
    const [left, bottom] = [west + (index % columns) * width, south + Math.floor(index / columns) * height];
    return { left, bottom, lon: left + width / 2, lat: bottom + height / 2 };
  });
  const slugs = (name: string, count: number) =>
    Array.from({ length: count }, (_, index) => `${name}-${index}`);
  const spots = Array.from({ length: products }, () => {
    const commune = Math.floor(random() ** 1.5 * cells.length);
    const cell = cells[commune] as (typeof cells)[number];
    return {
      commune,
      lat: cell.lat + between(-0.4, 0.4) * height,
      lon: cell.lon + between(-0.4, 0.4) * width,
    };
  });
  const facts = (index: number): PackedFacts[] => [
    [`R-${index}`, 3 + (index % 3), 'SIGNED_DECISION', '2025-03-01', '2028-03-01', null, null, null, 0],
  ];
  const degrees = (value: number) => Math.round(value * 1e5);

  return {
    province: { name: 'Cả nước', bounds: BOUNDS },
    accuracy: 'APPROXIMATE',
    products: {
      slug: slugs('san-pham-so-thu-tu', products),
      name: slugs('Sản phẩm đặc trưng số', products),
      producer: slugs('Hợp tác xã nông nghiệp số', products),
      point: spots.map((_, index) => index),
      zones: spots.map((_, index) => (index % 2 ? [] : [index % zones])),
      facts: spots.map((_, index) => facts(index)),
    },
    points: {
      lat: spots.map(({ lat }) => degrees(lat)),
      lon: spots.map(({ lon }) => degrees(lon)),
      commune: spots.map(({ commune }) => commune),
      atAddress: spots.map(() => 0),
    },
    communes: {
      slug: slugs('xa', cells.length),
      name: slugs('Xã Thứ', cells.length),
      lat: cells.map(({ lat }) => degrees(lat)),
      lon: cells.map(({ lon }) => degrees(lon)),
      products: cells.map((_, index) => spots.filter(({ commune }) => commune === index).length),
    },
    formerNames: cells.map((_, index) => [`Xã Cũ ${index}`]),
    zones: slugs('vung', zones).map((slug, index) => ({
      slug,
      name: `Vùng nguyên liệu số ${index}`,
      material: index % materials.length,
      isProvinceWide: false,
      accuracy: 'SURVEYED',
      hectares: 100 + index,
      hectaresAsOf: '2025',
      hectaresNote: null,
      areaKm2: 50 + (index % 90),
      products: 10,
    })),
    materials: materials.map((slug, order) => ({ slug, name: slug, short: slug.slice(0, 2), order })),
    topology: quantize(
      topology({
        communes: collection(
          cells.map(({ left, bottom }) => rectangle(left, bottom, left + width, bottom + height)),
        ),
        zones: collection(
          Array.from({ length: zones }, () =>
            blob(between(west, east), between(south, north), between(0.05, 0.3), corners, random),
          ),
        ),
      }) as unknown as Parameters<typeof quantize>[0],
      1e5,
    ) as unknown as MapData['topology'],
  };
}

const rectangle = (west: number, south: number, east: number, north: number): Polygon => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ],
});

function blob(lon: number, lat: number, size: number, corners: number, random: () => number): Polygon {
  const ring = Array.from({ length: corners }, (_, index) => {
    const [angle, far] = [(index / corners) * 2 * Math.PI, size * (0.8 + 0.2 * random())];
    return [lon + far * Math.cos(angle), lat + far * Math.sin(angle)];
  });
  return { type: 'Polygon', coordinates: [[...ring, ring[0] as number[]]] };
}

const collection = (shapes: Polygon[]): FeatureCollection<Polygon, { i: number }> => ({
  type: 'FeatureCollection',
  features: shapes.map((geometry, i): Feature<Polygon, { i: number }> => ({
    type: 'Feature',
    properties: { i },
    geometry,
  })),
});

/** Between 0 and 1, in an order that the seed decides. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
