import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseKinds } from '../../database/testing.ts';
import { memoryBudget } from '../../graphql/limits/budget.ts';
import { isCode } from '../../register/codes.rules.ts';
import { openTestHub, type TestHub } from '../testing.ts';

interface Kept {
  case_number: string;
  number: string | null;
  what: string;
  place: string;
  product: string | null;
  width: number | null;
  content: Uint8Array | null;
}

const text = { what: 'Bao bì in 5 sao, sổ nói 3 sao', place: 'Chợ Buôn Ma Thuột' };

describe.each(databaseKinds)('a doubt, on %s', (kind) => {
  let hub: TestHub;
  let code: string;
  beforeAll(async () => {
    hub = await openTestHub({ kind });
    const { rows } = await sql<{
      code: string;
    }>`select code from product where slug = 'gao-sach-thai-hai'`.execute(hub.db);
    code = rows[0]!.code;
  });
  afterAll(() => hub.close());

  const send = (fields: Record<string, string | Blob>, headers: Record<string, string> = {}) => {
    const body = new FormData();
    for (const [name, value] of Object.entries({ form: randomUUID(), lang: 'vi', ...text, ...fields }))
      body.append(name, value);
    return fetch(`${hub.url}/v/doubt`, { method: 'POST', body, headers, redirect: 'manual' });
  };
  const caseOf = (response: Response) =>
    /\/v\/doubt\/(D[0-9A-Z]{7})/.exec(response.headers.get('location') ?? '')?.[1] ?? '';
  const kept = async (caseNumber: string) => {
    const { rows } =
      await sql<Kept>`select d.case_number, d.number, d.what, d.place, p.slug as product, photo.width, photo.content
      from doubt d left join product p on p.id = d.product_id left join doubt_photo photo on photo.doubt_id = d.id
      where case_number = ${caseNumber}`.execute(hub.db);
    return rows[0];
  };
  const count = async () =>
    (await sql<{ n: number }>`select count(*)::int as n from doubt`.execute(hub.db)).rows[0]?.n;

  it('is written on a plain form that knows the product', async () => {
    for (const path of [`/v/${code}/doubt`, `/v/doubt?number=${code}`]) {
      const page = await fetch(hub.url + path);
      const html = await page.text();
      expect(page.status).toBe(200);
      expect(page.headers.get('cache-control')).toBe('no-store');
      expect(html).toContain(`value="${code}"`);
      expect(html).toMatch(/name="form" value="[0-9a-f-]{36}"/);
      expect(html).toContain('action="/v/doubt?lang=vi"');
      expect(html).toContain('không giữ địa chỉ mạng của bạn');
      expect(html).not.toContain('<script');
    }
    expect(await (await fetch(`${hub.url}/v/doubt?lang=en`)).text()).toContain('Report a doubt');
  });

  it('becomes a case with a number, for staff alone', async () => {
    const response = await send({ number: code.toLowerCase(), place: '  Chợ\nBuôn Ma Thuột\u0000 ' });
    expect(response.status).toBe(303);
    const caseNumber = caseOf(response);
    expect(isCode(caseNumber, 'D')).toBe(true);
    expect(await kept(caseNumber)).toMatchObject({
      number: code.toLowerCase(),
      product: 'gao-sach-thai-hai',
      ...text,
      content: null,
    });
    const receipt = await fetch(hub.url + response.headers.get('location'));
    const html = await receipt.text();
    expect(html).toContain(caseNumber);
    expect(html).not.toContain('5 sao');
    const { rows } = await sql`select from change where entity like 'doubt%'`.execute(hub.db);
    expect(rows).toEqual([]);
    const { rows: columns } = await sql<{
      name: string;
    }>`select column_name as name from information_schema.columns
      where table_name in ('doubt', 'doubt_photo')`.execute(hub.db);
    expect(
      columns.map(({ name }) => name).filter((name) => /address|phone|agent|contact|reporter/.test(name)),
    ).toEqual([]);
    const schema = await hub.ask({ query: '{ __schema { types { name } } }' });
    expect(await schema.text()).not.toMatch(/doubt/i);
  });

  it('sent twice is one case, be it at once or one after the other', async () => {
    const form = randomUUID();
    const before = await count();
    const answers = await Promise.all(Array.from({ length: 4 }, () => send({ form })));
    const numbers = [...answers, await send({ form, what: 'Khác' })].map(caseOf);
    expect(new Set(numbers).size).toBe(1);
    expect(await count()).toBe((before ?? 0) + 1);
  });

  it('keeps a photo drawn anew, without the place where it was taken', async () => {
    const file = await sharp({ create: { width: 2_400, height: 1_200, channels: 3, background: '#884422' } })
      .withExif({ IFD0: { Copyright: 'SECRET NAME' }, IFD3: { GPSLatitude: '12/1 41/1 0/1' } })
      .jpeg()
      .toBuffer();
    expect(file.includes('SECRET NAME')).toBe(true);
    const photo = await kept(
      caseOf(await send({ photo: new Blob([new Uint8Array(file)], { type: 'image/jpeg' }) })),
    );
    expect(photo?.width).toBe(1_600);
    const content = Buffer.from(photo!.content!);
    expect(content.includes('SECRET NAME')).toBe(false);
    const metadata = await sharp(content).metadata();
    expect([metadata.format, metadata.exif, metadata.xmp]).toEqual(['webp', undefined, undefined]);
  });

  it('refuses what is no photo, and keeps what was typed', async () => {
    const files = [
      '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
      '%PDF-1.7',
      'GIF89a',
      '\u00FF\u00D8\u00FFnot a jpeg',
      'MZ',
    ];
    const before = await count();
    for (const file of files) {
      const response = await send({ photo: new Blob([file], { type: 'image/jpeg' }) });
      const html = await response.text();
      expect(response.status, file).toBe(422);
      expect(html).toContain('không phải ảnh');
      expect(html).toContain(text.what);
    }
    const large = await send({ photo: new Blob([new Uint8Array(5 * 1024 * 1024 + 10)]), lang: 'en' });
    expect(large.status).toBe(413);
    const html = await large.text();
    expect(html).toContain('larger than 5 MB');
    expect(html).toContain(`value="${text.place}"`);
    expect(await count()).toBe(before);
  });

  it('says at each field what is missing or too long, in both languages', async () => {
    const empty = await send({ what: ' \n\u200B', place: '' });
    expect(empty.status).toBe(422);
    const html = await empty.text();
    expect(html).toContain('<a href="#what">Hãy kể điều không đúng.</a>');
    expect(html).toMatch(/id="place"[^>]*aria-invalid="true" aria-describedby="place-error"/);
    const long = await (await send({ what: 'x'.repeat(2_001), lang: 'en' })).text();
    expect(long).toContain('longer than 2,000 characters');
    expect(long).toContain('x'.repeat(2_001));
  });

  it('never runs what was typed', async () => {
    const hostile = '"><script>alert(1)</script></textarea><img src=x onerror=alert(1)>';
    const response = await send({ what: '', place: hostile, number: hostile, lang: hostile, form: hostile });
    const html = await response.text();
    expect(response.status).toBe(422);
    expect(html).not.toMatch(/<script>alert|<img src=x/);
    const form = await (await fetch(`${hub.url}/v/${encodeURIComponent(hostile)}/doubt?lang=en`)).text();
    expect(form).not.toMatch(/<script>alert|<img src=x/);
  });

  it('is not taken from another site', async () => {
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
    ])
      expect((await send({}, headers as Record<string, string>)).status).toBe(403);
    for (const headers of [{ 'sec-fetch-site': 'same-origin' }, { origin: hub.url }, {}])
      expect((await send({}, headers as Record<string, string>)).status).toBe(303);
  });

  it('answers what is no form with a page', async () => {
    const post = (type: string, body: string) =>
      fetch(`${hub.url}/v/doubt`, { method: 'POST', headers: { 'content-type': type }, body });
    for (const [type, body] of [
      ['application/json', '{}'],
      ['text/plain', 'x'],
      ['multipart/form-data', 'x'],
      ['multipart/form-data; boundary=a', '--b\r\n'],
    ] as const) {
      const response = await post(type, body);
      expect([400, 406, 415, 422], type).toContain(response.status);
      expect(response.headers.get('content-type')).toContain('text/html');
    }
    expect((await fetch(`${hub.url}/v/doubt/D2345678`)).status).toBe(404);
    expect(hub.unexpected).toEqual([]);
  });
});

it('takes so many reports from one address, and keeps what was typed', async () => {
  const hub = await openTestHub({
    doubts: { budget: memoryBudget({ points: 2, seconds: 3_600 }), secret: 's' },
  });
  try {
    const send = () => {
      const body = new FormData();
      for (const [name, value] of Object.entries({ ...text, form: randomUUID() })) body.append(name, value);
      return fetch(`${hub.url}/v/doubt`, { method: 'POST', body, redirect: 'manual' });
    };
    expect([(await send()).status, (await send()).status]).toEqual([303, 303]);
    const refused = await send();
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(60);
    expect(await refused.text()).toContain(text.what);
  } finally {
    await hub.close();
  }
});
