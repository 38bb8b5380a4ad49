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

const ROWS_AT_ONCE = 5_000;

export async function indexRegister(em: SqlEntityManager): Promise<RegisterIndex> {
  const ask = async <Row>(sql: string, values: unknown[] = []) =>
    (await em.execute(sql, values)) as unknown as Row[];
  // A hundred thousand rows at once would be held twice, by the database and here.
  const askInPages = async <Key extends string, Row extends Record<Key, string>>(
    key: Key,
    page: (isNext: string) => string,
  ): Promise<Row[]> => {
    const all: Row[] = [];
    for (let rows: Row[], after = ''; ; after = rows.at(-1)?.[key] ?? '') {
      rows = await ask<Row>(page(`${key} > ?`), [after]);
      for (const row of rows) all.push(row);
      if (rows.length < ROWS_AT_ONCE) return all;
    }
  };
  const places = await ask<KnownPlace & { names: string[] }>(`
    select place.id, place.code, place.slug, place.full_name as "fullName", place.kind,
      place.valid_until is null as "isToday", place.parent_id as "parentId",
      array_prepend(place.name, place.alternate_names) as names,
      array(select successor_id from place_succession where predecessor_id = place.id) as successors
    from place order by place.slug`);
  const producers = await askInPages<'slug', KnownProducer & { names: string[] }>(
    'slug',
    (isNext) => `
    select id, slug, name, legal_form as "legalForm", place_id as "placeId", former_place_id as "formerPlaceId",
      array_prepend(name, alternate_names) as names
    from producer where ${isNext} order by slug limit ${ROWS_AT_ONCE}`,
  );
  const products = await askInPages<'code', KnownProduct & { names: string[] }>(
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
  );

  const once = sharing();
  for (const product of products) {
    once(product, 'producerId', 'placeId', 'formerPlaceId');
    for (const recognition of product.recognitions) {
      once(
        recognition,
        'decisionNumber',
        'issuingAuthority',
        'round',
        'issued',
        'validUntil',
        'evidence',
        'kind',
      );
    }
  }
  const producersByCore = grouped(producers, ({ names }) => names.map((name) => producerKeys(name).core));
  const index = {
    places: byId(places),
    placesByKey: grouped(places, ({ names }) => names.map(placeKey)),
    placesByCode: grouped(places, ({ code }) => (code === null ? [] : [code])),
    producers: byId(producers),
    producersByWhole: grouped(producers, ({ names }) => names.map((name) => producerKeys(name).whole)),
    producersByCore,
    coresByWord: grouped(producersByCore.keys(), (core) => core.split(' ')),
    products: byId(products),
    productsByKey: grouped(products, ({ names }) => names.map(productKey)),
    productsByProducer: grouped(products, ({ producerId }) => (producerId === null ? [] : [producerId])),
    productsByCode: grouped(products, ({ code, officialCode }) =>
      officialCode === null ? [code] : [code, officialCode],
    ),
  };
  // They have become keys, and take as much memory again.
  for (const named of [...places, ...producers, ...products]) named.names = [];
  return index;
}

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

const byId = <Thing extends { id: string }>(things: readonly Thing[]) =>
  new Map(things.map((thing) => [thing.id, thing]));

function grouped<Thing>(
  things: Iterable<Thing>,
  keysOf: (thing: Thing) => readonly string[],
): Map<string, Thing[]> {
  const groups = new Map<string, Thing[]>();
  for (const thing of things) {
    for (const key of new Set(keysOf(thing))) {
      const group = groups.get(key);
      if (group) group.push(thing);
      else if (key !== '') groups.set(key, [thing]);
    }
  }
  return groups;
}
