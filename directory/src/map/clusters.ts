/** Products at places, gathered by how close they stand on the screen. Pure: draws nothing. */
import Supercluster from 'supercluster';
import type { Bounds, MapContent } from './layers.ts';

/** One thing to draw: one product, several at one place, or several places that stand too close. */
export interface Spot {
  /** The same for as long as the same products stand at the same place. */
  key: string;
  lat: number;
  lon: number;
  /** Indexes into the products. */
  products: number[];
  /** Indexes into the points. */
  points: number[];
}

export interface Clusters {
  within(bounds: Bounds, zoom: number): Spot[];
  /** The zoom at which the places of a spot begin to part. */
  partsAt(spot: Spot): number;
}

/** Two markers closer than this, in pixels, cannot both be hit by a finger. */
const RADIUS = 46;

interface AtPoint {
  point: number;
}

export function clustersOf(data: MapContent, products: readonly number[], maxZoom: number): Clusters {
  const byPoint = new Map<number, number[]>();
  for (const product of products) {
    const point = data.products.point[product] ?? -1;
    if (point < 0) continue;
    const there = byPoint.get(point);
    if (there) there.push(product);
    else byPoint.set(point, [product]);
  }

  // Leaflet counts zooms in tiles of 256 pixels.
  const index = new Supercluster<AtPoint>({ radius: RADIUS, extent: 256, maxZoom });
  index.load(
    [...byPoint.keys()].map((point) => ({
      type: 'Feature',
      properties: { point },
      geometry: { type: 'Point', coordinates: positionOf(data, point) },
    })),
  );

  const clusterIds = new Map<string, number>();
  const spotOf = (lon: number, lat: number, points: number[]): Spot => {
    const there = points.flatMap((point) => byPoint.get(point) ?? []);
    return { key: keyOf(there, points), lat, lon, products: there, points };
  };

  return {
    within(bounds, zoom) {
      const found = index.getClusters(bounds, Math.round(zoom));
      const spots = found.map(({ properties, geometry: { coordinates } }) => {
        const [lon = 0, lat = 0] = coordinates;
        if (!('cluster' in properties)) return spotOf(lon, lat, [properties.point]);
        const id = properties.cluster_id as number;
        const leaves = index.getLeaves(id, Infinity).map((leaf) => leaf.properties.point);
        const spot = spotOf(lon, lat, leaves);
        clusterIds.set(spot.key, id);
        return spot;
      });
      // As one reads a map: from the top, and from the left.
      return spots.sort((a, b) => b.lat - a.lat || a.lon - b.lon);
    },
    partsAt(spot) {
      const id = clusterIds.get(spot.key);
      return id === undefined ? maxZoom : Math.min(maxZoom, index.getClusterExpansionZoom(id));
    },
  };
}

export function positionOf({ points }: MapContent, point: number): [lon: number, lat: number] {
  return [(points.lon[point] ?? 0) / 1e5, (points.lat[point] ?? 0) / 1e5];
}

/** What has to be taken away and what has to be drawn to get from one set to the next. */
export function difference<Item extends { key: string }>(
  shown: ReadonlyMap<string, unknown>,
  wanted: readonly Item[],
): { gone: string[]; added: Item[] } {
  const keys = new Set(wanted.map(({ key }) => key));
  return {
    gone: [...shown.keys()].filter((key) => !keys.has(key)),
    added: wanted.filter(({ key }) => !shown.has(key)),
  };
}

/** Two sums over the places, so that a marker keeps its name while it stands for the same products. */
function keyOf(there: readonly number[], points: readonly number[]): string {
  let [a, b] = [0, 0];
  for (const point of points) {
    a = (a + Math.imul(point + 1, 0x9e3779b1)) | 0;
    b ^= Math.imul(point + 7, 0x85ebca6b);
  }
  return `${points.length}:${there.length}:${there[0] ?? ''}:${a >>> 0}:${b >>> 0}`;
}
