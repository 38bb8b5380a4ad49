import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addDays,
  productVerdict,
  type RecognitionFacts,
} from '../register/recognitions/recognition.rules.ts';
import { answerOf, openTestHub, type TestHub } from './testing.ts';

interface Held {
  code: string;
  recognition: string;
  slug: string;
  lastDay: string;
}

let hub: TestHub;
let now: Date;
let held: Held;
beforeAll(async () => {
  now = new Date('2026-11-24T12:00:00+07:00');
  hub = await openTestHub({ now: () => now, siteUrl: 'https://ocop.example' });
  const { rows } = await sql<Held>`
    select p.code, r.code as recognition, p.slug, to_char(v.last_day, 'YYYY-MM-DD') as "lastDay"
    from product p cross join lateral product_verdict(p.id, '2026-11-24') v join recognition r on r.id = v.recognition_id
    where v.status = 'IN_FORCE' order by p.slug limit 1`.execute(hub.db);
  held = rows[0]!;
});
afterAll(() => hub.close());

const read = async (path: string, accept = 'text/html'): Promise<string> =>
  (await fetch(hub.url + path, { headers: { accept } })).text();
const ask = async (query: string) => (await answerOf(await hub.ask({ query }))).data;
const inGraphql = (path: string) =>
  `${path}?query=${encodeURIComponent(`{ verdict(of: { slug: "${held.slug}" }) { status } }`)}`;

/** Every place where the hub says that a star is in force. A new one is one line here. */
const surfaces: Record<string, () => Promise<boolean>> = {
  'the verdict page of the product': async () =>
    (await read(`/v/${held.code}`)).includes('class="answer IN_FORCE"'),
  'the verdict page of the recognition': async () =>
    (await read(`/v/${held.recognition}`)).includes('class="answer IN_FORCE"'),
  'the JSON-LD within the page': async () => (await read(`/v/${held.code}`)).includes('CertificationActive'),
  'the JSON-LD by itself': async () => {
    const text = await read(`/v/${held.code}`, 'application/ld+json');
    return text.includes('CertificationActive') && text.includes('"value": "IN_FORCE"');
  },
  'GraphQL, of a product': async () =>
    (await ask(`{ product(by: { slug: "${held.slug}" }) { verdict { status } } }`)).product.verdict.status ===
    'IN_FORCE',
  'GraphQL, of a number': async () =>
    (await ask(`{ verdicts(numbers: ["${held.code}"]) { verdict { status } } }`)).verdicts[0].verdict
      .status === 'IN_FORCE',
  'GraphQL, of a list': async () =>
    (
      await ask('{ products(first: 100, where: { verdict: [IN_FORCE] }) { nodes { code } } }')
    ).products.nodes.some(({ code }: { code: string }) => code === held.code),
  'GraphQL by GET, as a cache asks': async () =>
    (await read(inGraphql('/graphql'), 'application/json')).includes('IN_FORCE'),
  'the embedded card': async () => (await read(`/embed/product/${held.code}`)).includes('Còn hiệu lực'),
  'the badge': async () => (await read(`/embed/product/${held.code}.svg`)).includes('Còn hiệu lực'),
  'the card as data': async () => /Còn hiệu lực/.test(await read(`/embed/product/${held.code}.json`)),
  'the embedded list of what is in force': async () =>
    (await read('/embed/list.json?con-hieu-luc&limit=20')).includes(held.code),
  'the rule by which a browser decides for pages, maps and files': async () => {
    const { product } = await ask(`{ product(by: { slug: "${held.slug}" }) { recognitions {
      code stars evidence issued validUntil extendedUntil revokedOn supersededOn } } }`);
    return productVerdict(product.recognitions as RecognitionFacts[], dayNow()).status === 'IN_FORCE';
  },
};

const dayNow = () => new Date(now.getTime() + 7 * 3_600_000).toISOString().slice(0, 10);

describe('across midnight in Asia/Ho_Chi_Minh', () => {
  it.each(Object.keys(surfaces))('%s changes with the day', async (name) => {
    const isInForce = surfaces[name]!;
    now = new Date(`${held.lastDay}T23:59:59.999+07:00`);
    expect(await isInForce(), 'in the last second').toBe(true);
    now = new Date(`${addDays(held.lastDay, 1)}T00:00:00+07:00`);
    expect(await isInForce(), 'in the first second').toBe(false);
    // The day of the reader decides, not that of the machine or of London.
    now = new Date(`${held.lastDay}T16:59:59Z`);
    expect(await isInForce()).toBe(true);
    now = new Date(`${held.lastDay}T17:00:00Z`);
    expect(await isInForce()).toBe(false);
  });

  it('nothing that speaks of the day is kept beyond it', async () => {
    now = new Date(`${held.lastDay}T23:59:30+07:00`);
    for (const path of [
      `/v/${held.code}`,
      `/v/${held.code}?f=jsonld`,
      '/v/',
      inGraphql('/graphql'),
      `/embed/product/${held.code}`,
      `/embed/product/${held.code}.svg`,
      '/embed/list.json',
    ]) {
      const policy =
        (await fetch(hub.url + path, { headers: { accept: '*/*' } })).headers.get('cache-control') ?? '';
      const seconds = [...policy.matchAll(/(?:max-age|stale-while-revalidate)=(\d+)/g)].map(([, value]) =>
        Number(value),
      );
      expect(seconds.length, `${path}: ${policy}`).toBeGreaterThan(0);
      expect(Math.max(...seconds), `${path}: ${policy}`).toBeLessThan(30);
    }
  });
});
