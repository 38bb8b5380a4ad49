/** How far a map may be moved and zoomed: it stays with its province, whatever the shape of the screen. */
import type { Bounds } from './layers.ts';

/** East of it begins what only a map of the whole country should show. */
const FARTHEST_EAST = 110.6;

/** Room around the province at the widest view, as a part of its size. */
const MARGIN = 0.06;
/** Room for moving a marker at the edge to the middle, as a part of the view. */
const PLAY = 0.25;

export const MAX_ZOOM = 13;

/** What the widest view has to show: the province with a little air. */
export function homeBounds([west, south, east, north]: Bounds): Bounds {
  const [dx, dy] = [(east - west) * MARGIN, (north - south) * MARGIN];
  return [west - dx, south - dy, east + dx, north + dy];
}

/** Where the map may be moved, given what the widest view shows on this screen. */
export function limitsAround([west, south, east, north]: Bounds): Bounds {
  const [dx, dy] = [(east - west) * PLAY, (north - south) * PLAY];
  return [west - dx, south - dy, Math.max(east, Math.min(east + dx, FARTHEST_EAST)), north + dy];
}
