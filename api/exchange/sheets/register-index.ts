import type { SqlEntityManager } from '@mikro-orm/sql';
import { type LegalForm, placeKey, producerKeys, productKey } from './names.rules.ts';
import type { EvidenceLevel } from '../../register/recognitions/recognition.rules.ts';
import type { EvaluationKind } from './values.rules.ts';

/** What a list is compared with: the names, places and recognitions of the register, found by what they mean. */
export interface RegisterIndex {
  places: ReadonlyMap<string, KnownPlace>;
  placesByKey: ReadonlyMap<string, readonly KnownPlace[]>;
  placesByCode: ReadonlyMap<string, readonly KnownPlace[]>;
  producers: ReadonlyMap<string, KnownProducer>;
  producersByWhole: ReadonlyMap<string, readonly KnownProducer[]>;
  producersByCore: ReadonlyMap<string, readonly KnownProducer[]>;
  /** The keys of the map above, by each of their words. */
  coresByWord: ReadonlyMap<string, readonly string[]>;
  products: ReadonlyMap<string, KnownProduct>;
  productsByKey: ReadonlyMap<string, readonly KnownProduct[]>;
  productsByProducer: ReadonlyMap<string, readonly KnownProduct[]>;
  productsByCode: ReadonlyMap<string, readonly KnownProduct[]>;
}

export interface KnownPlace {
  id: string;
  code: string | null;
  slug: string;
  fullName: string;
  kind: string;
  isToday: boolean;
  parentId: string | null;
  /** Today's communes that took in any part of it. */
  successors: readonly string[];
}

export interface KnownProducer {
  id: string;
  slug: string;
  name: string;
  legalForm: LegalForm | null;
  placeId: string | null;
  formerPlaceId: string | null;
}

export interface KnownProduct {
  id: string;
  code: string;
  name: string;
  officialCode: string | null;
  producerId: string | null;
  placeId: string | null;
  formerPlaceId: string | null;
  recognitions: readonly KnownRecognition[];
}

export interface KnownRecognition {
  id: string;
  code: string;
  stars: 3 | 4 | 5 | null;
  score: number | null;
  scoreAsPublished: string | null;
  potentialFiveStar: boolean;
  decisionNumber: string | null;
  issuingAuthority: string | null;
  round: string | null;
  issued: string | null;
  validUntil: string | null;
  extendedUntil: string | null;
  revokedOn: string | null;
  supersededOn: string | null;
  evidence: EvidenceLevel;
  kind: EvaluationKind;
}

const ROWS_AT_ONCE = 1_000;
/** Names have become keys when a thing is known, and would take as much memory again. */
const NO_NAMES: readonly string[] = [];

interface Named {
  names: readonly string[];
}

/** Each page of rows takes its place in the index before the next is read: what came from the database is let go. */
export async function indexRegister(em: SqlEntityManager): Promise<RegisterIndex> {
  const ask = async <Row>(sql: string, values: unknown[] = []) =>
    (await em.execute(sql, values)) as unknown as Row[];
  const askInPages = async <Key extends string, Row extends Record<Key, string>>(
    key: Key,
    page: (isNext: string) => string,
    take: (row: Row) => void,
  ): Promise<void> => {
    for (let rows: Row[], after = ''; ; after = rows.at(-1)?.[key] ?? '') {
      rows = await ask<Row>(page(`${key} > ?`), [after]);
      rows.forEach(take);
      if (rows.length < ROWS_AT_ONCE) return;
    }
  };
  const once = sharing();

  const places = new Map<string, KnownPlace>();
  const placesByKey = new Map<string, KnownPlace[]>();
  const placesByCode = new Map<string, KnownPlace[]>();
  const allPlaces = await ask<KnownPlace & Named>(`
    select place.id, place.code, place.slug, place.full_name as "fullName", place.kind,
      place.valid_until is null as "isToday", place.parent_id as "parentId",
      array_prepend(place.name, place.alternate_names) as names,
      array(select successor_id from place_succession where predecessor_id = place.id) as successors
    from place order by place.slug`);
  for (const place of allPlaces) {
    places.set(place.id, place);
    const alone: [KnownPlace] = [place];
    group(placesByKey, alone, place.names.map(placeKey));
    if (place.code !== null) group(placesByCode, alone, [place.code]);
    place.names = NO_NAMES;
  }

  const producers = new Map<string, KnownProducer>();
  const producersByWhole = new Map<string, KnownProducer[]>();
  const producersByCore = new Map<string, KnownProducer[]>();
  await askInPages(
    'slug',
    (isNext) => `
    select id, slug, name, legal_form as "legalForm", place_id as "placeId", former_place_id as "formerPlaceId",
      array_prepend(name, alternate_names) as names
    from producer where ${isNext} order by slug limit ${ROWS_AT_ONCE}`,
    (producer: KnownProducer & Named) => {
      once(producer, 'legalForm', 'placeId', 'formerPlaceId');
      producers.set(producer.id, producer);
      const alone: [KnownProducer] = [producer];
      for (const { whole, core } of producer.names.map((name) => producerKeys(name))) {
        group(producersByWhole, alone, [whole]);
        group(producersByCore, alone, [core]);
      }
      producer.names = NO_NAMES;
    },
  );
  const coresByWord = new Map<string, string[]>();
  for (const core of producersByCore.keys()) group(coresByWord, [core], core.split(' '));

  const products = new Map<string, KnownProduct>();
  const productsByKey = new Map<string, KnownProduct[]>();
  const productsByProducer = new Map<string, KnownProduct[]>();
  const productsByCode = new Map<string, KnownProduct[]>();
  await askInPages(
    'code',
    (isNext) => `
    select product.id, product.code, name, official_code as "officialCode", producer_id as "producerId",
      place_id as "placeId", former_place_id as "formerPlaceId",
      array_prepend(name, alternate_names || array(
        select name_as_written from recognition where product_id = product.id and name_as_written is not null)) as names,
      coalesce((
        select json_agg(json_build_object(
          'id', id, 'code', code, 'stars', stars, 'score', score, 'scoreAsPublished', score_as_published,
          'potentialFiveStar', potential_five_star, 'decisionNumber', decision_number,
          'issuingAuthority', issuing_authority, 'round', round, 'issued', issued,
          'validUntil', valid_until, 'extendedUntil', extended_until, 'revokedOn', revoked_on,
          'supersededOn', superseded_on, 'evidence', evidence, 'kind', kind) order by issued, code)
        from recognition where product_id = product.id), '[]') as recognitions
    from product where product.${isNext} order by product.code limit ${ROWS_AT_ONCE}`,
    (product: KnownProduct & Named) => {
      once(product, 'producerId', 'placeId', 'formerPlaceId');
      for (const recognition of product.recognitions) once(recognition, ...oftenTheSame);
      products.set(product.id, product);
      const alone: [KnownProduct] = [product];
      group(productsByKey, alone, product.names.map(productKey));
      const { producerId, code, officialCode } = product;
      if (producerId !== null) group(productsByProducer, alone, [producerId]);
      group(productsByCode, alone, officialCode === null ? [code] : [code, officialCode]);
      product.names = NO_NAMES;
    },
  );
  return {
    places,
    placesByKey,
    placesByCode,
    producers,
    producersByWhole,
    producersByCore,
    coresByWord,
    products,
    productsByKey,
    productsByProducer,
    productsByCode,
  };
}

const oftenTheSame = [
  'scoreAsPublished',
  'decisionNumber',
  'issuingAuthority',
  'round',
  'issued',
  'validUntil',
  'evidence',
  'kind',
] as const satisfies (keyof KnownRecognition)[];

/** Texts that stand in many rows are held once. */
function sharing() {
  const held = new Map<unknown, unknown>();
  return <Row>(row: Row, ...columns: (keyof Row)[]): void => {
    for (const column of columns) {
      const text = row[column];
      const same = held.get(text);
      if (same === undefined) held.set(text, text);
      else row[column] = same as Row[typeof column];
    }
  };
}

/** Things come one after the other. Most groups are of one thing alone, and all of that thing's are the same list. */
function group<Thing>(groups: Map<string, Thing[]>, alone: [Thing], keys: readonly string[]): void {
  const [thing] = alone;
  for (const key of keys) {
    const known = groups.get(key);
    if (!known) {
      if (key !== '') groups.set(key, alone);
    } else if (known.at(-1) !== thing) {
      if (known.length === 1) groups.set(key, [...known, thing]);
      else known.push(thing);
    }
  }
}
