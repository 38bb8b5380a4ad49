import { sql, type CompiledQuery, type Kysely } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, type Database } from './open.ts';
import { Preparable } from './prepared.ts';

let database: Database;
let db: Kysely<unknown>;

beforeAll(async () => {
  const databaseUrl = process.env['TEST_POSTGRES_URL'] ?? '';
  database = await openDatabase({ dataDir: '', databaseUrl });
  db = database.primary;
});
afterAll(() => database.close());

/** Statements about one number, which differ by their columns' name. */
const statement = (name: string, value: number) =>
  sql<Record<string, number>>`select ${value}::int as ${sql.ref(name)}`.compile(db);

const preparable = <Row>({ sql: text, parameters }: CompiledQuery<Row>): CompiledQuery<Row> =>
  new Preparable(text, parameters);

/** What the one connection does in its turn, which is one transaction's. */
const onOneConnection = <Result>(work: (connection: Kysely<unknown>) => Promise<Result>): Promise<Result> =>
  db.connection().execute(work);

async function prepared(connection: Kysely<unknown>): Promise<string[]> {
  const { rows } = await sql<{ statement: string }>`
    select statement from pg_prepared_statements order by prepare_time`.execute(connection);
  return rows.map((row) => row.statement);
}

describe('what is asked often', () => {
  it('is prepared from the fourth asking on, and answers as before', async () => {
    await onOneConnection(async (connection) => {
      for (const value of [1, 2, 3]) await connection.executeQuery(preparable(statement('often', value)));
      expect(await prepared(connection)).not.toContain('select $1::int as "often"');
      for (const value of [4, 5]) {
        const { rows } = await connection.executeQuery(preparable(statement('often', value)));
        expect(rows).toEqual([{ often: value }]);
      }
      expect(await prepared(connection)).toContain('select $1::int as "often"');
    });
  });

  it('is not prepared unless it is said that it may be', async () => {
    await onOneConnection(async (connection) => {
      for (let n = 0; n < 6; n++) await connection.executeQuery(statement('unsaid', n));
      expect(await prepared(connection)).not.toContain('select $1::int as "unsaid"');
    });
  });

  it('makes room: a connection keeps so many, those asked last', async () => {
    await onOneConnection(async (connection) => {
      for (let n = 0; n < 80; n++) {
        for (let time = 0; time < 4; time++) {
          await connection.executeQuery(preparable(statement(`many_${n}`, time)));
        }
      }
      const kept = await prepared(connection);
      expect(kept).toHaveLength(60);
      expect(kept.at(-1)).toBe('select $1::int as "many_79"');
      expect(kept).not.toContain('select $1::int as "many_0"');
      const { rows } = await connection.executeQuery(preparable(statement('many_0', 7)));
      expect(rows).toEqual([{ many_0: 7 }]);
    });
  });

  it('answers what fails with its own error', async () => {
    await onOneConnection(async (connection) => {
      for (let n = 0; n < 6; n++) {
        const failing = sql`select 1 / ${0}::int as failing`.compile(connection);
        await expect(connection.executeQuery(preparable(failing))).rejects.toThrow('division by zero');
      }
    });
  });
});

it('goes on without preparing where a pooler gives each transaction another session', async () => {
  await onOneConnection(async (connection) => {
    for (let n = 0; n < 5; n++) await connection.executeQuery(preparable(statement('pooled', n)));
    // The session does not know it any more, as another one never did.
    await sql`deallocate all`.execute(connection);
    for (const value of [6, 7]) {
      const { rows } = await connection.executeQuery(preparable(statement('pooled', value)));
      expect(rows).toEqual([{ pooled: value }]);
    }
    expect(await prepared(connection)).toEqual([]);
  });
});
