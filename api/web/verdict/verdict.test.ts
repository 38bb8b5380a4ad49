import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseKinds } from '../../database/testing.ts';
import { memoryBudget } from '../../graphql/limits/budget.ts';
import { openTestHub, type TestHub } from '../testing.ts';
import { recordSixAnswers, type SixAnswers } from './testing.ts';

const LARGEST = 15_000;
const site = 'https://ocop.example';
const page = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

describe.each(databaseKinds)('the verdict page on %s', (kind) => {
  let hub: TestHub;
  let codes: SixAnswers;
  let now = new Date('2026-11-24T09:00:00+07:00');

  beforeAll(async () => {
    hub = await openTestHub({ kind, now: () => now, siteUrl: site });
    codes = await recordSixAnswers(hub.db);
  });
  afterAll(() => hub.close());

  const open = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${hub.url}${path}`, { headers: { ...page, ...headers }, redirect: 'manual' });
  const read = async (path: string, headers: Record<string, string> = {}) => {
    const response = await open(path, headers);
    return { response, status: response.status, text: await response.text() };
  };

  it.each([
    ['IN_FORCE', 200, 'Còn hiệu lực', 'In force'],
    ['EXPIRED', 200, 'Đã hết hiệu lực', 'Expired'],
    ['REVOKED', 200, 'Đã bị thu hồi', 'Revoked'],
    ['SUPERSEDED', 200, 'Đã được thay thế', 'Replaced'],
    ['NOT_CONFIRMED', 200, 'Chưa xác nhận được', 'Not confirmed'],
    ['UNKNOWN', 404, 'Không có trong sổ', 'Not in the register'],
  ] as const)('answers %s by a word, a colour and a sign', async (state, status, vi, en) => {
    for (const [lang, word] of [
      ['vi', vi],
      ['en', en],
    ] as const) {
      const { response, text, status: answered } = await read(`/v/${codes[state]}?lang=${lang}`);
      expect(answered).toBe(status);
      expect(text).toContain(`<html lang="${lang}">`);
      expect(text).toContain(`<h1>${word}</h1>`);
      expect(text).toContain(`<section class="answer ${state}">`);
      expect(response.headers.get('content-language')).toBe(lang);
      expect(response.headers.get('vary')).toContain('Accept-Language');
      expect(text).not.toMatch(/<script(?! type="application\/ld\+json")|\son\w+=|\sstyle=/);
    }
  });

  it('tells all that a shopper compares: packs, producer, decision, dates, evidence and source', async () => {
    const { text } = await read(`/v/${codes.IN_FORCE}`);
    for (const fact of [
      'Túi, 500 g, mã vạch 8938505974194',
      'Hộp quà, 2 × 250 g',
      '3410/QĐ-UBND',
      'OCOP 3 sao',
    ])
      expect(text).toContain(fact);
    expect(text).toMatch(/đến hết ngày \d\d\/\d\d\/\d{4}/);
    expect(text).toMatch(/<a href="https?:[^"]+" rel="noreferrer"/);
    expect(text).toContain(`/v/${codes.IN_FORCE}/doubt`);
    expect((await read(`/v/${codes.REVOKED}`)).text).toContain('02/11/2026: Cơ sở không còn đủ điều kiện');
    expect((await read(`/v/${codes.SUPERSEDED}`)).text).toContain('href="/v/R2345620?lang=vi"');
  });

  it('reads the language of the browser, and the address before it', async () => {
    const path = `/v/${codes.IN_FORCE}`;
    const langOf = async (accepted: string, query = '') =>
      /<html lang="(..)"/.exec((await read(path + query, { 'accept-language': accepted })).text)?.[1];
    expect(await langOf('en-GB,en;q=0.9,vi;q=0.5')).toBe('en');
    expect(await langOf('fr,de;q=0.9')).toBe('vi');
    expect(await langOf('vi;q=0.2, en;q=0.1')).toBe('vi');
    expect(await langOf('en', '?lang=vi')).toBe('vi');
    expect(await langOf('en', '?lang=xx')).toBe('en');
  });

  it('understands a number in every way in which it is written', async () => {
    const code = codes.IN_FORCE;
    const spaced = `${code.slice(0, 4)} ${code.slice(4)}`;
    const numbers = [
      code.toLowerCase(),
      spaced,
      spaced.replace(' ', '-'),
      '8938505974194',
      '8 938505 974194',
      `${code}/`,
    ];
    for (const number of numbers) {
      const { text, status } = await read(`/v/${encodeURIComponent(number).replace('%2F', '/')}`);
      expect(status, number).toBe(200);
      expect(text, number).toContain(`rel="canonical" href="${site}/v/${code}"`);
    }
    const form = await open(`/v/?code=${encodeURIComponent(spaced)}&lang=en`);
    expect([form.status, form.headers.get('location')]).toEqual([
      303,
      `/v/${encodeURIComponent(spaced)}?lang=en`,
    ]);
  });

  it('lets the reader choose where a decision recognised several products', async () => {
    for (const path of ['/v/3410/QĐ-UBND', '/v/3410%2Fq%C4%91-ubnd', '/v/3410/qd-ubnd']) {
      const { text, status } = await read(path);
      expect(status).toBe(200);
      expect(text).toContain('Quyết định 3410/QĐ-UBND công nhận nhiều sản phẩm');
      expect(text.match(/<a href="\/v\/R/g)).toHaveLength(2);
    }
  });

  it('answers for a recognition by its code, and for the product by the product’s', async () => {
    const recognition = await read(`/v/${codes.SUPERSEDED}`);
    expect(recognition.text).toContain('class="answer SUPERSEDED"');
    const product = /href="\/v\/(P[0-9A-Z]{7})\?lang=vi"/.exec(recognition.text)?.[1];
    const { text } = await read(`/v/${product}`);
    expect(text).toContain('class="answer IN_FORCE"');
    expect(text).toContain('OCOP 5 sao');
  });

  it('says what is wrong with a mistyped code and offers the nearest', async () => {
    const code = codes.IN_FORCE;
    const { text, status } = await read(`/v/${code.slice(0, 7)}${code.endsWith('2') ? '3' : '2'}`);
    expect(status).toBe(404);
    expect(text).toContain('Mã này gõ sai');
    expect(text).toContain(`href="/v/${code}?lang=vi"`);
    const recognition = codes.SUPERSEDED;
    const wrong = await read(`/v/${recognition.slice(0, 7)}${recognition.endsWith('2') ? '3' : '2'}`);
    expect(wrong.text).toContain(`href="/v/${recognition}?lang=vi"`);
    expect((await read(`/v/${codes.UNKNOWN}`)).text).toContain('chưa từng được cấp');
    expect((await read('/v/8938505974195')).text).toContain('chữ số kiểm tra');
  });

  it('says of a code whose record is gone that it was given out', async () => {
    const [given, wanted] = ['R234567R', codes.REVOKED];
    await sql`insert into recognition (id, code, product_id, kind, evidence, source_id)
      select gen_random_uuid(), ${given}, id, 'FIRST', 'ASSESSED_ONLY', source_id from product where code = ${wanted}`.execute(
      hub.db,
    );
    expect((await read(`/v/${given}`)).status).toBe(200);
    await sql`delete from recognition where code = ${given}`.execute(hub.db);
    for (const [query, sentence] of [
      ['', 'Mã này đã được cấp'],
      ['?lang=en', 'was given out, and its record is no longer in the register'],
      ['?f=jsonld&lang=en', 'was given out, and its record is no longer in the register'],
    ]) {
      const { response, status, text } = await read(`/v/${given.toLowerCase()}${query}`);
      expect([status, response.headers.get('cache-control')], query).toEqual([410, 'public, max-age=60']);
      expect(text).toContain(sentence);
    }
  });

  it('answers for another day and says so, and refuses what is no day', async () => {
    const { text, status } = await read(`/v/${codes.REVOKED}?asOf=2026-11-01`);
    expect(status).toBe(200);
    expect(text).toContain('class="answer IN_FORCE"');
    expect(text).toContain('Đây là câu trả lời cho ngày 01/11/2026, không phải hôm nay.');
    for (const bad of [
      '2026-02-30',
      'today',
      '24/11/2026',
      '2026-11-24T00:00',
      "2026-11-24'--",
      '<script>',
    ]) {
      const refused = await read(`/v/${codes.REVOKED}?asOf=${encodeURIComponent(bad)}`);
      expect(refused.status, bad).toBe(400);
      expect(refused.text).toContain('Ngày không đúng');
      expect(refused.text).not.toContain(bad);
    }
    const today = await read(`/v/${codes.REVOKED}?asOf=2026-11-24`);
    expect(today.text).not.toContain('không phải hôm nay');
    expect(today.text).not.toContain('noindex');
    expect((await open(`/v/${codes.REVOKED}?asOf=2026-01-01&asOf=2026-01-02`)).status).toBe(400);
  });

  it('gives JSON-LD to machines: never active but in force', async () => {
    for (const state of ['IN_FORCE', 'EXPIRED', 'REVOKED', 'SUPERSEDED', 'NOT_CONFIRMED'] as const) {
      const response = await open(`/v/${codes[state]}`, { accept: 'application/ld+json' });
      expect(response.headers.get('content-type')).toBe('application/ld+json');
      const {
        '@graph': [product],
      } = (await response.json()) as { '@graph': Record<string, unknown>[] };
      expect(product?.['additionalProperty']).toMatchObject({ value: state });
      const active = JSON.stringify(product).includes('CertificationActive');
      expect(active, state).toBe(state === 'IN_FORCE');
    }
    const page = await open(`/v/${codes.IN_FORCE}`, { accept: 'application/ld+json;q=0.1, text/html' });
    expect(page.headers.get('content-type')).toContain('text/html');
    const byQuery = await open(`/v/${codes.IN_FORCE}?f=jsonld&lang=en`);
    expect(await byQuery.text()).toContain('in force until the end of');
    const unknown = await open(`/v/${codes.UNKNOWN}`, { accept: 'application/ld+json' });
    expect([unknown.status, unknown.headers.get('content-type')]).toEqual([
      404,
      'application/problem+json; charset=utf-8',
    ]);
    expect((await open(`/v/${codes.IN_FORCE}?f=pdf`)).status).toBe(400);
  });

  it('is kept for a minute at most, never past midnight, and sent once', async () => {
    const path = `/v/${codes.IN_FORCE}`;
    const first = await open(path);
    expect(first.headers.get('cache-control')).toBe('public, max-age=60');
    const again = await open(path, { 'if-none-match': first.headers.get('etag') ?? '' });
    expect([again.status, await again.text()]).toEqual([304, '']);
    const head = await fetch(hub.url + path, { method: 'HEAD', headers: page });
    expect([head.status, await head.text()]).toEqual([200, '']);
    now = new Date('2026-11-24T23:59:40+07:00');
    expect((await open(path)).headers.get('cache-control')).toBe('public, max-age=19');
    now = new Date('2026-11-24T09:00:00+07:00');
  });

  it(`is smaller than ${LARGEST} bytes for the products with the longest pages, in both languages`, async () => {
    // Those with most to say: names, sources and recognitions make a page long.
    const { rows } = await sql<{ code: string }>`select unnest(array[p.code, min(r.code)]) as code
      from product p join recognition r on r.product_id = p.id left join producer on producer.id = p.producer_id
      group by p.id, producer.id
      order by 4 * octet_length(p.name) + octet_length(coalesce(p.story, '')) + octet_length(coalesce(producer.name, ''))
        + 700 * count(*) + 200 * sum(cardinality(r.other_source_ids)) desc limit 24`.execute(hub.db);
    let largest = 0;
    for (const { code } of rows) {
      for (const lang of ['vi', 'en']) {
        const { text, status } = await read(`/v/${code}?lang=${lang}`);
        expect(status).toBe(200);
        largest = Math.max(largest, Buffer.byteLength(text));
      }
    }
    expect(largest).toBeLessThanOrEqual(LARGEST);
    expect(largest).toBeGreaterThan(10_000);
  });

  it('never runs what was typed, and never falls over it', async () => {
    const { IN_FORCE: code } = codes;
    const swapped = Array.from(
      { length: 7 },
      (_, at) => code.slice(0, at) + code.charAt(at + 1) + code.charAt(at) + code.slice(at + 2),
    );
    const cut = Array.from({ length: 8 }, (_, at) => code.slice(0, at));
    const hostile = [
      ...swapped.filter((one) => one !== code),
      ...cut.filter(Boolean),
      ...Array.from({ length: 60 }, (_, n) => `${code}${n}`),
      ...Array.from({ length: 60 }, (_, n) => `P${(n * 7_919).toString(36).toUpperCase().padStart(7, '2')}`),
      "'; drop table product; --",
      "' or '1'='1",
      '" onmouseover="alert(1)',
      '<script>alert(1)</script>',
      '<img src=x onerror=alert(1)>',
      '../../etc/passwd',
      '..\\..\\windows',
      '%',
      '%%',
      '{{7*7}}',
      '${7*7}',
      '\u0000',
      'P\u0000',
      '\uFEFF',
      '\u202E',
      '😀',
      'ạ\u0323',
      'x'.repeat(199),
      'x'.repeat(5_000),
      '9'.repeat(200),
      'select pg_sleep(10)',
      'constructor',
      '__proto__',
      'null',
      '-1',
      '1e400',
    ];
    for (const number of hostile) {
      const { status, text } = await read(`/v/${encodeURIComponent(number)}`);
      expect(status, number).toBe(404);
      expect(text).not.toMatch(/<script>alert|<img src=x|" onmouseover/);
    }
    for (const path of [
      '/v/%ff',
      '/v/%c3%28',
      '/v/%',
      '/v/%E0%80%80',
      '/v/..%2f..%2fetc',
      `/v/${code}?lang=%ff`,
      `/v/${code}?lang[]=vi&lang=en`,
      '/v/?code=%00',
      '/v/?code[]=x',
    ]) {
      const { status, text } = await read(path);
      expect([200, 400, 404], path).toContain(status);
      expect(text).not.toContain('node_modules');
    }
    const { text } = await read(
      `/v/${code}?lang="><script>alert(1)</script>&10=<script>alert(1)</script>&01="><b>`,
    );
    expect(text).not.toContain('<script>alert');
    expect(hub.unexpected).toEqual([]);
  });

  it('shows where a code can be typed', async () => {
    expect((await open('/v')).status).toBe(200);
    const { text } = await read('/v/?lang=en');
    expect(text).toContain('Verify an OCOP star');
    expect(text).toContain('<form class="find" action="/v/"');
  });
});

describe('the verdict page in trouble', () => {
  it('says that it was asked too often, and when to come back', async () => {
    const hub = await openTestHub({ budget: memoryBudget({ points: 200, seconds: 60 }) });
    try {
      const answers = [];
      for (let times = 0; times < 8; times += 1)
        answers.push(await fetch(`${hub.url}/v/NOTHING${times}`, { headers: page }));
      const last = answers.at(-1)!;
      expect(last.status).toBe(429);
      expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(last.headers.get('cache-control')).toBe('no-store');
      expect(await last.text()).toContain('Hỏi quá nhiều');
    } finally {
      await hub.close();
    }
  });

  it('says plainly that the register does not answer, and nothing of the product', async () => {
    const hub = await openTestHub();
    await hub.database.close();
    const answers = await Promise.all(
      ['?lang=vi', '?lang=en'].map((query) => fetch(`${hub.url}/v/P2F5F8KS${query}`, { headers: page })),
    );
    for (const answer of answers) {
      expect(answer.status).toBe(503);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(answer.headers.get('retry-after')).toBe('30');
    }
    expect(await answers[0]!.text()).toContain('Sổ chưa trả lời được');
    expect(await answers[1]!.text()).toContain('The register does not answer');
    await hub.app.close();
  });
});
