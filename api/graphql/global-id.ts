import { sql, type RawBuilder } from 'kysely';
import { badInput } from './errors.ts';

/** What each kind of thing is marked with in its id: an id tells what it is, and never needs a sequence. */
const prefixes = {
  Product: 'prd',
  Producer: 'pro',
  Region: 'reg',
  Place: 'plc',
  Recognition: 'rec',
  Source: 'src',
  ProductSet: 'set',
  Taxonomy: 'tax',
  Material: 'mat',
  GeographicalIndication: 'geo',
  Certification: 'cer',
} as const;

export type NodeTypeName = keyof typeof prefixes;

export const isNodeType = (name: string): name is NodeTypeName => Object.hasOwn(prefixes, name);

const typeNames = new Map(Object.entries(prefixes).map(([name, prefix]) => [prefix, name as NodeTypeName]));

export const globalIdSql = (type: NodeTypeName, id: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`${sql.lit(`${prefixes[type]}_`)} || replace(${id}::text, '-', '')`;

/** The same, of an id at hand. */
export const globalId = (type: NodeTypeName, uuid: string): string =>
  `${prefixes[type]}_${uuid.replaceAll('-', '')}`;

export function parseGlobalId(id: string): { type: NodeTypeName; uuid: string } {
  const [, prefix, hex] = /^([a-z]{3})_([0-9a-f]{32})$/.exec(id) ?? [];
  const type = prefix && typeNames.get(prefix as (typeof prefixes)[NodeTypeName]);
  if (!type || !hex) {
    throw badInput(
      `${JSON.stringify(id.slice(0, 80))} is not an id of this API: take ids from the field "id"; they look like prd_0190…`,
      'BAD_ID',
    );
  }
  return { type, uuid: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') };
}

export function uuidOf(type: NodeTypeName, id: string): string {
  const parsed = parseGlobalId(id);
  if (parsed.type !== type)
    throw badInput(`"${id}" is the id of a ${parsed.type}; a ${type} is asked for`, 'BAD_ID');
  return parsed.uuid;
}
