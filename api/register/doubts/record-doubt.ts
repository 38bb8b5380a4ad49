import { sql, type Kysely } from 'kysely';
import { v7 } from 'uuid';
import { randomCode } from '../random-code.ts';
import type { DoubtText } from './doubt.rules.ts';

export interface Photo {
  content: Buffer;
  width: number;
  height: number;
}

export interface Doubt extends DoubtText {
  /** One for each form that was opened. */
  formId: string;
  /** The code or number that it is about, as the reporter had it. */
  number: string | null;
  language: 'vi' | 'en';
  reportedOn: string;
  photo: Photo | null;
}

/** The number of the case that a form became, if it did. */
export async function caseOfForm(db: Kysely<unknown>, formId: string): Promise<string | null> {
  const { rows } = await sql<{ case_number: string }>`
    select case_number from doubt where form_id = ${formId}::uuid`.execute(db);
  return rows[0]?.case_number ?? null;
}

/** The day on which a case was reported; null where there is no such case. */
export async function dayOfCase(db: Kysely<unknown>, caseNumber: string): Promise<string | null> {
  const { rows } = await sql<{ day: string }>`
    select reported_on::text as day from doubt where case_number = ${caseNumber}`.execute(db);
  return rows[0]?.day ?? null;
}

/** Keeps a report once, however often its form is sent, and gives the number of its case. */
export function recordDoubt(db: Kysely<unknown>, doubt: Doubt): Promise<string> {
  const { formId, number, what, place, language, reportedOn, photo } = doubt;
  return db.transaction().execute(async (transaction) => {
    for (;;) {
      const id = v7();
      const caseNumber = randomCode('D');
      const { rows } = await sql`
        insert into doubt (id, case_number, form_id, number, product_id, recognition_id, what, place, language, reported_on)
        select ${id}::uuid, ${caseNumber}, ${formId}::uuid, ${number}, named.product_id, named.recognition_id, ${what},
          ${place}, ${language}, ${reportedOn}::date
        from (select) as always left join named_by(${number}::text) as named on true
        on conflict do nothing returning id`.execute(transaction);
      if (rows.length > 0) {
        if (photo) {
          await sql`insert into doubt_photo (doubt_id, media_type, width, height, content)
            values (${id}::uuid, 'image/webp', ${photo.width}, ${photo.height}, ${photo.content})`.execute(
            transaction,
          );
        }
        return caseNumber;
      }
      // Either the form was sent before, or somebody has this number already.
      const known = await caseOfForm(transaction, formId);
      if (known) return known;
    }
  });
}
