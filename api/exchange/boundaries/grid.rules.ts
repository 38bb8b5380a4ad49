import type { Position } from 'geojson';
import { boundaryLimits } from './boundary-limits.rules.ts';

const CELLS = 10 ** boundaryLimits.decimals;

/** In whole numbers, so that what meets and what crosses is worked out exactly. */
export const onGrid = ([x = 0, y = 0]: Position): Position => [Math.round(x * CELLS), Math.round(y * CELLS)];

export const offGrid = ([x = 0, y = 0]: Position): Position => [x / CELLS, y / CELLS];
