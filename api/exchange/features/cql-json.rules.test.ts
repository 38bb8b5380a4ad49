import { expect, it } from 'vitest';
import { parseCqlJson } from './cql-json.rules.ts';
import { parseCqlText } from './cql-text.rules.ts';
import { CqlFault, cqlLimits, sizeOf } from './cql.rules.ts';

const property = (name: string) => ({ property: name });
const is = (name: string, value: unknown, op = '=') => ({ op, args: [property(name), value] });
const ring = [
  [107, 12],
  [109, 12],
  [109, 13],
  [107, 12],
];
const within = (shape: unknown) => ({ op: 's_intersects', args: [property('geometry'), shape] });

/** What a filter says, without where it stands in its writing. */
const told = (condition: unknown): unknown =>
  JSON.parse(JSON.stringify(condition, (key, value) => (key === 'at' ? undefined : value)));

it.each<[unknown, string]>([
  [is('name', "Cà phê 'rang'"), "name = 'Cà phê ''rang'''"],
  [is('name', 'ca\u0300 phe\u0302'), "name = 'cà phê'"],
  [is('stars', -35, '<>'), 'stars <> -3.5e1'],
  [is('is_exact', true), 'is_exact = TRUE'],
  [is('until', { date: '2026-02-28' }, '>'), "until > DATE('2026-02-28')"],
  [is('until', { timestamp: '2026-01-31T00:00:00z' }, '<='), "until <= TIMESTAMP('2026-01-31T00:00:00Z')"],
  [{ op: '<', args: [3, property('stars')] }, '3 < stars'],
  [true, 'TRUE'],
  [{ op: 'not', args: [is('a', 1)] }, 'NOT a = 1'],
  [
    { op: 'or', args: [is('a', 1), { op: 'and', args: [is('b', 1), is('c', 1)] }] },
    'a = 1 OR b = 1 AND c = 1',
  ],
  [
    {
      op: 'like',
      args: [
        { op: 'casei', args: [{ op: 'accenti', args: [property('name')] }] },
        { op: 'casei', args: [{ op: 'accenti', args: ['%đắk%'] }] },
      ],
    },
    "CASEI(ACCENTI(name)) LIKE CASEI(ACCENTI('%đắk%'))",
  ],
  [{ op: 'between', args: [property('stars'), 3, 4] }, 'stars BETWEEN 3 AND 4'],
  [{ op: 'in', args: [property('stars'), [3, 5]] }, 'stars IN (3, 5)'],
  [{ op: 'isNull', args: [property('stars')] }, 'stars IS NULL'],
  [within({ bbox: [107, 12, 108.5, 13] }), 'S_INTERSECTS(geometry, BBOX(107, 12, 108.5, 13))'],
  [within({ type: 'Point', coordinates: [108, 12.5, 400] }), 'S_INTERSECTS(geometry, POINT(108 12.5))'],
  [
    { op: 's_intersects', args: [{ type: 'Polygon', coordinates: [ring] }, property('geometry')] },
    'S_INTERSECTS(geometry, POLYGON((107 12, 109 12, 109 13, 107 12)))',
  ],
  [
    within({ type: 'MultiPolygon', coordinates: [[ring], [ring]] }),
    'S_INTERSECTS(geometry, MULTIPOLYGON(((107 12, 109 12, 109 13, 107 12)), ((107 12, 109 12, 109 13, 107 12))))',
  ],
])('reads %j as %s', (json, text) => {
  const read = parseCqlJson(JSON.stringify(json));
  expect(told(read)).toEqual(told(parseCqlText(text)));
  expect(sizeOf(read)).toEqual(sizeOf(parseCqlText(text)));
});

it.each<[unknown, string, RegExp]>([
  [null, '', /A condition is expected here/],
  ['stars = 4', '', /A condition is expected here/],
  [[], '', /A condition is expected here/],
  [{ op: 'and' }, '', /"args" is missing beside "and"/],
  [{ op: 'and', args: [] }, '/args', /takes conditions/],
  [{ op: 'and', args: [is('a', 1), 3] }, '/args/1', /A condition is expected here/],
  [{ op: 'like', args: [property('name'), property('code')] }, '/args/1', /LIKE compares with a text/],
  [{ op: 'like', args: [property('name'), 'a\\'] }, '/args/1', /lone backslash/],
  [{ op: 'upper', args: [property('name')] }, '/op', /"upper" is not known here: there are =, <>/],
  [is('name', { op: 'upper', args: ['a'] }), '/args/1/op', /casei and accenti/],
  [is('name', { op: 'casei', args: ['a', 'b'] }), '/args/1/args', /one text/],
  [is('until', { date: '2026-02-30' }), '/args/1', /no day: write {"date": "2026-01-31"}/],
  [is('until', { timestamp: '2026-02-03' }), '/args/1', /no instant/],
  [is('stars', null), '/args/1', /or a value is expected/],
  [is('stars', [4]), '/args/1', /or a value is expected/],
  [{ op: '=', args: [property('stars')] }, '/args', /takes 2 arguments, and here are 1/],
  [{ op: 'in', args: [property('stars'), 3] }, '/args/1', /a list of values/],
  [{ op: 's_intersects', args: [{ bbox: [1, 2, 3, 4] }, 5] }, '/args', /a property and a geometry/],
  [within({ type: 'LineString', coordinates: [[1, 2]] }), '/args/1', /GeoJSON of the type Point/],
  [within({ bbox: [1, 2, 3] }), '/args/1/bbox', /BBOX has 3 numbers/],
  [within({ bbox: [1, 2, 3, 'x'] }), '/args/1/bbox/3', /A number is expected/],
  [within({ type: 'Polygon', coordinates: [ring.slice(0, 3)] }), '/args/1/coordinates/0', /3 positions/],
  [within({ type: 'Polygon', coordinates: [[[1]]] }), '/args/1/coordinates/0/0', /two numbers/],
  [within({ type: 'Polygon', coordinates: ring }), '/args/1/coordinates/0/0', /A list is expected/],
])('says of %j where and why it cannot be read', (json, at, message) => {
  const fault = faultOf(JSON.stringify(json));
  expect([fault.at, fault.message]).toEqual([at, expect.stringMatching(message)]);
});

it('keeps its limits, whatever is nested in what', () => {
  const nested = (deep: number, open: string, close: string, inner: string) =>
    open.repeat(deep) + inner + close.repeat(deep);
  const equal = JSON.stringify(is('a', 1));
  const many = (count: number, one: string) => Array.from({ length: count }, () => one).join();
  for (const [source, message] of [
    [nested(200, '{"op":"not","args":[', ']}', equal), /more than 32 deep/],
    [`{"op":"=","args":[1,${nested(200, '{"op":"casei","args":[', ']}', '"a"')}]}`, /more than 32 deep/],
    [`{"op":"or","args":[${many(60, equal)}]}`, /more than 50 conditions/],
    [`{"op":"in","args":[{"property":"a"},[${many(501, '1')}]]}`, /more than 500 values/],
    [`{"op":"=","args":[1,1e999]}`, /too large a number/],
    [nested(3_000, '[', ']', ''), /A condition is expected/],
    ['{'.repeat(3_000), /no JSON/],
    ['', /no JSON/],
    [`"${'a'.repeat(cqlLimits.letters)}"`, /8002 characters: at most 8000/],
    ['{"__proto__":{"op":"and","args":[true]}}', /A condition is expected/],
  ] as const) {
    expect(faultOf(source).message).toMatch(message);
  }
});

function faultOf(source: string): CqlFault {
  try {
    parseCqlJson(source);
  } catch (error) {
    if (error instanceof CqlFault) return error;
    throw error;
  }
  throw new Error(`${source} was read`);
}
