import { sql, type Kysely } from 'kysely';
import type { Sql } from '../../graphql/look.ts';
import type { ProofStatement } from './proof.rules.ts';

/**
 * What can be signed of a product today, as JSON; null unless its star is in force. Nothing is signed of the past:
 * neither of another day nor of the register as recorded before.
 */
export const proofStatement = (product: Sql, code: Sql, today: Sql): Sql => sql`(
  select json_build_object('code', ${code}, 'stars', v.stars, 'lastDay', v.last_day, 'statusIndex', e.status_index)
  from product_verdict(${product}, ${today}) v
    join status_entry e on e.recognition_id = v.recognition_id and e.product_id = ${product}
      and e.stars = v.stars and e.last_day = v.last_day
  where v.status = 'IN_FORCE' and coalesce(current_setting('hub.recorded_until', true), '') = '')`;

export interface Coded {
  name: string;
  statement: ProofStatement | null;
}

/**
 * What a code stands for, with what can be signed of it today: for a recognition what is signed of its product, where
 * it is the one that speaks for the product. Undefined for an unknown code.
 */
export async function coded(db: Kysely<unknown>, code: string, today: string): Promise<Coded | undefined> {
  const day = sql`${today}::date`;
  const statement = proofStatement(sql`p.id`, sql`p.code`, day);
  const { rows } = await sql<Coded>`
    select name, ${statement} as statement from product p where code = ${code}
    union all
    select p.name, case when r.id = (select recognition_id from product_verdict(p.id, ${day})) then ${statement} end
      from recognition r join product p on p.id = r.product_id where r.code = ${code}`.execute(db);
  return rows[0];
}

/** Changes with every change of the register. */
export async function registerRevision(db: Kysely<unknown>): Promise<string> {
  const { rows } = await sql<{
    revision: string;
  }>`select coalesce(max(id), 0)::text as revision from change`.execute(db);
  return rows[0]?.revision ?? '0';
}

export interface StatusEntry {
  statusIndex: number;
  withdrawn: boolean;
  superseded: boolean;
}

/** Every number that was ever given to a statement, in order, with what holds of it on a day. */
export async function statusEntries(db: Kysely<unknown>, today: string): Promise<StatusEntry[]> {
  const { rows } = await sql<StatusEntry>`
    select status_index as "statusIndex", withdrawn, superseded from status_on(${today}::date)
    order by status_index`.execute(db);
  return rows;
}
