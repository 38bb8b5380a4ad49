import { crc32 } from 'node:zlib';
import { productKeyAsMarked } from './names.rules.ts';
import type { List } from './read-list.ts';
import { productsIn } from './values.rules.ts';

/** Names are counted in so many places: one that shares its place with another counts as repeated, which does no harm. */
const PLACES = 2 ** 21;

/** Tells which names of products perhaps stand in several rows of a list: of all others nothing need be remembered. */
export async function repeatedNames(list: Pick<List, 'rows'>): Promise<(name: string) => boolean> {
  const counts = new Uint8Array(PLACES);
  const placeOf = (name: string) => crc32(productKeyAsMarked(name)) % PLACES;
  for await (const { product } of list.rows()) {
    const text = product?.cells.get('product')?.text ?? '';
    if (text === '') continue;
    // What may be several names may also be one: either is a name that another row can repeat.
    for (const name of new Set([text.replace(/\s+/g, ' ').trim(), ...productsIn(text)])) {
      const place = placeOf(name);
      counts[place] = Math.min(2, (counts[place] ?? 0) + 1);
    }
  }
  return (name) => counts[placeOf(name)] === 2;
}
