import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { filterKeys, parameterOf } from '../../register/products/filter-state.rules.ts';
import { memoryBudget } from '../../graphql/limits/budget.ts';
import { TODAY } from '../../graphql/testing.ts';
import { addDays } from '../../register/recognitions/recognition.rules.ts';
import { answerOf, openTestHub, type TestHub } from '../testing.ts';
import { budgets } from './budgets.rules.ts';
import { filterWords, parseFilter, printFilter } from './filter-words.rules.ts';
import { escaped } from './markup.rules.ts';
import { cacheControl, refreshIn, secondsToMidnight } from './freshness.rules.ts';

let hub: TestHub;
let today = TODAY;
let now = new Date(`${TODAY}T10:00:00+07:00`);
/** A product in force: its code, and the last day on which it is. */
let held: { code: string; name: string; id: string; last_day: string };

beforeAll(async () => {
  hub = await openTestHub({ today: () => today, now: () => now });
  const { rows } = await sql<typeof held>`
    select product.id, product.code, product.name, to_char(last_day, 'YYYY-MM-DD') as last_day
    from verdict_period join product on product.id = product_id
    where status = 'IN_FORCE' and from_day <= ${TODAY} and before_day > ${TODAY} order by product.code limit 1`.execute(
    hub.db,
  );
  if (!rows[0]) throw new Error('the seed has no product in force');
  [held] = rows;
});
afterAll(() => hub.close());
afterEach(() => {
  today = TODAY;
  now = new Date(`${TODAY}T10:00:00+07:00`);
});

const read = (path: string, headers = {}) => fetch(hub.url + path, { headers });
const json = async (path: string) => answerOf(await read(path));

describe('the card of a product', () => {
  test('is a page of less than 4 kB that may stand in any frame, and asks nobody but the hub', async () => {
    const answer = await read(`/embed/product/${held.code}`);
    const html = await answer.text();
    expect(answer.status).toBe(200);
    expect(Buffer.byteLength(html)).toBeLessThanOrEqual(budgets.cardBytes);
    expect(html).toContain(held.name);
    expect(html).toContain('Còn hiệu lực đến');
    expect(html).not.toMatch(/ style=|<style|<script>| on\w+=|https?:\/\/(?!www\.w3\.org)/);
    expect(answer.headers.get('content-security-policy')).toContain('frame-ancestors *');
    expect(answer.headers.get('x-frame-options')).toBeNull();
    expect(answer.headers.get('set-cookie')).toBeNull();
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    for (const [, path] of html.matchAll(/(?:src|href)="(\/embed\/[^"]+)"/g)) {
      const asset = await read(path ?? '');
      await asset.text();
      expect([asset.status, asset.headers.get('cache-control')]).toEqual([
        200,
        'public, max-age=31536000, immutable',
      ]);
    }
  });

  test('of an unknown code is a quiet card that says so, in every form', async () => {
    const page = await read('/embed/product/PZZZZZZZ?lang=en');
    expect([page.status, await page.text()]).toEqual([
      404,
      expect.stringContaining('no product with the code PZZZZZZZ'),
    ]);
    const badge = await read('/embed/product/PZZZZZZZ.svg');
    expect([badge.status, badge.headers.get('content-type')]).toEqual([200, 'image/svg+xml; charset=utf-8']);
    expect(badge.headers.get('cache-control')).toBe('public, max-age=60');
    expect(await badge.text()).toContain('Không có trong Sổ OCOP');
    const { cards } = await json(`/embed/products.json?code=PZZZZZZZ&code=${held.code}`);
    expect(cards.map(({ tone }: { tone: string }) => tone)).toEqual(['gone', 'held']);
  });

  test('of a code with signs that nobody sees is as without them, and spoils no other', async () => {
    const { cards } = await json(`/embed/products.json?code=%00&code=%00${held.code}%1B`);
    expect(cards.map(({ tone }: { tone: string }) => tone)).toEqual(['held']);
    for (const path of [
      '/embed/product/%00',
      '/embed/product/%00%01.svg',
      '/embed/list?q=%00',
      '/embed/list?q=!',
    ])
      expect([200, 400, 404], path).toContain((await read(path)).status);
    expect((await read('/qr/%00.svg')).status).toBe(404);
    expect(hub.unexpected).toEqual([]);
  });

  test('of a name full of markup shows the name', async () => {
    const name = `<img src=x onerror=alert(1)> & "Cà phê"`;
    await sql`update product set name = ${name} where id = ${held.id}`.execute(hub.db);
    const html = await (await read(`/embed/product/${held.code}`)).text();
    const svg = await (await read(`/embed/product/${held.code}.svg`)).text();
    const { card } = await json(`/embed/product/${held.code}.json`);
    await sql`update product set name = ${held.name} where id = ${held.id}`.execute(hub.db);
    for (const text of [html, svg]) expect(text).not.toContain('<img');
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt; &amp; &quot;Cà phê&quot;');
    expect(card.name).toBe(name);
  });

  test('of a name with what XML cannot hold leaves that out', () => {
    expect(escaped('a\u0001\uFFFE\uD800<b>\t🍯')).toBe('a&lt;b&gt;\t🍯');
  });

  test('the badge is a picture with a title that says all of it', async () => {
    const svg = await (await read(`/embed/product/${held.code}.svg?lang=en&theme=dark`)).text();
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="320" height="112"/);
    expect(svg).toContain('role="img"');
    expect(svg).toMatch(new RegExp(`<title id="title">${held.name}: OCOP \\d stars\\. In force until `));
  });

  test('a question without codes, or with too many, is refused in words', async () => {
    const tooMany = Array.from({ length: 51 }, (_, i) => `code=P${i}`).join('&');
    for (const codes of ['', tooMany]) {
      const answer = await read(`/embed/products.json?${codes}`);
      expect([answer.status, (await answerOf(answer)).title]).toEqual([
        400,
        expect.stringContaining('1 to 50 codes'),
      ]);
    }
  });
});

describe('the truth of the day', () => {
  test('a recognition ends at midnight in Viet Nam, on every form at once', async () => {
    const forms = [
      `/embed/product/${held.code}`,
      `/embed/product/${held.code}.json`,
      `/embed/product/${held.code}.svg`,
    ];
    const said = () => Promise.all(forms.map(async (path) => (await read(path)).text()));
    today = held.last_day;
    for (const text of await said()) expect(text).toContain('Còn hiệu lực đến');
    today = addDays(held.last_day, 1);
    for (const text of await said()) {
      expect(text).toContain('Hết hiệu lực');
      expect(text).toContain('Từng đạt');
    }
  });

  test('what has ended leaves a list of those in force', async () => {
    const codes = async () =>
      (await json('/embed/list.json?con-hieu-luc&limit=20')).list.cards.map(
        ({ code }: { code: string }) => code,
      );
    today = held.last_day;
    expect(await codes()).toContain(held.code);
    today = addDays(held.last_day, 1);
    expect(await codes()).not.toContain(held.code);
  });

  test('a revocation shows with the next question, which nobody is kept from for more than five minutes', async () => {
    await sql`update recognition set revoked_on = ${TODAY} where product_id = ${held.id}`.execute(hub.db);
    const answer = await read(`/embed/product/${held.code}.json`);
    await sql`update recognition set revoked_on = null where product_id = ${held.id}`.execute(hub.db);
    const { card, refreshIn: seconds } = await answerOf(answer);
    expect(card).toMatchObject({ tone: 'past', standing: 'Đã bị thu hồi' });
    const [, maxAge] = /^public, max-age=(\d+)/.exec(answer.headers.get('cache-control') ?? '') ?? [];
    // An open page asks so late, and may then be answered by a cache; pages look at their watch every 15 seconds.
    expect(seconds + 15 + Number(maxAge)).toBeLessThanOrEqual(300);
  });

  test('no answer is kept over midnight', () => {
    const justBefore = new Date('2026-11-24T23:59:30+07:00');
    expect(secondsToMidnight(justBefore)).toBe(30);
    expect(cacheControl(justBefore)).toMatch(/^public, max-age=30,/);
    expect(refreshIn(justBefore)).toBe(31);
    expect(secondsToMidnight(new Date('2026-11-25T00:00:00+07:00'))).toBe(86_400);
  });

  test('a reader who has it already is told so', async () => {
    const first = await read(`/embed/product/${held.code}.json`);
    await first.text();
    const again = await read(`/embed/product/${held.code}.json`, {
      'if-none-match': first.headers.get('etag'),
    });
    expect(again.status).toBe(304);
  });
});

describe('a list', () => {
  test('is chosen by the words of the directory’s addresses', () => {
    const own: Record<string, string> = filterWords;
    const shared = filterKeys.filter((key) => own[key]);
    expect(shared.length).toBeGreaterThanOrEqual(6);
    expect(shared.map((key) => own[key])).toEqual(shared.map(parameterOf));
  });

  test('says in words what was asked for, and links to the same list in the directory', async () => {
    const { list } = await json('/embed/list.json?sao=3&lieu=ca-phe&hieu-luc=IN_FORCE&lang=en&limit=2');
    expect(list.about).toBe('Coffee · 3 stars · in force');
    expect(list.more.href).toBe('/en/products/?sao=3&lieu=ca-phe&hieu-luc=IN_FORCE');
    expect(list.notes).toEqual([]);
    expect(list.cards.length).toBeLessThanOrEqual(2);
  });

  test('says which words it did not understand, and that there is nothing', async () => {
    const html = await (await read('/embed/list?sao=9&mau=do&nganh=NOPE&noi=atlantis&lang=en')).text();
    for (const word of ['sao=9', 'mau', 'nganh=NOPE']) expect(html).toContain(`“${word}” was not understood`);
    expect(html).toContain('There is no such product at present.');
    expect(html).toContain('“atlantis”');
  });

  test('what is printed is read back the same', () => {
    const query = '?q=c%C3%A0%20ph%C3%AA&sao=4,5&noi=xa-ea-kao&vung=ca-phe-buon-ma-thuot';
    expect(printFilter(parseFilter(new URLSearchParams(query)))).toBe(query);
    expect(parseFilter(new URLSearchParams('valid&utm=1'))).toEqual({
      words: { verdict: ['IN_FORCE'] },
      unknown: ['utm'],
    });
  });

  test('of those in force only has no other, whatever the order of its words', () => {
    for (const query of ['con-hieu-luc&hieu-luc=EXPIRED', 'hieu-luc=EXPIRED&con-hieu-luc'])
      expect(parseFilter(new URLSearchParams(query)).words.verdict).toEqual(['IN_FORCE']);
  });

  test('of stars leaves the regions out of its map', async () => {
    expect(await json('/embed/map.json?sao=5')).toMatchObject({ regions: [] });
    expect(await json('/embed/map.json')).toMatchObject({ regions: null, products: null });
  });
});

describe('without an answer', () => {
  test('a frame and a picture show a quiet card in their language, and ask again', async () => {
    const { url, close } = await openTestHub({ budget: memoryBudget({ points: 1, seconds: 60 }) });
    try {
      for (const [path, status, said] of [
        [`/embed/product/${held.code}?lang=en`, 429, 'Too many questions'],
        ['/embed/list', 429, 'Hỏi quá nhiều'],
        [`/embed/product/${held.code}.svg`, 429, 'Hỏi quá nhiều'],
        ['/embed/map', 503, 'Bản đồ đang được dựng'],
      ] as const) {
        const answer = await fetch(url + path);
        const text = await answer.text();
        expect([answer.status, answer.headers.get('cache-control')], path).toEqual([status, 'no-store']);
        expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
        expect(text).toContain(said);
        expect(/data-refresh="\d+"|^<svg /.test(text), path).toBe(true);
      }
      const data = await fetch(`${url}/embed/product/${held.code}.json`);
      expect([data.status, (await answerOf(data)).status]).toEqual([429, 429]);
    } finally {
      await close();
    }
  });
});
