import { sql, type Kysely } from 'kysely';
import { holdRegister } from '../batches/register-lock.ts';

/** Who merges, and why the two are one. */
export interface Merger {
  by: string;
  why: string;
}

export interface Gone {
  id: string;
  code?: string;
  slug: string | null;
}

/** Inside of a merge: what it does is told line by line, and what is gone is remembered. */
export interface Merging {
  db: Kysely<unknown>;
  tell(vietnamese: string, english: string): void;
  /** Whatever led to what is gone leads on. */
  remember(kind: 'product' | 'recognition' | 'producer', gone: Gone, into: string): Promise<void>;
}

/** Takes back what a dry run has done to see what it would do. */
class OnlyTold extends Error {}

/** All of it or nothing; without somebody who does it, nothing, and only told, as lines to read before it is done. */
export async function mergeOrTell(
  db: Kysely<unknown>,
  merger: Merger | null,
  merge: (merging: Merging) => Promise<void>,
): Promise<string[]> {
  const lines: string[] = [];
  try {
    await db.transaction().execute(async (trx) => {
      await holdRegister(trx);
      await sql`select set_config('hub.actor', ${merger?.by ?? 'dry run'}, true)`.execute(trx);
      await merge({
        db: trx,
        tell: (vietnamese, english) => lines.push(`${vietnamese} / ${english}`),
        remember: (kind, gone, into) => remember(trx, kind, gone, into, merger),
      });
      if (!merger) throw new OnlyTold();
    });
  } catch (error) {
    if (!(error instanceof OnlyTold)) throw error;
  }
  return lines;
}

async function remember(
  db: Kysely<unknown>,
  kind: string,
  { id, code, slug }: Gone,
  into: string,
  merger: Merger | null,
): Promise<void> {
  await sql`insert into merged_record (gone_id, kind, code, slug, into_id, why)
    values (${id}, ${kind}, ${code ?? null}, ${slug}, ${into}, ${merger?.why ?? null})
    on conflict (gone_id) do update set slug = excluded.slug, into_id = excluded.into_id, why = excluded.why`.execute(
    db,
  );
}

interface Named {
  id: string;
  name: string;
  alternate_names: readonly string[];
}

/** The kept one is found from now on also by what the other was called. */
export async function takeNames(
  { db, tell }: Merging,
  table: 'product' | 'producer',
  gone: Named,
  kept: Named,
): Promise<void> {
  const known = [kept.name, ...kept.alternate_names];
  const names = [...new Set([gone.name, ...gone.alternate_names])].filter((name) => !known.includes(name));
  if (names.length === 0) return;
  await sql`update ${sql.table(table)} set alternate_names = alternate_names || ${names}::text[]
    where id = ${kept.id}`.execute(db);
  const list = names.join(', ');
  tell(`  từ nay cũng tìm thấy bằng tên: ${list}`, `found from now on also as: ${list}`);
}
