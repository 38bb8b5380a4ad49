/** Search as a Vietnamese reader types: with or without marks, in any order, old place names included. */
import { fold } from '../../../api/register/vietnamese.rules.ts';
import type { SearchIndex } from './search-index.ts';

export type HitKind = 'product' | 'producer' | 'region' | 'commune' | 'former';
export interface Hit {
  kind: HitKind;
  /** Its number in the column of its kind. */
  number: number;
  score: number;
}

interface Entry {
  kind: HitKind;
  number: number;
  /** As written, in lower case: a query with marks prefers exact marks. */
  written: string;
  /** Folded fields by weight: name, other names, who and where. */
  fields: readonly [name: string, also: string, around: string];
  /** Folded and without spaces, for "saurieng". */
  joined: string;
}

const kindWeight: Record<HitKind, number> = { product: 3, commune: 2, region: 1.5, former: 1.5, producer: 1 };

export type Prepared = readonly Entry[];

export function prepare(index: SearchIndex): Prepared {
  const entries: Entry[] = [];
  const add = (kind: HitKind, number: number, name = '', also = '', around = '') => {
    const fields = [fold(name), fold(also), fold(around)] as const;
    entries.push({
      kind,
      number,
      written: name.normalize('NFC').toLowerCase(),
      fields,
      joined: joined(fields),
    });
  };
  const { products, places, formers, producers, regions, materials } = index;
  products.slug.forEach((_, i) => {
    const place = products.place[i] ?? null;
    const former = products.former[i] ?? null;
    const producer = products.producer[i] ?? null;
    const around = [
      producer !== null && producers.name[producer],
      place !== null && `${places.name[place]} ${places.also[place]}`,
      former !== null && formers.name[former],
      ...(products.districts[i] ?? []).map((district) => formers.name[district]),
      ...(products.regions[i] ?? []).map((region) => regions.name[region]),
    ];
    const also = [products.also[i], ...(products.materials[i] ?? []).map((one) => materials.name[one])];
    add('product', i, products.name[i], also.join(' | '), around.filter(Boolean).join(' | '));
  });
  places.slug.forEach((_, i) => add('commune', i, places.name[i], places.also[i]));
  formers.slug.forEach((_, i) => {
    // A commune that went on whole under its old name is found by its present self.
    const [only, ...more] = formers.successors[i] ?? [];
    if (
      only !== undefined &&
      more.length === 0 &&
      fold(formers.name[i] ?? '') === fold(places.name[only] ?? '')
    )
      return;
    add('former', i, formers.name[i]);
  });
  regions.slug.forEach((_, i) =>
    add('region', i, regions.name[i], materials.name[regions.material[i] ?? -1]),
  );
  producers.slug.forEach((_, i) => {
    const place = producers.place[i] ?? null;
    add('producer', i, producers.name[i], producers.also[i], place === null ? '' : places.name[place]);
  });
  return entries;
}

export function search(prepared: Prepared, query: string, limit = Infinity): Hit[] {
  const words = fold(query).split(' ').filter(Boolean);
  if (words.length === 0) return [];
  const phrase = words.join(' ');
  const written = query.normalize('NFC').toLowerCase().trim();
  const hits: Hit[] = [];
  for (const entry of prepared) {
    const score = scoreOf(entry, words, phrase, written);
    if (score > 0)
      hits.push({ kind: entry.kind, number: entry.number, score: score + kindWeight[entry.kind] });
  }
  return hits.sort((a, b) => b.score - a.score).slice(0, limit);
}

function scoreOf(entry: Entry, words: string[], phrase: string, written: string): number {
  const [name, also, around] = entry.fields;
  let score = 0;
  for (const word of words) {
    if (startsWord(name, word)) score += 6;
    else if (startsWord(also, word)) score += 4;
    else if (startsWord(around, word)) score += 2;
    else {
      // Only what is long enough to mean something may match across the spaces: "saurieng", "mgar".
      const run = phrase.replaceAll(' ', '');
      if (run.length >= 4 && entry.joined.includes(run)) return 3;
      return 0;
    }
  }
  if (written && entry.written.includes(written)) score += 5;
  if (name.startsWith(phrase)) score += 4;
  else if (name.includes(phrase)) score += 3;
  else if (also.includes(phrase)) score += 2;
  return score / words.length + 1 / (1 + name.length);
}

const startsWord = (text: string, word: string) => text.startsWith(word) || text.includes(` ${word}`);
const joined = (fields: readonly string[]) => fields.map((field) => field.replaceAll(' ', '')).join(' ');
