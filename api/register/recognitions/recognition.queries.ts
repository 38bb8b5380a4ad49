import { sql } from 'kysely';
import type { Order } from '../../graphql/connection.ts';
import { changedSince } from '../../graphql/conditions.ts';
import { combined, daysOf, Direction, isInRange, numberKey } from '../../graphql/ranges.ts';
import { ref, type Alias, type Sql } from '../../graphql/look.ts';
import {
  columns,
  globalId,
  many,
  one,
  shape,
  value,
  type FieldShape,
  type List,
  type Shape,
} from '../../graphql/shape.ts';
import { givenStars, productWhere } from '../products/product.filter.ts';
import { productShape } from '../products/product.queries.ts';
import { itsSource, sourceShape } from '../sources/source.queries.ts';
import { itsTaxonomy } from '../taxonomies/taxonomy.queries.ts';
import {
  RecognitionOrderField,
  type RecognitionListArgs,
  type RecognitionWhere,
} from './recognition.type.ts';
import { recognitionVerdict, verdictOf } from './verdict.queries.ts';

export const recognitionShape: Shape = shape('Recognition', 'recognition', () => ({
  id: globalId('Recognition'),
  ...columns('code', 'kind', 'nameAsWritten', 'stars', 'score', 'scoreAsPublished', 'potentialFiveStar'),
  ...columns(
    'decisionNumber',
    'issuingAuthority',
    'round',
    'issued',
    'issuedOn',
    'validUntil',
    'extendedUntil',
  ),
  ...columns('revokedOn', 'revocationReason', 'supersededOn', 'evidence', 'note'),
  issuedPrecision: value(
    (self) =>
      sql`case length(${ref(self, 'issued')}) when 4 then 'YEAR' when 7 then 'MONTH' when 10 then 'DAY' end`,
  ),
  criteriaVersion: itsTaxonomy(),
  product: one(
    () => productShape,
    (product, self) => sql`${ref(product, 'id')} = ${ref(self, 'product_id')}`,
  ),
  supersededBy: itsSuccessor,
  source: itsSource,
  otherSources: many(
    () => sourceShape,
    (source, self) => sql`${ref(source, 'id')} = any(${ref(self, 'other_source_ids')})`,
    (source) => ref(source, 'slug'),
  ),
  verdict: verdictOf((self, asOf) => recognitionVerdict(ref(self, 'id'), asOf)),
}));

export const itsSuccessor: FieldShape = one(
  () => recognitionShape,
  (recognition, self) => sql`${ref(recognition, 'id')} = ${ref(self, 'superseded_by_id')}`,
);

/** Newest first, a year counted as its end; among those of one date the higher stars first. */
export const newestFirst = (
  recognition: Alias,
): Sql => sql`latest_day(${ref(recognition, 'issued')}) desc nulls last,
  ${ref(recognition, 'stars')} desc nulls last, ${ref(recognition, 'code')}`;

/** The last day of validity, extensions counted. */
const lastDay = (recognition: Alias): Sql =>
  sql`coalesce(${ref(recognition, 'extended_until')}, ${ref(recognition, 'valid_until')})`;

function conditionsOf(recognition: Alias, where: RecognitionWhere, asOf: Sql, depth: number): Sql[] {
  const conditions: Sql[] = [];
  const is = (column: string, values: readonly string[]) =>
    sql`${ref(recognition, column)} = any(${values}::text[])`;
  if (where.stars)
    conditions.push(sql`${ref(recognition, 'stars')} = any(${givenStars(where.stars)}::int[])`);
  if (where.kind) conditions.push(is('kind', where.kind));
  if (where.evidence) conditions.push(is('evidence', where.evidence));
  if (where.verdict) {
    conditions.push(sql`exists (select from (${recognitionVerdict(ref(recognition, 'id'), asOf)}) as own
      where own.status = any(${where.verdict}::text[]))`);
  }
  if (where.issued)
    conditions.push(isInRange(sql`earliest_day(${ref(recognition, 'issued')})`, where.issued));
  if (where.validUntil) conditions.push(isInRange(lastDay(recognition), where.validUntil));
  if (where.revoked) conditions.push(isInRange(ref(recognition, 'revoked_on'), where.revoked));
  if (where.product) {
    conditions.push(sql`exists (select from product recognised where recognised.id = ${ref(recognition, 'product_id')}
      and ${productWhere('recognised', where.product, asOf, depth)})`);
  }
  if (where.changedSince) {
    conditions.push(changedSince('recognition', ref(recognition, 'id'), where.changedSince));
  }
  return conditions;
}

function recognitionOrder(recognition: Alias, { orderBy }: RecognitionListArgs): Order {
  const code = { sql: ref(recognition, 'code'), type: 'text' } as const;
  const { by, direction = Direction.ASC } = orderBy ?? { by: RecognitionOrderField.CODE };
  if (by === RecognitionOrderField.CODE) return { name: by, keys: [code] };
  const day =
    by === RecognitionOrderField.ISSUED
      ? sql`earliest_day(${ref(recognition, 'issued')})`
      : lastDay(recognition);
  return { name: `${by} ${direction}`, keys: [numberKey(daysOf(day), direction), code] };
}

export const recognitionList: List<RecognitionListArgs> = {
  get shape() {
    return recognitionShape;
  },
  where: (recognition, args, look) =>
    combined(args.where ?? {}, (each, depth) =>
      conditionsOf(recognition, each, look.day({ ...args }), depth),
    ),
  order: recognitionOrder,
};
