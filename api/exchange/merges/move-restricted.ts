import { sql, type Kysely } from 'kysely';
import { Problem } from '../../problem.ts';
import type { Merging } from './merging.ts';

interface Side {
  id: string;
  slug: string;
}

/** What belongs together, or alone means nothing. */
const groups = [
  ['tax_code'],
  [
    'representative_name',
    'representative_title',
    'representative_sex',
    'representative_ethnicity',
    'representative_disability',
  ],
  ['phone'],
  ['email'],
  ['home_address', 'home_lat', 'home_lon'],
] as const;
const columns = groups.flat();
type Restricted = Record<(typeof columns)[number], unknown>;

/** What is restricted, and the contacts with their consents. None of it is ever told: only what kind of thing differs. */
export async function moveRestricted(merging: Merging, gone: Side, kept: Side): Promise<void> {
  await moveContacts(merging, gone, kept);
  const { db, tell } = merging;
  const [from, to] = [await restrictedOf(db, gone), await restrictedOf(db, kept)];
  if (!from) return;
  if (from.tax_code !== null && to && to.tax_code !== null && bare(from.tax_code) !== bare(to.tax_code)) {
    throw new Problem(
      `${gone.slug} và ${kept.slug} có hai mã số thuế khác nhau: là hai chủ thể, hoặc một mã ghi sai cần sửa trước / ${gone.slug} and ${kept.slug} have two different tax codes: they are two producers, or one of the codes is wrong and is to be corrected first`,
    );
  }
  if (!to) {
    await sql`update producer_restricted set producer_id = ${kept.id} where producer_id = ${gone.id}`.execute(
      db,
    );
    return;
  }
  const isEmpty = (group: (typeof groups)[number]) => group.every((column) => to[column] === null);
  const taken = groups.filter(isEmpty).flat();
  if (taken.length > 0) {
    const list = sql.join(taken.map((column) => sql.ref(column)));
    await sql`update producer_restricted set (${list}) = (select ${list} from producer_restricted where producer_id = ${gone.id})
      where producer_id = ${kept.id}`.execute(db);
  }
  const lost = groups
    .filter(
      (group) =>
        !isEmpty(group) && group.some((column) => from[column] !== null && from[column] !== to[column]),
    )
    .map(([first]) => first);
  if (lost.length === 0) return;
  tell(
    `  xem kỹ: dữ liệu riêng khác nhau (${lost.join(', ')}); của chủ thể được giữ vẫn còn, của chủ thể kia bị xóa`,
    `look twice: restricted data differ (${lost.join(', ')}); those of the kept producer stay, those of the other are erased`,
  );
}

async function restrictedOf(db: Kysely<unknown>, { id }: Side): Promise<Restricted | undefined> {
  const { rows } = await sql<Restricted>`
    select ${sql.join(columns.map((column) => sql.ref(column)))} from producer_restricted where producer_id = ${id}`.execute(
    db,
  );
  return rows[0];
}

/** Written with or without spaces, dots and dashes it is the same. */
const bare = (text: unknown): string =>
  String(text)
    .replaceAll(/[\s.-]/g, '')
    .toUpperCase();

/** A consent that was withdrawn stays withdrawn, whichever of the two it was given to. */
async function moveContacts({ db, tell }: Merging, gone: Side, kept: Side): Promise<void> {
  await sql`update producer_contact one set consent_withdrawn_on = twin.consent_withdrawn_on
    from producer_contact twin
    where one.producer_id in (${gone.id}, ${kept.id}) and twin.producer_id in (${gone.id}, ${kept.id})
      and twin.producer_id <> one.producer_id and twin.kind = one.kind and twin.value = one.value
      and one.consent_withdrawn_on is null and twin.consent_withdrawn_on >= one.consent_recorded_on`.execute(
    db,
  );
  await sql`delete from producer_contact one using producer_contact twin
    where one.producer_id = ${gone.id} and twin.producer_id = ${kept.id}
      and twin.kind = one.kind and twin.value = one.value`.execute(db);
  const { rows } =
    await sql`update producer_contact set producer_id = ${kept.id} where producer_id = ${gone.id} returning id`.execute(
      db,
    );
  if (rows.length > 0) tell(`  liên hệ chuyển sang: ${rows.length}`, `contacts that move: ${rows.length}`);
}
