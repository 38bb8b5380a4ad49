import { sql, type Kysely } from 'kysely';
import { Problem } from '../../problem.ts';

interface Product {
  id: string;
  code: string;
  slug: string;
  name: string;
  official_code: string | null;
  producer_id: string | null;
}

interface Recognition {
  id: string;
  code: string;
  stars: number | null;
  decision: string | null;
  /** The recognition of the kept product that is the same one. */
  twin_id: string | null;
  twin_code: string | null;
  /** The register says something else of that one. */
  is_otherwise: boolean;
  /** One of the kept product that is another, and is in force on some of the same days. */
  rival: string | null;
}

/** What a merge does, as lines to read before it is done. */
export interface Merge {
  lines: string[];
}

/** What the kept product takes over where it has nothing itself. */
const filled = ['story', 'official_code', 'producer_id', 'place_id', 'former_place_id', 'place_as_written'];

/**
 * Two products that turned out to be one: what the kept one lacks moves to it, the other is deleted, and its codes lead
 * to the kept one from then on. All of it or nothing; without a name of who does it, nothing, and only told.
 */
export function mergeProducts(
  db: Kysely<unknown>,
  goneCode: string,
  keptCode: string,
  by: string | null,
): Promise<Merge> {
  const told = { lines: [] as string[] };
  return db
    .transaction()
    .execute(async (trx) => {
      const [gone, kept] = await bothOf(trx, goneCode, keptCode);
      await sql`select set_config('hub.actor', ${by ?? 'dry run'}, true), set_config('hub.merging', ${gone.id}, true)`.execute(
        trx,
      );
      told.lines.push(`${gone.code} “${gone.name}” goes into ${kept.code} “${kept.name}”`);
      if (gone.producer_id && kept.producer_id && gone.producer_id !== kept.producer_id)
        told.lines.push('  look twice: their producers are not the same; that of the kept product stays');
      if (gone.official_code && kept.official_code && gone.official_code !== kept.official_code)
        told.lines.push(
          `  look twice: the official code ${gone.official_code} goes, ${kept.official_code} stays`,
        );
      await movePacks(trx, gone, kept, told.lines);
      await moveRecognitions(trx, gone, kept, told.lines);
      await moveTies(trx, gone, kept, told.lines);
      await fillAndDelete(trx, gone, kept, told.lines);
      if (by === null) throw new OnlyTold();
      return told;
    })
    .catch((error: unknown) => {
      if (error instanceof OnlyTold) return told;
      throw error;
    });
}

/** Takes back what a dry run has done to see what it would do. */
class OnlyTold extends Error {}

async function bothOf(db: Kysely<unknown>, goneCode: string, keptCode: string): Promise<[Product, Product]> {
  if (goneCode === keptCode) throw new Problem(`${goneCode} cannot be merged into itself`);
  const { rows } = await sql<Product>`select id, code, slug, name, official_code, producer_id from product
    where code in (${goneCode}, ${keptCode}) order by id for update`.execute(db);
  const found = (code: string): Product => {
    const product = rows.find((one) => one.code === code);
    if (!product) throw new Problem(`There is no product with the code ${code}`);
    return product;
  };
  return [found(goneCode), found(keptCode)];
}

/** The same decision, or the same day and stars: one recognition that was recorded twice. */
async function moveRecognitions(
  db: Kysely<unknown>,
  gone: Product,
  kept: Product,
  lines: string[],
): Promise<void> {
  const { rows } = await sql<Recognition>`
    select one.id, one.code, one.stars, one.decision_number as decision, twin.id as twin_id, twin.code as twin_code,
      twin.standing is distinct from jsonb_build_array(one.stars, one.evidence, one.issued_on, one.valid_until,
        one.extended_until, one.revoked_on) as is_otherwise,
      (select code from recognition other where other.product_id = ${kept.id} and other.days_in_force && one.days_in_force
        and other.id is distinct from twin.id order by code limit 1) as rival
    from recognition one left join lateral (
      select id, code, jsonb_build_array(stars, evidence, issued_on, valid_until, extended_until, revoked_on) as standing
      from recognition other where other.product_id = ${kept.id} and (
        decision_key(other.decision_number) = decision_key(one.decision_number)
        or (other.decision_number is null or one.decision_number is null)
          and other.issued_on = one.issued_on and other.stars is not distinct from one.stars)
      order by other.code limit 1
    ) as twin on true
    where one.product_id = ${gone.id} order by one.code`.execute(db);
  for (const { id, code, stars, decision, twin_id, twin_code, is_otherwise, rival } of rows) {
    const words = [stars && `${stars} stars`, decision].filter(Boolean).join(', ');
    if (!twin_id || !twin_code) {
      if (rival) {
        throw new Problem(
          `${code} and ${rival} are two recognitions, and in force on the same days, which one product cannot have: correct or revoke one of them first`,
        );
      }
      await sql`update recognition set product_id = ${kept.id} where id = ${id}`.execute(db);
      lines.push(`  recognition ${code} (${words}) moves`);
      continue;
    }
    if (is_otherwise) {
      throw new Problem(
        `${code} and ${twin_code} are one recognition, of which the register says two things (stars, evidence, day, validity, extension or revocation): correct one of them first`,
      );
    }
    await sql`update recognition set superseded_by_id = ${twin_id} where superseded_by_id = ${id} and id <> ${twin_id}`.execute(
      db,
    );
    await sql`update doubt set recognition_id = ${twin_id} where recognition_id = ${id}`.execute(db);
    await sql`delete from recognition where id = ${id}`.execute(db);
    await remember(db, 'recognition', { id, code, slug: null }, twin_id);
    lines.push(`  recognition ${code} (${words}) is ${twin_code} already: it goes, and its code leads there`);
  }
}

/** No barcode is lost: where two packs of one name have two, somebody has to say what they are. */
async function movePacks(db: Kysely<unknown>, gone: Product, kept: Product, lines: string[]): Promise<void> {
  const { rows } = await sql<{
    id: string;
    name: string;
    gtin: string | null;
    twin: string | null;
    twin_gtin: string | null;
  }>`
    select one.id, one.name, one.gtin, other.id as twin, other.gtin as twin_gtin
    from product_variant one left join product_variant other on other.product_id = ${kept.id} and other.name = one.name
    where one.product_id = ${gone.id} order by one.name`.execute(db);
  for (const { id, name, gtin, twin, twin_gtin } of rows) {
    if (!twin) {
      await sql`update product_variant set product_id = ${kept.id} where id = ${id}`.execute(db);
      lines.push(`  pack “${name}” moves`);
      continue;
    }
    if (gtin && twin_gtin) {
      throw new Problem(
        `Both products have a pack “${name}”, with the barcodes ${gtin} and ${twin_gtin}: give one of them another name first`,
      );
    }
    await sql`delete from product_variant where id = ${id}`.execute(db);
    if (gtin) await sql`update product_variant set gtin = ${gtin} where id = ${twin}`.execute(db);
    lines.push(`  pack “${name}” is there already${gtin ? `: it gets the barcode ${gtin}` : ''}`);
  }
}

async function moveTies(db: Kysely<unknown>, gone: Product, kept: Product, lines: string[]): Promise<void> {
  const moved = [
    [
      'pictures',
      sql`update product_media one set product_id = ${kept.id} where product_id = ${gone.id} and not exists (
        select from product_media other where other.product_id = ${kept.id} and other.url = one.url) returning id`,
    ],
    [
      'material sources',
      sql`update material_source one set product_id = ${kept.id} where product_id = ${gone.id} and not exists (
        select from material_source other where other.product_id = ${kept.id} and other.material_id = one.material_id
          and other.region_id is not distinct from one.region_id and other.period is not distinct from one.period)
        returning id`,
    ],
    [
      'certificates',
      sql`update certification set product_id = ${kept.id} where product_id = ${gone.id} returning id`,
    ],
    ['reports', sql`update doubt set product_id = ${kept.id} where product_id = ${gone.id} returning id`],
  ] as const;
  for (const [what, statement] of moved) {
    const { rows } = await statement.execute(db);
    if (rows.length > 0) lines.push(`  ${what} that move: ${rows.length}`);
  }
}

async function fillAndDelete(
  db: Kysely<unknown>,
  gone: Product,
  kept: Product,
  lines: string[],
): Promise<void> {
  const { rows } = await sql<Record<string, unknown>>`select to_jsonb(product) as row from product
    where id in (${gone.id}, ${kept.id}) order by id = ${kept.id}`.execute(db);
  const [from = {}, to = {}] = rows.map(({ row }) => row as Record<string, unknown>);
  await sql`delete from product where id = ${gone.id}`.execute(db);
  await remember(db, 'product', gone, kept.id);

  const lacking = filled.filter((column) => to[column] === null && from[column] !== null);
  for (const column of lacking)
    await sql`update product set ${sql.ref(column)} = (jsonb_populate_record(null::product, ${JSON.stringify(from)}::jsonb)).${sql.ref(column)}
      where id = ${kept.id}`.execute(db);
  if (to['product_set_id'] === null && from['product_set_id'] !== null) {
    lacking.push('product_set');
    await sql`update product set product_set_id = ${from['product_set_id']}::uuid,
      product_set_basis = ${from['product_set_basis']} where id = ${kept.id}`.execute(db);
  }
  const names = [gone.name, ...(from['alternate_names'] as string[])].filter(
    (name) => name !== kept.name && !(to['alternate_names'] as string[]).includes(name),
  );
  await sql`update product set alternate_names = alternate_names || ${names}::text[] where id = ${kept.id}`.execute(
    db,
  );
  if (lacking.length > 0) lines.push(`  taken over, as the kept product had none: ${lacking.join(', ')}`);
  if (names.length > 0) lines.push(`  found from now on also as: ${names.join(', ')}`);
}

/** Whatever led to what is gone leads on. */
async function remember(
  db: Kysely<unknown>,
  kind: 'product' | 'recognition',
  gone: { id: string; code: string; slug: string | null },
  kept: string,
): Promise<void> {
  await sql`update merged_record set kept_id = ${kept} where kept_id = ${gone.id}`.execute(db);
  await sql`insert into merged_record (gone_id, kind, code, slug, into_id, kept_id)
    values (${gone.id}, ${kind}, ${gone.code}, ${gone.slug}, ${kept}, ${kept})
    on conflict (gone_id) do update set into_id = excluded.into_id, kept_id = excluded.kept_id`.execute(db);
}
