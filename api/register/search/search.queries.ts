import { sql } from 'kysely';
import { checkText, checkWords } from '../../graphql/conditions.ts';
import { badInput } from '../../graphql/errors.ts';
import { ref, type Alias, type Sql } from '../../graphql/look.ts';
import {
  CODE_POINTS,
  kindPoints,
  namePoints,
  pairPoints,
  pairsOf,
  parseQuery,
  parts,
  RUN_POINTS,
  SHORTEST_GUESS,
  spreadPattern,
  wordPoints,
  type SearchQuery,
  type SearchWord,
} from './search.rules.ts';

/** The text of a caller as the rules read it. */
export function queryOf(text: string): SearchQuery {
  checkText(text);
  const query = parseQuery(text);
  if (!query) {
    throw badInput(`There is no letter or digit to look for in ${JSON.stringify(text)}`, 'BAD_TEXT');
  }
  checkWords(query.words);
  return query;
}

/** A product is found by a text: every word of it stands in what is known of the product. */
export const textMatches = (product: Alias, text: string): Sql => {
  const query = queryOf(text);
  return sql`${ref(product, 'id')} in (select document.id from search_document document
    where document.kind = 'PRODUCT' and ${mayAnswer('document', query)} and ${pointsSql('document', query)} > 0)`;
};

/** How well: larger is better, 0 for what is not found. */
export const textRelevance = (product: Alias, text: string): Sql =>
  sql`(select ${scoreSql('document', pointsSql('document', queryOf(text)), sql`${kindPoints.PRODUCT}::int`)}
    from search_document document where document.id = ${ref(product, 'id')})`;

/** What an index can tell: never less than what has points. */
export function mayAnswer(document: Alias, query: SearchQuery): Sql {
  const [plain, joined] = [ref(document, 'plain'), ref(document, 'joined')];
  const words = query.words.map((word) =>
    word.plain.length < SHORTEST_GUESS
      ? sql`${plain} like ${`% ${word.plain}%`}`
      : sql`(${plain} like ${`% ${word.plain}%`} or ${joined} like ${`%${word.plain}%`})`,
  );
  const run = query.run.length < SHORTEST_GUESS ? sql`` : sql`or ${joined} like ${`%${query.run}%`}`;
  return sql`(${sql.join(words, sql` and `)} ${run} or ${ref(document, 'codes')} @> array[${query.code}::text])`;
}

/** Twin of points() in search.rules.ts. */
export function pointsSql(document: Alias, query: SearchQuery): Sql {
  const words = query.words.map((word) => pointsOfWord(document, word, query.isMarked));
  const names = words.map((_, index) => sql.ref(`each.w${index}`));
  const run =
    query.run.length < SHORTEST_GUESS
      ? sql``
      : sql`when ${ref(document, 'plain')} ~ ${spreadPattern(query.run)} then ${sql.lit(RUN_POINTS)}`;
  // Each word's points once: without the offset the planner would write them out wherever they are named.
  return sql`case when ${ref(document, 'codes')} @> array[${query.code}::text] then ${sql.lit(CODE_POINTS)} else (
    select case
        when least(${sql.join(names)}) > 0
          then ${sql.join([...names, ...pointsOfPairs(document, query), pointsOfName(document, query)], sql` + `)}
        ${run} else 0 end
    from (select ${sql.join(words.map((word, index) => sql`${word} as ${sql.ref(`w${index}`)}`))} offset 0) as each)
    end`;
}

/** Twin of scoreOf() in search.rules.ts. */
export const scoreSql = (document: Alias, points: Sql, kind: Sql): Sql =>
  sql`(100 * (${points} + ${kind}) + 100 / (1 + length(${ref(document, 'name_plain')})))`;

function pointsOfWord(document: Alias, { marked, plain }: SearchWord, isMarked: boolean): Sql {
  const cases = [
    ...(isMarked
      ? parts.map((part) => when(has(document, `${part}_marked`, ` ${marked} `), wordPoints.marked[part]))
      : []),
    ...parts.flatMap((part) => [
      when(has(document, `${part}_plain`, ` ${plain} `), wordPoints.whole[part]),
      when(has(document, `${part}_plain`, ` ${plain}`), wordPoints.start[part]),
    ]),
  ];
  if (plain.length >= SHORTEST_GUESS) {
    const pattern = spreadPattern(plain);
    cases.push(
      ...parts.map((part) =>
        when(sql`${ref(document, `${part}_plain`)} ~ ${pattern}`, wordPoints.spread[part]),
      ),
    );
  }
  return sql`case ${sql.join(cases, sql` `)} else 0 end`;
}

const pointsOfPairs = (document: Alias, query: SearchQuery): Sql[] =>
  pairsOf(query).map((pair) => {
    const cases = parts.map((part) => when(has(document, `${part}_plain`, pair), pairPoints[part]));
    return sql`case ${sql.join(cases, sql` `)} else 0 end`;
  });

const pointsOfName = (document: Alias, { run, phrase }: SearchQuery): Sql => sql`case
  ${when(sql`replace(${ref(document, 'name_plain')}, ' ', '') = ${run}`, namePoints.isName)}
  ${when(sql`starts_with(${ref(document, 'name_plain')}, ${` ${phrase}`})`, namePoints.startsName)}
  ${when(sql`strpos('|' || ${ref(document, 'also_plain')} || '|', ${`| ${phrase} |`}) > 0`, namePoints.isOtherName)}
  else 0 end`;

const has = (document: Alias, column: string, piece: string): Sql =>
  sql`strpos(${ref(document, column)}, ${piece}) > 0`;

const when = (condition: Sql, points: number): Sql => sql`when ${condition} then ${sql.lit(points)}`;
