import { sql, type Kysely } from 'kysely';
import { codes } from './national.ts';

/** Rows that are copied at once, as many as are loaded at once. */
const BATCH = 1_000;
/** Further than any code of the register that is copied. */
const FIRST_CODE = 1_000_000;
const MOST_RECOGNITIONS = 2;

/**
 * Every producer and product, with its recognitions and material sources, so many times over, on the same communes and
 * zones. Copies have keys of their own and are written as any row is: what the database keeps of rows, such as words
 * for the search, verdicts by day and the log of changes, it keeps of them as well.
 */
export async function multiply(db: Kysely<unknown>, times: number): Promise<void> {
  // As if it had been loaded so many days later: an id begins with its time in milliseconds.
  await sql`create function copy_of(id uuid, n int) returns uuid language sql immutable parallel safe as $$
    select (lpad(to_hex(('x' || left(hex, 12))::bit(48)::bigint + n * 86400000), 12, '0') || substr(hex, 13))::uuid
    from replace(id::text, '-', '') as hex $$`.execute(db);
  const producers = await idsOf(db, 'producer');
  const products = await idsOf(db, 'product');
  const productCode = codes('P', FIRST_CODE);
  const recognitionCode = codes('R', FIRST_CODE);
  for (let n = 1; n < times; n++) {
    for (const ids of inBatches(producers)) {
      await sql`insert into producer (id, slug, name, legal_form, place_id, source_id)
        select copy_of(id, ${n}), slug || '-' || ${slugOf(n)}, name, legal_form, place_id, source_id
        from producer where id = any(${ids})`.execute(db);
    }
    for (const ids of inBatches(products)) {
      const productCodes = ids.map(() => productCode());
      const recognitionCodes = Array.from({ length: ids.length * MOST_RECOGNITIONS }, () =>
        recognitionCode(),
      );
      await db.transaction().execute(async (writing) => {
        await sql`insert into product (id, code, slug, name, product_set_id, product_set_basis, producer_id, place_id, source_id)
          select copy_of(id, ${n}), (${productCodes}::text[])[row_number() over (order by id)], slug || '-' || ${slugOf(n)},
            name, product_set_id, product_set_basis, copy_of(producer_id, ${n}), place_id, source_id
          from product where id = any(${ids})`.execute(writing);
        await sql`insert into material_source (id, product_id, material_id, region_id, basis)
          select copy_of(id, ${n}), copy_of(product_id, ${n}), material_id, region_id, basis
          from material_source where product_id = any(${ids})`.execute(writing);
        await sql`insert into recognition (id, code, product_id, kind, stars, issued, issued_on, valid_until, evidence,
            decision_number, taxonomy_id, source_id)
          select copy_of(id, ${n}), (${recognitionCodes}::text[])[row_number() over (order by id)], copy_of(product_id, ${n}),
            kind, stars, issued, issued_on, valid_until, evidence, decision_number, taxonomy_id, source_id
          from recognition where product_id = any(${ids})`.execute(writing);
      });
    }
  }
}

const slugOf = (n: number): string => `ban-${n}`;

async function idsOf(db: Kysely<unknown>, table: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from ${sql.table(table)} order by id`.execute(db);
  return rows.map(({ id }) => id);
}

function* inBatches<Item>(items: readonly Item[]): Generator<Item[]> {
  for (let start = 0; start < items.length; start += BATCH) yield items.slice(start, start + BATCH);
}
