import { describe, expect, it } from 'vitest';
import { CqlFault, cqlLimits, type Condition, type Where } from './cql.rules.ts';
import { parseCqlText } from './cql-text.rules.ts';

/** A condition as a fully bracketed text, without its positions. */
function told(condition: Condition): string {
  switch (condition.is) {
    case 'and':
    case 'or':
      return `(${condition.of.map(told).join(` ${condition.is} `)})`;
    case 'not':
      return `not ${told(condition.of)}`;
    case 'constant':
      return String(condition.value);
    default:
      return JSON.stringify(condition, (key, value) => (key === 'at' ? undefined : value));
  }
}
const comparison = (name: string, operator: string, is: string, value: unknown) =>
  JSON.stringify({
    is: 'comparison',
    operator,
    left: { is: 'property', name },
    right: { is, value },
  });

describe('CQL2 text', () => {
  it.each([
    ["name = 'Cà phê'", comparison('name', '=', 'text', 'Cà phê')],
    ['stars >= 4', comparison('stars', '>=', 'number', 4)],
    ['stars<>-3.5e1', comparison('stars', '<>', 'number', -35)],
    ['"năm" < .5', comparison('năm', '<', 'number', 0.5)],
    ["name = 'it''s \\'so\\''", comparison('name', '=', 'text', "it's 'so'")],
    // Composed, whatever the keyboard sent.
    ["name = 'ca\u0300 phe\u0302'", comparison('name', '=', 'text', 'cà phê')],
    ['is_exact = TRUE', comparison('is_exact', '=', 'boolean', true)],
    ["until > DATE('2026-02-28')", comparison('until', '>', 'day', '2026-02-28')],
    [
      "until > TIMESTAMP('2026-01-31T00:00:00z')",
      comparison('until', '>', 'instant', '2026-01-31T00:00:00Z'),
    ],
    ['"AND" = 1', comparison('AND', '=', 'number', 1)],
    ['order = 1', comparison('order', '=', 'number', 1)],
  ])('reads %s', (text, expected) => expect(told(parseCqlText(text))).toBe(expected));

  it('binds NOT before AND and AND before OR, and takes words in any case', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((name) => comparison(name, '=', 'number', 1));
    expect(told(parseCqlText('a=1 or b=1 AND not c=1'))).toBe(`(${a} or (${b} and not ${c}))`);
    expect(told(parseCqlText('(a=1 OR b=1) And c=1'))).toBe(`((${a} or ${b}) and ${c})`);
    expect(told(parseCqlText('NOT (a=1 AND TRUE)'))).toBe(`not (${a} and true)`);
  });

  it.each([
    ["name LIKE 'c\\%%'", { is: 'like', value: named('name'), pattern: { is: 'text', value: 'c\\%%' } }],
    [
      "CASEI(ACCENTI(name)) LIKE CASEI(ACCENTI('%đắk%'))",
      {
        is: 'like',
        value: { is: 'casei', of: { is: 'accenti', of: named('name') } },
        pattern: { is: 'casei', of: { is: 'accenti', of: { is: 'text', value: '%đắk%' } } },
      },
    ],
    ['stars BETWEEN 3 AND 4', { is: 'between', value: named('stars'), low: n(3), high: n(4) }],
    ['stars IN (3, 5)', { is: 'in', value: named('stars'), list: [n(3), n(5)] }],
    ['stars IS NULL', { is: 'null', value: named('stars') }],
    [
      'S_INTERSECTS(geometry, BBOX(107, 12, 108.5, 13))',
      { is: 'intersects', property: named('geometry'), shape: { type: 'BBox', box: [107, 12, 108.5, 13] } },
    ],
    [
      'S_INTERSECTS(POINT(108 12.5), geometry)',
      { is: 'intersects', property: named('geometry'), shape: { type: 'Point', coordinates: [108, 12.5] } },
    ],
    [
      's_intersects(geometry, polygon((0 0, 1 0, 1 1, 0 0), (.1 .1, .2 .1, .2 .2, .1 .1)))',
      {
        is: 'intersects',
        property: named('geometry'),
        shape: {
          type: 'Polygon',
          coordinates: [
            [
              [0, 0],
              [1, 0],
              [1, 1],
              [0, 0],
            ],
            [
              [0.1, 0.1],
              [0.2, 0.1],
              [0.2, 0.2],
              [0.1, 0.1],
            ],
          ],
        },
      },
    ],
  ])('reads %s', (text, expected) => {
    expect(JSON.parse(told(parseCqlText(text)))).toEqual(expected);
    // A condition and its opposite are the same but for "not".
    expect(told(parseCqlText(`NOT (${text})`))).toBe(`not ${told(parseCqlText(text))}`);
  });

  it('reads NOT where it stands inside of a condition', () => {
    for (const [inside, outside] of [
      ["name NOT LIKE 'a%'", "NOT name LIKE 'a%'"],
      ['stars NOT BETWEEN 3 AND 4', 'NOT stars BETWEEN 3 AND 4'],
      ['stars NOT IN (3)', 'NOT stars IN (3)'],
      ['stars IS NOT NULL', 'NOT stars IS NULL'],
    ] as const) {
      expect(told(parseCqlText(inside))).toBe(told(parseCqlText(outside)));
    }
  });

  it.each([
    ['', 1, 'The filter is empty'],
    ["name = 'abc", 8, "A text begins here and does not end: close it with '"],
    ['na"me = 1', 3, 'A name begins here and does not end: close it with "'],
    ['stars = ;', 9, 'The character ";" means nothing here'],
    ['stars', 6, 'LIKE, BETWEEN, IN, IS NULL or one of = <> < > <= >= is expected, but the filter ends here'],
    ['stars = ', 9, 'A property or a value is expected, but the filter ends here'],
    ['stars == 4', 8, 'A property or a value is expected, but here stands "="'],
    ['stars = 4 stars = 5', 11, 'AND, OR or the end of the filter is expected, but here stands "stars"'],
    ['(stars = 4', 11, ') is expected, but the filter ends here'],
    ['stars BETWEEN 3', 16, 'AND between the two limits of BETWEEN is expected, but the filter ends here'],
    ['name LIKE code', 11, 'LIKE compares with a text: write it in quotes'],
    ["name LIKE 'a\\'", 11, 'The text after LIKE ends in a lone backslash: double it, or leave it out'],
    ["name LIKE 'a\\\\\\\\\\'' AND", 24, 'A property or a value is expected, but the filter ends here'],
    ["until = DATE('2026-02-30')", 9, `"2026-02-30" is no day: write DATE('2026-01-31')`],
    [
      "until = TIMESTAMP('2026-02-03')",
      9,
      `"2026-02-03" is no instant: write TIMESTAMP('2026-01-31T00:00:00+07:00')`,
    ],
    [
      "upper(name) = 'A'",
      1,
      'upper(…) is not known here: there are CASEI, ACCENTI, DATE, TIMESTAMP and S_INTERSECTS',
    ],
    [
      'S_INTERSECTS(geometry, LINESTRING(0 0, 1 1))',
      24,
      'BBOX, POINT, POLYGON, MULTIPOLYGON (a geometry) is expected, but here stands "LINESTRING"',
    ],
    [
      'S_INTERSECTS(geometry, BBOX(1,2,3))',
      24,
      'BBOX has 3 numbers: write the lower corner and the upper one, four in all',
    ],
    [
      'S_INTERSECTS(geometry, POLYGON((0 0, 1 0, 0 0)))',
      32,
      'The ring has 3 positions: a closed ring has four or more',
    ],
    [
      'S_INTERSECTS(geometry, POLYGON((0 0, 1 0, 1 1, 0 1)))',
      32,
      'The ring is not closed: repeat its first position 0 0 as its last',
    ],
    ['a = 1e999', 5, '1e999 is too large a number'],
  ])('says of %s where and why it cannot be read', (text, at, message) => {
    expect(faultOf(text)).toEqual({ at, message });
  });

  it('keeps its limits, and ends', () => {
    expect(faultOf(`${'('.repeat(200)}a=1${')'.repeat(200)}`).message).toMatch(/more than 32 deep/);
    expect(faultOf(`a = ${'CASEI('.repeat(200)}b`).message).toMatch(/more than 32 deep/);
    expect(faultOf(Array.from({ length: 300 }, () => 'a=1').join(' OR ')).message).toMatch(/50 conditions/);
    expect(faultOf(`a IN (${Array.from({ length: 600 }, () => 1).join()})`).message).toMatch(/500 values/);
    expect(faultOf("'".repeat(cqlLimits.letters + 1)).message).toMatch(/8001 characters/);
    for (const hostile of ["'", '"', "\\'", '(', 'NOT ', '-', 'a=1 AND ']) {
      expect(() => parseCqlText(hostile.repeat(1_000).slice(0, cqlLimits.letters))).toThrow(CqlFault);
    }
  });
});

function named(name: string) {
  return { is: 'property', name };
}
function n(value: number) {
  return { is: 'number', value };
}

function faultOf(text: string): { at: Where; message: string } {
  try {
    parseCqlText(text);
  } catch (error) {
    if (error instanceof CqlFault) return { at: error.at, message: error.message };
    throw error;
  }
  throw new Error(`${text} was read`);
}
