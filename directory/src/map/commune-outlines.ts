/** Outlines of the communes as SVG, made at build: for charts by commune on pages that need no live map. */
import { ground, type Bounds } from './layers.ts';
import { groundShapes, type Rings } from './outlines.ts';
import type { Place, Snapshot } from '../data/snapshot.ts';

export interface CommuneOutlines {
  width: number;
  height: number;
  communes: { slug: string; name: string; path: string }[];
  accuracy: NonNullable<Place['geometryAccuracy']>;
}

/** `width` in units of the view box; what is smaller than half a unit is left out. */
export function communeOutlines(snapshot: Snapshot, width = 600): CommuneOutlines {
  const { topology, province, communes, accuracy } = ground(snapshot);
  const { project, height } = projection(province.bounds, width);
  const outlines = groundShapes(topology).communes;
  return {
    width,
    height,
    accuracy,
    communes: communes.slug.map((slug, index) => ({
      slug,
      name: communes.name[index] ?? '',
      path: pathOf(outlines.get(index) ?? [], project),
    })),
  };
}

/** Degrees to units: a degree of longitude is shorter than one of latitude by the cosine of the middle's latitude. */
function projection([west, south, east, north]: Bounds, width: number) {
  const stretch = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = width / ((east - west) * stretch);
  return {
    height: Math.round((north - south) * scale),
    project: ([lat, lon]: [number, number]): [number, number] => [
      tenth((lon - west) * stretch * scale),
      tenth((north - lat) * scale),
    ],
  };
}

function pathOf(rings: Rings, project: (at: [number, number]) => [number, number]): string {
  return rings
    .flat()
    .map((ring) => {
      const points: [number, number][] = [];
      for (const at of ring.slice(0, -1)) {
        const [x, y] = project(at);
        const [lastX = Infinity, lastY = Infinity] = points.at(-1) ?? [];
        if (Math.abs(x - lastX) >= 0.5 || Math.abs(y - lastY) >= 0.5) points.push([x, y]);
      }
      return points.length < 3 ? '' : `M${points.map((point) => point.join(' ')).join('L')}Z`;
    })
    .join('');
}

const tenth = (value: number): number => Math.round(value * 10) / 10;
