import type { Position } from 'geojson';
import { partsOf, type Territory } from '../../register/places/territory.rules.ts';

/** Two territories that differ only in where their rings begin, and in which part comes first, are the same. */
export const areAlike = (one: Territory, other: Territory): boolean => keyOf(one) === keyOf(other);

function keyOf(territory: Territory): string {
  const ringKey = (ring: readonly Position[]) => {
    const open = ring.slice(0, -1).map(String);
    const first = open.reduce((least, text, at) => (text < (open[least] ?? '') ? at : least), 0);
    return [...open.slice(first), ...open.slice(0, first)].join(' ');
  };
  return partsOf(territory)
    .map(([outer = [], ...holes]) => [ringKey(outer), ...holes.map(ringKey).toSorted()].join(' / '))
    .toSorted()
    .join(' // ');
}
