import { sql } from 'kysely';
import type { MultiPolygon, Polygon, Position } from 'geojson';
import { dayIn } from '../../clock.ts';
import type { Sql } from '../../graphql/look.ts';
import { askedOf, isQueryable, type Collection, type Property } from './collections.ts';
import {
  CqlFault,
  isDay,
  type Condition,
  type Drawn,
  type Named,
  type Value,
  type Where,
} from './cql.rules.ts';
import type { ReferenceSystem } from '../../register/geography/reference-systems.rules.ts';
import { fold } from '../../register/vietnamese.rules.ts';
import { areaOf, isOnEarth, type Area } from './boxes.ts';
import { converted, outOfSystem } from '../../register/geography/reproject.ts';

type Kind = 'text' | 'number' | 'boolean' | 'day';
type Typed = { kind: Kind; sql: Sql };

/** The name of the geometry in filters. */
export const GEOMETRY = 'geometry';

/** A filter of a collection as a condition of SQL: every value in it is a parameter. */
export function cqlSql(condition: Condition, collection: Collection, system: ReferenceSystem): Sql {
  const each = (one: Condition): Sql => cqlSql(one, collection, system);
  switch (condition.is) {
    case 'constant':
      return sql`${condition.value}::boolean`;
    case 'not':
      return sql`(not ${each(condition.of)})`;
    case 'and':
      return sql`(${sql.join(condition.of.map(each), sql` and `)})`;
    case 'or':
      return sql`(${sql.join(condition.of.map(each), sql` or `)})`;
    case 'null':
      return isNull(condition.value, collection);
    case 'intersects':
      return intersects(condition.property, condition.shape, condition.at, collection, system);
    case 'like': {
      const { value, pattern } = condition;
      const typed = valueOf(value, collection);
      if (typed.kind !== 'text') throw wrongKind(value, typed.kind, 'LIKE compares texts');
      return sql`(${typed.sql} like ${valueOf(pattern, collection).sql}${indexed(value, pattern, 'pattern', collection)})`;
    }
    case 'comparison': {
      const [left, right] = alike([condition.left, condition.right], collection);
      const more =
        condition.operator === '=' ? indexed(condition.left, condition.right, 'whole', collection) : sql``;
      return sql`(${left!.sql} ${sql.raw(operators[condition.operator])} ${right!.sql}${more})`;
    }
    case 'between': {
      const [value, low, high] = alike([condition.value, condition.low, condition.high], collection);
      return sql`(${value!.sql} between ${low!.sql} and ${high!.sql})`;
    }
    case 'in': {
      const [value, ...list] = alike([condition.value, ...condition.list], collection);
      return sql`(${value!.sql} in (${sql.join(list.map((one) => one.sql))}))`;
    }
    default:
      return condition satisfies never;
  }
}

/** Only these reach the statement as they are. */
const operators = { '=': '=', '<>': '<>', '<': '<', '>': '>', '<=': '<=', '>=': '>=' } as const;

/** A property by its equals: what queryables as parameters ask for. */
export function equalsSql(property: Property, text: string, collection: Collection): Sql {
  const at = 1;
  const named: Value = { is: 'property', name: property.name, at };
  return cqlSql(
    { is: 'comparison', operator: '=', left: named, right: literalFor(property, text, at), at },
    collection,
    // No geometry stands in it.
    undefined as never,
  );
}

function literalFor({ type, name }: Property, text: string, at: Where): Value {
  switch (type) {
    case 'integer':
    case 'number':
      if (!/^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(text))
        throw new CqlFault(at, `"${name}" is compared with a number`);
      return { is: 'number', value: Number(text), at };
    case 'boolean':
      if (text !== 'true' && text !== 'false') throw new CqlFault(at, `"${name}" is true or false`);
      return { is: 'boolean', value: text === 'true', at };
    default:
      return { is: 'text', value: text.normalize('NFC'), at };
  }
}

function isNull(value: Value, collection: Collection): Sql {
  if (value.is === 'property' && value.name === GEOMETRY) return sql`(not ${collection.isLocated})`;
  if (value.is !== 'property') throw new CqlFault(value.at, 'IS NULL is asked of a property');
  return sql`(${askedOf(propertyOf(value, collection)).sql} is null)`;
}

const kinds: Record<Property['type'], Kind> = {
  string: 'text',
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
  date: 'day',
};
const kindNames: Record<Kind, string> = {
  text: 'a text',
  number: 'a number',
  boolean: 'true or false',
  day: 'a day',
};

function propertyOf({ name, at }: Named, collection: Collection): Property {
  const property = collection.properties.find((one) => one.name === name && isQueryable(one));
  if (property) return property;
  const known = collection.properties.filter(isQueryable).map((one) => one.name);
  throw new CqlFault(
    at,
    name === GEOMETRY
      ? 'The geometry is asked for by S_INTERSECTS or IS NULL'
      : `"${name.slice(0, 40)}" is no property of ${collection.id}: there are ${known.join(', ')}`,
  );
}

function valueOf(value: Value, collection: Collection): Typed {
  switch (value.is) {
    case 'property': {
      const property = propertyOf(value, collection);
      const kind = kinds[property.type];
      const asked = askedOf(property).sql;
      return { kind, sql: kind === 'text' ? sql`(${asked})::text collate "C"` : asked };
    }
    case 'text':
      return { kind: 'text', sql: sql`${value.value}::text collate "C"` };
    case 'number':
      return { kind: 'number', sql: sql`${value.value}::float8` };
    case 'boolean':
      return { kind: 'boolean', sql: sql`${value.value}::boolean` };
    case 'day':
      return { kind: 'day', sql: sql`${value.value}::date` };
    case 'instant':
      return { kind: 'day', sql: sql`${dayIn(new Date(value.value))}::date` };
    default: {
      const of = valueOf(value.of, collection);
      if (of.kind !== 'text') throw wrongKind(value.of, of.kind, `${value.is.toUpperCase()} takes a text`);
      return { kind: 'text', sql: value.is === 'casei' ? withoutCase(of.sql) : withoutMarks(of.sql) };
    }
  }
}

/**
 * What follows for the property without marks and signs where its text is like another: of that there is an index, and
 * without one it is far cheaper than taking the marks off every row.
 */
function indexed(value: Value, text: Value, is: 'whole' | 'pattern', collection: Collection): Sql {
  const [property, written] = [value, text].map(innermost);
  if (property?.is !== 'property' || written?.is !== 'text') return sql``;
  const { folded } = propertyOf(property, collection);
  if (!folded) return sql``;
  const parts = is === 'whole' ? [written.value] : betweenWildcards(written.value);
  const plain = parts.map(fold).filter(Boolean);
  return sql.join(
    plain.map((part) => sql` and ${folded} like ${`%${part}%`}`),
    sql``,
  );
}

/** After a backslash, "%" and "_" are signs as others are, and so folded to a space. */
const betweenWildcards = (pattern: string): string[] =>
  pattern.replaceAll(/\\(.)/gsu, (_, sign: string) => (/[%_]/.test(sign) ? ' ' : sign)).split(/[%_]/);

const innermost = (value: Value): Value =>
  value.is === 'casei' || value.is === 'accenti' ? innermost(value.of) : value;

const wrongKind = ({ at }: Value, kind: Kind, wanted: string): CqlFault =>
  new CqlFault(at, `${wanted}, and this is ${kindNames[kind]}`);

/** Values that are compared are of one kind. A text that is a day may stand for one. */
function alike(values: Value[], collection: Collection): Typed[] {
  const typed = values.map((value) => valueOf(value, collection));
  const isDays = typed.some(({ kind }) => kind === 'day');
  return typed.map((one, index) => {
    const value = values[index]!;
    if (isDays && value.is === 'text') {
      if (!isDay(value.value)) throw new CqlFault(value.at, `A day is written as '2026-01-31'`);
      return { kind: 'day', sql: sql`${value.value}::date` };
    }
    const wanted = isDays ? 'day' : typed[0]!.kind;
    if (one.kind !== wanted) throw wrongKind(value, one.kind, `${kindNames[wanted]} is compared here`);
    return one;
  });
}

/** Small letters, also in a database that knows no Vietnamese: "ƯỚC" is "ước". */
const withoutCase = (text: Sql): Sql =>
  sql`normalize(translate(lower(normalize(${text}, NFD)), 'ĐÐɃ', 'đðƀ'), NFC) collate "C"`;

/**
 * Letters without marks, as vi_fold and register/vietnamese.rules.ts make them, but with their case, and with the signs
 * that LIKE gives a meaning to.
 */
const withoutMarks = (text: Sql): Sql => sql`translate(
  regexp_replace(normalize(${text}, NFD), ${marks}, '', 'g'), 'đðƀĐÐɃ', 'ddbDDB') collate "C"`;
const marks = "[\u0300-\u036f'’‘ʼ`´]";

function intersects(
  property: Named,
  shape: Drawn,
  at: Where,
  collection: Collection,
  system: ReferenceSystem,
): Sql {
  if (property.name !== GEOMETRY) {
    throw new CqlFault(
      property.at,
      `S_INTERSECTS asks of the property "${GEOMETRY}", which is the only geometry`,
    );
  }
  const back = outOfSystem(system);
  const checked = <Shape>(shape: Shape, positions: readonly Position[]): Shape => {
    if (positions.every(isOnEarth)) return shape;
    throw new CqlFault(at, `The geometry is not on the earth: its positions are those of ${system.name}`);
  };
  switch (shape.type) {
    case 'BBox': {
      const area = areaOf(shape.box, system);
      if (typeof area === 'string') throw new CqlFault(at, area);
      return withinArea(collection, area);
    }
    case 'Point': {
      const { coordinates } = converted(shape, back);
      const [lon = 0, lat = 0] = checked(coordinates, [coordinates]);
      return collection.covers(lon, lat);
    }
    default: {
      const turned: Polygon | MultiPolygon = converted(shape, back);
      const parts = turned.type === 'Polygon' ? [turned.coordinates] : turned.coordinates;
      return collection.touches(checked(turned, parts.flat(2)));
    }
  }
}

/** Located in an area. */
export const withinArea = (collection: Collection, area: Area): Sql =>
  sql`(${sql.join(
    'boxes' in area ? area.boxes.map(collection.isIn) : [collection.touches(area.polygon)],
    sql` or `,
  )})`;
