import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { openTestApi, TODAY, type TestApi } from '../../../api/graphql/testing.ts';
import { golden, measureGolden, shortfalls } from '../../../api/register/search/testing.ts';
import { generateIndex, national, province } from '../../bench/generated-index.ts';
import { fetchSnapshot } from '../data/fetch-snapshot.ts';
import { learn } from '../verdict/latest-facts.ts';
import { unpack, type PackedFacts } from '../verdict/standing.ts';
import { PART_SIZE, searchFiles } from './files.ts';
import { addPart, factsAt, openIndex, slugAt, type IndexPart, type SearchIndex } from './search-index.ts';
import { SearchEngine, type Hit } from './search.ts';
import { testIndex } from './testing.ts';

const index = testIndex({
  materials: {
    slug: ['ca-phe', 'sau-rieng', 'dieu'],
    name: ['Cà phê', 'Sầu riêng', 'Điều'],
    also: ['Coffee', 'Durian', 'Cashew'],
  },
  sets: { number: [13], name: ['Cà phê, ca cao'], sector: [1] },
  places: {
    slug: ['krong-pac', 'quang-phu', 'hoa-xuan'],
    name: ['Xã Krông Pắc', 'Xã Quảng Phú', 'Xã Hoà Xuân'],
    also: ['', '', 'Hòa Xuân'],
    past: [[1], [2], []],
  },
  formers: {
    slug: ['huyen-cu-mgar', 'phuoc-an', 'cu-sue'],
    name: ['Huyện Cư M’gar', 'Thị trấn Phước An', 'Xã Cư Suê'],
    also: ['', '', ''],
    within: [null, null, 0],
    successors: [[1], [0], [1]],
    district: [1, 0, 0],
  },
  producers: { slug: ['htx'], name: ['HTX Đường Mới'], also: [''], place: [0], former: [null] },
  regions: { slug: ['sau-rieng-krong-pac'], name: ['Sầu riêng Krông Pắc'], also: [''], material: [1] },
  products: {
    code: ['P29V3SFF', 'P6P6JFHB', 'PBMRYXMQ', 'P9WN7G8P'],
    slug: ['ca-phe-bot', 'sau-rieng-say', 'hat-dieu', 'hat-tieu'],
    name: ['Cà phê bột', 'Sầu riêng sấy', 'Hạt điều rang', 'Hạt tiêu đen'],
    producer: [0, null, null, null],
    place: [1, 0, null, null],
    former: [null, null, 0, null],
    materials: [[0], [1], [2], []],
  },
});

async function engineOf(of: SearchIndex): Promise<SearchEngine> {
  const engine = new SearchEngine(of);
  await engine.grow(() => Promise.resolve());
  return engine;
}
const engine = await engineOf(index);
const products = (query: string) =>
  engine
    .find(query)
    .hits.filter((hit) => hit.kind === 'product')
    .map((hit) => index.products.slug[hit.number]);

test.each([
  ['ca phe', ['ca-phe-bot']],
  ['CÀ PHÊ', ['ca-phe-bot']],
  ['cà phê'.normalize('NFD'), ['ca-phe-bot']],
  ['phe ca', ['ca-phe-bot']],
  ['coffee', ['ca-phe-bot']],
  ['saurieng', ['sau-rieng-say']],
  ['sau rieng krong pac', ['sau-rieng-say']],
  ['hat dieu', ['hat-dieu']],
  ['dieu', ['hat-dieu']],
  ['htx duong moi', ['ca-phe-bot']],
  ['hợp tác xã Đường Mới', ['ca-phe-bot']],
  ['café', ['ca-phe-bot']],
  ['sau rieg', ['sau-rieng-say']],
  ['p9wn 7g8p', ['hat-tieu']],
  ['khong co gi', []],
  ['   ', []],
])('%s finds %j', (query, expected) => {
  expect(products(query)).toEqual(expected);
});

test('old and merged place names lead to products and to places of today', () => {
  for (const query of ["cu m'gar", 'Cư M’gar', 'cu mgar', 'cumgar']) {
    expect(products(query), query).toEqual(expect.arrayContaining(['ca-phe-bot', 'hat-dieu']));
  }
  expect(engine.find('phuoc an').hits.map((hit) => hit.kind)).toContain('commune');
  expect(engine.find('hoa xuan').hits[0]).toMatchObject({ kind: 'commune', number: 2 });
});

test('a query with marks puts the exact marks first', () => {
  expect(products('hạt tiêu')[0]).toBe('hat-tieu');
});

test('what was probably meant is said, and only where nothing answers what was typed', () => {
  expect(engine.find('sau rieg').didYouMean).toBe('sầu riêng');
  expect(engine.find('sau rieng').didYouMean).toBeNull();
});

test('materials and product sets are found apart, by the names of both languages', () => {
  expect(engine.topics('coffee')).toMatchObject([{ kind: 'material', number: 0 }]);
  expect(engine.topics('ca cao')).toMatchObject([{ kind: 'set', number: 0 }]);
});

test('the letters that match are marked, as they are written', () => {
  expect(engine.marks('ca phe', 'Cà phê bột')).toEqual([
    { text: 'Cà phê', isMatch: true },
    { text: ' bột', isMatch: false },
  ]);
});

test('a part that comes later is found, and so are its misspellings', async () => {
  const growing = testIndex({ products: { code: ['A'], slug: ['muoi'], name: ['Muối hầm'] } });
  const young = await engineOf(growing);
  expect(young.find('nuoc mam').hits).toEqual([]);
  const { producers, products } = testIndex({
    products: { code: ['B'], slug: ['-2'], name: ['Nước mắm nhỉ'], points: { 0: [1, 2] }, photos: [0] },
  });
  addPart(growing, { producers, products } as IndexPart);
  await young.grow(() => Promise.resolve());
  expect(young.find('nuoc mam').hits).toMatchObject([{ kind: 'product', number: 1 }]);
  expect(young.find('nuoc mamm').hits).toMatchObject([{ kind: 'product', number: 1 }]);
  expect([0, 1].map((number) => slugAt(growing.products, number))).toEqual(['muoi', 'nuoc-mam-nhi-2']);
  const news = ['RNEW', 4, 'OFFICIAL_NEWS', '2026-11-20', '2029-11-20', null, null, null, 0] as PackedFacts;
  learn({ 'nuoc-mam-nhi-2': [unpack(news)] });
  expect([0, 1].map((number) => factsAt(growing.products, number).map(([code]) => code))).toEqual([
    [],
    ['RNEW'],
  ]);
  learn({});
  expect(growing.products.points).toEqual({ 1: [1, 2] });
  expect(growing.products.photos).toEqual([1]);
});

describe('the size of the index', () => {
  const packed = (file: unknown) => gzipSync(JSON.stringify(file)).length;

  it('is at most 100 kB compressed for 2,000 products', () => {
    const { head, parts } = generateIndex(province);
    const sizes = [head, ...parts].map(packed);
    expect(searchFiles('vi', province.products)).toHaveLength(sizes.length);
    expect(sizes.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(100_000);
  });

  it('is given in parts for 20,000, of which one answers by itself', async () => {
    const { head, parts } = generateIndex(national);
    expect(parts).toHaveLength(national.products / PART_SIZE);
    for (const part of parts) expect(packed(part)).toBeLessThanOrEqual(50_000);
    const first = openIndex(head);
    addPart(first, parts[0] as IndexPart);
    expect((await engineOf(first)).find('ca phe bot').hits.length).toBeGreaterThan(10);
  });
});

describe('on the real register', () => {
  let api: TestApi;
  let hub: Server;
  let folder: string;
  let real: SearchIndex;
  beforeAll(async () => {
    api = await openTestApi('embedded');
    hub = createServer((request, response) => {
      void text(request)
        .then((body) => JSON.parse(body) as { query: string; variables: Record<string, unknown> })
        .then(({ query, variables }) => api.ask(query, variables))
        .then(({ data, errors }) => response.end(JSON.stringify({ data, errors })));
    });
    await new Promise<void>((resolve) => hub.listen(0, '127.0.0.1', resolve));
    const address = hub.address();
    const port = address && typeof address === 'object' ? address.port : 0;
    const snapshot = await fetchSnapshot(`http://127.0.0.1:${port}/graphql`, TODAY);
    folder = mkdtempSync(join(tmpdir(), 'ocop-search-'));
    writeFileSync(join(folder, 'snapshot.json'), JSON.stringify(snapshot));
    process.env['HUB_SNAPSHOT'] = join(folder, 'snapshot.json');
    const { wholeIndex } = await import('./build-index.ts');
    real = wholeIndex('vi');
  });
  afterAll(async () => {
    delete process.env['HUB_SNAPSHOT'];
    hub.close();
    await api.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('finds what the golden set expects, as the API does', async () => {
    const searcher = await engineOf(real);
    const columns: Partial<Record<Hit['kind'], [string, { slug: string[]; name: string[] }]>> = {
      product: ['product', real.products],
      producer: ['producer', real.producers],
      region: ['region', real.regions],
      commune: ['place', real.places],
      former: ['place', real.formers],
      province: ['place', { slug: [real.province.slug], name: [real.province.name] }],
    };
    const { figures, missed, wronglyGuessed } = await measureGolden((query) => {
      const { hits, didYouMean } = searcher.find(query);
      const found = hits.slice(0, 10).map(({ kind, number }) => {
        const [word, table] = columns[kind] ?? ['', { slug: [], name: [] }];
        return `${word}:${slugAt(table, number)}`;
      });
      return Promise.resolve({ found, isGuessed: didYouMean !== null });
    });
    console.info(`Golden set of ${golden.length} queries in the browser`, figures, missed);
    expect(shortfalls(figures)).toEqual([]);
    expect(wronglyGuessed).toEqual([]);
  });

  it('names every file of the index that the site has', () => {
    expect(searchFiles('vi', real.total)).toEqual(['/search/vi.json', '/search/products-1.json']);
  });
});
