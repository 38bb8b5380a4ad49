import { sql } from 'kysely';
import { byName, type Order } from '../../graphql/connection.ts';
import { badInput } from '../../graphql/errors.ts';
import { daysOf, Direction, numberKey } from '../../graphql/ranges.ts';
import { ref, type Alias, type Sql } from '../../graphql/look.ts';
import { distanceMetres } from '../geography/geography.queries.ts';
import { textRelevance } from '../search/search.queries.ts';
import { recognisedOn, verdictOn } from './product.filter.ts';
import { ProductOrderField, type ProductListArgs } from './product.type.ts';

/** The order of a list of products; those alike follow by name. */
export function productOrder(product: Alias, { orderBy, where }: ProductListArgs, asOf: Sql): Order {
  const sortName = ref(product, 'sort_name');
  const { by, direction = Direction.ASC } = orderBy ?? { by: ProductOrderField.NAME };
  const ordered = (value: Sql, detail = ''): Order => ({
    name: `${by} ${direction}${detail}`,
    keys: [numberKey(value, direction), { sql: sortName, type: 'text' }],
  });
  const byVerdict = (value: Sql) => ordered(sql`(select ${value} from ${verdictOn(product, asOf)})`);
  switch (by) {
    case ProductOrderField.NAME:
      if (direction === Direction.DESC) {
        throw badInput('By NAME a list runs forwards: read it from its end with `last`', 'BAD_ORDER');
      }
      return byName(sortName);
    case ProductOrderField.STARS:
      return byVerdict(sql`v.stars`);
    case ProductOrderField.RECOGNISED_ON:
      return byVerdict(daysOf(recognisedOn));
    case ProductOrderField.VALID_UNTIL:
      return byVerdict(daysOf(sql`v.last_day`));
    case ProductOrderField.DISTANCE: {
      if (!where?.near)
        throw badInput('The order DISTANCE needs where.near: give the point to measure from', 'BAD_ORDER');
      const { lat, lon } = where.near.point;
      return ordered(distanceMetres(product, where.near.point), ` ${lat},${lon}`);
    }
    case ProductOrderField.RELEVANCE:
      if (where?.text == null) {
        throw badInput('The order RELEVANCE needs where.text: give the text that is looked for', 'BAD_ORDER');
      }
      return ordered(textRelevance(product, where.text), ` ${where.text}`);
  }
}
