import { getNamedType, type FieldNode, type GraphQLObjectType, type GraphQLResolveInfo } from 'graphql';
import { sql } from 'kysely';
import { connectionSql, toConnection, type Order } from '../../graphql/connection.ts';
import type { Context } from '../../graphql/context.ts';
import { run } from '../../graphql/root-field.ts';
import { selectedFields, typeOfField, type SelectedField } from '../../graphql/selection.ts';
import { Look, ref, type Sql } from '../../graphql/look.ts';
import { objectSql, type Shape } from '../../graphql/shape.ts';
import { placeShape } from '../places/place.queries.ts';
import { producerShape } from '../producers/producer.queries.ts';
import { productShape } from '../products/product.queries.ts';
import { regionShape } from '../regions/region.queries.ts';
import { highlights, suggestion, type Guesses } from './highlight.rules.ts';
import { mayAnswer, pointsSql, queryOf, scoreSql } from './search.queries.ts';
import {
  kindPoints,
  oneLetterOff,
  parts,
  OWN_WORD_POINTS,
  SHORTEST_GUESS,
  wordPoints,
  type SearchQuery,
  type SearchText,
} from './search.rules.ts';
import { SearchType, type SearchArgs, type SearchConnection, type SearchHighlight } from './search.type.ts';

const shapes: Record<SearchType, Shape> = {
  PRODUCT: productShape,
  PRODUCER: producerShape,
  REGION: regionShape,
  PLACE: placeShape,
};

interface Hit {
  thing: object;
  score: number;
  texts: SearchText[] | null;
}

/** What a text finds among all kinds of things, best first, in one statement. */
export async function findByText(
  context: Context,
  info: GraphQLResolveInfo,
  args: SearchArgs,
): Promise<SearchConnection> {
  const query = queryOf(args.text);
  const types = args.types ?? Object.values(SearchType);
  const look = new Look(info, context.today);
  const type = getNamedType(info.returnType) as GraphQLObjectType;
  const asked = selectedFields(info, type, info.fieldNodes);
  const edges = asked
    .filter(({ name }) => name === 'edges')
    .flatMap(({ nodes }) => selectedFields(info, typeOfField(type, 'edges'), nodes));
  const wants = (fields: readonly SelectedField[], ...names: string[]) =>
    fields.some(({ name }) => names.includes(name));
  const things = [
    ...asked.filter(({ name }) => name === 'nodes'),
    ...edges.filter(({ name }) => name === 'node'),
  ];

  const page = connectionSql({
    from: sql`hit`,
    id: ref('hit', 'id'),
    node: sql`json_build_object(
      'thing', ${thingSql(
        types,
        look,
        things.flatMap(({ nodes }) => nodes),
      )},
      'score', ${ref('hit', 'score')},
      'texts', ${wants(edges, 'highlights') ? sql`(select texts from search_document where id = ${ref('hit', 'id')})` : sql`null`})`,
    where: sql`true`,
    order: byScore(query),
    args,
    wantsRows: wants(asked, 'nodes', 'edges', 'pageInfo'),
    wantsTotal: wants(asked, 'totalCount'),
    further: [
      ['guesses', guessesSql],
      ['best', wants(asked, 'didYouMean') ? bestGuessSql : sql`null`],
    ],
  });
  const found = (await run(
    context,
    sql`with ${hitsSql(query, types, look.day({ ...args }))} select ${page}`,
  )) as {
    guesses: Record<string, string[]> | null;
    best: SearchText[] | null;
  };
  const guesses: Guesses = new Map(Object.entries(found.guesses ?? {}));
  const connection = toConnection<Hit>(found, args);
  return {
    nodes: connection.nodes.map(({ thing }) => thing),
    edges: connection.edges.map(({ cursor, node: { thing, score, texts } }) => ({
      cursor,
      node: thing,
      score,
      highlights: highlights(texts ?? [], query, guesses) as SearchHighlight[],
    })),
    pageInfo: connection.pageInfo,
    totalCount: connection.totalCount,
    didYouMean: found.best ? suggestion(found.best, query, guesses) : null,
  };
}

/** A cursor of another text is refused. */
const byScore = ({ words }: SearchQuery): Order => ({
  name: `RELEVANCE ${words.map(({ marked }) => marked).join(' ')}`,
  keys: [
    { sql: sql`(-${ref('hit', 'score')})::float8`, type: 'float8' },
    { sql: ref('hit', 'sort_name'), type: 'text' },
  ],
});

function thingSql(types: readonly SearchType[], look: Look, nodes: readonly FieldNode[]): Sql {
  if (nodes.length === 0 || types.length === 0) return sql`null::json`;
  const cases = types.map((type) => {
    const self = look.alias();
    const shape = shapes[type];
    return sql`when ${sql.lit(type)} then (select ${objectSql(shape, look, self, nodes)}
      from ${sql.table(shape.table)} ${sql.table(self)} where ${ref(self, 'id')} = ${ref('hit', 'id')})`;
  });
  return sql`case ${ref('hit', 'kind')} ${sql.join(cases, sql` `)} end`;
}

/** What is found by the words themselves; only where that is nothing, by words one letter off. */
function hitsSql(query: SearchQuery, types: readonly SearchType[], day: Sql): Sql {
  const isOfThem = sql`document.kind = any(${types}::text[]) and coalesce(document.first_day <= ${day}, true)`;
  const kind = sql`case when document.last_day < ${day} then 0 else case document.kind ${sql.join(
    Object.entries(kindPoints).map(([name, points]) => sql`when ${sql.lit(name)} then ${sql.lit(points)}`),
    sql` `,
  )} end end`;
  const words = query.words.map(({ plain }) => plain);
  const asked = words.map((word) => {
    const others = word.length < SHORTEST_GUESS ? [] : oneLetterOff(word);
    return sql`(${word}::text, ${others}::text[])`;
  });
  return sql`answer as materialized (
      select document.id, document.kind, document.sort_name,
        ${scoreSql('document', sql`points`, kind)} as score
      from search_document document cross join lateral (select ${pointsSql('document', query)} as points offset 0) as p
      where ${isOfThem} and ${mayAnswer('document', query)} and points > 0
    ),
    guess as materialized (
      select asked.word as asked, json_agg(search_word.word order by search_word.word) as words,
        ' (' || string_agg(search_word.word, '|') || ') ' as pattern
      from (values ${sql.join(asked)}) as asked (word, others)
        join search_word on search_word.word like any(asked.others)
      where not exists (select from answer)
      group by asked.word
    ),
    guessed as materialized (
      select document.id, document.kind, document.sort_name,
        ${scoreSql('document', sql`(${sql.join(words.map(pointsOfGuess), sql` + `)})`, kind)} as score
      from search_document document
      where exists (select from guess) and ${isOfThem} and ${sql.join(words.map(isGuessed), sql` and `)}
    ),
    hit as materialized (select * from answer union all select * from guessed)`;
}

const patternFor = (word: string): Sql => sql`(select pattern from guess where asked = ${word})`;

const isGuessed = (word: string): Sql =>
  word.length < SHORTEST_GUESS
    ? sql`document.plain like ${`% ${word}%`}`
    : sql`(document.plain like ${`% ${word}%`} or document.plain ~ ${patternFor(word)})`;

/** Twin of pointsOfGuesses() in search.rules.ts. */
function pointsOfGuess(word: string): Sql {
  const pointsIn = (isIn: (column: Sql) => Sql, more: number) =>
    sql`case ${sql.join(
      parts.map(
        (part) =>
          sql`when ${isIn(ref('document', `${part}_plain`))} then ${sql.lit(wordPoints.whole[part] + more)}`,
      ),
      sql` `,
    )} else 0 end`;
  const own = pointsIn((column) => sql`strpos(${column}, ${` ${word}`}) > 0`, OWN_WORD_POINTS);
  if (word.length < SHORTEST_GUESS) return own;
  return sql`greatest(${own}, ${pointsIn((column) => sql`${column} ~ ${patternFor(word)}`, 0)})`;
}

const guessesSql = sql`(select json_object_agg(asked, words) from guess)`;

const bestGuessSql = sql`(
  select texts from guessed join search_document using (id)
  order by guessed.score desc, guessed.sort_name, guessed.id limit 1)`;
