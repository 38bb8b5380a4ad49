import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { planImport } from '../exchange/import/plan.ts';
import { readFolder } from '../exchange/import/table.ts';
import { isCode } from '../register/codes.rules.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));
const seed = readFolder(folder);
const table = (name: string) => {
  const found = seed.tables.find((one) => one.name === name);
  if (!found) throw new Error(`No table ${name}`);
  return found.rows.map(({ cells }) => Object.fromEntries(cells));
};
const count = (rows: Record<string, string>[], column: string) => {
  const counts: Record<string, number> = {};
  for (const row of rows) counts[row[column] ?? ''] = (counts[row[column] ?? ''] ?? 0) + 1;
  return counts;
};
const products = table('products.csv');
const recognitions = table('recognitions.csv');
const producers = table('producers.csv');
const plan = planImport(seed, folder, new Map());
/** Slugs of what the import ties to a record, in records that no table holds. */
function derived(kind: string, property: string, holder: string): (slug: string) => string[] {
  const slugs = new Map(plan.steps.map(({ draft }) => [draft.id, String(draft.values['slug'])]));
  const rows = plan.steps.filter((step) => step.kind.name === kind).map(({ draft }) => draft.values);
  return (slug) =>
    rows
      .filter((values) => slugs.get(String(values[holder])) === slug)
      .map((values) => slugs.get(String(values[property])) ?? '')
      .toSorted();
}
const of = (product: string) => recognitions.filter((row) => row['product'] === product);

describe('the seed', () => {
  it('has no wrong cell, and every reference resolves', () => {
    expect(plan.faults).toEqual([]);
    expect(new Set(plan.steps.map(({ action }) => action))).toEqual(new Set(['added']));
  });

  it('holds 136 products, and every one of the 146 published rows exactly once', () => {
    expect(products).toHaveLength(136);
    const rows = recognitions.flatMap(({ rows = '' }) => rows.split(' ')).toSorted();
    expect(rows).toEqual(Array.from({ length: 146 }, (_, index) => `P${String(index + 1).padStart(3, '0')}`));
    expect(new Set(recognitions.map(({ product }) => product)).size).toBe(136);
  });

  it('says how each recognition is known, and knows none from a signed decision', () => {
    expect(count(recognitions, 'evidence')).toEqual({
      OFFICIAL_NEWS: 53,
      COUNCIL_RESULT: 55,
      ASSESSED_ONLY: 36,
    });
    const assessed = recognitions.filter(({ evidence }) => evidence === 'ASSESSED_ONLY');
    expect(assessed.filter(({ stars }) => stars)).toEqual([]);
    const potential = recognitions.filter((row) => row['potential_five_star'] === 'yes');
    expect(potential.map(({ rows, stars, evidence }) => [rows, stars, evidence])).toEqual([
      ['P001', '', 'COUNCIL_RESULT'],
      ['P005', '', 'COUNCIL_RESULT'],
      ['P006', '', 'COUNCIL_RESULT'],
    ]);
  });

  it('tells a first recognition, an upgrade and a re-report apart', () => {
    expect(
      of('hat-mac-ca-dak-lak-cao-cap').map(({ kind, stars, issued, evidence }) => [
        kind,
        stars,
        issued,
        evidence,
      ]),
    ).toEqual([
      ['RE_EVALUATION', '', '2024-04', 'COUNCIL_RESULT'],
      ['FIRST', '4', '2020-12', 'COUNCIL_RESULT'],
      ['UPGRADE', '5', '2024', 'OFFICIAL_NEWS'],
      ['FIRST', '4', '2021', 'OFFICIAL_NEWS'],
    ]);
    expect(of('gao-sach-thai-hai')).toHaveLength(1);
    expect(of('gao-sach-thai-hai')[0]).toMatchObject({
      rows: 'P059 P145',
      issued: '2024-01-23',
      source: 'ttth-lak-2024-trao-giay-chung-nhan',
      other_sources: 'bao-dak-lak-2023-12-huyen-lak',
    });
    const [council, decision] = of('nuoc-mam-co-truyen-lang-yen');
    expect(council).toMatchObject({ evidence: 'COUNCIL_RESULT', superseded_by: decision?.['code'] });
    expect(decision).toMatchObject({ evidence: 'OFFICIAL_NEWS', issued: '2025-01-17' });
  });

  it('gives every product and recognition a code of its own', () => {
    const codes = [...products, ...recognitions].map(({ code = '' }) => code);
    expect(codes.filter((code) => !isCode(code))).toEqual([]);
    expect(new Set(codes).size).toBe(codes.length);
  });

  it('places a product by its commune, or by what it was, or by its former district', () => {
    const placed = products.filter(({ place }) => place);
    expect(placed).toHaveLength(85);
    expect(products.filter(({ place, former_place }) => !place && !former_place)).toEqual([]);
  });

  it('puts all but one product into a set, by judgement', () => {
    expect(products.filter((row) => !row['product_set']).map(({ slug }) => slug)).toEqual([
      'nuoc-rua-chen-sinh-hoc',
    ]);
    expect(count(products, 'product_set_basis')).toEqual({ INFERRED: 135, '': 1 });
  });

  it('has the places of today and of before, and says what became of every former commune', () => {
    const former = table('places_before_2025-07-01.csv');
    expect(count(table('places.csv'), 'kind')).toEqual({ PROVINCE: 1, COMMUNE: 88, WARD: 14 });
    expect(former).toHaveLength(286 + 24 + 2);
    const successions = table('successions.csv');
    const communes = former.filter(({ kind = '' }) => ['COMMUNE', 'WARD', 'TOWNSHIP'].includes(kind));
    expect(communes).toHaveLength(286);
    for (const { slug } of communes) {
      const own = successions.filter((row) => row['former'] === slug);
      expect(own.length).toBeGreaterThan(0);
      expect(new Set(own.map(({ extent }) => extent))).toEqual(new Set([own.length > 1 ? 'PART' : 'WHOLE']));
    }
    expect(new Set(successions.map(({ current }) => current)).size).toBe(103);
  });

  it('finds the communes of today in which a region lies', () => {
    const communesOf = derived('region commune', 'place', 'region');
    expect(communesOf('sau-rieng-krong-pac')).toEqual([
      'ea-kly',
      'ea-knuec',
      'ea-phe',
      'krong-pac',
      'tan-tien',
      'vu-bon',
    ]);
    expect(communesOf('sau-rieng-krong-buk')).toEqual(['krong-buk', 'pong-drang']);
    expect(communesOf('ho-tieu-cu-kuin')).toEqual(['dray-bhang', 'ea-ktur', 'ea-ning']);
    expect(communesOf('mac-ca-viet-farm')).toEqual(['ea-knuec']);
    expect(communesOf('ca-phe-dak-lak-cu')).toHaveLength(68);
    expect(communesOf('sau-rieng-dak-lak')).toHaveLength(102);
  });

  it('ties products to the regions that fit, and says which ties are inferred', () => {
    const regionsOf = derived('material source', 'region', 'product');
    expect(regionsOf('hat-macca-say')).toEqual(['mac-ca-viet-farm']);
    expect(regionsOf('ca-phe-bot-nguyen-chat-ea-tu')).toEqual([
      'ca-phe-buon-ma-thuot',
      'ca-phe-cong-bang-ea-tu',
    ]);
    expect(regionsOf('ho-tieu-cu-kuin')).toEqual(['ho-tieu-cu-kuin']);
    expect(regionsOf('sau-rieng-song-hinh')).toEqual(['sau-rieng-dak-lak']);
    // Known only by the former province: no smaller region is guessed.
    expect(regionsOf('ca-phe-bot-song-thuan-coffee')).toEqual(['ca-phe-dak-lak-cu']);
    expect(regionsOf('yen-sao-ban-me')).toEqual(['']);

    const ties = plan.steps
      .filter(({ kind }) => kind.name === 'material source')
      .map(({ draft }) => draft.values);
    expect(ties.filter(({ basis }) => basis === 'STATED')).toHaveLength(5);
    expect(new Set(ties.map(({ product }) => product)).size).toBe(134);
  });

  it('names a source for every record, and an address or a reason for every source', () => {
    for (const { name, rows, columns } of seed.tables) {
      if (!columns.includes('source')) continue;
      for (const { line, cells } of rows) expect(cells.get('source'), `${name}:${line}`).not.toBe('');
    }
    const unaddressed = table('sources.csv').filter(({ url }) => !url);
    expect(unaddressed.map(({ slug }) => slug)).toEqual([
      'tuy-an-2024-hoi-dong-dot-2',
      'vnbusiness-2025-krong-buk',
      'qd-656-2023-ubnd-dak-lak',
    ]);
    for (const { note } of unaddressed) expect(note).toMatch(/địa chỉ/);
  });

  it('holds no personal data', () => {
    const restricted = /phone|email|tax_|sex|ethnic|birth|representative|identity/i;
    for (const { name, columns, rows } of seed.tables) {
      expect(
        columns.filter((column) => restricted.test(column)),
        name,
      ).toEqual([]);
      for (const { line, cells } of rows) {
        for (const [column, cell] of cells) {
          if (/url|slug/.test(column)) continue;
          const where = `${name}:${line} ${column}`;
          expect(cell, where).not.toMatch(/(?<![\d-])(\+84|0)(\s?\d){8,9}(?!\d)/);
          expect(cell, where).not.toMatch(/(?<!\d)\d{10,13}(?!\d)/);
          expect(cell, where).not.toContain('@');
        }
      }
    }
    const homes = producers.filter((row) => ['HOUSEHOLD_BUSINESS', ''].includes(row['legal_form'] ?? ''));
    expect(homes.filter((row) => row['address_as_written'])).toEqual([]);
    for (const { place_as_written: written = '' } of products) {
      expect(written).toMatch(/^$|^(xã|phường|thị trấn|huyện|thị xã|thành phố) /);
    }
  });

  it('holds nothing cut from a boundary', () => {
    for (const { columns } of seed.tables)
      expect(columns.join()).not.toMatch(/bbox|centroid|geometry|population/);
    for (const name of readdirSync(folder)) expect(name).not.toMatch(/geojson|topojson/);
  });

  it('is in NFC', () => {
    for (const name of readdirSync(folder)) {
      const text = readFileSync(join(folder, name), 'utf8');
      expect(text === text.normalize('NFC'), name).toBe(true);
    }
  });

  it('says plainly that it is no official list', () => {
    expect(seed.documents.get('dataset.json')).toMatchObject({
      is_official: false,
      compiled_on: '2026-11-23',
      licence: 'CC BY 4.0',
      statement_vi: expect.stringContaining('không phải danh sách chính thức'),
      statement_en: expect.stringContaining('not an official list'),
    });
  });
});
