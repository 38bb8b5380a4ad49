import { area } from '@turf/area';
import { bbox } from '@turf/bbox';
import { buffer } from '@turf/buffer';
import { concave } from '@turf/concave';
import { featureCollection, point as pointFeature } from '@turf/helpers';
import { Delaunay } from 'd3-delaunay';
import type { MultiPolygon, Polygon, Position } from 'geojson';
import * as polyclip from 'polyclip-ts';

/**
 * Territory where no official boundary was imported (design.md, decision 9): every spot belongs to the commune
 * whose point is nearest, as far as a hull around all points. Approximate, and always said to be.
 */

export interface PlacePoint {
  lat: number;
  lon: number;
}

export type Territory = Polygon | MultiPolygon;

type Rings = Position[][];

/** Longer hops than this are bays in the outline, not land between two communes. */
const LONGEST_HOP_KM = 40;

/** How far a border commune reaches past its point: so chosen that the cells of Đắk Lắk sum up to about its area. */
const REACH_KM = 7.5;

/** About a metre (RFC 7946 §11.2): the points themselves are not known better. */
const DECIMALS = 5;

/** One cell a point, in the points' order. Neighbours share their vertices exactly. */
export function territoriesOf(points: readonly PlacePoint[]): Territory[] {
  if (points.length < 3) throw new RangeError('An outline needs at least three places');
  const outline = hullOf(points).map((ring) => ring.map(rounded));
  const bounds = boundsOf(outline[0] ?? []);

  // In kilometres rather than degrees, so that "nearest" is meant as on the ground.
  const stretch = Math.cos(((bounds.south + bounds.north) / 2) * (Math.PI / 180));
  const voronoi = Delaunay.from(
    points,
    ({ lon }) => lon * stretch,
    ({ lat }) => lat,
  ).voronoi([(bounds.west - 1) * stretch, bounds.south - 1, (bounds.east + 1) * stretch, bounds.north + 1]);

  const cells = points.map((_, index) => {
    const corners = voronoi.cellPolygon(index);
    if (!corners) throw new RangeError(`Place ${index + 1} lies on the same spot as another`);
    const cell = corners.map(([x, y]): Position => rounded([x / stretch, y]));
    return polyclip.intersection([cell] as polyclip.Geom, outline as polyclip.Geom) as Position[][][];
  });
  return stitched(cells).map(geometryOf);
}

/** What several territories cover together, without the borders between them. */
export function unionOf(territories: readonly Territory[]): Territory {
  const [first, ...rest] = territories.map(partsOf);
  if (!first) throw new RangeError('A union needs at least one territory');
  return geometryOf(polyclip.union(first as polyclip.Geom, ...(rest as polyclip.Geom[])) as Position[][][]);
}

/**
 * What is left of a cell that we drew beside borders that are known: so that no spot is in two communes. Where nothing
 * is left, the cell stays as it was: every commune has some land.
 */
export function beside(cell: Territory, known: readonly Territory[]): Territory {
  const [west, south, east, north] = bbox(cell);
  const near = known.filter((territory) => {
    const [itsWest, itsSouth, itsEast, itsNorth] = bbox(territory);
    return itsWest <= east && west <= itsEast && itsSouth <= north && south <= itsNorth;
  });
  if (near.length === 0) return cell;
  const rest = polyclip.difference(
    partsOf(cell) as polyclip.Geom,
    ...near.map((territory) => partsOf(territory) as polyclip.Geom),
  ) as Position[][][];
  return rest.some(([outer = []]) => signedArea(closed(outer)) !== 0) ? geometryOf(rest) : cell;
}

export const areaKm2 = (territory: Territory): number => Math.round(area(territory) / 10_000) / 100;

/** Every part's rings: the outer one first, then its holes. */
export const partsOf = (territory: Territory): Rings[] =>
  territory.type === 'Polygon' ? [territory.coordinates] : territory.coordinates;

function hullOf(points: readonly PlacePoint[]): Rings {
  const features = featureCollection(points.map(({ lon, lat }) => pointFeature([lon, lat])));
  // Places too scattered for one outline get the plain convex one.
  const bays = concave(features, { maxEdge: LONGEST_HOP_KM });
  const hull = bays?.geometry.type === 'Polygon' ? bays : concave(features);
  const reaching = hull && buffer(hull, REACH_KM, { units: 'kilometers', steps: 4 });
  if (reaching?.geometry.type !== 'Polygon') throw new RangeError('The places lie on one line');
  // A hole would be land of nobody.
  return reaching.geometry.coordinates.slice(0, 1);
}

/**
 * Where the outline crosses the border of two cells, each of them gets that spot from a calculation of its own,
 * and rounding may part them by the last decimal: the second takes over the first one's vertex.
 */
function stitched(cells: Position[][][][]): Position[][][][] {
  const kept = new Map<string, Position>();
  const step = 10 ** -DECIMALS;
  const keep = (position: Position): Position => {
    const [lon, lat] = rounded(position) as [number, number];
    for (const dx of [0, -step, step]) {
      for (const dy of [0, -step, step]) {
        const known = kept.get(rounded([lon + dx, lat + dy]).join());
        if (known) return known;
      }
    }
    kept.set(`${lon},${lat}`, [lon, lat]);
    return [lon, lat];
  };
  return cells.map((parts) => parts.map((rings) => rings.map((ring) => ring.map(keep))));
}

/** Rings closed, without repeated positions; outer ones counter-clockwise, holes clockwise (RFC 7946 §3.1.6). */
function geometryOf(parts: Position[][][]): Territory {
  const tidy = parts
    .map((rings) => rings.map(closed).filter((ring) => ring.length >= 4 && signedArea(ring) !== 0))
    .filter((rings) => rings.length > 0)
    .map((rings) =>
      rings.map((ring, index) => (signedArea(ring) > 0 === (index === 0) ? ring : ring.toReversed())),
    )
    .toSorted((a, b) => Math.abs(signedArea(b[0] ?? [])) - Math.abs(signedArea(a[0] ?? [])));
  const [only, second] = tidy;
  if (!only) throw new RangeError('Nothing is left of the territory');
  return second ? { type: 'MultiPolygon', coordinates: tidy } : { type: 'Polygon', coordinates: only };
}

function closed(ring: Position[]): Position[] {
  const open = ring.filter((position, index) => index === 0 || !same(position, ring[index - 1]));
  while (open.length > 1 && same(open.at(-1), open[0])) open.pop();
  return open.length > 0 ? [...open, open[0] as Position].map((position) => [...position]) : [];
}

function signedArea(ring: readonly Position[]): number {
  let sum = 0;
  for (let i = 1; i < ring.length; i++) {
    const [x0 = 0, y0 = 0] = ring[i - 1] ?? [];
    const [x1 = 0, y1 = 0] = ring[i] ?? [];
    sum += x0 * y1 - x1 * y0;
  }
  return sum / 2;
}

function boundsOf(ring: readonly Position[]) {
  const lons = ring.map(([lon = 0]) => lon);
  const lats = ring.map(([, lat = 0]) => lat);
  return {
    west: Math.min(...lons),
    east: Math.max(...lons),
    south: Math.min(...lats),
    north: Math.max(...lats),
  };
}

const rounded = (position: Position): Position => position.map((value) => Number(value.toFixed(DECIMALS)));

const same = (a: Position | undefined, b: Position | undefined): boolean =>
  a?.[0] === b?.[0] && a?.[1] === b?.[1];
