/** A small index for tests: what is left out of a row is empty. */
import { openIndex, type IndexHead, type IndexPart, type SearchIndex } from './search-index.ts';

type Some<Columns> = { [Name in keyof Columns]?: Partial<Columns[Name]> };

const emptyHead: IndexHead = {
  day: '2026-11-24',
  province: { slug: 'dak-lak', name: 'Tỉnh Đắk Lắk' },
  total: 0,
  materials: { slug: [], name: [], also: [], symbol: [], hue: [] },
  sectors: { code: ['FOOD', 'DRINK'], name: ['Thực phẩm', 'Đồ uống'] },
  sets: { number: [], name: [], sector: [] },
  places: { code: [], slug: [], name: [], also: [], lat: [], lon: [], past: [] },
  formers: { code: [], slug: [], name: [], also: [], within: [], successors: [], district: [], pages: {} },
  regions: { slug: [], name: [], also: [], material: [], places: [], codes: [] },
};

export function testIndex(
  given: Some<Omit<IndexHead, 'day' | 'total' | 'province'> & IndexPart>,
): SearchIndex {
  const index = openIndex(structuredClone(emptyHead));
  for (const [table, columns] of Object.entries(given)) {
    Object.assign(index[table as keyof typeof given], columns);
  }
  index.total = index.products.slug.length;
  return index;
}
