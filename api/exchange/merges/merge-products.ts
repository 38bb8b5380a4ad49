import { sql, type Kysely } from 'kysely';
import { Problem } from '../../problem.ts';
import { mergeOrTell, takeNames, type Merger, type Merging } from './merging.ts';

interface Product {
  id: string;
  code: string;
  slug: string;
  name: string;
  alternate_names: string[];
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

/** What the kept product takes over where it has nothing itself. */
const filled = ['story', 'official_code', 'producer_id', 'place_id', 'former_place_id', 'place_as_written'];

/** Two products that turned out to be one: what the kept one lacks moves to it, and the codes of the other lead to it. */
export function mergeProducts(
  db: Kysely<unknown>,
  goneCode: string,
  keptCode: string,
  merger: Merger | null,
): Promise<string[]> {
  return mergeOrTell(db, merger, async (merging) => {
    const [gone, kept] = await bothOf(merging.db, goneCode, keptCode);
    await sql`select set_config('hub.merging', ${gone.id}, true)`.execute(merging.db);
    const { tell } = merging;
    tell(
      `${gone.code} “${gone.name}” được gộp vào ${kept.code} “${kept.name}”`,
      `${gone.code} “${gone.name}” goes into ${kept.code} “${kept.name}”`,
    );
    if (gone.producer_id && kept.producer_id && gone.producer_id !== kept.producer_id) {
      tell(
        '  xem kỹ: hai sản phẩm có hai chủ thể; chủ thể của sản phẩm được giữ vẫn còn',
        'look twice: their producers are not the same; that of the kept product stays',
      );
    }
    if (gone.official_code && kept.official_code && gone.official_code !== kept.official_code) {
      tell(
        `  xem kỹ: mã chính thức ${gone.official_code} mất đi, ${kept.official_code} còn lại`,
        `look twice: the official code ${gone.official_code} goes, ${kept.official_code} stays`,
      );
    }
    await movePacks(merging, gone, kept);
    await moveRecognitions(merging, gone, kept);
    await moveTies(merging, gone, kept);
    await fillAndDelete(merging, gone, kept);
  });
}

async function bothOf(db: Kysely<unknown>, goneCode: string, keptCode: string): Promise<[Product, Product]> {
  if (goneCode === keptCode)
    throw new Problem(`Không thể gộp ${goneCode} vào chính nó / ${goneCode} cannot be merged into itself`);
  const { rows } =
    await sql<Product>`select id, code, slug, name, alternate_names, official_code, producer_id from product
    where code in (${goneCode}, ${keptCode}) order by id for update`.execute(db);
  const found = (code: string): Product => {
    const product = rows.find((one) => one.code === code);
    if (!product)
      throw new Problem(`Không có sản phẩm nào mang mã ${code} / There is no product with the code ${code}`);
    return product;
  };
  return [found(goneCode), found(keptCode)];
}

/** The same decision, or the same day and stars: one recognition that was recorded twice. */
async function moveRecognitions(
  { db, tell, remember }: Merging,
  gone: Product,
  kept: Product,
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
          `${code} và ${rival} là hai công nhận có hiệu lực trong cùng những ngày, một sản phẩm không thể có cả hai: hãy sửa hoặc thu hồi một công nhận trước / ${code} and ${rival} are two recognitions, and in force on the same days, which one product cannot have: correct or revoke one of them first`,
        );
      }
      await sql`update recognition set product_id = ${kept.id} where id = ${id}`.execute(db);
      tell(`  công nhận ${code} (${words}) chuyển sang`, `recognition ${code} (${words}) moves`);
      continue;
    }
    if (is_otherwise) {
      throw new Problem(
        `${code} và ${twin_code} là một công nhận nhưng sổ ghi hai điều khác nhau (sao, căn cứ, ngày, thời hạn, gia hạn hoặc thu hồi): hãy sửa một công nhận trước / ${code} and ${twin_code} are one recognition, of which the register says two things (stars, evidence, day, validity, extension or revocation): correct one of them first`,
      );
    }
    await sql`update recognition set superseded_by_id = ${twin_id} where superseded_by_id = ${id} and id <> ${twin_id}`.execute(
      db,
    );
    await sql`update doubt set recognition_id = ${twin_id} where recognition_id = ${id}`.execute(db);
    await sql`delete from recognition where id = ${id}`.execute(db);
    await remember('recognition', { id, code, slug: null }, twin_id);
    tell(
      `  công nhận ${code} (${words}) chính là ${twin_code}: bỏ đi, mã của nó dẫn tới đó`,
      `recognition ${code} (${words}) is ${twin_code} already: it goes, and its code leads there`,
    );
  }
}

/** No barcode is lost: where two packs of one name have two, somebody has to say what they are. */
async function movePacks({ db, tell }: Merging, gone: Product, kept: Product): Promise<void> {
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
      tell(`  quy cách “${name}” chuyển sang`, `pack “${name}” moves`);
      continue;
    }
    if (gtin && twin_gtin) {
      throw new Problem(
        `Cả hai sản phẩm đều có quy cách “${name}”, với mã vạch ${gtin} và ${twin_gtin}: hãy đặt tên khác cho một quy cách trước / Both products have a pack “${name}”, with the barcodes ${gtin} and ${twin_gtin}: give one of them another name first`,
      );
    }
    await sql`delete from product_variant where id = ${id}`.execute(db);
    if (gtin) await sql`update product_variant set gtin = ${gtin} where id = ${twin}`.execute(db);
    tell(
      `  quy cách “${name}” đã có${gtin ? `: nhận mã vạch ${gtin}` : ''}`,
      `pack “${name}” is there already${gtin ? `: it gets the barcode ${gtin}` : ''}`,
    );
  }
}

async function moveTies({ db, tell }: Merging, gone: Product, kept: Product): Promise<void> {
  const moved = [
    [
      'hình ảnh',
      'pictures',
      sql`update product_media one set product_id = ${kept.id} where product_id = ${gone.id} and not exists (
        select from product_media other where other.product_id = ${kept.id} and other.url = one.url) returning id`,
    ],
    [
      'nguồn nguyên liệu',
      'material sources',
      sql`update material_source one set product_id = ${kept.id} where product_id = ${gone.id} and not exists (
        select from material_source other where other.product_id = ${kept.id} and other.material_id = one.material_id
          and other.region_id is not distinct from one.region_id and other.period is not distinct from one.period)
        returning id`,
    ],
    [
      'chứng nhận',
      'certificates',
      sql`update certification set product_id = ${kept.id} where product_id = ${gone.id} returning id`,
    ],
    [
      'phản ánh',
      'reports',
      sql`update doubt set product_id = ${kept.id} where product_id = ${gone.id} returning id`,
    ],
  ] as const;
  for (const [vietnamese, english, statement] of moved) {
    const { rows } = await statement.execute(db);
    if (rows.length > 0)
      tell(`  ${vietnamese} chuyển sang: ${rows.length}`, `${english} that move: ${rows.length}`);
  }
}

async function fillAndDelete(merging: Merging, gone: Product, kept: Product): Promise<void> {
  const { db, tell, remember } = merging;
  const { rows } = await sql<Record<string, unknown>>`select to_jsonb(product) as row from product
    where id in (${gone.id}, ${kept.id}) order by id = ${kept.id}`.execute(db);
  const [from = {}, to = {}] = rows.map(({ row }) => row as Record<string, unknown>);
  await sql`delete from product where id = ${gone.id}`.execute(db);
  await remember('product', gone, kept.id);

  const lacking = filled.filter((column) => to[column] === null && from[column] !== null);
  for (const column of lacking)
    await sql`update product set ${sql.ref(column)} = (jsonb_populate_record(null::product, ${JSON.stringify(from)}::jsonb)).${sql.ref(column)}
      where id = ${kept.id}`.execute(db);
  if (to['product_set_id'] === null && from['product_set_id'] !== null) {
    lacking.push('product_set');
    await sql`update product set product_set_id = ${from['product_set_id']}::uuid,
      product_set_basis = ${from['product_set_basis']} where id = ${kept.id}`.execute(db);
  }
  if (lacking.length > 0) {
    tell(
      `  lấy sang vì sản phẩm được giữ chưa có: ${lacking.join(', ')}`,
      `taken over, as the kept product had none: ${lacking.join(', ')}`,
    );
  }
  await takeNames(merging, 'product', gone, kept);
}
