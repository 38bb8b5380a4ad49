import { area } from '@turf/area';
import type { Position } from 'geojson';
import * as polyclip from 'polyclip-ts';
import { partsOf, type Territory } from '../places/territory.rules.ts';

export interface Overlap {
  areaKm2: number;
  /** Of the place's drawn territory, 0 to 1. */
  shareOfPlace: number;
  /** Of the region's drawn zone, 0 to 1. */
  shareOfRegion: number;
}

/** A hundred square metres: what neighbours have in common by the last decimals of their border is less. */
const SMALLEST_KM2 = 0.0001;

/** What a region covers of a place; null where they have no land in common. */
export function overlapOf(place: Territory, region: Territory): Overlap | null {
  const common = polyclip.intersection(
    partsOf(place) as polyclip.Geom,
    partsOf(region) as polyclip.Geom,
  ) as Position[][][];
  const areaKm2 = km2({ type: 'MultiPolygon', coordinates: common });
  if (areaKm2 < SMALLEST_KM2) return null;
  const shareOf = (whole: Territory) => Math.min(1, areaKm2 / km2(whole));
  return { areaKm2, shareOfPlace: shareOf(place), shareOfRegion: shareOf(region) };
}

const km2 = (territory: Territory): number => area(territory) / 1e6;
