import { sql } from 'kysely';
import { badInput } from '../../graphql/errors.ts';
import { parseGlobalId } from '../../graphql/global-id.ts';
import { MOST_OF_A_DECISION } from '../../graphql/input-limits.rules.ts';
import type { LateValue } from '../../graphql/plan.ts';
import { typeOfField } from '../../graphql/selection.ts';
import { ref, type Alias, type Sql } from '../../graphql/look.ts';
import {
  column,
  columns,
  objectSql,
  one,
  shape,
  value,
  type FieldShape,
  type Shape,
} from '../../graphql/shape.ts';
import { productShape } from '../products/product.queries.ts';
import { itsSuccessor, recognitionShape } from './recognition.queries.ts';
import type { VerdictRef } from './recognition.type.ts';

const verdictShape = shape('Verdict', 'verdict', () => ({
  ...columns('status', 'reason', 'stars', 'asOf', 'firstDay', 'lastDay', 'lastDayIsExact', 'earliestLastDay'),
  statement: value(statementFacts, { ignoresArguments: true }),
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
function statementFacts(self: Alias): Sql {
  return sql`json_build_object(
    'status', ${ref(self, 'status')}, 'reason', ${ref(self, 'reason')}, 'stars', ${ref(self, 'stars')},
    'lastDay', ${ref(self, 'last_day')}, 'lastDayIsExact', ${ref(self, 'last_day_is_exact')},
    'earliestLastDay', ${ref(self, 'earliest_last_day')}, 'asOf', ${ref(self, 'as_of')},
    'name', (select name from product where id = ${ref(self, 'product_id')}))`;
}

// Every verdict below is a row of the same columns, whatever it is about.

/** The verdict of one recognition. */
export const recognitionVerdict = (recognition: Sql, asOf: Sql): Sql => sql`
  select v.status, v.reason, v.stars, v.first_day, v.last_day, v.last_day_is_exact, v.earliest_last_day,
    r.id as recognition_id, case when v.status = 'SUPERSEDED' then r.superseded_by_id end as superseded_by_id,
    r.product_id
  from recognition r cross join lateral recognition_verdict(r, ${asOf}) v where r.id = ${recognition}`;

/** The verdict of a product: of the recognition that speaks for it on the day, or that there is none. */
export const productVerdict = (product: Sql, asOf: Sql): Sql => sql`
  select v.status, v.reason, v.stars, v.first_day, v.last_day, v.last_day_is_exact, v.earliest_last_day,
    v.recognition_id, v.superseded_by_id, ${product} as product_id
  from product_verdict(${product}, ${asOf}) v`;

/** The verdict of what was asked about: a recognition's own where one is named, else the product's, else UNKNOWN. */
const subjectVerdict = (subject: Sql, asOf: Sql): Sql => sql`
  select coalesce(v.status, 'UNKNOWN') as status, coalesce(v.reason, 'NOT_FOUND') as reason, v.stars, v.first_day,
    v.last_day, coalesce(v.last_day_is_exact, false) as last_day_is_exact, v.earliest_last_day, v.recognition_id,
    v.superseded_by_id, v.product_id
  from (select) as always
    left join lateral (${subject}) as subject on true
    left join lateral (
      ${recognitionVerdict(sql`subject.recognition_id`, asOf)}
      union all
      select p.* from (${productVerdict(sql`subject.product_id`, asOf)}) as p
      where subject.recognition_id is null and subject.product_id is not null
    ) as v on true`;

/** The object of a verdict as a query selects it. */
const verdictObject = (
  verdict: Sql,
  asOf: Sql,
  ...[field, , type, look]: Parameters<FieldShape['sql']>
): Sql => {
  if (typeOfField(type, field.name).name !== 'Verdict') throw new Error(`${field.name} is no verdict`);
  const row = look.alias();
  return sql`(select ${objectSql(verdictShape, look, row, field.nodes)}
    from (select verdict.*, ${asOf} as as_of from (${verdict}) as verdict) as ${sql.table(row)})`;
};

/** A verdict field, for the day that it is asked for. */
export const verdictOf = (verdict: (self: Alias, asOf: Sql) => Sql): FieldShape => ({
  selects: true,
  sql(field, self, type, look) {
    const asOf = look.day(field.args);
    return verdictObject(verdict(self, asOf), asOf, field, self, type, look);
  },
});

/** The root field `verdict`, as the one row that it is. */
export const verdictAbout = (by: VerdictRef, asOf: Sql, late: LateValue<VerdictRef>): FieldShape => ({
  sql: (...field) => verdictObject(subjectVerdict(subjectOf(by, late), asOf), asOf, ...field),
});

/** The product and the recognition that a reference names: a row of (product_id, recognition_id), or none. */
function subjectOf(by: VerdictRef, late: LateValue<VerdictRef>): Sql {
  if (by.id != null) {
    const { type, uuid } = parseGlobalId(by.id);
    if (type === 'Product') {
      return sql`select id as product_id, null::uuid as recognition_id from product where id = ${uuid}::uuid`;
    }
    if (type === 'Recognition') {
      return sql`select product_id, id as recognition_id from recognition where id = ${uuid}::uuid`;
    }
    throw badInput(
      `"${by.id}" is the id of a ${type}; a verdict is about a Product or a Recognition`,
      'BAD_ID',
    );
  }
  if (by.slug != null) {
    return sql`select id as product_id, null::uuid as recognition_id from product where slug = ${late(({ slug }) => slug)}`;
  }
  if (by.code == null) throw badInput('Give exactly one of id, slug and code', 'BAD_REFERENCE');
  return sql`select * from named_by(${late(({ code }) => code)})`;
}

const MOST_CANDIDATES = 3;

/**
 * Most decisions end with the same letters, "/QĐ-UBND": those of two decisions are more alike than pg_trgm asks for,
 * and only above this do their digits differ by about one.
 */
const SIMILAR_DECISIONS = 0.6;

/** A recognition by the decision of this number, where the number is that of several products. */
const isByDecision = (recognition: Alias, number: Sql): Sql => sql`
  decision_key(${ref(recognition, 'decision_number')}) = decision_key(${number})
    and not exists (select from named_by(${number}))`;

/** The digits of a number as a GTIN is recorded, 14 of them; a wrong number of digits may be the mistake. */
const paddedGtin = (number: Sql): Sql =>
  sql`lpad(substring(regexp_replace(${number}, '[[:space:]-]', '', 'g') from '^[0-9]{7,15}$'), 14, '0')`;

/** The answers to many numbers, each a row (number, n). */
export const answerShape = (asOf: Sql): Shape =>
  shape('VerdictAnswer', 'asked', () => ({
    number: column('number'),
    verdict: {
      selects: true,
      sql: (field, self, ...rest) =>
        verdictObject(
          subjectVerdict(sql`select * from named_by(${ref(self, 'number')})`, asOf),
          asOf,
          field,
          self,
          ...rest,
        ),
    },
    recognitions: {
      selects: true,
      sql({ nodes }, self, _type, look) {
        const [recognition, product, number] = [look.alias(), look.alias(), ref(self, 'number')];
        return sql`coalesce((
          select json_agg(of_decision.node order by of_decision.sort_name, of_decision.code)
          from (
            select ${objectSql(recognitionShape, look, recognition, nodes)} as node,
              ${ref(product, 'sort_name')} as sort_name, ${ref(recognition, 'code')} as code
            from recognition ${sql.table(recognition)}
              join product ${sql.table(product)} on ${ref(product, 'id')} = ${ref(recognition, 'product_id')}
            where ${isByDecision(recognition, number)}
            order by sort_name, code limit ${MOST_OF_A_DECISION}::int
          ) as of_decision), '[]')`;
      },
    },
    recognitionCount: value((self, _args, look) => {
      const recognition = look.alias();
      return sql`(select count(*) from recognition ${sql.table(recognition)}
        where ${isByDecision(recognition, ref(self, 'number'))})`;
    }),
    candidates: {
      selects: true,
      sql({ nodes }, self, _type, look) {
        const product = look.alias();
        const number = ref(self, 'number');
        return sql`coalesce((
          select json_agg(candidate.node order by candidate.similarity desc, candidate.id)
          from (
            select ${ref(product, 'id')} as id, ${objectSql(productShape, look, product, nodes)} as node, nearest.similarity
            from (
              select product_id, max(similarity) as similarity from (
                select id as product_id, similarity(slug, lower(${number})) as similarity
                  from product where slug % lower(${number})
                union all
                select id, similarity(code, upper(${number})) from product where code % upper(${number})
                union all
                select product_id, similarity(code, upper(${number})) from recognition where code % upper(${number})
                union all
                select id, similarity(official_code, ${number}) from product where official_code % ${number}
                union all
                select product_id, similarity(gtin, ${paddedGtin(number)}) from product_variant
                  where gtin % ${paddedGtin(number)}
                union all
                select product_id, similarity(decision_key(decision_number), decision_key(${number})) from recognition
                  where decision_key(decision_number) % decision_key(${number})
                    and decision_key(decision_number) <> decision_key(${number})
                    and similarity(decision_key(decision_number), decision_key(${number})) > ${sql.lit(SIMILAR_DECISIONS)}
              ) as each group by product_id
            ) as nearest
              join product ${sql.table(product)} on ${ref(product, 'id')} = nearest.product_id
            where not exists (select from named_by(${number}))
            order by nearest.similarity desc, ${ref(product, 'id')} limit ${MOST_CANDIDATES}::int
          ) as candidate), '[]')`;
      },
    },
  }));
