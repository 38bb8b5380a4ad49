import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../database/open.ts';
import { databaseKinds, openTestDatabase, seedDir } from '../../database/testing.ts';
import { importRegister } from './import-register.ts';

const folders: string[] = [];

/** The seed with some of its text replaced, as a person would correct or break it. */
function edited(edits: Record<string, (text: string) => string | Buffer>): string {
  const folder = mkdtempSync(join(tmpdir(), 'ocop-hub-import-'));
  folders.push(folder);
  cpSync(seedDir, folder, { recursive: true });
  for (const [name, edit] of Object.entries(edits)) {
    writeFileSync(join(folder, name), edit(readFileSync(join(folder, name), 'utf8')));
  }
  return folder;
}

const replacing = (from: string, to: string) => (text: string) => {
  expect(text).toContain(from);
  return text.replace(from, to);
};

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe.each(databaseKinds)('importing into %s', (kind) => {
  let database: Database;
  const rows = async <Row = Record<string, unknown>>(sql: string) =>
    (await database.em.fork().execute(sql)) as unknown as Row[];
  /** Of what was imported; how far regions cover places follows from it. */
  const changes = async () =>
    Number(
      (await rows<{ n: number }>(`select count(*)::int as n from change where entity <> 'region_overlap'`))[0]
        ?.n,
    );
  const load = (folder: string, actor = 'test') => importRegister(database.em, folder, { actor });
  const faultsOf = async (folder: string) => {
    const message = await load(folder).then(
      () => '',
      (error: Error) => error.message,
    );
    return message.replaceAll(/\S*\/(?=[\w.-]+:\d)/g, '').split('\n');
  };

  beforeAll(async () => {
    database = await openTestDatabase(kind, 'seeded');
  });
  afterAll(() => database.close());

  it('brings in the seed whole', async () => {
    const [counts] = await rows(`select
      (select count(*)::int from product) as products,
      (select count(*)::int from producer) as producers,
      (select count(*)::int from recognition) as recognitions,
      (select count(*)::int from region) as regions,
      (select count(*)::int from place where valid_until is null) as places_today,
      (select count(*)::int from place where valid_until is not null) as places_before,
      (select count(*)::int from place where geometry_accuracy = 'APPROXIMATE') as territories,
      (select count(distinct place_id)::int from place_ring) as with_rings,
      (select count(*)::int from product_set where criteria is not null) as sets_with_criteria,
      (select count(*)::int from producer_restricted) + (select count(*)::int from producer_contact) as restricted`);
    expect(counts).toEqual({
      products: 136,
      producers: 74,
      recognitions: 144,
      regions: 16,
      places_today: 103,
      places_before: 312,
      territories: 102,
      with_rings: 102,
      sets_with_criteria: 26,
      restricted: 0,
    });
  });

  it('changes nothing the second time', async () => {
    const before = await changes();
    const report = await load(seedDir);
    expect(report).toMatchObject({ added: 0, changed: 0, removed: 0, unchanged: before });
    expect(await changes()).toBe(before);
  });

  it('does not mind NFD text, a byte order mark and Windows line ends', async () => {
    const folder = edited({
      'products.csv': (text) => `\uFEFF${text.normalize('NFD').replaceAll('\n', '\r\n')}`,
    });
    expect(await load(folder)).toMatchObject({ added: 0, changed: 0, removed: 0 });
  });

  it('writes one corrected cell as one change, with who did it', async () => {
    const before = await changes();
    const report = await load(
      edited({ 'products.csv': replacing('Trà mãng cầu Nguyễn Văn', 'Trà mãng cầu Văn') }),
      'officer',
    );
    expect(report).toMatchObject({ added: 0, changed: 1, removed: 0 });
    expect(await changes()).toBe(before + 1);
    expect(
      await rows(
        `select actor, entity, operation, after->>'name' as name from change order by id desc limit 1`,
      ),
    ).toEqual([{ actor: 'officer', entity: 'product', operation: 'UPDATE', name: 'Trà mãng cầu Văn' }]);
    expect(await load(seedDir)).toMatchObject({ changed: 1 });
  });

  it('draws inferred ties anew when a place is corrected', async () => {
    const regionsOf = () =>
      rows(`select region.slug from material_source tie join product on product.id = tie.product_id
        join region on region.id = tie.region_id where product.slug = 'sau-rieng-dona-cap-dong' order by 1`);
    const inKrongPac = [{ slug: 'sau-rieng-dak-lak-cu' }, { slug: 'sau-rieng-krong-pac' }];
    expect(await regionsOf()).toEqual(inKrongPac);

    const moved = edited({
      'products.csv': (text) =>
        text.replace(/^(sau-rieng-dona-cap-dong,.*),krong-pac,xa-ea-yong-krong-pac-cu,/m, '$1,pong-drang,,'),
    });
    expect(await load(moved)).toMatchObject({ changed: 1, added: 2, removed: 2 });
    expect(await regionsOf()).toEqual([{ slug: 'sau-rieng-krong-buk' }, { slug: 'sau-rieng-pong-drang' }]);

    await load(seedDir);
    expect(await regionsOf()).toEqual(inKrongPac);
  });

  it('keeps an official boundary', async () => {
    const square = '{"type":"Polygon","coordinates":[[[108,12],[109,12],[109,13],[108,13],[108,12]]]}';
    await rows(
      `update place set geometry = '${square}', geometry_accuracy = 'OFFICIAL' where slug = 'ea-kar'`,
    );
    await load(seedDir);
    expect(await rows(`select geometry_accuracy from place where slug = 'ea-kar'`)).toEqual([
      { geometry_accuracy: 'OFFICIAL' },
    ]);
    await rows(`update place set geometry_accuracy = 'APPROXIMATE' where slug = 'ea-kar'`);
    await load(seedDir);
  });

  it('tells one mistake once, though other rows point to its row', async () => {
    const folder = edited({
      'products.csv': replacing('INFERRED,ho-kinh-doanh-nguyen-son', 'GUESSED,ho-kinh-doanh-nguyen-son'),
    });
    expect(await faultsOf(folder)).toEqual([
      'products.csv:3 column product_set_basis: "GUESSED" is none of STATED, INFERRED',
    ]);
  });

  describe('refuses a folder with a wrong cell, and writes nothing', () => {
    const column = (name: string, text: string, value: string) => {
      const at = text.split('\n')[0]?.split(',').indexOf(name) ?? -1;
      const lines = text.split('\n');
      lines[16] = (lines[16] ?? '')
        .split(',')
        .map((cell, index) => (index === at ? value : cell))
        .join(',');
      return lines.join('\n');
    };
    const inRecognition = (name: string, value: string) =>
      edited({ 'recognitions.csv': (text) => column(name, text, value) });
    const inProduct = (name: string, value: string) =>
      edited({ 'products.csv': (text) => column(name, text, value) });

    it.each([
      ['stars', '6', '"6" is not 3, 4 or 5 – write 3, 4, 5 or leave empty'],
      ['score', '99', '99 is not a score of 3 stars – 3 from 50, 4 from 70, 5 from 90 points'],
      [
        'issued',
        '29/7/2024',
        '"29/7/2024" is not a date – write 2024, 2024-07 or 2024-07-29, as precise as it is known',
      ],
      [
        'issued',
        '2024-02-30',
        '"2024-02-30" is not a date – write 2024, 2024-07 or 2024-07-29, as precise as it is known',
      ],
      [
        'potential_five_star',
        'yes',
        'is filled for a potential five-star – it is a result sent to the ministry, no rating: leave it empty',
      ],
      ['product', 'khong-co', '"khong-co" is no known product – write its slug or code as in its own table'],
      ['evidence', 'NEWS', '"NEWS" is none of SIGNED_DECISION, OFFICIAL_NEWS, COUNCIL_RESULT, ASSESSED_ONLY'],
      ['source', '', 'is empty – it is required'],
      ['superseded_on', '2025-01-17', 'and superseded_on go together – fill both or neither'],
    ])('recognition, %s "%s"', async (name, value, problem) => {
      const before = await changes();
      const told = { potential_five_star: 'stars', superseded_on: 'superseded_by' }[name] ?? name;
      expect(await faultsOf(inRecognition(name, value))).toEqual([
        `recognitions.csv:17 column ${told}: ${problem}`,
      ]);
      expect(await changes()).toBe(before);
    });

    it.each([
      [
        'code',
        'P2F5F8KT',
        '"P2F5F8KT" is not a code – it is P, six characters and a check character that fits them',
      ],
      [
        'place',
        'Xã Krông Búk cũ',
        '"Xã Krông Búk cũ" is no known place – write its slug or code as in its own table',
      ],
      ['product_set', '27', '"27" is no product set of 26/2026 – write 1 to 26, or leave empty'],
      [
        'slug',
        'Sầu riêng',
        '"Sầu riêng" is not a slug – write small letters without marks, digits and hyphens',
      ],
    ])('product, %s "%s"', async (name, value, problem) => {
      expect((await faultsOf(inProduct(name, value)))[0]).toBe(`products.csv:17 column ${name}: ${problem}`);
    });

    it('a comma without double quotes', async () => {
      const folder = edited({ 'materials.csv': replacing('Cà phê,Coffee', 'Cà phê, nhân,Coffee') });
      expect(await faultsOf(folder)).toContain(
        'materials.csv:2 has 4 cells, the header has 3 – put a text with a comma in double quotes',
      );
    });

    it('an open double quote', async () => {
      const folder = edited({ 'materials.csv': replacing('Cà phê,Coffee', '"Cà phê,Coffee') });
      expect((await faultsOf(folder))[0]).toMatch(/^materials\.csv:\d+ .+ – check the double quotes$/);
    });

    it('a misspelt column', async () => {
      const folder = edited({ 'materials.csv': replacing('slug,name,name_en', 'slug,nam,name_en') });
      expect(await faultsOf(folder)).toEqual(
        expect.arrayContaining([
          'materials.csv:1 column name: is missing – the table has slug, nam, name_en',
        ]),
      );
    });

    it('a table nobody knows', async () => {
      const folder = edited({});
      writeFileSync(join(folder, 'product.csv'), 'slug\n');
      expect((await faultsOf(folder))[0]).toMatch(
        /^product\.csv:1 is no known table – there are sources\.csv, /,
      );
    });

    it('the same record twice', async () => {
      const folder = edited({ 'materials.csv': (text) => `${text}ca-phe,Cà phê,Coffee\n` });
      expect(await faultsOf(folder)).toEqual(['materials.csv:38 is the same material as line 2 – keep one']);
    });

    it('a file in an old Windows encoding', async () => {
      const folder = edited({ 'materials.csv': (text) => Buffer.from(text, 'latin1') });
      expect(await faultsOf(folder)).toContain('materials.csv:1 is not UTF-8 text – save it as "CSV UTF-8"');
    });

    it('two communes on one spot', async () => {
      const [first, second] = [/13\.0762,109\.28702/, '13.13845,109.24694'];
      const folder = edited({ 'places.csv': (text) => text.replace(first, second) });
      expect(await faultsOf(folder)).toEqual([
        'places.csv:4 column lat: is the spot of tuy-hoa – every commune has a point of its own',
      ]);
    });

    it("a household's address", async () => {
      const folder = edited({
        'producers.csv': (text) => text.replace(/^(ho-kinh-doanh-nguyen-son(,[^,]*){5}),,/m, '$1,thôn 7,'),
      });
      expect(await faultsOf(folder)).toEqual([
        'producers.csv:3 column address_as_written: is filled for a household – its address is where somebody lives: leave it empty',
      ]);
    });

    it('two recognitions in force on the same day', async () => {
      const folder = edited({
        'recognitions.csv': (text) =>
          text.replace(
            /^(R\w{7},ghe-hap-khanh-ha,.*?),2024,2025-01-17,(R\w{7}),COUNCIL_RESULT/m,
            '$1,2024-12-01,,,OFFICIAL_NEWS',
          ),
      });
      expect((await faultsOf(folder))[0]).toMatch(
        /^recognitions\.csv:\d+ column issued: R\w{7} is in force together with R\w{7} – fill superseded_on and superseded_by of the older one$/,
      );
    });
  });
});
