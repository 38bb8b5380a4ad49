/** Reads a filter written as CQL2 JSON (OGC 21-065r2), and says by a JSON pointer what in it cannot be read. */
import type { Position } from 'geojson';
import {
  checkedBox,
  checkedDay,
  checkedInstant,
  checkedPattern,
  checkedRing,
  CqlFault,
  cqlLimits,
  tooDeep,
  tooLong,
  tooManyConditions,
  tooManyListed,
  tooManyPositions,
  type Condition,
  type Drawn,
  type Named,
  type Operator,
  type Value,
} from './cql.rules.ts';

export function parseCqlJson(source: string): Condition {
  if (source.length > cqlLimits.letters) throw tooLong(source.length);
  return new Reader().condition(parsed(source), '', 1);
}

function parsed(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    throw new CqlFault(
      '',
      'The filter is no JSON: write one as {"op": "=", "args": [{"property": "stars"}, 4]}',
    );
  }
}

type Node = Record<string, unknown>;

const isNode = (given: unknown): given is Node =>
  typeof given === 'object' && given !== null && !Array.isArray(given);

const operators: readonly string[] = ['=', '<>', '<', '>', '<=', '>='];
const known = [...operators, 'and', 'or', 'not', 'like', 'between', 'in', 'isNull', 's_intersects'];
const shapes = ['Point', 'Polygon', 'MultiPolygon'];

class Reader {
  #conditions = 0;
  #positions = 0;

  condition(given: unknown, at: string, depth: number): Condition {
    if (depth > cqlLimits.depth) throw tooDeep(at);
    this.#conditions += 1;
    if (this.#conditions > cqlLimits.conditions) throw tooManyConditions(at);
    if (typeof given === 'boolean') return { is: 'constant', value: given };
    const { op, args } = called(given, at);
    const value = (index: number) => this.#value(args[index], argument(at, index), depth + 1);
    const require = (count: number) => {
      if (args.length !== count) {
        throw new CqlFault(`${at}/args`, `"${op}" takes ${count} arguments, and here are ${args.length}`);
      }
    };
    switch (op) {
      case 'and':
      case 'or':
        if (args.length === 0)
          throw new CqlFault(`${at}/args`, `"${op}" takes conditions, and here are none`);
        return {
          is: op,
          of: args.map((each, index) => this.condition(each, argument(at, index), depth + 1)),
        };
      case 'not':
        require(1);
        return { is: 'not', of: this.condition(args[0], argument(at, 0), depth + 1) };
      case 'like':
        require(2);
        return { is: 'like', value: value(0), pattern: checkedPattern(value(1)), at };
      case 'between':
        require(3);
        return { is: 'between', value: value(0), low: value(1), high: value(2), at };
      case 'in':
        require(2);
        return { is: 'in', value: value(0), list: this.#list(args[1], argument(at, 1), depth + 1), at };
      case 'isNull':
        require(1);
        return { is: 'null', value: value(0), at };
      case 's_intersects':
        require(2);
        return this.#intersects(args, at);
      default:
        if (!operators.includes(op)) {
          throw new CqlFault(`${at}/op`, `${told(op)} is not known here: there are ${known.join(', ')}`);
        }
        require(2);
        return { is: 'comparison', operator: op as Operator, left: value(0), right: value(1), at };
    }
  }

  #list(given: unknown, at: string, depth: number): Value[] {
    if (!Array.isArray(given) || given.length === 0) throw new CqlFault(at, '"in" takes a list of values');
    if (given.length > cqlLimits.listed) throw tooManyListed(at);
    return given.map((each, index) => this.#value(each, `${at}/${index}`, depth));
  }

  #value(given: unknown, at: string, depth: number): Value {
    if (depth > cqlLimits.depth) throw tooDeep(at);
    switch (typeof given) {
      case 'string':
        return { is: 'text', value: given.normalize('NFC'), at };
      case 'number':
        // JSON.parse makes 1e999 infinite.
        if (!Number.isFinite(given)) throw new CqlFault(at, 'This is too large a number');
        return { is: 'number', value: given, at };
      case 'boolean':
        return { is: 'boolean', value: given, at };
    }
    if (isNode(given)) {
      const { property, date, timestamp } = given;
      if (typeof property === 'string') return { is: 'property', name: property, at };
      if (typeof date === 'string') return checkedDay(date, at, '{"date": "2026-01-31"}');
      if (typeof timestamp === 'string')
        return checkedInstant(timestamp, at, '{"timestamp": "2026-01-31T00:00:00+07:00"}');
      if ('op' in given) return this.#function(given, at, depth);
    }
    throw new CqlFault(at, 'A property, as {"property": "name"}, or a value is expected here');
  }

  #function(given: Node, at: string, depth: number): Value {
    const { op, args } = called(given, at);
    if (op !== 'casei' && op !== 'accenti') {
      throw new CqlFault(`${at}/op`, `${told(op)} gives no value here: there are casei and accenti`);
    }
    if (args.length !== 1) throw new CqlFault(`${at}/args`, `"${op}" takes one text`);
    return { is: op, of: this.#value(args[0], argument(at, 0), depth + 1), at };
  }

  #intersects(args: readonly unknown[], at: string): Condition {
    const isNamed = (each: unknown): boolean => isNode(each) && typeof each['property'] === 'string';
    const name = args.findIndex(isNamed);
    if (name < 0) throw new CqlFault(`${at}/args`, '"s_intersects" takes a property and a geometry');
    const property: Named = {
      is: 'property',
      name: String((args[name] as Node)['property']),
      at: argument(at, name),
    };
    return { is: 'intersects', property, shape: this.#drawn(args[1 - name], argument(at, 1 - name)), at };
  }

  #drawn(given: unknown, at: string): Drawn {
    if (isNode(given)) {
      const { type, coordinates, bbox } = given;
      const inside = `${at}/coordinates`;
      if (type === 'Point') return { type, coordinates: this.#position(coordinates, inside) };
      if (type === 'Polygon') return { type, coordinates: this.#polygon(coordinates, inside) };
      if (type === 'MultiPolygon') {
        return { type, coordinates: listed(coordinates, inside, (each, own) => this.#polygon(each, own)) };
      }
      if (bbox !== undefined) {
        return { type: 'BBox', box: checkedBox(listed(bbox, `${at}/bbox`, finite), `${at}/bbox`) };
      }
    }
    throw new CqlFault(
      at,
      `A geometry is expected here: GeoJSON of the type ${shapes.join(', ')}, or {"bbox": [107, 12, 109, 13]}`,
    );
  }

  #polygon(given: unknown, at: string): Position[][] {
    return listed(given, at, (ring, own) =>
      checkedRing(
        listed(ring, own, (each, place) => this.#position(each, place)),
        own,
      ),
    );
  }

  #position(given: unknown, at: string): Position {
    this.#positions += 1;
    if (this.#positions > cqlLimits.positions) throw tooManyPositions(at);
    const [first, second, ...more] = listed(given, at, finite);
    if (first === undefined || second === undefined || more.length > 1) {
      throw new CqlFault(at, 'A position is two numbers');
    }
    return [first, second];
  }
}

function called(given: unknown, at: string): { op: string; args: readonly unknown[] } {
  if (!isNode(given) || typeof given['op'] !== 'string') {
    throw new CqlFault(
      at,
      'A condition is expected here, as {"op": "=", "args": [{"property": "stars"}, 4]}, or true or false',
    );
  }
  const { op, args } = given;
  if (!Array.isArray(args)) throw new CqlFault(at, `"args" is missing beside ${told(op)}: it is a list`);
  return { op, args };
}

const argument = (at: string, index: number): string => `${at}/args/${index}`;
const told = (op: string): string => JSON.stringify(op.slice(0, 40));

function listed<Part>(given: unknown, at: string, read: (each: unknown, at: string) => Part): Part[] {
  if (!Array.isArray(given) || given.length === 0) throw new CqlFault(at, 'A list is expected here');
  return given.map((each, index) => read(each, `${at}/${index}`));
}

function finite(given: unknown, at: string): number {
  if (typeof given === 'number' && Number.isFinite(given)) return given;
  throw new CqlFault(at, 'A number is expected here');
}
