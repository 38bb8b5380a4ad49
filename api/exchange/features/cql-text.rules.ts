/** Reads a filter written as CQL2 text (OGC 21-065r2, annex B), and says where and why one cannot be read. */
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

interface Token {
  kind: 'word' | 'quoted' | 'text' | 'number' | 'sign' | 'end';
  /** A word as written, a text without its quotes. */
  text: string;
  at: number;
}

const word = /[\p{L}_:][\p{L}\p{M}\p{N}_.:]*/uy;
const number = /[0-9]+(\.[0-9]*)?([eE][+-]?[0-9]+)?|\.[0-9]+([eE][+-]?[0-9]+)?/y;
const sign = /<>|<=|>=|[=<>(),+\-*/%^]/y;
const space = /\s+/y;
/** A quote in a text is doubled, or has a backslash before it; any other backslash stays, for LIKE. */
const text = /'((?:''|\\'|[^'])*)'/y;
const quoted = /"((?:""|[^"])*)"/y;

function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  let place = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = place;
    const found = pattern.exec(source);
    if (found) place = pattern.lastIndex;
    return found;
  };
  for (;;) {
    take(space);
    const at = place + 1;
    const push = (kind: Token['kind'], text: string) => tokens.push({ kind, text, at });
    if (place >= source.length) {
      push('end', '');
      return tokens;
    }
    let found: RegExpExecArray | null;
    if ((found = take(word))) push('word', found[0]);
    else if ((found = take(number))) push('number', found[0]);
    else if ((found = take(sign))) push('sign', found[0]);
    else if ((found = take(text))) push('text', (found[1] ?? '').replace(/''|\\'/g, "'").normalize('NFC'));
    else if ((found = take(quoted))) push('quoted', (found[1] ?? '').replaceAll('""', '"'));
    else if (source[place] === "'")
      throw new CqlFault(at, "A text begins here and does not end: close it with '");
    else if (source[place] === '"')
      throw new CqlFault(at, 'A name begins here and does not end: close it with "');
    else
      throw new CqlFault(
        at,
        `The character ${JSON.stringify(String.fromCodePoint(source.codePointAt(place) ?? 0))} means nothing here`,
      );
  }
}

/** Words that cannot be the name of a property unless it stands in double quotes. */
const reserved = new Set(
  'AND OR NOT LIKE BETWEEN IN IS NULL TRUE FALSE CASEI ACCENTI DATE TIMESTAMP INTERVAL BBOX POINT POLYGON MULTIPOINT MULTIPOLYGON LINESTRING MULTILINESTRING GEOMETRYCOLLECTION'.split(
    ' ',
  ),
);
const operators: readonly string[] = ['=', '<>', '<', '>', '<=', '>='];
const geometries = ['BBOX', 'POINT', 'POLYGON', 'MULTIPOLYGON'];

export function parseCqlText(source: string): Condition {
  if (source.length > cqlLimits.letters) throw tooLong(source.length);
  return new Reader(tokensOf(source)).filter();
}

class Reader {
  readonly #tokens: Token[];
  #next = 0;
  #depth = 0;
  #conditions = 0;

  constructor(tokens: Token[]) {
    this.#tokens = tokens;
  }

  filter(): Condition {
    if (this.#tokens[0]?.kind === 'end') throw new CqlFault(1, 'The filter is empty');
    const condition = this.#either();
    if (this.#token.kind !== 'end') throw this.#unexpected('AND, OR or the end of the filter');
    return condition;
  }

  get #token(): Token {
    return this.#tokens[this.#next]!;
  }

  #is(...words: string[]): boolean {
    return this.#token.kind === 'word' && words.includes(this.#token.text.toUpperCase());
  }

  #isSign(sign: string): boolean {
    return this.#token.kind === 'sign' && this.#token.text === sign;
  }

  #take(): Token {
    const token = this.#token;
    this.#next += 1;
    return token;
  }

  /** Takes a word where it stands next. */
  #took(word: string): boolean {
    if (!this.#is(word)) return false;
    this.#next += 1;
    return true;
  }

  #sign(sign: string): Token {
    if (!this.#isSign(sign)) throw this.#unexpected(sign);
    return this.#take();
  }

  #unexpected(wanted: string): CqlFault {
    const { kind, text, at } = this.#token;
    const found =
      kind === 'end' ? 'the filter ends here' : `here stands ${JSON.stringify(text.slice(0, 40))}`;
    return new CqlFault(at, `${wanted} is expected, but ${found}`);
  }

  #either(): Condition {
    return this.#several('or', 'OR', () => this.#both());
  }

  #both(): Condition {
    return this.#several('and', 'AND', () => this.#denied());
  }

  #several(is: 'and' | 'or', word: string, part: () => Condition): Condition {
    const first = part();
    if (!this.#is(word)) return first;
    const of = [first];
    while (this.#took(word)) of.push(part());
    return { is, of };
  }

  #denied(): Condition {
    return this.#took('NOT') ? { is: 'not', of: this.#one() } : this.#one();
  }

  #one(): Condition {
    this.#conditions += 1;
    if (this.#conditions > cqlLimits.conditions) throw tooManyConditions(this.#token.at);
    if (this.#isSign('(')) {
      const { at } = this.#take();
      this.#depth += 1;
      if (this.#depth > cqlLimits.depth) throw tooDeep(at);
      const condition = this.#either();
      this.#sign(')');
      this.#depth -= 1;
      return condition;
    }
    return this.#is('S_INTERSECTS') && this.#isCall() ? this.#intersects() : this.#predicate();
  }

  #isCall(): boolean {
    const { kind, text } = this.#tokens[this.#next + 1]!;
    return kind === 'sign' && text === '(';
  }

  #predicate(): Condition {
    const value = this.#value();
    const { at, text } = this.#token;
    if (this.#token.kind === 'sign' && operators.includes(text)) {
      this.#take();
      return {
        is: 'comparison',
        operator: text as Operator,
        left: value,
        right: this.#value(),
        at: value.at,
      };
    }
    const isSpoken = this.#is('LIKE', 'BETWEEN', 'IN', 'NOT', 'IS');
    if (!isSpoken && value.is === 'boolean') return { is: 'constant', value: value.value };
    if (this.#took('IS')) {
      const isDenied = this.#took('NOT');
      if (!this.#took('NULL')) throw this.#unexpected(isDenied ? 'NULL' : 'NULL or NOT NULL');
      return denied(isDenied, { is: 'null', value, at });
    }
    const isDenied = this.#took('NOT');
    if (this.#took('LIKE'))
      return denied(isDenied, { is: 'like', value, pattern: checkedPattern(this.#value()), at });
    if (this.#took('BETWEEN')) {
      const low = this.#value();
      if (!this.#took('AND')) throw this.#unexpected('AND between the two limits of BETWEEN');
      return denied(isDenied, { is: 'between', value, low, high: this.#value(), at });
    }
    if (this.#took('IN')) return denied(isDenied, { is: 'in', value, list: this.#list(), at });
    throw this.#unexpected(
      `LIKE, BETWEEN, IN${isDenied ? '' : ', IS NULL'} or one of ${operators.join(' ')}`,
    );
  }

  #list(): Value[] {
    this.#sign('(');
    const list = [this.#value()];
    while (this.#isSign(',')) {
      const { at } = this.#take();
      if (list.length >= cqlLimits.listed) throw tooManyListed(at);
      list.push(this.#value());
    }
    this.#sign(')');
    return list;
  }

  #value(): Value {
    const { kind, text, at } = this.#token;
    if (kind === 'text') {
      this.#take();
      return { is: 'text', value: text, at };
    }
    if (kind === 'number' || this.#isSign('-') || this.#isSign('+')) {
      return { is: 'number', value: this.#number(), at };
    }
    if (kind === 'quoted') {
      this.#take();
      return { is: 'property', name: text, at };
    }
    if (kind !== 'word') throw this.#unexpected('A property or a value');
    if (this.#took('TRUE')) return { is: 'boolean', value: true, at };
    if (this.#took('FALSE')) return { is: 'boolean', value: false, at };
    if (this.#isCall()) return this.#call();
    return this.#property();
  }

  #call(): Value {
    const { text, at } = this.#take();
    const name = text.toUpperCase();
    if (name === 'DATE' || name === 'TIMESTAMP') return this.#moment(name, at);
    if (name !== 'CASEI' && name !== 'ACCENTI') {
      throw new CqlFault(
        at,
        `${text.slice(0, 40)}(…) is not known here: there are CASEI, ACCENTI, DATE, TIMESTAMP and S_INTERSECTS`,
      );
    }
    this.#sign('(');
    this.#depth += 1;
    if (this.#depth > cqlLimits.depth) throw tooDeep(at);
    const of = this.#value();
    this.#sign(')');
    this.#depth -= 1;
    return { is: name === 'CASEI' ? 'casei' : 'accenti', of, at };
  }

  #moment(name: 'DATE' | 'TIMESTAMP', at: number): Value {
    this.#sign('(');
    if (this.#token.kind !== 'text') throw this.#unexpected('A text in single quotes');
    const { text } = this.#take();
    this.#sign(')');
    return name === 'DATE'
      ? checkedDay(text, at, "DATE('2026-01-31')")
      : checkedInstant(text, at, "TIMESTAMP('2026-01-31T00:00:00+07:00')");
  }

  #property(): Named {
    const { kind, text, at } = this.#token;
    if (kind === 'quoted' || (kind === 'word' && !reserved.has(text.toUpperCase()))) {
      this.#take();
      return { is: 'property', name: text, at };
    }
    throw this.#unexpected('A property');
  }

  #number(): number {
    const isNegative = this.#isSign('-');
    if (isNegative || this.#isSign('+')) this.#take();
    if (this.#token.kind !== 'number') throw this.#unexpected('A number');
    const { text, at } = this.#take();
    const value = Number(text);
    if (!Number.isFinite(value)) throw new CqlFault(at, `${text.slice(0, 40)} is too large a number`);
    return isNegative ? -value : value;
  }

  #intersects(): Condition {
    const { at } = this.#take();
    this.#sign('(');
    const isDrawnFirst = this.#is(...geometries) && this.#isCall();
    const first = isDrawnFirst ? this.#drawn() : this.#property();
    this.#sign(',');
    const second = isDrawnFirst ? this.#property() : this.#drawn();
    this.#sign(')');
    const [property, shape] = isDrawnFirst
      ? [second as Named, first as Drawn]
      : [first as Named, second as Drawn];
    return { is: 'intersects', property, shape, at };
  }

  #drawn(): Drawn {
    if (!this.#is(...geometries)) throw this.#unexpected(`${geometries.join(', ')} (a geometry)`);
    const { text, at } = this.#take();
    switch (text.toUpperCase()) {
      case 'BBOX': {
        return {
          type: 'BBox',
          box: checkedBox(
            this.#series(() => this.#number()),
            at,
          ),
        };
      }
      case 'POINT': {
        this.#sign('(');
        const coordinates = this.#position();
        this.#sign(')');
        return { type: 'Point', coordinates };
      }
      case 'POLYGON':
        return { type: 'Polygon', coordinates: this.#polygon() };
      default:
        return { type: 'MultiPolygon', coordinates: this.#series(() => this.#polygon()) };
    }
  }

  #series<Part>(part: () => Part): Part[] {
    this.#sign('(');
    const parts = [part()];
    while (this.#isSign(',')) {
      const { at } = this.#take();
      if (parts.length >= cqlLimits.positions) throw tooManyPositions(at);
      parts.push(part());
    }
    this.#sign(')');
    return parts;
  }

  #polygon(): Position[][] {
    return this.#series(() => this.#ring());
  }

  #ring(): Position[] {
    const { at } = this.#token;
    return checkedRing(
      this.#series(() => this.#position()),
      at,
    );
  }

  #position(): Position {
    return [this.#number(), this.#number()];
  }
}

const denied = (isDenied: boolean, of: Condition): Condition => (isDenied ? { is: 'not', of } : of);
