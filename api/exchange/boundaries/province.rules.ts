import { bbox } from '@turf/bbox';
import type { Position } from 'geojson';
import type { Territory } from '../../register/places/territory.rules.ts';

export interface Bounds {
  west: number;
  south: number;
  east: number;
  north: number;
}

/** How far from what is drawn and known a border may still be meant to be: some thirty kilometres. */
const MARGIN = 0.3;

/** The box around a province: around its communes' territories and points, with a margin. */
export function provinceBounds(
  units: readonly { geometry: Territory | null; point: { lon: number; lat: number } | null }[],
): Bounds {
  const boxes = units.flatMap(({ geometry, point }) => [
    ...(geometry ? [boundsOf(geometry)] : []),
    ...(point ? [{ west: point.lon, south: point.lat, east: point.lon, north: point.lat }] : []),
  ]);
  return {
    west: Math.min(...boxes.map(({ west }) => west)) - MARGIN,
    south: Math.min(...boxes.map(({ south }) => south)) - MARGIN,
    east: Math.max(...boxes.map(({ east }) => east)) + MARGIN,
    north: Math.max(...boxes.map(({ north }) => north)) + MARGIN,
  };
}

export function boundsOf(territory: Territory): Bounds {
  const [west, south, east, north] = bbox(territory);
  return { west, south, east, north };
}

export const isIn = ({ west, south, east, north }: Bounds, [lon = NaN, lat = NaN]: Position): boolean =>
  lon >= west && lon <= east && lat >= south && lat <= north;

export const meet = (one: Bounds, other: Bounds): boolean =>
  one.west <= other.east && other.west <= one.east && one.south <= other.north && other.south <= one.north;
