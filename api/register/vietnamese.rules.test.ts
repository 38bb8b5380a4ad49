import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../database/open.ts';
import { databaseKinds, openTestDatabase } from '../database/testing.ts';
import { fold, sortKey } from './vietnamese.rules.ts';

describe('fold', () => {
  it.each([
    ['Đắk Lắk', 'dak lak'],
    ['Ðắk Nông', 'dak nong'],
    ["Cư M'gar", 'cu mgar'],
    ['Cư M’gar', 'cu mgar'],
    ['Cu Mgar', 'cu mgar'],
    ['Hoà', 'hoa'],
    ['Hòa', 'hoa'],
    ['Ƀuôn Tơng Jŭ', 'buon tong ju'],
    ['Akŏ Dhông', 'ako dhong'],
    ['Đắk Lắk'.normalize('NFD'), 'dak lak'],
    ['  Bò một nắng – gác bếp ', 'bo mot nang gac bep'],
  ])('%s is %s', (text, folded) => expect(fold(text)).toBe(folded));
});

describe('sortKey', () => {
  it('orders letters as the dictionary does, and tones last', () => {
    const words = [
      'đa',
      'da',
      'ả',
      'a',
      'ă',
      'â',
      'an',
      'ân',
      'áo',
      'ao',
      'Ba',
      'ạ b',
      'Cà phê',
      'Ca cao',
      'Cá',
      'Chè',
      'ư',
      'u',
      't',
      'v',
    ];
    const ordered = words.toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
    expect(ordered).toEqual([
      'a',
      'ả',
      'ạ b',
      'an',
      'ao',
      'áo',
      'ă',
      'â',
      'ân',
      'Ba',
      'Cá',
      'Ca cao',
      'Cà phê',
      'Chè',
      'da',
      'đa',
      't',
      'u',
      'ư',
      'v',
    ]);
  });
});

describe.each(databaseKinds)('the SQL twins on %s', (kind) => {
  let database: Database;
  beforeAll(async () => {
    database = await openTestDatabase(kind, 'seeded');
  });
  afterAll(() => database.close());

  it('fold and order every name of the register alike', async () => {
    const rows = await database.em.getConnection().execute<{ name: string; folded: string; key: string }[]>(
      `select name, vi_fold(name) as folded, vi_sort_key(name) as key from (
        select name from product union select name from place union select name from producer union select name from region
        union select unnest(alternate_names) from product union select unnest(alternate_names) from place) as names`,
    );
    expect(rows.length).toBeGreaterThan(400);
    for (const { name, folded, key } of rows) {
      expect({ name, folded, key }).toEqual({ name, folded: fold(name), key: sortKey(name) });
    }
  });
});
