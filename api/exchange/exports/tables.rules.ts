import { ministryTable } from './ministry-columns.rules.ts';
import { plotTable } from './plot-columns.rules.ts';
import { producerTable } from './producer-columns.rules.ts';
import { productTable } from './product-columns.rules.ts';
import { recognitionTable } from './recognition-columns.rules.ts';
import { regionTable } from './region-columns.rules.ts';
import type { Table } from './table.rules.ts';

/** All that is exported. */
export const tables: readonly Table[] = [
  productTable,
  recognitionTable,
  producerTable,
  regionTable,
  ministryTable,
  plotTable,
];
