import { sql, type Kysely } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseKinds } from '../../database/testing.ts';
import { openTestApi, TODAY, type TestApi } from '../../graphql/testing.ts';
import { pointsSql, queryOf } from './search.queries.ts';
import {
  documentOf,
  kindPoints,
  LONGEST_TEXT,
  oneLetterOff,
  points,
  ranked,
  type SearchKind,
  type SearchText,
} from './search.rules.ts';
import { codeKey, letters, markedKey } from './spelling.rules.ts';
import { golden, measureGolden, shortfalls } from './testing.ts';

const slugs = `... on Product { slug } ... on Producer { slug } ... on Region { slug } ... on Place { slug }`;

interface Found {
  __typename: string;
  slug: string;
}
const edgeOf = ({ score, node }: { score: number; node: { id: string } }) => ({
  id: node.id.slice(4),
  score,
});
const keyOf = ({ __typename, slug }: Found) => `${__typename.toLowerCase()}:${slug}`;

describe('words one letter off', () => {
  const matches = (word: string, other: string) =>
    oneLetterOff(word).some((pattern) => new RegExp(`^${pattern.replaceAll('_', '.')}$`).test(other));

  it.each(['rieg', 'riengg', 'reing', 'riang', 'rien', 'irenng'])('%s', (typed) => {
    expect(matches(typed, 'rieng')).toBe(typed !== 'irenng');
  });
});

describe.each(databaseKinds)('search on %s', (kind) => {
  let api: TestApi;
  let db: Kysely<unknown>;
  beforeAll(async () => {
    api = await openTestApi(kind);
    db = api.em.getKysely() as never;
  });
  afterAll(() => api.close());

  const search = async (text: string, rest = '') => {
    const { data, errors } = await api.ask(
      `query ($text: String!) { search(text: $text ${rest}) { totalCount didYouMean nodes { __typename ${slugs} } } }`,
      { text },
    );
    expect(errors).toBeUndefined();
    const { totalCount, didYouMean, nodes } = data.search as {
      totalCount: number;
      didYouMean: string | null;
      nodes: Found[];
    };
    return { totalCount, didYouMean, found: nodes.map(keyOf) };
  };
  const refusal = async (text: string) => {
    const { errors } = await api.ask(`query ($text: String!) { search(text: $text) { totalCount } }`, {
      text,
    });
    return errors?.[0];
  };

  it('finds what the golden set expects', async () => {
    const { figures, missed, wronglyGuessed } = await measureGolden(async (query) => {
      const { found, didYouMean } = await search(query, ', first: 10');
      return { found, isGuessed: didYouMean !== null };
    });
    console.info(`Golden set of ${golden.length} queries on ${kind}`, figures, missed);
    expect(golden.length).toBeGreaterThanOrEqual(200);
    expect(shortfalls(figures)).toEqual([]);
    expect(wronglyGuessed).toEqual([]);
  });

  it('asks in one statement, whatever is selected', async () => {
    const query = `{ search(text: "sầu riêng Krông Pắc", first: 2) { totalCount didYouMean pageInfo { hasNextPage }
      edges { score highlights { field fragments { text isMatch } } node { __typename
        ... on Product { name verdict { status } producer { name } } ... on Region { name material { name } }
        ... on Producer { name } ... on Place { fullName } } } } }`;
    const { data, errors, statements } = await api.ask(query);
    expect(errors).toBeUndefined();
    expect(statements).toHaveLength(1);
    await expect(`${query}\n\n${statements[0]}\n\n${JSON.stringify(data, null, 2)}\n`).toMatchFileSnapshot(
      './__snapshots__/search.txt',
    );
    const guess = await api.ask(`{ search(text: "sau rieg") { didYouMean edges { highlights { field } } } }`);
    expect(guess.statements).toHaveLength(1);
    expect(guess.data.search.didYouMean).toBe('sầu riêng');
  });

  it('writes down names as the rules do', async () => {
    const { rows } = await sql<{ text: string; marked: string; letters: string; code: string }>`
      select distinct text, search_marked(text) as marked, search_letters(text) as letters, search_code(text) as code
      from search_document, jsonb_to_recordset(texts) as said (text text)`.execute(db);
    expect(rows.length).toBeGreaterThan(800);
    const others = [
      'HTX htx',
      'maca-maca',
      'HTX-SX & TM',
      'Cty CP',
      'TP. BMT',
      'bò 1 nắng, 2 nắng',
      '3 trong 1',
      'Cư K Róa',
      'ñŎƁ Ẅ',
      '—🙂—',
    ];
    const odd = await sql<(typeof rows)[number]>`
      select text, search_marked(text) as marked, search_letters(text) as letters, search_code(text) as code
      from unnest(${others}::text[]) as text`.execute(db);
    for (const { text, ...keys } of [...rows, ...odd.rows]) {
      expect({ text, ...keys }).toEqual({
        text,
        marked: markedKey(text),
        letters: letters(text),
        code: codeKey(text),
      });
    }
  });

  it('gives every document the points that the rules give it', async () => {
    const texts = await sql<{
      id: string;
      texts: SearchText[];
    }>`select id, texts from search_document`.execute(db);
    const documents = texts.rows.map((row) => ({ id: row.id, document: documentOf(row.texts) }));
    const asked = [
      ...golden.filter((_, index) => index % 6 === 0).map(({ query }) => query),
      'c',
      'saurieng krongpac',
    ];
    for (const text of asked) {
      const query = queryOf(text);
      const { rows } = await sql<{ id: string; points: number }>`
        select id, ${pointsSql('document', query)} as points from search_document document`.execute(db);
      const given = new Map(rows.map((row) => [row.id, row.points]));
      const different = documents.filter(({ id, document }) => given.get(id) !== points(document, query));
      expect({ text, different }).toEqual({ text, different: [] });
    }
  });

  it('ranks as the rules do, in the browser and here', async () => {
    const { rows } = await sql<{ id: string; kind: SearchKind; ended: boolean; texts: SearchText[] }>`
      select id, kind, coalesce(last_day < ${TODAY}::date, false) as ended, texts
      from search_document order by sort_name, id`.execute(db);
    const things = rows.map(({ id, kind: of, ended, texts }) => ({
      id,
      document: documentOf(texts),
      kindPoints: ended ? 0 : kindPoints[of],
    }));
    const selected = golden.filter(({ group }, index) => group === 'misspelt' || index % 8 === 0);
    for (const { query } of selected) {
      const { data } = await api.ask(
        `query ($text: String!) { search(text: $text, first: 10) { totalCount edges { score node { ... on Node { id } } } } }`,
        { text: query },
      );
      const { hits } = ranked(things, queryOf(query));
      const first = hits
        .slice(0, 10)
        .map(({ thing, score }) => ({ id: thing.id.replaceAll('-', ''), score }));
      expect({ query, total: data.search.totalCount, first: data.search.edges.map(edgeOf) }).toEqual({
        query,
        total: hits.length,
        first,
      });
    }
  });

  it('puts exact marks before folded ones', async () => {
    const { found } = await search('bơ', ', types: [PRODUCT], first: 5');
    expect(found.toSorted()).toEqual(
      ['bo-booth-huu-co-organic', 'bo-dakado', 'bo-pinkerton', 'bo-t21', 'bo-xm3'].map(
        (slug) => `product:${slug}`,
      ),
    );
    expect(
      (await search('bò', ', types: [PRODUCT], first: 3')).found.every((one) => /bo-(mot|gac|gat)/.test(one)),
    ).toBe(true);
  });

  it('refuses a text without letters or digits, and one too long, saying what is allowed', async () => {
    for (const text of ['', '   ', '…!?', '🙂', '%', "'", '\u0000']) {
      expect(await refusal(text)).toMatchObject({ extensions: { code: 'BAD_TEXT' } });
    }
    expect((await refusal('a'.repeat(500)))?.message).toContain(`at most ${LONGEST_TEXT}`);
    expect((await refusal([...Array(21).keys()].join(' ')))?.message).toContain('at most 20 are allowed');
  });

  it('takes one letter, an emoji among letters, and long words', async () => {
    expect((await search('c', ', first: 1')).totalCount).toBeGreaterThan(100);
    expect((await search('🙂 cà phê chồn 🙂')).found[0]).toBe('product:ca-phe-chon-kien-cuong');
    expect(await search('x'.repeat(LONGEST_TEXT))).toEqual({ totalCount: 0, didYouMean: null, found: [] });
    expect(await search('khong-co-gi-nhu-the-nay')).toEqual({ totalCount: 0, didYouMean: null, found: [] });
  });

  it('never takes a text for SQL or for a pattern', async () => {
    for (const text of [
      `'; drop table product; --`,
      `%' or '1'='1`,
      '$1',
      '${text}',
      'a_b%c',
      String.raw`\x00 \y(`,
      '] | [a-z]*',
      '?',
    ]) {
      const { data, errors, statements } = await api.ask(
        'query ($text: String!) { search(text: $text) { totalCount nodes { __typename } } products(where: { text: $text }) { totalCount } }',
        { text },
      );
      for (const error of errors ?? []) expect(error.extensions?.['code']).toBe('BAD_TEXT');
      // Hardly any of the 640 things: no text means "all".
      expect(data?.search.totalCount ?? 0).toBeLessThan(50);
      for (const statement of statements) expect(statement).not.toMatch(/drop table|'1'='1/);
    }
    expect((await search('ca phe')).totalCount).toBeGreaterThan(20);
  });

  it('reads page after page, each hit once, and refuses a cursor of another text', async () => {
    const page = (text: string, after: string | null) =>
      api.ask(
        `query ($text: String!, $after: String) { search(text: $text, first: 7, after: $after) {
          totalCount nodes { __typename ${slugs} } edges { score } pageInfo { hasNextPage endCursor } } }`,
        { text, after },
      );
    const all: string[] = [];
    const scores: number[] = [];
    let first: string | null = null;
    let after: string | null = null;
    let total: number;
    do {
      const { data }: Awaited<ReturnType<typeof page>> = await page('cà phê', after);
      all.push(...data.search.nodes.map(keyOf));
      scores.push(...data.search.edges.map(({ score }: { score: number }) => score));
      total = data.search.totalCount;
      after = data.search.pageInfo.hasNextPage ? data.search.pageInfo.endCursor : null;
      first ??= after;
    } while (after);
    expect((await page('cacao', first)).errors?.[0]?.message).toContain('cursor');
    expect(new Set(all).size).toBe(total);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  });

  it('leaves out what came later than the day asked for, and puts what had ended last', async () => {
    const kinds = 'types: [PLACE], first: 3';
    expect((await search('Krông Pắc', `, ${kinds}`)).found[0]).toBe('place:krong-pac');
    const before = await search('Krông Pắc', `, ${kinds}, asOf: "2020-01-01"`);
    expect(before.found[0]).toBe('place:huyen-krong-pac-cu');
    expect(before.found).not.toContain('place:krong-pac');
    expect((await search('cà phê chồn', ', asOf: "2019-01-01"')).found).toEqual([]);
  });

  it('searches only the types asked for', async () => {
    const { found } = await search('Cư Kuin', ', types: [REGION, PRODUCER]');
    expect(found).toEqual([
      'region:ho-tieu-cu-kuin',
      'producer:hop-tac-xa-nong-nghiep-cu-kuin',
      ...found.slice(2),
    ]);
    expect(found.every((one) => /^(region|producer):/.test(one))).toBe(true);
  });

  it('filters and orders products by a text', async () => {
    const { data, errors, statements } = await api.ask(
      `{ products(where: { text: "sau rieng krong pac" }, orderBy: { by: RELEVANCE, direction: DESC }) { totalCount nodes { slug } }
        none: products(where: { text: "sau rieg" }) { totalCount } }`,
    );
    expect(errors).toBeUndefined();
    expect(statements).toHaveLength(2);
    expect(data.products.nodes.map(({ slug }: Found) => slug).toSorted()).toEqual([
      'sau-rieng-dona-cap-dong',
      'sau-rieng-say-thang-hoa-thang-tien',
      'sau-rieng-say-thang-hoa-thuong-hang',
      'sau-rieng-sua-chua-say-thang-hoa',
    ]);
    // A filter does not guess: what it lists is what was asked for.
    expect(data.none.totalCount).toBe(0);
  });

  it('knows of a change at once, wherever the words stand', async () => {
    const execute = (statement: string) => api.em.getConnection().execute(statement);
    const finds = async (text: string) => (await search(text, ', first: 3')).found;

    const [{ before } = { before: '' }] = await api.em
      .getConnection()
      .execute<{ before: string }[]>(
        `select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as before`,
      );
    await execute(`update producer set name = 'Công ty Zuzu' where slug = 'cong-ty-tnhh-trinh-muoi'`);
    expect(await finds('bơ zuzu')).toHaveLength(3);
    expect((await search('bơ trịnh mười', ', types: [PRODUCT]')).found).toEqual([]);
    const then = `, first: 3, types: [PRODUCT], recordedAt: "${before}"`;
    expect((await search('bơ trịnh mười', then)).found).toHaveLength(3);
    expect((await search('bơ zuzu', then)).found).toEqual([]);
    await execute(
      `update place set full_name = 'Huyện Wawa', name = 'Wawa' where slug = 'huyen-song-hinh-cu'`,
    );
    expect((await finds('sau rieng wawa'))[0]).toBe('product:sau-rieng-song-hinh');
    expect(await finds('sau rieng song hinh')).not.toContain('product:sau-rieng-song-hinh');
    await execute(`update material set name = 'Bơ xanh' where slug = 'bo'`);
    expect(await finds('bơ xanh dakado')).toEqual(['product:bo-dakado']);
    await execute(`update recognition set decision_number = '77/QĐ-ZZ' where code = 'R98KCVR3'`);
    expect(await finds('77/qđ-zz')).toEqual(['product:bo-qua-tang-socola-cao-cap-huong-sac-tay-nguyen']);
    await execute(`delete from certification where slug = 'vietgap-bo-dakado'`);
    expect(await finds('VietGAP-TT-12-02-66-0035')).toEqual([]);
    await execute(
      `delete from material_source where product_id = (select id from product where slug = 'bo-t21')`,
    );
    await execute(
      `delete from recognition where product_id = (select id from product where slug = 'bo-t21')`,
    );
    await execute(`delete from product where slug = 'bo-t21'`);
    expect(await finds('bơ t21')).toEqual([]);
    const { rows } = await sql`select id from search_document except (
      select id from product union select id from producer union select id from region union select id from place)`.execute(
      db,
    );
    expect(rows).toEqual([]);
  });
});
