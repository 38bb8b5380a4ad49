/** Geometry in the words of schema.org: one polygon, as "lat lon lat lon …". */
import area from '@turf/area';
import { polygon } from '@turf/helpers';
import simplify from '@turf/simplify';
import type { Geometry, Position } from 'geojson';

/** A shape for machines that index pages, not for drawing: the file to download has all of it. */
export const MOST_VERTICES = 50;

const shapes = new WeakMap<object, string | null>();

/** The outer ring of the largest part; null for what has no area. Both languages share the work. */
export function shapeOf(geometry: Geometry | null): string | null {
  if (!geometry) return null;
  const known = shapes.get(geometry);
  if (known !== undefined) return known;
  const rings: Position[][] =
    geometry.type === 'Polygon'
      ? geometry.coordinates.slice(0, 1)
      : geometry.type === 'MultiPolygon'
        ? geometry.coordinates.flatMap((part) => part.slice(0, 1))
        : [];
  const [largest] = rings
    .map((ring) => ({ ring, size: area(polygon([ring])) }))
    .sort((a, b) => b.size - a.size);
  const shape = largest ? written(simplified(largest.ring)) : null;
  shapes.set(geometry, shape);
  return shape;
}

function simplified(ring: Position[]): Position[] {
  let coarser = ring;
  for (let tolerance = 0.001; coarser.length > MOST_VERTICES; tolerance *= 1.6) {
    coarser = simplify(polygon([ring]), { tolerance }).geometry.coordinates[0] ?? ring;
  }
  return coarser;
}

const written = (ring: Position[]): string =>
  ring.map(([lon = 0, lat = 0]) => `${Number(lat.toFixed(5))} ${Number(lon.toFixed(5))}`).join(' ');
