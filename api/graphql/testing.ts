import { deepStrictEqual } from 'node:assert';
import type { ExecutionResult } from 'graphql';
import type { SqlEntityManager } from '@mikro-orm/sql';
import { openTestDatabase, type DatabaseKind } from '../database/testing.ts';
import { proofIssuer } from '../register/proofs/proof-issuer.ts';
import { testKeys } from '../register/proofs/testing.ts';
import { RawJson } from './raw-json.ts';
import { publicSchema } from './schema.ts';
import { graphqlServer, requestContext } from './server.ts';

/** The day on which the tests live. */
export const TODAY = '2026-11-24';

export interface Answer {
  // What a query returns is known to the test that wrote it.
  // oxlint-disable-next-line typescript/no-explicit-any
  data: any;
  errors: ExecutionResult['errors'];
  /** The SQL of every statement that it took. */
  statements: string[];
  /** And their values. */
  values: unknown[];
}

export interface TestApi {
  em: SqlEntityManager;
  /** Errors that callers saw masked. */
  unexpected: unknown[];
  ask(query: string, variables?: Record<string, unknown>): Promise<Answer>;
  close(): Promise<void>;
}

/** `["`, as base64 writes it. */
const OPENS_A_CURSOR = 'WyJ';

/**
 * An answer as anybody reads it. A cursor is opened: the database may write a large number in it as 1e+15. Requests are
 * numbered by chance.
 */
export const readable = (answer: object): unknown =>
  JSON.parse(JSON.stringify(answer), (key, value: unknown) => {
    if (key === 'requestId') return undefined;
    if (typeof value !== 'string' || !value.startsWith(OPENS_A_CURSOR)) return value;
    return JSON.parse(Buffer.from(value, 'base64url').toString()) as unknown;
  });

/** The public API on the seeded register, asked without HTTP. */
export async function openTestApi(kind: DatabaseKind): Promise<TestApi> {
  const database = await openTestDatabase(kind, 'seeded');
  const unexpected: unknown[] = [];
  const issueProof = proofIssuer(testKeys(), 'https://ocop.example');
  const server = graphqlServer(await publicSchema(), (error) => unexpected.push(error));
  await server.start();
  return {
    em: database.em,
    unexpected,
    async ask(query, variables = {}) {
      const asked: { text: string; values: unknown }[] = [];
      const answered = async (wantsText: boolean) => {
        const contextValue = requestContext({
          db: database.em.getKysely() as never,
          clock: () => TODAY,
          issueProof,
          wantsText,
          onStatement: ({ sql, parameters }) =>
            asked.push({ text: sql.replace(/\s+/g, ' ').trim(), values: parameters }),
        });
        const { body } = await server.executeOperation({ query, variables }, { contextValue });
        if (body.kind !== 'single') throw new Error('An incremental answer was not expected');
        return body.singleResult;
      };
      const { data, errors } = await answered(false);
      asked.length = 0;
      let asText = await answered(true);
      if (!(asText.data instanceof RawJson)) {
        // By now it is known what only resolvers answer.
        asked.length = 0;
        asText = await answered(true);
      }
      deepStrictEqual(
        readable(asText),
        readable({ data, errors }),
        `As text, ${query} is answered otherwise`,
      );
      return {
        data,
        errors: errors as ExecutionResult['errors'],
        // As it is asked for over HTTP.
        statements: asked.map(({ text }) => text),
        values: asked.map(({ values }) => values),
      };
    },
    async close() {
      await server.stop();
      await database.close();
    },
  };
}
