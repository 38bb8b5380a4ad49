import { sql } from 'kysely';
import type { Sql } from '../../graphql/look.ts';
import { verdictOn } from '../../register/products/product.filter.ts';
import { ministryRemarks } from './ministry-columns.rules.ts';
import type { Lang } from './table.rules.ts';

/** A product in the ministry's table. The period is the same in all rows, and no revenue stands in any of them. */
export const ministryRows = (ids: readonly string[], asOf: Sql, lang: Lang): Sql => {
  const remarks = ministryRemarks[lang];
  const remarkWhere = (missing: Sql, remark: string) => sql`case when ${missing} then ${remark}::text end`;
  return sql`
  select p.code as id, p.slug as page, commune.code as "unitCode",
    coalesce(p.official_code, p.code) as "productCode", p.name, v.stars || '*' as rank, producer.name as producer,
    v.status, concat_ws('; ', ${remarks.revenue}::text, ${remarkWhere(sql`v.stars is null`, remarks.rank)},
      ${remarkWhere(sql`p.official_code is null`, remarks.code)},
      ${remarkWhere(sql`commune.code is null`, remarks.unit)},
      ${remarkWhere(sql`producer.name is null`, remarks.producer)}) as remark
  from unnest(${ids}::uuid[]) with ordinality as wanted(id, at)
    join product p on p.id = wanted.id
    left join lateral (select * from ${verdictOn('p', asOf)}) v on true
    left join lateral (select name from producer where producer.id = p.producer_id) producer on true
    left join lateral (select code from place where place.id = p.place_id) commune on true
  order by wanted.at`;
};
