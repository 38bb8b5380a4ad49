import { expect, test } from 'vitest';
import type { SearchIndex } from './search-index.ts';
import { prepare, search } from './search.ts';

const index: SearchIndex = {
  day: '2026-11-24',
  materials: {
    slug: ['ca-phe', 'sau-rieng', 'dieu'],
    name: ['Cà phê', 'Sầu riêng', 'Điều'],
    symbol: [],
    hue: [],
  },
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
  regions: { slug: ['sau-rieng-krong-pac'], name: ['Sầu riêng Krông Pắc'], material: [1] },
  products: {
    slug: ['ca-phe-bot', 'sau-rieng-say', 'hat-dieu', 'hat-tieu'],
    name: ['Cà phê bột', 'Sầu riêng sấy', 'Hạt điều rang', 'Hạt tiêu đen'],
    also: ['', '', '', ''],
    producer: [0, null, null, null],
    place: [1, 0, null, null],
    former: [null, null, 0, null],
    districts: [[], [], [0], []],
    materials: [[0], [1], [2], []],
    regions: [[], [0], [], []],
    set: [13, 7, 7, 10],
    sector: ['FOOD', 'FOOD', 'FOOD', 'FOOD'],
    symbol: [],
    hue: [],
    facts: [[], [], [], []],
  },
};
const prepared = prepare(index);
const products = (query: string) =>
  search(prepared, query)
    .filter((hit) => hit.kind === 'product')
    .map((hit) => index.products.slug[hit.number]);
const first = (query: string) => search(prepared, query)[0];

test.each([
  ['ca phe', ['ca-phe-bot']],
  ['CÀ PHÊ', ['ca-phe-bot']],
  ['cà phê'.normalize('NFD'), ['ca-phe-bot']],
  ['phe ca', ['ca-phe-bot']],
  ['saurieng', ['sau-rieng-say']],
  ['sau rieng krong pac', ['sau-rieng-say']],
  ['hat dieu', ['hat-dieu']],
  ['dieu', ['hat-dieu']],
  ['htx duong moi', ['ca-phe-bot']],
  ['hợp tác xã Đường Mới', ['ca-phe-bot']],
  ['café', ['ca-phe-bot']],
  ['sau rieg', ['sau-rieng-say']],
  ['khong co gi', []],
  ['   ', []],
])('%s finds %j', (query, expected) => {
  expect(products(query)).toEqual(expected);
});

test('old and merged place names lead to products and to places of today', () => {
  for (const query of ["cu m'gar", 'Cư M’gar', 'cu mgar', 'cumgar']) {
    expect(products(query), query).toEqual(expect.arrayContaining(['ca-phe-bot', 'hat-dieu']));
  }
  expect(search(prepared, 'phuoc an').map((hit) => hit.kind)).toContain('commune');
  expect(first('hoa xuan')).toMatchObject({ kind: 'commune', number: 2 });
});

test('a query with marks puts the exact marks first', () => {
  expect(products('hạt tiêu')[0]).toBe('hat-tieu');
  expect(products('hat')[0]).toBeDefined();
});
