/** Search as a Vietnamese reader types, by the same rules as the API's. */
import {
  documentOf,
  kindPoints,
  parseQuery,
  ranked,
  type Searchable,
  type SearchField,
  type SearchText,
} from '../../../api/register/search/search.rules.ts';
import type { SearchIndex } from './search-index.ts';

export type HitKind = 'product' | 'producer' | 'region' | 'commune' | 'former';
export interface Hit {
  kind: HitKind;
  /** Its number in the column of its kind. */
  number: number;
  score: number;
}

interface Entry extends Searchable {
  kind: HitKind;
  number: number;
}

export type Prepared = readonly Entry[];

const pointsOfKind: Record<HitKind, number> = {
  product: kindPoints.PRODUCT,
  commune: kindPoints.PLACE,
  region: kindPoints.REGION,
  producer: kindPoints.PRODUCER,
  former: 0,
};

export function prepare(index: SearchIndex): Prepared {
  const { products, places, formers, producers, regions, materials } = index;
  const entries: Entry[] = [];
  const add = (kind: HitKind, number: number, texts: SearchText[]) =>
    entries.push({ kind, number, document: documentOf(texts), kindPoints: pointsOfKind[kind] });

  const chain = (former: number | null | undefined): string[] =>
    former == null
      ? []
      : [formers.name[former] ?? '', formers.also[former] ?? '', ...chain(formers.within[former])];
  // By the former place that its source names; where none is known, by all that its commune was made from.
  const located = (place: number | null | undefined, former: number | null | undefined) => {
    const past = former != null ? [former] : place != null ? (places.past[place] ?? []) : [];
    return [
      ...said('PLACE', ...(place == null ? [] : [places.name[place], places.also[place]])),
      ...said('FORMER_PLACE', ...new Set(past.flatMap(chain))),
    ];
  };

  products.slug.forEach((_, i) => {
    const producer = products.producer[i] ?? -1;
    add('product', i, [
      ...said('NAME', products.name[i]),
      ...said('ALTERNATE_NAME', products.also[i]),
      ...said('MATERIAL', ...(products.materials[i] ?? []).map((one) => materials.name[one])),
      ...said('PRODUCER', producers.name[producer], producers.also[producer]),
      ...located(products.place[i], products.former[i]),
    ]);
  });
  places.slug.forEach((_, i) =>
    add('commune', i, [
      ...said('NAME', bare(places.name[i])),
      ...said('FULL_NAME', places.name[i]),
      ...said('ALTERNATE_NAME', places.also[i]),
      ...said('FORMER_PLACE', ...new Set((places.past[i] ?? []).flatMap(chain))),
    ]),
  );
  formers.slug.forEach((_, i) =>
    add('former', i, [
      ...said('NAME', bare(formers.name[i])),
      ...said('FULL_NAME', formers.name[i]),
      ...said('ALTERNATE_NAME', formers.also[i]),
      ...said('PLACE', ...chain(formers.within[i])),
    ]),
  );
  regions.slug.forEach((_, i) =>
    add('region', i, [
      ...said('NAME', regions.name[i]),
      ...said('MATERIAL', materials.name[regions.material[i] ?? -1]),
    ]),
  );
  producers.slug.forEach((_, i) =>
    add('producer', i, [
      ...said('NAME', producers.name[i]),
      ...said('ALTERNATE_NAME', producers.also[i]),
      ...located(producers.place[i], producers.former[i]),
    ]),
  );
  return entries;
}

export function search(prepared: Prepared, text: string, limit = Infinity): Hit[] {
  const query = parseQuery(text);
  if (!query) return [];
  return ranked(prepared, query)
    .hits.slice(0, limit)
    .map(({ thing: { kind, number }, score }) => ({ kind, number, score }));
}

/** The texts of a field; what the index joined with bars is parted again. */
const said = (field: SearchField, ...joined: (string | undefined)[]): SearchText[] =>
  joined.flatMap((texts) => (texts ? texts.split(' | ') : [])).map((text) => ({ field, text }));

const kinds = /^(Tỉnh|Thành phố|Thị xã|Thị trấn|Huyện|Phường|Xã|Đặc khu) (?=\p{L})/u;
const bare = (fullName = ''): string => fullName.replace(kinds, '');
