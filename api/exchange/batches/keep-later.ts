import { type Kysely, sql } from 'kysely';

/** Until the transaction ends, what follows from the register is written when that is said: once, and not after every statement. */
export const keepLater = (db: Kysely<unknown>) =>
  sql`select set_config('hub.keep_later', 'on', true)`.execute(db);

export const keepNow = (db: Kysely<unknown>) => sql`select keep_now()`.execute(db);

/** Of what a transaction has made large the planner knows nothing by itself before it ends. */
export const takeStock = (db: Kysely<unknown>) =>
  sql`analyze producer, product, recognition, search_document, verdict_period`.execute(db);
