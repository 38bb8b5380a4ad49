/** From the sent topology to rings for drawing, and a good place inside them for a sign. Pure. */
import { feature, merge, mesh } from 'topojson-client';
import type { MultiPolygon, Polygon } from 'topojson-specification';
import type { Ground, MapData, Outlines } from './layers.ts';

/** Parts of rings of [latitude, longitude]. */
export type Rings = [lat: number, lon: number][][][];

/** All that is drawn as an area or a line, ready to draw. */
export interface Shapes {
  land: Rings;
  borders: [lat: number, lon: number][][];
  communes: ReadonlyMap<number, Rings>;
  zones: ReadonlyMap<number, Rings>;
}

export function shapesOf({ topology }: MapData): Shapes {
  return { ...groundShapes(topology), zones: ringsOf(topology, topology.objects.zones) };
}

export function groundShapes(topology: Ground['topology']): Omit<Shapes, 'zones'> {
  return {
    land: landOf(topology),
    borders: innerBorders(topology),
    communes: ringsOf(topology, topology.objects.communes),
  };
}

/** Rings by the index of the commune or zone that they outline. */
export function ringsOf(topology: Ground['topology'], outlines: Outlines): Map<number, Rings> {
  const { features } = feature(topology, outlines);
  return new Map(
    features.flatMap(({ geometry, properties }): [number, Rings][] => {
      if (geometry.type === 'Polygon') return [[properties.i, latLonParts([geometry.coordinates])]];
      if (geometry.type === 'MultiPolygon') return [[properties.i, latLonParts(geometry.coordinates)]];
      return [];
    }),
  );
}

/** What all communes cover together. */
export function landOf(topology: Ground['topology']): Rings {
  const areas = topology.objects.communes.geometries.filter(
    (geometry): geometry is Polygon<{ i: number }> | MultiPolygon<{ i: number }> =>
      geometry.type === 'Polygon' || geometry.type === 'MultiPolygon',
  );
  return latLonParts(merge(topology, areas).coordinates);
}

/** The borders between communes, each once. */
export function innerBorders(topology: Ground['topology']): [lat: number, lon: number][][] {
  return mesh(topology, topology.objects.communes, (a, b) => a !== b).coordinates.map((line) =>
    line.map(latLon),
  );
}

/** The spot furthest from any edge, on a coarse grid: a sign put there lies inside, also in a bent territory. */
export function innerPoint(rings: Rings): [lat: number, lon: number] {
  const positions = rings.flatMap(([outer = []]) => outer);
  const lats = positions.map(([lat]) => lat);
  const lons = positions.map(([, lon]) => lon);
  const [south, north, west, east] = [
    Math.min(...lats),
    Math.max(...lats),
    Math.min(...lons),
    Math.max(...lons),
  ];
  let best: [number, number] = [(south + north) / 2, (west + east) / 2];
  let bestDistance = -1;
  for (let row = 1; row < STEPS; row++) {
    for (let column = 1; column < STEPS; column++) {
      const spot: [number, number] = [
        south + ((north - south) * row) / STEPS,
        west + ((east - west) * column) / STEPS,
      ];
      if (!isInside(spot, rings)) continue;
      const distance = Math.min(
        ...rings.flat(2).map(([lat, lon]) => (lat - spot[0]) ** 2 + (lon - spot[1]) ** 2),
      );
      if (distance > bestDistance) [best, bestDistance] = [spot, distance];
    }
  }
  return best;
}

const STEPS = 14;

export function isInside([lat, lon]: readonly [number, number], rings: Rings): boolean {
  let inside = false;
  for (const ring of rings.flat()) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [latA = 0, lonA = 0] = ring[i] ?? [];
      const [latB = 0, lonB = 0] = ring[j] ?? [];
      if (latA > lat !== latB > lat && lon < ((lonB - lonA) * (lat - latA)) / (latB - latA) + lonA)
        inside = !inside;
    }
  }
  return inside;
}

const latLonParts = (parts: number[][][][]): Rings =>
  parts.map((rings) => rings.map((ring) => ring.map(latLon)));
const latLon = ([lon = 0, lat = 0]: number[]): [number, number] => [lat, lon];
