/** Search as a Vietnamese reader types, by the same rules as the API's. */
import { highlights, suggestion, type Fragment } from '../../../api/register/search/highlight.rules.ts';
import {
  documentOf,
  kindPoints,
  parseQuery,
  ranked,
  vocabularyOf,
  type Searchable,
  type SearchField,
  type SearchQuery,
  type SearchText,
} from '../../../api/register/search/search.rules.ts';
import { markedKey } from '../../../api/register/search/spelling.rules.ts';
import type { SearchIndex } from './search-index.ts';

export type HitKind =
  'product' | 'producer' | 'region' | 'commune' | 'former' | 'province' | 'material' | 'set';
export interface Hit {
  kind: HitKind;
  /** Its number in the column of its kind. */
  number: number;
  score: number;
}

export interface Found {
  /** Best first. */
  hits: Hit[];
  /** The query as it was probably meant, where nothing answers it as it was typed. */
  didYouMean: string | null;
}

interface Entry extends Searchable {
  kind: HitKind;
  number: number;
}

const pointsOfKind: Record<HitKind, number> = {
  product: kindPoints.PRODUCT,
  commune: kindPoints.PLACE,
  region: kindPoints.REGION,
  producer: kindPoints.PRODUCER,
  former: 0,
  province: kindPoints.PLACE,
  material: 0,
  set: 0,
};

/** Things that the API's search answers with, then kinds of things: those lead to a list, and come after. */
const kindsOfThings = ['product', 'commune', 'region', 'producer', 'former', 'province'] as const;
const kindsOfTopics = ['material', 'set'] as const;

/** An index written down for searching. What comes later is added to it: `grow` is asked after every part. */
export class SearchEngine {
  readonly #things: Entry[] = [];
  readonly #topics: Entry[] = [];
  readonly #done: Partial<Record<HitKind, number>> = {};
  readonly #keys = new Map<string, string>();
  #vocabulary: string[] | undefined;

  constructor(readonly index: SearchIndex) {}

  /** Writes down what is new, a slice at a time; `turn` lets others take theirs in between. */
  async grow(turn: () => Promise<void>, slice = 400): Promise<void> {
    while (this.growBy(slice)) await turn();
  }

  /** Whether there is more. */
  growBy(most: number): boolean {
    let left = most;
    for (const kind of [...kindsOfTopics, ...kindsOfThings]) {
      const entries = kind === 'material' || kind === 'set' ? this.#topics : this.#things;
      const all = countOf(this.index, kind);
      let number = this.#done[kind] ?? 0;
      for (; number < all && left > 0; number++, left--) entries.push(this.#entry(kind, number));
      this.#done[kind] = number;
      if (number < all) return true;
    }
    if (left < most) this.#vocabulary = undefined;
    return false;
  }

  find(text: string): Found {
    const query = parseQuery(text);
    if (!query) return { hits: [], didYouMean: null };
    const { hits, guesses } = ranked(this.#things, query, () => this.#words());
    const [best] = hits;
    return {
      hits: hits.map(hitOf),
      didYouMean:
        best && guesses.size > 0 ? suggestion(textsOf(this.index, best.thing), query, guesses) : null,
    };
  }

  /** Everything of a kind, in the order of the index. */
  all(kind: HitKind): Hit[] {
    return Array.from({ length: countOf(this.index, kind) }, (_, number) => ({ kind, number, score: 0 }));
  }

  /** Materials and product sets that a text names. */
  topics(text: string): Hit[] {
    const query = parseQuery(text);
    return query ? ranked(this.#topics, query, () => []).hits.map(hitOf) : [];
  }

  /** A name cut into what answers a text and what does not. */
  marks(text: string, written: string): Fragment[] {
    const query = parseQuery(text);
    return query ? marksIn(written, query) : [{ text: written, isMatch: false }];
  }

  #entry(kind: HitKind, number: number): Entry {
    const document = documentOf(textsOf(this.index, { kind, number }), (text) => this.#keyOf(text));
    return { kind, number, document, kindPoints: pointsOfKind[kind] };
  }

  #keyOf(text: string): string {
    let key = this.#keys.get(text);
    if (key === undefined) this.#keys.set(text, (key = markedKey(text)));
    return key;
  }

  #words(): string[] {
    return (this.#vocabulary ??= vocabularyOf(this.#things));
  }
}

const hitOf = ({ thing: { kind, number }, score }: { thing: Entry; score: number }): Hit => ({
  kind,
  number,
  score,
});

function marksIn(written: string, query: SearchQuery): Fragment[] {
  const [found] = highlights([{ field: 'NAME', text: written }], query);
  return found?.fragments ?? [{ text: written, isMatch: false }];
}

function countOf(index: SearchIndex, kind: HitKind): number {
  switch (kind) {
    case 'product':
      return index.products.slug.length;
    case 'producer':
      return index.producers.slug.length;
    case 'region':
      return index.regions.slug.length;
    case 'commune':
      return index.places.slug.length;
    case 'former':
      return index.formers.slug.length;
    case 'province':
      return 1;
    case 'material':
      return index.materials.slug.length;
    case 'set':
      return index.sets.number.length;
  }
}

/** What is known of a thing by words: the same that the API's documents hold. */
function textsOf(index: SearchIndex, { kind, number: i }: Pick<Entry, 'kind' | 'number'>): SearchText[] {
  const { products, places, formers, producers, regions, materials, sets } = index;
  switch (kind) {
    case 'product': {
      const producer = products.producer[i] ?? -1;
      const ofMaterials = products.materials[i] ?? [];
      return [
        ...said('NAME', products.name[i]),
        ...said('ALTERNATE_NAME', products.also[i]),
        ...said('MATERIAL', ...ofMaterials.flatMap((one) => [materials.name[one], materials.also[one]])),
        ...said('PRODUCER', producers.name[producer], producers.also[producer]),
        ...said('REGION', ...(products.stated[i] ?? []).map((one) => regions.name[one])),
        ...located(index, products.place[i], products.former[i]),
        ...said(
          'CODE',
          products.code[i],
          products.codes[i],
          ...(products.facts[i] ?? []).map(([code]) => code),
        ),
      ];
    }
    case 'producer':
      return [
        ...said('NAME', producers.name[i]),
        ...said('ALTERNATE_NAME', producers.also[i]),
        ...located(index, producers.place[i], producers.former[i]),
      ];
    case 'region': {
      const communes = regions.places[i] ?? [];
      const material = regions.material[i] ?? -1;
      const past = communes.flatMap((one) => places.past[one] ?? []);
      const districts = new Set(past.map((one) => formers.within[one]));
      return [
        ...said('NAME', regions.name[i]),
        ...said('MATERIAL', materials.name[material], materials.also[material]),
        ...said('GEOGRAPHICAL_INDICATION', regions.also[i]),
        ...said(
          'PLACE',
          ...communes.flatMap((one) => [places.name[one], places.also[one]]),
          index.province.name,
        ),
        ...said('FORMER_PLACE', ...[...districts].flatMap((one) => chain(index, one).names)),
        ...said('CODE', regions.codes[i]),
      ];
    }
    case 'commune':
      return [
        ...said('NAME', bare(places.name[i])),
        ...said('FULL_NAME', places.name[i]),
        ...said('ALTERNATE_NAME', places.also[i]),
        ...said('PLACE', index.province.name),
        ...said('CODE', places.code[i]),
        ...formerly(index, places.past[i] ?? []),
      ];
    case 'former':
      return [
        ...said('NAME', bare(formers.name[i])),
        ...said('FULL_NAME', formers.name[i]),
        ...said('ALTERNATE_NAME', formers.also[i]),
        ...said('PLACE', ...chain(index, formers.within[i]).names),
        ...said('CODE', formers.code[i]),
      ];
    case 'province':
      return [...said('NAME', bare(index.province.name)), ...said('FULL_NAME', index.province.name)];
    case 'material':
      return [...said('NAME', materials.name[i]), ...said('ALTERNATE_NAME', materials.also[i])];
    case 'set':
      return said('NAME', sets.name[i]);
  }
}

/** By the former place that its source names; where none is known, by all that its commune was made from. */
function located(
  index: SearchIndex,
  place: number | null | undefined,
  former: number | null | undefined,
): SearchText[] {
  const { places, formers } = index;
  const now = place != null ? [place] : former != null ? (formers.successors[former] ?? []) : [];
  const past = former != null ? [former] : place != null ? (places.past[place] ?? []) : [];
  return [
    ...said('PLACE', ...now.flatMap((one) => [places.name[one], places.also[one]])),
    ...said('PLACE', place != null ? index.province.name : ''),
    ...formerly(index, past),
  ];
}

const formerly = (index: SearchIndex, past: readonly number[]): SearchText[] =>
  said(
    'FORMER_PLACE',
    ...new Set(
      past.flatMap((one) => [...chain(index, one).names, ...(index.formers.also[one] ?? '').split(' | ')]),
    ),
  );

/** A former place and all that it lay in. */
function chain({ formers }: SearchIndex, former: number | null | undefined): { names: string[] } {
  const names: string[] = [];
  for (let one = former; one != null; one = formers.within[one]) names.push(formers.name[one] ?? '');
  return { names };
}

/** The texts of a field; what the index joined with bars is parted again. */
function said(field: SearchField, ...joined: (string | undefined)[]): SearchText[] {
  const texts = joined.flatMap((one) => (one ? one.split(' | ') : [])).filter(Boolean);
  return [...new Set(texts)].map((text) => ({ field, text }));
}

const kinds = /^(Tỉnh|Thành phố|Thị xã|Thị trấn|Huyện|Phường|Xã|Đặc khu) (?=\p{L})/u;
const bare = (fullName = ''): string => fullName.replace(kinds, '');
