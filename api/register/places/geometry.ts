import { simplify as turfSimplify } from '@turf/simplify';
import type { Geometry } from 'geojson';
import { badInput } from '../../graphql/errors.ts';

const METRES_IN_A_DEGREE = 111_320;

/** A geometry without detail smaller than so many metres. */
export function simplified(
  geometry: Geometry | null | undefined,
  metres: number | null | undefined,
): Geometry | null {
  if (metres != null && !(metres >= 0 && metres <= 50_000)) {
    throw badInput(`simplify is ${metres}: 0 to 50000 metres is allowed`);
  }
  if (!geometry || !metres) return geometry ?? null;
  return turfSimplify(geometry, { tolerance: metres / METRES_IN_A_DEGREE, highQuality: true });
}
