import { type Kysely, sql } from 'kysely';
import { v7 } from 'uuid';
import type { Territory } from '../../register/places/territory.rules.ts';
import { drawnAreaKm2 } from './drawn-area.rules.ts';
import type { NewZone } from './new-zone.ts';

const FIGURE_NOTE = 'diện tích ghi trong tệp ranh giới';

/** Adds a zone with its communes, its declared area and what is made of it, in the caller's transaction. */
export async function addZone(
  db: Kysely<unknown>,
  zone: NewZone,
  { source, asOf, territory }: { source: string; asOf: string | null; territory: Territory },
): Promise<void> {
  const id = v7();
  const { slug, name, material, level, communes, communesAsWritten, hectares, products } = zone;
  await sql`insert into region (id, slug, name, material_id, level, communes_as_written, geometry, geometry_accuracy,
      geometry_source_id, geometry_area_km2, source_id)
    values (${id}::uuid, ${slug}, ${name}, ${material.id}::uuid, ${level}, ${communesAsWritten},
      ${JSON.stringify(territory)}::text::jsonb, 'OFFICIAL', ${source}::uuid, ${drawnAreaKm2(territory)},
      ${source}::uuid)`.execute(db);
  for (const commune of communes) {
    await sql`insert into region_commune (id, region_id, place_id)
      values (${v7()}::uuid, ${id}::uuid, ${commune.id}::uuid)`.execute(db);
  }
  if (hectares !== null) {
    await sql`insert into region_figure (id, region_id, position, as_of, hectares, hectares_note, source_id)
      values (${v7()}::uuid, ${id}::uuid, 1, ${asOf}, ${hectares}, ${FIGURE_NOTE}, ${source}::uuid)`.execute(
      db,
    );
  }
  for (const product of products) {
    const tie = { product: product.id, material: material.id, region: id, source };
    if (!(await stateTie(db, tie))) await insertTie(db, tie);
  }
}

interface Tie {
  product: string;
  material: string;
  region: string;
  source: string;
}

/** That a product is made of something, from nobody knows where, becomes where from: it is not said twice. */
async function stateTie(db: Kysely<unknown>, { product, material, region, source }: Tie): Promise<boolean> {
  const { rows } = await sql`update material_source
    set region_id = ${region}::uuid, basis = 'STATED', note = null, source_id = ${source}::uuid
    where product_id = ${product}::uuid and material_id = ${material}::uuid and region_id is null and basis = 'INFERRED'
    returning id`.execute(db);
  return rows.length > 0;
}

const insertTie = (db: Kysely<unknown>, { product, material, region, source }: Tie) =>
  sql`insert into material_source (id, product_id, material_id, region_id, basis, source_id)
    values (${v7()}::uuid, ${product}::uuid, ${material}::uuid, ${region}::uuid, 'STATED', ${source}::uuid)`.execute(
    db,
  );
