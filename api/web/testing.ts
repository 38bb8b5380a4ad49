import { fileURLToPath } from 'node:url';
import { sql, type Kysely } from 'kysely';
import type { FastifyInstance } from 'fastify';
import type { Clock } from '../clock.ts';
import { openTestDatabase, type DatabaseKind } from '../database/testing.ts';
import type { Database } from '../database/open.ts';
import { memoryBudget, type Budget } from '../graphql/limits/budget.ts';
import { KnownOperations } from '../graphql/known-operations.ts';
import { publicSchema } from '../graphql/schema.ts';
import { graphqlServer, requestContext, type ServerOptions } from '../graphql/server.ts';
import { dayIn } from '../clock.ts';
import { TODAY } from '../graphql/testing.ts';
import { proofIssuer } from '../register/proofs/proof-issuer.ts';
import { testKeys } from '../register/proofs/testing.ts';
import { revisionsOf } from '../register/changes/revision.ts';
import { answerCache } from './answer-cache.ts';
import { webApp, type WebOptions } from './app.ts';

export interface TestHub {
  url: string;
  app: FastifyInstance;
  database: Database;
  db: Kysely<unknown>;
  ownKey: string;
  /** Errors that callers saw masked. */
  unexpected: unknown[];
  /** A GraphQL request as today's clients send it. */
  ask(body: string | Uint8Array<ArrayBuffer> | object, headers?: Record<string, string>): Promise<Response>;
  close(): Promise<void>;
}

// What a query returns is known to the test that wrote it.
// oxlint-disable-next-line typescript/no-explicit-any
export const answerOf = async (response: Response): Promise<any> => response.json();

/** The hub over real HTTP on the seeded register, without a budget that a test would run into. */
export async function openTestHub(
  options: Partial<WebOptions> &
    ServerOptions & {
      kind?: DatabaseKind;
      /** Of another hub, which closes it; otherwise one of its own. */
      database?: Database;
      known?: KnownOperations;
      budget?: Budget;
      deadlineMs?: number;
      today?: Clock;
    } = {},
): Promise<TestHub> {
  const kind = options.kind ?? 'embedded';
  const database = options.database ?? (await openTestDatabase(kind, 'seeded'));
  const db = database.primary;
  // An embedded database that is closed before its first answer is still being opened.
  await sql`select 1`.execute(db);
  const unexpected: unknown[] = [];
  const logError = (error: unknown) => unexpected.push(error);
  const known = options.known ?? new KnownOperations();
  const graphql = graphqlServer(await publicSchema(), logError, { ...options, known });
  await graphql.start();
  const ownKey = 'the hub itself';
  const keys = options.keys ?? testKeys();
  const today = options.today ?? (() => (options.now ? dayIn(options.now()) : TODAY));
  const issueProof = proofIssuer(keys, options.siteUrl ? new URL(options.siteUrl).origin : '');
  const app = await webApp({
    graphql,
    front: { known, answers: answerCache(revisionsOf(db, { takesLeases: kind === 'postgresql' }), today) },
    context: (caller) =>
      requestContext({
        db,
        caller,
        clock: today,
        issueProof,
        canCancel: kind === 'postgresql',
        ...(options.deadlineMs && { deadlineMs: options.deadlineMs }),
      }),
    budget: memoryBudget({ points: 1e12, seconds: 60 }),
    doubts: { budget: memoryBudget({ points: 1e9, seconds: 60 }), secret: 'of the test' },
    ownKey,
    keys,
    site: { folder: null },
    root: fileURLToPath(new URL('../..', import.meta.url)),
    logLevel: 'silent',
    askDatabase: () => sql`select 1`.execute(db),
    logError,
    ...options,
  });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  return {
    url,
    app,
    database,
    db,
    ownKey,
    unexpected,
    ask: (body, headers = {}) =>
      fetch(`${url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/graphql-response+json, application/json;q=0.9',
          ...headers,
        },
        body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
      }),
    async close() {
      await app.close();
      await graphql.stop();
      if (!options.database) await database.close();
    },
  };
}
