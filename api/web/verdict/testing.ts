import { sql, type Kysely } from 'kysely';

/** Products of the seed in each state on 2026-11-24, with the codes that the pages are asked for. */
export interface SixAnswers {
  IN_FORCE: string;
  EXPIRED: string;
  REVOKED: string;
  SUPERSEDED: string;
  NOT_CONFIRMED: string;
  UNKNOWN: string;
}

/** What press reports do not hold yet: one revoked, one superseded, barcodes, and a decision about several products. */
export async function recordSixAnswers(db: Kysely<unknown>): Promise<SixAnswers> {
  const ended = async (order: string) => {
    const { rows } = await sql<{ product: string; recognition: string }>`
      select p.code as product, r.code as recognition
      from product p cross join lateral product_verdict(p.id, '2026-11-24') v join recognition r on r.id = v.recognition_id
      where v.status = 'IN_FORCE' and (select count(*) from recognition where product_id = p.id) = 1
      order by ${sql.raw(order)} limit 3`.execute(db);
    return rows;
  };
  const [revoked, superseded, valid] = await ended('p.slug');
  const [expired, unsure] = await Promise.all(
    ['EXPIRED', 'NOT_CONFIRMED'].map(async (status) => {
      const { rows } = await sql<{ code: string }>`select p.code from product p
        cross join lateral product_verdict(p.id, '2026-11-24') v where v.status = ${status} order by p.slug limit 1`.execute(
        db,
      );
      return rows[0]?.code ?? '';
    }),
  );
  await sql`update recognition set revoked_on = '2026-11-02',
    revocation_reason = 'Cơ sở không còn đủ điều kiện an toàn thực phẩm' where code = ${revoked?.recognition}`.execute(
    db,
  );
  // In this order, as two of one product are never in force on the same day.
  await sql`insert into recognition (id, code, product_id, kind, stars, evidence, source_id, decision_number, issuing_authority)
    select gen_random_uuid(), 'R2345620', product_id, 'UPGRADE', 5, evidence, source_id, '3410/QĐ-UBND', 'UBND tỉnh Đắk Lắk'
    from recognition where code = ${superseded?.recognition}`.execute(db);
  await sql`update recognition set superseded_on = '2026-10-01',
    superseded_by_id = (select id from recognition where code = 'R2345620') where code = ${superseded?.recognition}`.execute(
    db,
  );
  await sql`update recognition set issued = '2026-10-01', issued_on = '2026-10-01', valid_until = '2029-10-01'
    where code = 'R2345620'`.execute(db);
  await sql`update recognition set decision_number = '3410/QĐ-UBND' where code = ${valid?.recognition}`.execute(
    db,
  );
  await sql`insert into product_variant (id, product_id, name, net_content, gtin, position)
    select gen_random_uuid(), product.id, pack.name, content, gtin, position from product
      cross join (values ('Túi', '500 g', '08938505974194', 1), ('Hộp quà', '2 × 250 g', '08938505974200', 2))
        as pack (name, content, gtin, position)
    where product.code = ${valid?.product}`.execute(db);
  return {
    IN_FORCE: valid?.product ?? '',
    EXPIRED: expired ?? '',
    REVOKED: revoked?.product ?? '',
    SUPERSEDED: superseded?.recognition ?? '',
    NOT_CONFIRMED: unsure ?? '',
    UNKNOWN: 'P234562Y',
  };
}
