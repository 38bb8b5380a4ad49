import { sql, type Kysely } from 'kysely';
import { Problem } from '../../problem.ts';
import { moveRestricted } from './move-restricted.ts';
import { mergeOrTell, takeNames, type Merger, type Merging } from './merging.ts';

interface Producer {
  id: string;
  slug: string;
  name: string;
  alternate_names: string[];
  legal_form: string | null;
  place_id: string | null;
  former_place_id: string | null;
  address_as_written: string | null;
  website: string | null;
  note: string | null;
}

const HOUSEHOLD = 'HOUSEHOLD_BUSINESS';

/** Two producers that turned out to be one: what the one makes and holds is the other's, and its slug leads there. */
export function mergeProducers(
  db: Kysely<unknown>,
  goneSlug: string,
  keptSlug: string,
  merger: Merger | null,
): Promise<string[]> {
  return mergeOrTell(db, merger, async (merging) => {
    const [gone, kept] = await bothOf(merging.db, goneSlug, keptSlug);
    const { tell } = merging;
    tell(
      `${gone.slug} “${gone.name}” được gộp vào ${kept.slug} “${kept.name}”`,
      `${gone.slug} “${gone.name}” goes into ${kept.slug} “${kept.name}”`,
    );
    refuseTwoForms(gone, kept);
    lookTwice(merging, gone, kept);
    await moveProducts(merging, gone, kept);
    await moveRights(merging, gone, kept);
    await moveCertificates(merging, gone, kept);
    await moveRestricted(merging, gone, kept);
    await sql`delete from producer where id = ${gone.id}`.execute(merging.db);
    await merging.remember('producer', gone, kept.id);
    await fill(merging, gone, kept);
    await takeNames(merging, 'producer', gone, kept);
  });
}

async function bothOf(
  db: Kysely<unknown>,
  goneSlug: string,
  keptSlug: string,
): Promise<[Producer, Producer]> {
  if (goneSlug === keptSlug)
    throw new Problem(`Không thể gộp ${goneSlug} vào chính nó / ${goneSlug} cannot be merged into itself`);
  const { rows } =
    await sql<Producer>`select id, slug, name, alternate_names, legal_form, place_id, former_place_id,
      address_as_written, website, note
    from producer where slug in (${goneSlug}, ${keptSlug}) order by id for update`.execute(db);
  const found = (slug: string): Producer => {
    const producer = rows.find((one) => one.slug === slug);
    if (!producer) {
      throw new Problem(
        `Không có chủ thể nào mang tên địa chỉ ${slug} (phần cuối địa chỉ trang của chủ thể) / There is no producer with the slug ${slug} (the end of the address of its page)`,
      );
    }
    return producer;
  };
  return [found(goneSlug), found(keptSlug)];
}

/** A cooperative is no household: whoever is recorded as both is two, or recorded wrongly. */
function refuseTwoForms(gone: Producer, kept: Producer): void {
  if (gone.legal_form === null || kept.legal_form === null || gone.legal_form === kept.legal_form) return;
  const forms = `${gone.slug}: ${gone.legal_form}, ${kept.slug}: ${kept.legal_form}`;
  throw new Problem(
    `Hai chủ thể có hai loại hình (${forms}): nếu là một thì hãy sửa loại hình ghi sai trước / The two have different legal forms (${forms}): if they are one, correct the wrong one first`,
  );
}

function lookTwice({ tell }: Merging, gone: Producer, kept: Producer): void {
  const differ = (column: 'place_id' | 'website') =>
    gone[column] !== null && kept[column] !== null && gone[column] !== kept[column];
  if (differ('place_id')) {
    tell(
      '  xem kỹ: hai chủ thể ở hai xã, phường; nơi của chủ thể được giữ vẫn còn',
      'look twice: their places are not the same; that of the kept producer stays',
    );
  }
  if (differ('website')) {
    tell(
      `  xem kỹ: trang ${gone.website} mất đi, ${kept.website} còn lại`,
      `look twice: the website ${gone.website} goes, ${kept.website} stays`,
    );
  }
}

async function moveProducts({ db, tell }: Merging, gone: Producer, kept: Producer): Promise<void> {
  const { rows } = await sql<{ code: string; name: string; twin: string | null }>`
    select code, name, (select min(other.code) from product other
      where other.producer_id = ${kept.id} and other.folded_name = product.folded_name) as twin
    from product where producer_id = ${gone.id} order by sort_name, code`.execute(db);
  await sql`update product set producer_id = ${kept.id} where producer_id = ${gone.id}`.execute(db);
  for (const { code, name, twin } of rows) {
    tell(`  sản phẩm ${code} “${name}” chuyển sang`, `product ${code} “${name}” moves`);
    if (!twin) continue;
    tell(
      `    xem kỹ: ${twin} mang cùng tên; nếu là một thì gộp tiếp: merge product ${code} into ${twin}`,
      `look twice: ${twin} has the same name; if they are one, merge them next: merge product ${code} into ${twin}`,
    );
  }
}

async function moveRights(merging: Merging, gone: Producer, kept: Producer): Promise<void> {
  const { rows } = await sql<Held>`
    select one.id, coalesce(one.document_number, indication.name) as said, twin.id as twin,
      twin.id is not null and row(twin.valid_from, twin.valid_until) is distinct from row(one.valid_from, one.valid_until)
        as is_otherwise
    from geographical_indication_right one
      join geographical_indication indication on indication.id = one.geographical_indication_id
      left join geographical_indication_right twin on twin.producer_id = ${kept.id}
        and twin.geographical_indication_id = one.geographical_indication_id
        and twin.document_number is not distinct from one.document_number
    where one.producer_id = ${gone.id} order by said, one.id`.execute(merging.db);
  await move(merging, 'geographical_indication_right', kept, rows, [
    'quyền dùng chỉ dẫn địa lý',
    'right to a geographical indication',
  ]);
}

async function moveCertificates(merging: Merging, gone: Producer, kept: Producer): Promise<void> {
  const { rows } = await sql<Held>`
    select one.id, concat_ws(' ', one.scheme, one.number) as said, twin.id as twin,
      twin.id is not null and row(twin.scope, twin.issuer, twin.issued, twin.valid_until)
        is distinct from row(one.scope, one.issuer, one.issued, one.valid_until) as is_otherwise
    from certification one left join certification twin on twin.producer_id = ${kept.id}
      and twin.scheme = one.scheme and twin.number = one.number
    where one.producer_id = ${gone.id} order by said, one.id`.execute(merging.db);
  await move(merging, 'certification', kept, rows, ['chứng nhận', 'certificate']);
}

/** A paper of the producer that goes, and the same one where the kept producer has it too. */
interface Held {
  id: string;
  said: string;
  twin: string | null;
  is_otherwise: boolean;
}

async function move(
  { db, tell }: Merging,
  table: 'geographical_indication_right' | 'certification',
  kept: Producer,
  held: readonly Held[],
  [vietnamese, english]: [string, string],
): Promise<void> {
  for (const { id, said, twin, is_otherwise } of held) {
    if (is_otherwise) {
      throw new Problem(
        `Cả hai chủ thể đều có ${vietnamese} “${said}”, nhưng sổ ghi khác nhau: hãy sửa một bản ghi trước / Both have the ${english} “${said}”, of which the register says two things: correct one of them first`,
      );
    }
    if (twin) await sql`delete from ${sql.table(table)} where id = ${id}`.execute(db);
    else await sql`update ${sql.table(table)} set producer_id = ${kept.id} where id = ${id}`.execute(db);
    tell(
      `  ${vietnamese} “${said}” ${twin ? 'đã có: bỏ đi' : 'chuyển sang'}`,
      `${english} “${said}” ${twin ? 'is there already: it goes' : 'moves'}`,
    );
  }
}

/** What the kept producer has nothing of itself. Where a household lives is taken over by nobody, and told no more. */
async function fill({ db, tell }: Merging, gone: Producer, kept: Producer): Promise<void> {
  const isHousehold = (kept.legal_form ?? gone.legal_form) === HOUSEHOLD;
  const columns = ['legal_form', 'place_id', 'former_place_id', 'website', 'note'] as const;
  const lacking: (keyof Producer)[] = columns.filter(
    (column) => kept[column] === null && gone[column] !== null,
  );
  if (!isHousehold && kept.address_as_written === null && gone.address_as_written !== null)
    lacking.push('address_as_written');
  const address = isHousehold ? null : (kept.address_as_written ?? gone.address_as_written);
  await sql`update producer set legal_form = coalesce(legal_form, ${gone.legal_form}::text), address_as_written = ${address}::text,
      place_id = coalesce(place_id, ${gone.place_id}::uuid),
      former_place_id = coalesce(former_place_id, ${gone.former_place_id}::uuid),
      website = coalesce(website, ${gone.website}::text), note = coalesce(note, ${gone.note}::text)
    where id = ${kept.id}`.execute(db);
  if (lacking.length > 0) {
    tell(
      `  lấy sang vì chủ thể được giữ chưa có: ${lacking.join(', ')}`,
      `taken over, as the kept producer had none: ${lacking.join(', ')}`,
    );
  }
  if (isHousehold && (kept.address_as_written ?? gone.address_as_written) !== null) {
    tell(
      '  là hộ sản xuất: địa chỉ từ nay không công khai nữa',
      'it is a household: the address is public no more',
    );
  }
}
