import { sql } from 'kysely';
import { badInput } from '../../graphql/errors.ts';
import { parseGlobalId } from '../../graphql/global-id.ts';
import {
  columns,
  globalId,
  many,
  objectSql,
  one,
  ref,
  shape,
  value,
  type Alias,
  type FieldShape,
  type Shape,
  type Sql,
} from '../../graphql/shape.ts';
import { typeOfField } from '../../graphql/selection.ts';
import { productShape } from '../products/product.queries.ts';
import { itsSource, sourceShape } from '../sources/source.queries.ts';
import { itsTaxonomy } from '../taxonomies/taxonomy.queries.ts';
import type { VerdictRef } from './recognition.type.ts';

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
  verdict: verdictOf(
    (self, asOf) => sql`
    select v.*, ${ref(self, 'id')} as recognition_id, ${ref(self, 'product_id')} as product_id,
      case when v.status = 'SUPERSEDED' then ${ref(self, 'superseded_by_id')} end as superseded_by_id
    from recognition r cross join lateral recognition_verdict(r, ${asOf}) v where r.id = ${ref(self, 'id')}`,
  ),
}));

const itsSuccessor: FieldShape = one(
  () => recognitionShape,
  (recognition, self) => sql`${ref(recognition, 'id')} = ${ref(self, 'superseded_by_id')}`,
);

/** Newest first, a year counted as its end; among those of one date the higher stars first. */
export const newestFirst = (
  recognition: Alias,
): Sql => sql`latest_day(${ref(recognition, 'issued')}) desc nulls last,
  ${ref(recognition, 'stars')} desc nulls last, ${ref(recognition, 'code')}`;

/** The verdict of a product: of the recognition that speaks for it on the day, or that there is none. */
export const productVerdict = (product: Sql, asOf: Sql): Sql => sql`
  select coalesce(v.status, 'NOT_CONFIRMED') as status, coalesce(v.reason, 'NO_RECOGNITION') as reason, v.stars,
    v.first_day, v.last_day, coalesce(v.last_day_is_exact, false) as last_day_is_exact, v.earliest_last_day,
    v.recognition_id, v.superseded_by_id, ${product} as product_id
  from (select) as always left join lateral product_verdict(${product}, ${asOf}) v on true`;

export const verdictShape = shape('Verdict', 'verdict', () => ({
  ...columns('status', 'reason', 'stars', 'asOf', 'firstDay', 'lastDay', 'lastDayIsExact', 'earliestLastDay'),
  statement: value((self) => statementFacts(self), { ignoresArguments: true }),
  product: one(
    () => productShape,
    (product, self) => sql`${ref(product, 'id')} = ${ref(self, 'product_id')}`,
  ),
  recognition: one(
    () => recognitionShape,
    (recognition, self) => sql`${ref(recognition, 'id')} = ${ref(self, 'recognition_id')}`,
  ),
  supersededBy: itsSuccessor,
}));

/** What the sentence of a verdict is made from (verdict-words.rules.ts). */
const statementFacts = (self: Alias): Sql => sql`json_build_object(
  'status', ${ref(self, 'status')}, 'reason', ${ref(self, 'reason')}, 'stars', ${ref(self, 'stars')},
  'firstDay', ${ref(self, 'first_day')}, 'lastDay', ${ref(self, 'last_day')},
  'lastDayIsExact', ${ref(self, 'last_day_is_exact')}, 'earliestLastDay', ${ref(self, 'earliest_last_day')},
  'asOf', ${ref(self, 'as_of')},
  'name', (select name from product where id = ${ref(self, 'product_id')}))`;

/** A verdict field: the row of a verdict for the day asked, as the query selects it. */
export function verdictOf(verdict: (self: Alias, asOf: Sql) => Sql): FieldShape {
  return {
    sql(field, self, type, look) {
      const related = look.alias();
      const asOf = look.day(field.args);
      if (typeOfField(type, field.name).name !== 'Verdict') throw new Error(`${field.name} is no verdict`);
      return sql`(select ${objectSql(verdictShape, look, related, field.nodes)}
        from (select verdict.*, ${asOf} as as_of from (${verdict(self, asOf)}) as verdict) as ${sql.table(related)})`;
    },
  };
}

/** The product and the recognition that a number names: a row of (product_id, recognition_id), or none. */
export function subjectOf(by: VerdictRef): Sql {
  if (by.id != null) {
    const { type, uuid } = parseGlobalId(by.id);
    if (type === 'Product')
      return sql`select id as product_id, null::uuid as recognition_id from product where id = ${uuid}::uuid`;
    if (type === 'Recognition') {
      return sql`select product_id, id as recognition_id from recognition where id = ${uuid}::uuid`;
    }
    throw badInput(`"${by.id}" is the id of a ${type}; a verdict is about a Product or a Recognition`);
  }
  if (by.slug != null)
    return sql`select id as product_id, null::uuid as recognition_id from product where slug = ${by.slug}`;
  if (by.code == null) throw badInput('Give exactly one of id, slug and code');
  const code = by.code.trim();
  const short = code.toUpperCase().replace(/[\s-]/g, '');
  return sql`
    select product_id, recognition_id from (
      select 1 as rank, product_id, id as recognition_id from recognition where code = ${short}
      union all select 2, id, null from product where code = ${short}
      union all select 3, id, null from product where official_code = ${code}
      union all (
        select 4, min(product_id::text)::uuid, min(id::text)::uuid from recognition
        where decision_number = ${code} having count(*) = 1)
    ) as found order by rank limit 1`;
}

/** The verdict about a subject: its own where a recognition is named, the product's where a product is. */
export const subjectVerdict = (subject: Sql, asOf: Sql): Sql => sql`
  select v.* from (${subject}) as subject cross join lateral (
    select rv.status, rv.reason, rv.stars, rv.first_day, rv.last_day, rv.last_day_is_exact, rv.earliest_last_day,
      r.id as recognition_id, case when rv.status = 'SUPERSEDED' then r.superseded_by_id end as superseded_by_id, r.product_id
    from recognition r cross join lateral recognition_verdict(r, ${asOf}) rv where r.id = subject.recognition_id
    union all
    select pv.* from (${productVerdict(sql`subject.product_id`, asOf)}) pv where subject.recognition_id is null
  ) as v`;
