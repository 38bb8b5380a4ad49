import type { ApolloServer } from '@apollo/server';
import type { Kysely } from 'kysely';
import type { GraphQLSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../database/open.ts';
import { openTestDatabase } from '../../database/testing.ts';
import { proofIssuer } from '../../register/proofs/proof-issuer.ts';
import { testKeys } from '../../register/proofs/testing.ts';
import type { Context } from '../context.ts';
import { isErrorCode } from '../error-codes.rules.ts';
import { publicSchema } from '../schema.ts';
import { graphqlServer, requestContext } from '../server.ts';
import { TODAY } from '../testing.ts';
import { Random } from './random.ts';
import { randomQuery, type Pools, type RandomQuery } from './random-query.ts';

const QUERIES = 2_000;
const SEED = 20_261_124;
/** What is compared here is answers; a busy machine must not change them. */
const NO_HURRY_MS = 600_000;

describe('random queries made from the schema', () => {
  const unexpected: unknown[] = [];
  const issueProof = proofIssuer(testKeys(), '');
  let database: Database;
  let schema: GraphQLSchema;
  let interpreted: ApolloServer<Context>;
  let compiled: ApolloServer<Context>;
  let pools: Pools;

  beforeAll(async () => {
    database = await openTestDatabase('embedded', 'seeded');
    schema = await publicSchema();
    const logError = (error: unknown) => unexpected.push(error);
    interpreted = graphqlServer(schema, logError, { compileAfter: Number.POSITIVE_INFINITY });
    compiled = graphqlServer(schema, logError, { compileAfter: 0 });
    await Promise.all([interpreted.start(), compiled.start()]);
    pools = await realValues();
  });
  afterAll(async () => {
    await Promise.all([interpreted.stop(), compiled.stop()]);
    await database.close();
  });

  async function ask(server: ApolloServer<Context>, { query, variables }: RandomQuery, db: Kysely<unknown>) {
    const { body } = await server.executeOperation(
      { query, variables },
      { contextValue: requestContext({ db, clock: () => TODAY, issueProof, deadlineMs: NO_HURRY_MS }) },
    );
    if (body.kind !== 'single') throw new Error('An incremental answer was not expected');
    return body.singleResult;
  }

  it(
    `are answered alike by graphql-js and the compiled executor, ${QUERIES} of them, none with an error of ours`,
    async () => {
      const random = new Random(SEED);
      const told = new Map<string, number>();
      for (let count = 0; count < QUERIES; count += 1) {
        const asked = randomQuery(schema, pools, random);
        // The same statement with the same values is asked of the database once.
        const db = remembering(database.em.getKysely() as unknown as Kysely<unknown>);
        const one = await ask(interpreted, asked, db);
        const other = await ask(compiled, asked, db);
        const codes = (one.errors ?? []).map(({ extensions }) => String(extensions?.['code']));
        const shown = `#${count}\n${asked.query}\n${JSON.stringify(asked.variables)}\n${JSON.stringify(one.errors)}`;
        expect(unexpected.map(String), shown).toEqual([]);
        expect(
          codes.filter((code) => !isErrorCode(code) || code === 'GRAPHQL_VALIDATION_FAILED'),
          shown,
        ).toEqual([]);
        expect(JSON.stringify(other.data), shown).toBe(JSON.stringify(one.data));
        expect(inOrder(other.errors), shown).toEqual(inOrder(one.errors));
        for (const code of codes.length > 0 ? codes : ['answered']) told.set(code, (told.get(code) ?? 0) + 1);
      }
      // Most of them find something to answer: otherwise they would show little.
      expect(told.get('answered'), JSON.stringify([...told])).toBeGreaterThan(QUERIES * 0.6);
    },
    NO_HURRY_MS,
  );

  /** Values that are in the register, so that random queries find what they ask for. */
  async function realValues(): Promise<Pools> {
    const db = database.em.getKysely() as unknown as Kysely<unknown>;
    const { data } = (await ask(
      interpreted,
      {
        query: `{
          products(first: 40) { nodes { id slug code recognitions { id code } } }
          producers(first: 20) { nodes { id slug name } }
          regions(first: 16) { nodes { id slug } }
          places(first: 30) { nodes { id slug code name } }
          dataset { materials { slug } }
        }`,
        variables: {},
      },
      db,
    )) as { data: Record<string, { nodes: Record<string, string>[] }> };
    const of = (list: string, field: string) =>
      (data[list]?.nodes ?? []).map((node) => node[field]).filter((value) => value != null);
    const materials = (data['dataset'] as unknown as { materials: { slug: string }[] }).materials.map(
      ({ slug }) => slug,
    );
    const polygon = {
      type: 'Polygon',
      coordinates: [
        [
          [108, 12.5],
          [108.4, 12.5],
          [108.4, 12.9],
          [108, 12.9],
          [108, 12.5],
        ],
      ],
    };
    const ids = [
      ...of('products', 'id'),
      ...of('producers', 'id'),
      ...of('regions', 'id'),
      ...of('places', 'id'),
    ];
    return {
      references: {
        'ProductRef.id': of('products', 'id'),
        'ProductRef.slug': of('products', 'slug'),
        'ProductRef.code': of('products', 'code'),
        'VerdictRef.id': of('products', 'id'),
        'VerdictRef.slug': of('products', 'slug'),
        'VerdictRef.code': [...of('products', 'code'), 'ABCDEFGH', '123/QĐ-UBND'],
        'ProducerRef.id': of('producers', 'id'),
        'ProducerRef.slug': of('producers', 'slug'),
        'RegionRef.id': of('regions', 'id'),
        'RegionRef.slug': of('regions', 'slug'),
        'PlaceRef.id': of('places', 'id'),
        'PlaceRef.slug': of('places', 'slug'),
        'PlaceRef.code': of('places', 'code'),
      },
      values: {
        id: ids,
        ids,
        first: [1, 2, 3, 4],
        last: [1, 2],
        stars: [3, 4, 5],
        productSet: [1, 2, 3, 10, 26],
        year: [2022, 2024, 2025],
        material: [...materials, 'không có'],
        numbers: [...of('products', 'code'), ...of('products', 'slug'), 'ABCDEFGH'],
        text: [
          'ca phe',
          'sầu riêng',
          'Krông Pắc',
          'mat ong',
          'ca cao',
          'mac ca',
          ...of('producers', 'name').slice(0, 5),
        ],
        simplify: [0, 50, 1_000.5],
        lat: [12.6667, 12.7, 13.1],
        lon: [108.05, 108.4, 107.9],
        km: [1, 25.5, 100],
        withinKm: [1, 25.5, 100],
        bbox: [12.5, 108],
        polygon: [polygon],
        geometry: [polygon],
        recordedAt: [new Date().toISOString()],
      },
      scalars: {
        Date: ['2026-11-24', '2024-07-01', '2023-12-31', '2019-01-01', '2031-02-28'],
        DateTime: ['2026-01-01T00:00:00+07:00', '2020-01-01T00:00:00Z'],
        PartialDate: ['2024', '2024-07', '2024-07-29'],
        Boolean: [true, false],
        Int: [1, 3, 10],
        Float: [1, 12.5, 100],
        String: ['a', 'Đắk Lắk', '%'],
        GeoJSON: [polygon],
      },
    };
  }
});

function remembering(db: Kysely<unknown>): Kysely<unknown> {
  const known = new Map<string, unknown>();
  return new Proxy(db, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (name !== 'executeQuery') return typeof value === 'function' ? value.bind(target) : value;
      return (query: Parameters<typeof db.executeQuery>[0], options: object) => {
        const { sql, parameters } = query as { sql: string; parameters: readonly unknown[] };
        const key = JSON.stringify([sql, parameters]);
        if (!known.has(key)) known.set(key, db.executeQuery(query, options));
        return known.get(key);
      };
    },
  });
}

/** Errors of fields beside each other may come in any order. */
const inOrder = (
  errors:
    | readonly {
        message: string;
        path?: readonly (string | number)[] | undefined;
        extensions?: object | undefined;
      }[]
    | undefined,
) =>
  (errors ?? [])
    .map(({ message, path, extensions }) => JSON.stringify([path, message, extensions]))
    .toSorted();
