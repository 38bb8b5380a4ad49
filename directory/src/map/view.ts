/** How far a map may be moved and zoomed: it stays with its province, whatever the shape of the screen. */
import type { Bounds } from './layers.ts';

/** East of it begins what only a map of the whole country should show. */
const FARTHEST_EAST = 110.6;

/** Room around the province at the widest view, as a part of its size. */
const MARGIN = 0.06;
/** Room for moving what stands at the edge to the middle, so that its card fits; a part of the view. */
const PLAY = 0.5;

export const MAX_ZOOM = 13;

/** How much of the sea off its coast the widest view shows, in degrees: room for the sea's name. */
export const SEA_SHOWN = 0.36;

/** What the widest view has to show: the province with a little air, and its sea. */
export function homeBounds([west, south, east, north]: Bounds): Bounds {
  const dy = (north - south) * MARGIN;
  return [west - (east - west) * MARGIN, south - dy, east + SEA_SHOWN, north + dy];
}

/** Where the map may be moved, given what the widest view shows on this screen. */
export function limitsAround([west, south, east, north]: Bounds): Bounds {
  const [dx, dy] = [(east - west) * PLAY, (north - south) * PLAY];
  return [west - dx, south - dy, Math.max(east, Math.min(east + dx, FARTHEST_EAST)), north + dy];
}
