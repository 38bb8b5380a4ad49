import { sql, type Kysely } from 'kysely';
import { Problem } from '../../problem.ts';
import { plainContact } from '../../register/producers/contact.rules.ts';
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

interface Contact {
  id: string;
  producer: string;
  kind: string;
  value: string;
  /** Days. */
  recorded: string;
  withdrawn: string | null;
}

/** A consent that was withdrawn stays withdrawn, whichever of the two it was given to and however it is written there. */
async function moveContacts({ db, tell }: Merging, gone: Side, kept: Side): Promise<void> {
  const { rows: contacts } = await sql<Contact>`
    select id, producer_id as producer, kind, value, consent_recorded_on::text as recorded,
      consent_withdrawn_on::text as withdrawn
    from producer_contact where producer_id in (${gone.id}, ${kept.id}) order by id for update`.execute(db);
  const same = Map.groupBy(contacts, ({ kind, value }) => `${kind} ${plainContact(kind, value)}`);
  for (const spellings of same.values()) {
    const withdrawn = spellings
      .flatMap((one) => one.withdrawn ?? [])
      .toSorted()
      .at(-1);
    const ended = spellings.filter((one) => withdrawn && !one.withdrawn && one.recorded <= withdrawn);
    await sql`update producer_contact set consent_withdrawn_on = ${withdrawn}::date
      where id = any(${ended.map(({ id }) => id)}::uuid[])`.execute(db);
    const isKnown = spellings.some(({ producer }) => producer === kept.id);
    if (isKnown) {
      await sql`delete from producer_contact
        where id = any(${spellings.map(({ id }) => id)}::uuid[]) and producer_id = ${gone.id}`.execute(db);
    }
  }
  const { rows } =
    await sql`update producer_contact set producer_id = ${kept.id} where producer_id = ${gone.id} returning id`.execute(
      db,
    );
  if (rows.length > 0) tell(`  liên hệ chuyển sang: ${rows.length}`, `contacts that move: ${rows.length}`);
}
