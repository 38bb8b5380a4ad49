import type { ExecutionResult } from 'graphql';
import type { SqlEntityManager } from '@mikro-orm/sql';
import { openTestDatabase, type DatabaseKind } from '../database/testing.ts';
import { proofIssuer } from '../register/proofs/proof-issuer.ts';
import { testKeys } from '../register/proofs/testing.ts';
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
}

export interface TestApi {
  em: SqlEntityManager;
  /** Errors that callers saw masked. */
  unexpected: unknown[];
  ask(query: string, variables?: Record<string, unknown>): Promise<Answer>;
  close(): Promise<void>;
}

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
      const statements: string[] = [];
      const context = requestContext({
        db: database.em.getKysely() as never,
        clock: () => TODAY,
        issueProof,
        onStatement: (statement) => statements.push(statement.sql.replace(/\s+/g, ' ').trim()),
      });
      const { body } = await server.executeOperation({ query, variables }, { contextValue: context });
      if (body.kind !== 'single') throw new Error('An incremental answer was not expected');
      const { data, errors } = body.singleResult;
      return { data, errors: errors as ExecutionResult['errors'], statements };
    },
    async close() {
      await server.stop();
      await database.close();
    },
  };
}
