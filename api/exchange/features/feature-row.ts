import type { Feature, Geometry, Position } from 'geojson';

/** A feature as the database tells it. */
export interface FeatureRow {
  id: string;
  location: { lat: number; lon: number } | Geometry | null;
  properties: Record<string, unknown>;
}

export interface FoundFeature extends Feature<Geometry | null> {
  id: string;
}

export function featureOf({ id, location, properties }: FeatureRow): FoundFeature {
  const geometry =
    location && 'lat' in location
      ? { type: 'Point' as const, coordinates: [location.lon, location.lat] as Position }
      : location;
  return { type: 'Feature', id, geometry, properties };
}
