import { getNamedType, isInputObjectType, type GraphQLInputType } from 'graphql';
import { GeoJSONScalar } from '../scalars.ts';

/** What makes an input dear, wherever in it it stands. */
export interface InputSize {
  /** Filters under AND and OR. */
  filterBranches: number;
  /** Things that a list names by references. */
  references: number;
  /** Corners of polygons. */
  positions: number;
}

/** Adds what is in an input, coerced to its type, to a size. */
export function addInput(size: InputSize, value: unknown, type: GraphQLInputType): void {
  if (value == null) return;
  const named = getNamedType(type);
  if (named === GeoJSONScalar) {
    size.positions += positionsIn(value);
    return;
  }
  if (!isInputObjectType(named)) return;
  if (Array.isArray(value)) {
    if (named.isOneOf) size.references += value.length;
    for (const item of value) addInput(size, item, named);
    return;
  }
  for (const [name, own] of Object.entries(value)) {
    const field = named.getFields()[name];
    if (!field) continue;
    if ((name === 'AND' || name === 'OR') && Array.isArray(own)) size.filterBranches += own.length;
    addInput(size, own, field.type);
  }
}

function positionsIn(geojson: unknown): number {
  if (typeof geojson !== 'object' || geojson === null) return 0;
  if (Array.isArray(geojson) && typeof geojson[0] === 'number') return 1;
  return Object.values(geojson).reduce<number>((sum, part) => sum + positionsIn(part), 0);
}
