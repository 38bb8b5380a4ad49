import type { FieldNode, GraphQLObjectType } from 'graphql';
import { sql } from 'kysely';
import { connectionSql } from '../../graphql/connection.ts';
import { selectedFields } from '../../graphql/selection.ts';
import { ref, type Alias, type Look, type Sql } from '../../graphql/look.ts';
import { objectSql, rowSelections, type List } from '../../graphql/shape.ts';
import { productList, productShape } from '../products/product.queries.ts';
import { givenKm, givenPoint, placesByDistance, zonesAt } from './geography.queries.ts';
import type { NearestProductsArgs, ProductsAtArgs } from './geography.type.ts';
import type { PointInput } from './area.type.ts';

/** A product draws on a zone that holds the point. */
export const isFromHere = (product: Alias, point: PointInput): Sql => sql`${ref(product, 'id')} = any(array(
  select product_id from material_source where region_id = any(${zonesAt(givenPoint(point))})))`;

/** Those of which a source says that they draw on a zone here, then those of which the register concluded it. */
export const productsFromHereList: List<ProductsAtArgs> = {
  get shape() {
    return productShape;
  },
  where: (product, args, look) => productList.where?.(product, args, look) ?? sql`true`,
  order: (product, { point }) => ({
    name: `STATED_FIRST ${point.lat},${point.lon}`,
    keys: [
      {
        sql: sql`(case when exists (
          select from material_source tie where tie.product_id = ${ref(product, 'id')} and tie.basis = 'STATED'
            and tie.region_id = any(${zonesAt(givenPoint(point))})) then 0 else 1 end)::float8`,
        type: 'float8',
      },
      { sql: ref(product, 'sort_name'), type: 'text' },
    ],
  }),
  ...(productList.further ? { further: productList.further } : {}),
};

/** A row of the page of nearest products. */
export interface NearbyProduct<Product> {
  product: Product;
  metres: number;
}

/** The page of products by the distance of their communes. */
export function nearestProducts(
  look: Look,
  connectionType: GraphQLObjectType,
  nodes: readonly FieldNode[],
  args: NearestProductsArgs,
): Sql {
  const point = givenPoint(args.point);
  const asked = selectedFields(look.info, connectionType, nodes);
  const [product, shown] = [look.alias(), look.alias()];
  const selected = objectSql(productShape, look, shown, rowSelections(look, connectionType, asked));
  const communes = placesByDistance(point, args.withinKm == null ? null : givenKm(args.withinKm));
  return connectionSql({
    from: sql`${communes} as near join product ${sql.table(product)} on ${ref(product, 'place_id')} = near.id`,
    id: ref(product, 'id'),
    // Looked up again by its id, a product is put together after sorting, and only where it is on the page.
    node: sql`(
      select json_build_object('product', ${selected}, 'metres', round(near.metres)::int)
      from product ${sql.table(shown)} where ${ref(shown, 'id')} = ${ref(product, 'id')})`,
    where: productList.where?.(product, args, look) ?? sql`true`,
    order: {
      name: `NEAREST ${point.lat},${point.lon}`,
      keys: [
        { sql: sql`near.metres`, type: 'float8' },
        { sql: ref(product, 'sort_name'), type: 'text' },
      ],
    },
    args,
    wantsRows: asked.some(({ name }) => ['nodes', 'edges', 'pageInfo'].includes(name)),
    wantsTotal: asked.some(({ name }) => name === 'totalCount'),
    further: [],
  });
}
