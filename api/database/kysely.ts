import {
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
} from 'kysely';

export const kyselyWith = (driver: Driver): Kysely<unknown> =>
  new Kysely<unknown>({
    dialect: {
      createDriver: () => driver,
      createAdapter: () => new PostgresAdapter(),
      createQueryCompiler: () => new PostgresQueryCompiler(),
      createIntrospector: (db) => new PostgresIntrospector(db),
    },
  });

/** A database whose statements are each asked by a way of their own. It has no transactions. */
export function kyselyAsking(
  ask: (query: CompiledQuery<unknown>) => Promise<QueryResult<unknown>>,
): Kysely<unknown> {
  const connection: DatabaseConnection = {
    executeQuery: <Row>(query: CompiledQuery) => ask(query) as Promise<QueryResult<Row>>,
    streamQuery: noRowsInPieces,
  };
  const noTransactions = async () => {
    throw new Error('Statements are asked one by one here, outside of transactions');
  };
  return kyselyWith({
    init: async () => {},
    acquireConnection: async () => connection,
    releaseConnection: async () => {},
    beginTransaction: noTransactions,
    commitTransaction: noTransactions,
    rollbackTransaction: noTransactions,
    destroy: async () => {},
  });
}

// oxlint-disable-next-line require-yield
export async function* noRowsInPieces(): AsyncGenerator<never> {
  throw new Error('Rows are read in pieces, by statements of their own');
}
