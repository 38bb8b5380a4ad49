import { sql } from 'kysely';
import { typeOfField } from '../../graphql/selection.ts';
import { objectOf, ref, type Alias, type Sql } from '../../graphql/look.ts';
import { column, objectSql, shape, value, type FurtherField } from '../../graphql/shape.ts';
import { productWhere, verdictOn } from './product.filter.ts';
import type { ProductListArgs, ProductWhere } from './product.type.ts';

interface Facet {
  /** The filter that it is counted without. */
  own: keyof ProductWhere;
  /** Its values for a product, as rows of the column "value". */
  values(product: Alias, asOf: Sql): Sql;
}

const facets: Record<string, Facet> = {
  stars: {
    own: 'stars',
    values: (product, asOf) => sql`select v.stars as value from ${verdictOn(product, asOf)}`,
  },
  verdict: {
    own: 'verdict',
    values: (product, asOf) => sql`select v.status as value from ${verdictOn(product, asOf)}`,
  },
  year: {
    own: 'recognised',
    values: (product, asOf) => sql`select substr(r.issued, 1, 4) as value from ${verdictOn(product, asOf)}
      join recognition r on r.id = v.recognition_id`,
  },
  sector: {
    own: 'sector',
    values: (product) => sql`select sector.code as value
      from product_set join sector on sector.id = product_set.sector_id
      where product_set.id = ${ref(product, 'product_set_id')}`,
  },
  productSet: {
    own: 'productSet',
    values: (product) => sql`select number as value from product_set
      where id = ${ref(product, 'product_set_id')}`,
  },
  place: {
    own: 'place',
    values: (product) => sql`select slug as value from place where id = ${ref(product, 'place_id')}`,
  },
  material: {
    own: 'material',
    values: (product) => sql`select distinct material.slug as value
      from material_source join material on material.id = material_source.material_id
      where material_source.product_id = ${ref(product, 'id')}`,
  },
  legalForm: {
    own: 'legalForm',
    values: (product) => sql`select legal_form as value from producer
      where id = ${ref(product, 'producer_id')}`,
  },
};

/** Counts of the facets that a query asks for, in the same statement as its page. */
export const facetCounts: FurtherField<ProductListArgs> = (field, type, args, base, look) => {
  const asOf = look.day({ ...args });
  return objectOf(look, typeOfField(type, field.name), field.nodes, ({ name, nodes }) => {
    const facet = facets[name];
    if (!facet) throw new Error(`There is no facet ${name}`);
    const product = look.alias();
    const otherFilters = { ...args.where, [facet.own]: undefined };
    return sql`(
      select coalesce(json_agg(${objectSql(countShape, look, 'counts', nodes)} order by counts.count desc, counts.value), '[]')
      from (
        select facet.value, count(*) as count
        from product ${sql.table(product)} cross join lateral (${facet.values(product, asOf)}) as facet
        where facet.value is not null and ${base(product)} and ${productWhere(product, otherFilters, asOf)}
        group by facet.value
      ) as counts)`;
  });
};

const countShape = shape('FacetCount', 'counts', () => ({
  value: value((counts) => sql`${ref(counts, 'value')}::text`),
  count: column('count'),
}));
