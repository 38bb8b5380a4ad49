import type { Polygon, Position } from 'geojson';
import type { Box } from '../../register/geography/geography.rules.ts';
import type { ReferenceSystem } from '../../register/geography/reference-systems.rules.ts';
import { outOfSystem } from '../../register/geography/reproject.ts';

/** What a bounding box of some reference system is in longitude and latitude: boxes, or a shape with bent edges. */
export type Area = { boxes: Box[] } | { polygon: Polygon };

/** An edge that is straight in one system is bent in another: so many steps follow it to less than a metre here. */
const STEPS = 32;

export const isOnEarth = ([lon = Number.NaN, lat = Number.NaN]: Position): boolean =>
  Math.abs(lon) <= 180 && Math.abs(lat) <= 90;

/** Two corners in the order of the axes. What is wrong with them comes back as a sentence. */
export function areaOf(
  [first1, second1, first2, second2]: readonly [number, number, number, number],
  system: ReferenceSystem,
): Area | string {
  const order = system.isLatitudeFirst ? 'latitude before longitude' : 'x, or longitude, first';
  const [x1, y1, x2, y2] = system.isLatitudeFirst
    ? [second1, first1, second2, first2]
    : [first1, second1, first2, second2];
  if (y1 > y2) return `The box has no height: the lower corner comes first, and the axes are ${order}`;
  if (system.definition === null) {
    if (![x1, x2].every((lon) => Math.abs(lon) <= 180) || ![y1, y2].every((lat) => Math.abs(lat) <= 90)) {
      return `The box is not on the earth: write degrees, ${order}`;
    }
    // East of the antimeridian and west of it.
    return {
      boxes:
        x1 <= x2
          ? [[x1, y1, x2, y2]]
          : [
              [x1, y1, 180, y2],
              [-180, y1, x2, y2],
            ],
    };
  }
  if (x1 > x2) return `The box has no width: the lower corner comes first, and the axes are ${order}`;
  const back = outOfSystem(system);
  const corners: Position[] = [
    [x1, y1],
    [x2, y1],
    [x2, y2],
    [x1, y2],
  ];
  const along = corners.flatMap(([x = 0, y = 0], index) => {
    const [nextX = 0, nextY = 0] = corners[(index + 1) % 4]!;
    return Array.from({ length: STEPS }, (_, step): Position => {
      const [atX, atY] = [x + ((nextX - x) * step) / STEPS, y + ((nextY - y) * step) / STEPS];
      return back(system.isLatitudeFirst ? [atY, atX] : [atX, atY]);
    });
  });
  if (!along.every(isOnEarth)) return `The box reaches past what ${system.name} can show`;
  return { polygon: { type: 'Polygon', coordinates: [[...along, along[0]!]] } };
}
