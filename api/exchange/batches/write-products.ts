import { type Kysely, sql } from 'kysely';
import { v7 } from 'uuid';
import { randomCode } from '../../register/random-code.ts';
import { precisionOf } from '../../register/recognitions/recognition.rules.ts';
import { plainSlug } from '../../register/slug.rules.ts';
import type { PlannedProduct, Writing } from '../sheets/plan-list.ts';
import type { KnownRecognition } from '../sheets/register-index.ts';
import type { Origin } from './batch.queries.ts';
import { keepNow, takeStock } from './keep-later.ts';
import { earlierRecordsOf, type EarlierRecord, type EarlierRecords } from './earlier-records.ts';

/** Products a statement: large enough to be quick, small enough to be held. */
const AT_ONCE = 500;
/** After so many written products, and so many times as many, the planner is told how large the tables have become. */
const TAKE_STOCK_AFTER = 1_000;
const TAKE_STOCK_AGAIN = 8;

type Row = Record<string, unknown>;

interface Pending {
  producers: Row[];
  products: Map<string, Row>;
  recognitions: Map<string, Row>;
  rows: Row[];
}

const nothingPending = (): Pending => ({
  producers: [],
  products: new Map(),
  recognitions: new Map(),
  rows: [],
});

/**
 * Writes products of a plan one after another, some at a time. Runs in the caller's transaction. What is new gets its id
 * in the plan itself, before the plan goes on: so later rows that speak of it have it, and nothing more is remembered.
 */
export function productWriter(
  db: Kysely<unknown>,
  { batch, source, origin }: { batch: string; source: string; origin: Origin },
) {
  /** Ids of the producers that this list adds, by the names of the plan. */
  const producers = new Map<string, string>();
  let pending = nothingPending();
  let [written, stockAt] = [0, TAKE_STOCK_AFTER];
  /** What is written while the next products are planned. */
  let writing: Promise<void> = Promise.resolve();
  const earlierOf = earlierRecordsOf(db, origin, () => writing);

  return {
    async put({ row, position, name, writing }: PlannedProduct): Promise<void> {
      if (!writing) return;
      const earlier = await earlierOf(row, position);
      const addedProducer = putProducer(writing, earlier);
      const id = putProduct(name, writing, earlier);
      const added = putRecognitions(id, name, writing, earlier);
      pending.rows.push({
        batch,
        row,
        position,
        product_id: id,
        added_product: writing.isNew,
        added_producer_id: addedProducer,
        added_recognition_ids: added,
      });
      if (pending.rows.length >= AT_ONCE) await writeOn();
    },
    async flush(): Promise<void> {
      await writeOn();
      await writing;
    },
    /** Nothing is being written any more, whatever has become of it: nothing may reach the database behind a transaction. */
    async ended(): Promise<void> {
      await writing.catch(() => {});
    },
  };

  async function writeOn(): Promise<void> {
    await writing;
    const due = pending;
    pending = nothingPending();
    writing = write(due);
    // Told to whoever waits for it next; meanwhile it is no error that nobody has heard of.
    writing.catch(() => {});
  }

  function putProducer(
    { addedProducer, becomes }: Writing,
    { producer: was }: EarlierRecords,
  ): string | null {
    const key = becomes.producerId;
    if (!addedProducer || key === null || producers.has(key)) return null;
    const again = was?.said['name'] === addedProducer.name ? was : undefined;
    const id = again?.id ?? v7();
    producers.set(key, id);
    pending.producers.push({
      id,
      slug: slugFor(addedProducer.name, again),
      name: addedProducer.name,
      legal_form: addedProducer.legalForm,
      place_id: addedProducer.placeId,
      former_place_id: addedProducer.formerPlaceId,
      source_id: source,
    });
    return id;
  }

  function putProduct(
    name: string,
    { isNew, becomes, placeAsWritten }: Writing,
    { product: was }: EarlierRecords,
  ): string {
    const again = isNew && was?.said['name'] === name ? was : undefined;
    if (isNew) becomes.id = again?.id ?? v7();
    const { id } = becomes;
    const { producerId } = becomes;
    pending.products.set(id, {
      ...pending.products.get(id),
      id,
      official_code: becomes.officialCode,
      producer_id: producerId === null ? null : (producers.get(producerId) ?? producerId),
      place_id: becomes.placeId,
      former_place_id: becomes.formerPlaceId,
      ...(isNew && {
        is_new: true,
        code: again?.said['code'],
        slug: slugFor(name, again),
        name,
        place_as_written: placeAsWritten,
        source_id: source,
      }),
    });
    return id;
  }

  function putRecognitions(
    product: string,
    name: string,
    { becomes: after, recognitions: touched }: Writing,
    { recognitions: were }: EarlierRecords,
  ): string[] {
    const idOf = (code: string) => after.recognitions.find((one) => one.code === code)?.id ?? '';
    const added: string[] = [];
    for (const { isNew, becomes } of touched) {
      if (!isNew) continue;
      const again = were.find((was) => isSame(was, product, becomes) && !added.includes(was.id));
      const id = again?.id ?? v7();
      becomes.id = id;
      added.push(id);
      pending.recognitions.set(id, {
        is_new: true,
        code: again?.said['code'],
        product_id: product,
        name_as_written: name,
      });
    }
    for (const { becomes, supersededBy } of touched) {
      const { id } = becomes;
      pending.recognitions.set(id, {
        ...pending.recognitions.get(id),
        ...valuesOf(becomes),
        id,
        source_id: source,
        ...(supersededBy !== null && {
          superseded_on: becomes.supersededOn,
          superseded_by_id: idOf(supersededBy),
        }),
      });
    }
    return added;
  }

  async function write({
    producers: newProducers,
    products: someProducts,
    recognitions: some,
    rows,
  }: Pending): Promise<void> {
    if (rows.length === 0) return;
    const isNew = (row: Row) => row['is_new'] === true;
    const all = [...someProducts.values()];
    const touched = [...some.values()];
    await giveCodes(db, 'P', all.filter(isNew));
    await giveCodes(db, 'R', touched.filter(isNew));
    await giveSlugs(db, 'producer', newProducers);
    await giveSlugs(db, 'product', all.filter(isNew));
    await insertProducers(db, newProducers);
    await insertProducts(db, all.filter(isNew));
    await changeProducts(
      db,
      all.filter((row) => !isNew(row)),
    );
    await writeRecognitions(db, touched);
    await insertRows(db, rows);
    await keepNow(db);
    written += rows.length;
    if (written < stockAt) return;
    stockAt *= TAKE_STOCK_AGAIN;
    await takeStock(db);
  }
}

const isSame = ({ said }: EarlierRecord, product: string, becomes: KnownRecognition): boolean =>
  said['product_id'] === product &&
  said['kind'] === becomes.kind &&
  said['stars'] === becomes.stars &&
  said['issued'] === becomes.issued &&
  said['decision_number'] === becomes.decisionNumber;

const valuesOf = (becomes: KnownRecognition): Row => ({
  kind: becomes.kind,
  stars: becomes.stars,
  potential_five_star: becomes.potentialFiveStar,
  score: becomes.score,
  score_as_published: becomes.scoreAsPublished,
  issued: becomes.issued,
  issued_on: becomes.issued !== null && precisionOf(becomes.issued) === 'DAY' ? becomes.issued : null,
  round: becomes.round,
  decision_number: becomes.decisionNumber,
  issuing_authority: becomes.issuingAuthority,
  valid_until: becomes.validUntil,
  evidence: becomes.evidence,
});

/** One that comes back has its own again. */
function slugFor(name: string, again: EarlierRecord | undefined): string {
  const own = again?.said['slug'];
  return typeof own === 'string' ? own : plainSlug(name);
}

/** A code is given once and for ever: also what is deleted keeps it. */
async function giveCodes(db: Kysely<unknown>, letter: 'P' | 'R', rows: readonly Row[]): Promise<void> {
  let without = rows.filter((row) => typeof row['code'] !== 'string');
  while (without.length > 0) {
    const codes = new Set<string>();
    while (codes.size < without.length) codes.add(randomCode(letter));
    const taken = await sql<{ code: string }>`select code from given_code
      where code in (select jsonb_array_elements_text(${JSON.stringify([...codes])}::text::jsonb))`.execute(
      db,
    );
    for (const { code } of taken.rows) codes.delete(code);
    for (const row of without) {
      const [code] = codes;
      if (code === undefined) break;
      codes.delete(code);
      row['code'] = code;
    }
    without = without.filter((row) => typeof row['code'] !== 'string');
  }
}

/** Where another has the slug already, the code tells the two apart; a producer, which has none, is told by its id. */
async function giveSlugs(
  db: Kysely<unknown>,
  table: 'producer' | 'product',
  rows: readonly Row[],
): Promise<void> {
  const wanted = JSON.stringify(rows.map((row) => row['slug']));
  const found = await sql<{ slug: string }>`select slug from ${sql.table(table)}
    where slug in (select jsonb_array_elements_text(${wanted}::text::jsonb))`.execute(db);
  const taken = new Set(found.rows.map(({ slug }) => slug));
  for (const row of rows) {
    const slug = String(row['slug']);
    const mark = table === 'product' ? String(row['code']).toLowerCase() : String(row['id']).slice(-12);
    row['slug'] = taken.has(slug) ? `${slug}-${mark}` : slug;
    taken.add(slug);
  }
}

const json = (rows: readonly Row[]) => sql`${JSON.stringify(rows)}::text::jsonb`;

async function insertProducers(db: Kysely<unknown>, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`insert into producer (id, slug, name, legal_form, place_id, former_place_id, source_id)
    select * from jsonb_to_recordset(${json(rows)}) as said
      (id uuid, slug text, name text, legal_form text, place_id uuid, former_place_id uuid, source_id uuid)`.execute(
    db,
  );
}

async function insertProducts(db: Kysely<unknown>, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`insert into product
      (id, code, slug, name, official_code, producer_id, place_id, former_place_id, place_as_written, source_id)
    select * from jsonb_to_recordset(${json(rows)}) as said
      (id uuid, code text, slug text, name text, official_code text, producer_id uuid, place_id uuid,
        former_place_id uuid, place_as_written text, source_id uuid)`.execute(db);
}

async function changeProducts(db: Kysely<unknown>, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`update product set official_code = said.official_code, producer_id = said.producer_id,
      place_id = said.place_id, former_place_id = said.former_place_id
    from jsonb_to_recordset(${json(rows)}) as said
      (id uuid, official_code text, producer_id uuid, place_id uuid, former_place_id uuid)
    where product.id = said.id and row(product.official_code, product.producer_id, product.place_id, product.former_place_id)
      is distinct from row(said.official_code, said.producer_id, said.place_id, said.former_place_id)`.execute(
    db,
  );
}

/**
 * In one statement, because what ends and what takes its place name each other: first those that end, then what else
 * changes, then what is new, so that no two are in force on one day at any moment.
 */
async function writeRecognitions(db: Kysely<unknown>, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  const values = sql.raw(
    [
      'stars',
      'potential_five_star',
      'score',
      'score_as_published',
      'issued',
      'issued_on',
      'round',
      'decision_number',
      'issuing_authority',
      'valid_until',
      'evidence',
    ]
      .map((column) => `${column} = said.${column}`)
      .join(', '),
  );
  const sources = sql`other_source_ids = case
    when known.source_id = said.source_id or said.source_id = any(known.other_source_ids) then known.other_source_ids
    else known.other_source_ids || said.source_id end`;
  await sql`
    with said as materialized (
      select * from jsonb_to_recordset(${json(rows)}) as said
        (is_new boolean, id uuid, code text, product_id uuid, kind text, name_as_written text, stars int, score numeric,
          score_as_published text, potential_five_star boolean, decision_number text, issuing_authority text, round text,
          issued text, issued_on date, valid_until date, evidence text, superseded_on date, superseded_by_id uuid,
          source_id uuid)
    ), ended as (
      update recognition as known set ${values}, ${sources}, superseded_on = said.superseded_on,
        superseded_by_id = said.superseded_by_id
      from said where known.id = said.id and said.is_new is not true and said.superseded_on is not null
      returning known.id
    ), changed as (
      update recognition as known set ${values}, ${sources}
      from said
      where known.id = said.id and said.is_new is not true and said.superseded_on is null
        and (select count(*) from ended) >= 0
      returning known.id
    )
    insert into recognition (id, code, product_id, kind, name_as_written, stars, score, score_as_published,
      potential_five_star, decision_number, issuing_authority, round, issued, issued_on, valid_until, evidence,
      superseded_on, superseded_by_id, source_id)
    select id, code, product_id, kind, name_as_written, stars, score, score_as_published, potential_five_star,
      decision_number, issuing_authority, round, issued, issued_on, valid_until, evidence, superseded_on, superseded_by_id,
      source_id
    from said where is_new and (select count(*) from changed) >= 0`.execute(db);
}

async function insertRows(db: Kysely<unknown>, rows: readonly Row[]): Promise<void> {
  await sql`insert into import_batch_row
    select batch, row, position, product_id, added_product, added_producer_id,
      array(select jsonb_array_elements_text(added_recognition_ids)::uuid)
    from jsonb_to_recordset(${json(rows)}) as said (batch text, row int, position int, product_id uuid,
      added_product boolean, added_producer_id uuid, added_recognition_ids jsonb)`.execute(db);
}
