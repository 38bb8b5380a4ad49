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
import { RawJson } from '../raw-json.ts';
import { readable, TODAY } from '../testing.ts';
import { realValues } from './pools.ts';
import { Random } from './random.ts';
import { randomQuery, type Pools, type RandomQuery } from './random-query.ts';

const QUERIES = 2_000;
/** That takes a statement of its own, and the embedded database its time. */
const AS_TEXT_EVERY = 4;
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
    const db = database.em.getKysely() as unknown as Kysely<unknown>;
    pools = await realValues(async (query) => (await ask(interpreted, { query, variables: {} }, db)).data);
  });
  afterAll(async () => {
    await Promise.all([interpreted.stop(), compiled.stop()]);
    await database.close();
  });

  async function ask(
    server: ApolloServer<Context>,
    { query, variables }: RandomQuery,
    db: Kysely<unknown>,
    wantsText = false,
  ) {
    const { body } = await server.executeOperation(
      { query, variables },
      {
        contextValue: requestContext({
          db,
          clock: () => TODAY,
          issueProof,
          deadlineMs: NO_HURRY_MS,
          wantsText,
        }),
      },
    );
    if (body.kind !== 'single') throw new Error('An incremental answer was not expected');
    return body.singleResult;
  }

  it(
    `are answered alike by graphql-js, the compiled executor and the database itself, ${QUERIES} of them, none with an error of ours`,
    async () => {
      const random = new Random(SEED);
      const told = new Map<string, number>();
      let texts = 0;
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
        const text = count % AS_TEXT_EVERY === 0 ? await ask(compiled, asked, db, true) : one;
        expect(JSON.stringify(readable(text.data ?? {})), shown).toBe(
          JSON.stringify(readable(one.data ?? {})),
        );
        expect(inOrder(text.errors), shown).toEqual(inOrder(one.errors));
        if (text.data instanceof RawJson) texts += 1;
        for (const code of codes.length > 0 ? codes : ['answered']) told.set(code, (told.get(code) ?? 0) + 1);
      }
      // Most of them find something to answer: otherwise they would show little.
      expect(told.get('answered'), JSON.stringify([...told])).toBeGreaterThan(QUERIES * 0.6);
      // And the database writes many of the answers itself.
      expect(texts).toBeGreaterThan((QUERIES / AS_TEXT_EVERY) * 0.2);
    },
    NO_HURRY_MS,
  );
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
