import type { FieldNode, GraphQLObjectType } from 'graphql';
import { sql } from 'kysely';
import { beyondCursor, pageOf, type Order, type PageArgs } from './connection.ts';
import type { LateValue } from './plan.ts';
import { selectedFields, typeOfField, type SelectedField } from './selection.ts';
import { NeedsResolver, objectOf, ref, type Alias, type Look, type Sql } from './look.ts';

interface AnsweredPage<Args> {
  /** The rows, and their alias. */
  from: Sql;
  row: Alias;
  id: Sql;
  where: Sql;
  order: Order;
  args: Args;
  late?: LateValue<Args>;
  node(selected: readonly FieldNode[]): Sql;
  /** A field that this connection has beside those of all. */
  further(field: SelectedField): Sql | undefined;
}

/** A keyset page as it is sent to the caller: what `connectionSql` and `toConnection` make of it together. */
export function answeredConnection<Args extends PageArgs>(
  look: Look,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
  page: AnsweredPage<Args>,
): Sql {
  const { row, where, order, args } = page;
  const { size, backward, cursor } = pageOf(args);
  const beyond = beyondCursor(page);
  const names = [...order.keys, page.id].map((_, index) => `k${index}`);
  const keys = names.map((name) => ref(row, name));
  const direction = backward ? sql`desc` : sql`asc`;
  const asked = selectedFields(look.info, type, nodes);
  const ofPage = asked
    .filter(({ name }) => name === 'pageInfo')
    .flatMap((field) => selectedFields(look.info, typeOfField(type, 'pageInfo'), field.nodes))
    .map(({ name }) => name);

  // One row more than asked tells whether there is a further page. It is not shown.
  const hasExtra = ofPage.length > 0;
  const number = ref(row, 'nr');
  const shown = hasExtra ? sql`filter (where ${number} <= ${sql.lit(size)})` : sql``;
  const rows = (value: Sql) =>
    sql`coalesce(json_agg(${value} order by ${number} ${direction}) ${shown}, '[]')`;
  const cursorOfRow = sqlCursor(order.name, keys);
  const cursorAt = (position: Sql) => sql`max(${cursorOfRow}) filter (where ${number} = ${position})`;
  const [first, last] = [sql`1`, sql`least(${ref(row, 'n')}, ${sql.lit(size)})`];
  const wantsLast = ofPage.includes(backward ? 'startCursor' : 'endCursor');

  const valueOf = (field: SelectedField): Sql => {
    switch (field.name) {
      case 'nodes':
        return rows(page.node(field.nodes));
      case 'edges':
        return rows(
          objectOf(look, typeOfField(type, 'edges'), field.nodes, (part) =>
            part.name === 'cursor' ? cursorOfRow : page.node(part.nodes),
          ),
        );
      case 'pageInfo':
        return objectOf(look, typeOfField(type, 'pageInfo'), field.nodes, ({ name }) => {
          const isFurther = sql`count(${number}) > ${sql.lit(size)}`;
          const isBehind = sql.lit(cursor !== null);
          if (name === 'hasNextPage') return backward ? isBehind : isFurther;
          if (name === 'hasPreviousPage') return backward ? isFurther : isBehind;
          return cursorAt((name === 'startCursor') === backward ? last : first);
        });
      case 'totalCount':
        return sql`(select count(*) from ${page.from} where ${where})`;
      default: {
        const value = page.further(field);
        if (!value) throw new NeedsResolver(`${type.name}.${field.name}`);
        return value;
      }
    }
  };
  const answer = objectOf(look, type, nodes, valueOf);
  if (!asked.some(({ name }) => ['nodes', 'edges', 'pageInfo'].includes(name))) return answer;
  const inOrder = sql.join(keys.map((key) => sql`${key} ${direction}`));
  const expressions = [...order.keys.map((key) => key.sql), page.id];
  // What is counted and gathered names a column of the rows, however deep in objects it stands: so it is of these
  // rows. "having" makes one answer of the rows, also where none of its fields looks at them.
  return sql`(select ${answer} from (
    select ${sql.table(row)}.*, row_number() over (order by ${inOrder}) as nr${wantsLast ? sql`, count(*) over () as n` : sql``}
    from (
      select ${sql.table(row)}.*, ${sql.join(expressions.map((each, index) => sql`${each} as ${sql.ref(names[index] ?? '')}`))}
      from ${page.from} where ${where} ${beyond}
      order by ${sql.join(names.map((name) => sql`${sql.ref(name)} ${direction}`))}
      limit ${sql.lit(size + Number(hasExtra))}
    ) as ${sql.table(row)}) as ${sql.table(row)} having true)`;
}

/** Twin of cursorOf() in connection.ts. */
function sqlCursor(order: string, keys: readonly Sql[]): Sql {
  const parts = [
    sql`${JSON.stringify([order]).slice(0, -1)}::text`,
    ...keys.map((key) => sql`to_json(${key})`),
  ];
  return sql`translate(encode(convert_to(${sql.join(parts, sql` || ',' || `)} || ']', 'UTF8'), 'base64'),
    '+/=' || chr(10), '-_')`;
}
