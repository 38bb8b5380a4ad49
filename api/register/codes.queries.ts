import { sql, type Kysely } from 'kysely';

/** Whether a code was ever given to a product or a recognition, be it in the register still or not. */
export async function wasGivenOut(db: Kysely<unknown>, code: string): Promise<boolean> {
  const { rows } = await sql`select from given_code where code = ${code}`.execute(db);
  return rows.length > 0;
}
