import 'reflect-metadata';
import { sql, type Kysely } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '../../database/open.ts';
import { openTestDatabase } from '../../database/testing.ts';
import { requestContext } from '../../graphql/server.ts';
import { TODAY } from '../../graphql/testing.ts';
import { proofIssuer } from '../../register/proofs/proof-issuer.ts';
import { testKeys } from '../../register/proofs/testing.ts';
import { tileCutter } from './tile-cutter.ts';

let database: Database;
let db: Kysely<unknown>;
beforeAll(async () => {
  database = await openTestDatabase('embedded', 'seeded');
  db = database.primary;
});
afterAll(() => database.close());

/** A cutter, and how many times it has read the register's features. */
function counting(idleMs?: number) {
  const cutter = tileCutter({ idleMs });
  let reads = 0;
  const cut = (today = TODAY) => {
    const context = requestContext({
      db,
      clock: () => today,
      issueProof: proofIssuer(testKeys(), ''),
      onStatement: (query) => (reads += Number(query.sql.includes('json_agg'))),
    });
    return cutter.cut(context, 'zones', 6, 51, 29);
  };
  return { cut, reads: () => reads, close: cutter.close };
}

const rename = (name: string) =>
  sql`update place set full_name = ${name} where name = 'Buôn Ma Thuột'`.execute(db);
const text = ({ content }: { content: Uint8Array | null }) => Buffer.from(content!).toString();

it('makes one index for all who wait, and another for another state and another day', async () => {
  const { cut, reads, close } = counting();
  const first = await Promise.all(Array.from({ length: 5 }, () => cut()));
  expect(reads()).toBe(1);
  expect(new Set(first.map(({ version }) => version)).size).toBe(1);
  expect(new Set(first.map(text)).size).toBe(1);
  const nextDay = await cut('2026-11-25');
  expect(nextDay.version).not.toBe(first[0]!.version);
  expect(reads()).toBe(2);
  await close();
});

it('never gives whoever asks after a change what was before it, also while an index is being made', async () => {
  const { cut, reads, close } = counting();
  const told: Promise<string>[] = [];
  for (let round = 0; round < 6; round++) {
    await rename(`Tên thứ ${round}`);
    told.push(cut().then(text));
  }
  const texts = await Promise.all(told);
  texts.forEach((one, round) => {
    const names = [...one.matchAll(/Tên thứ (\d)/g)].map(([, number]) => Number(number));
    expect(names).toHaveLength(1);
    expect(names[0]).toBeGreaterThanOrEqual(round);
  });
  // Those who waited share what was begun after they had asked.
  expect(reads()).toBeLessThan(6);
  await close();
});

it('gives the memory back when nobody asks', async () => {
  const { cut, reads, close } = counting(1);
  const before = await cut();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await cut()).toEqual(before);
  expect(reads()).toBe(2);
  await close();
});
