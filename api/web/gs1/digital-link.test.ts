import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestHub, type TestHub } from '../testing.ts';
import { linkTypeOf, readDigitalLink } from './digital-link.rules.ts';

const GTIN = '08938505974194';

describe('a GS1 Digital Link', () => {
  it('is a GTIN with qualifiers in their order', () => {
    expect(readDigitalLink(['8938505974194'])).toEqual({ gtin: GTIN, qualifiers: [] });
    expect(readDigitalLink([GTIN, '22', '2A', '10', 'ABC/1', '21', '12345'])).toEqual({
      gtin: GTIN,
      qualifiers: [
        ['22', '2A'],
        ['10', 'ABC/1'],
        ['21', '12345'],
      ],
    });
  });

  it('tells what is wrong', () => {
    expect(readDigitalLink(['8938505974195'])).toEqual({ fault: 'CHECK_DIGIT', given: '5', right: 4 });
    expect(readDigitalLink(['89385'])).toEqual({ fault: 'LENGTH' });
    for (const rest of [
      ['21', '1', '10', 'A'],
      ['10'],
      ['10', ''],
      ['99', 'x'],
      ['10', 'ô'],
      ['10', 'x'.repeat(21)],
      ['10', 'a', '10', 'b'],
    ])
      expect(readDigitalLink([GTIN, ...rest]), rest.join('/')).toEqual({ fault: 'QUALIFIERS' });
  });

  it('knows a type of link however it is written', () => {
    for (const text of ['gs1:pip', 'pip', 'https://ref.gs1.org/voc/pip', 'https://gs1.org/voc/pip'])
      expect(linkTypeOf(text)).toBe('pip');
    expect(linkTypeOf('gs1:allergenInfo')).toBeNull();
  });
});

describe('the resolver', () => {
  let hub: TestHub;
  let code: string;
  beforeAll(async () => {
    hub = await openTestHub();
    await sql`insert into product_variant (id, product_id, name, gtin)
      select gen_random_uuid(), id, 'Túi 1 kg', ${GTIN} from product where slug = 'gao-sach-thai-hai'`.execute(
      hub.db,
    );
    const { rows } = await sql<{
      code: string;
    }>`select code from product where slug = 'gao-sach-thai-hai'`.execute(hub.db);
    code = rows[0]!.code;
  });
  afterAll(() => hub.close());

  const ask = (path: string, headers: Record<string, string> = {}) =>
    fetch(hub.url + path, { headers, redirect: 'manual' });
  const target = async (path: string, headers: Record<string, string> = {}) => {
    const response = await ask(path, headers);
    expect(response.status, path).toBe(307);
    return response.headers.get('location')!.replace(hub.url, '');
  };

  it('leads to the verdict, and keeps what stood in the barcode', async () => {
    expect(await target(`/01/${GTIN}`)).toBe(`/v/${code}?01=${GTIN}`);
    expect(await target('/01/8938505974194')).toBe(`/v/${code}?01=${GTIN}`);
    expect(await target(`/01/${GTIN}/10/L-1/21/777?17=271231&utm=a%20b`)).toBe(
      `/v/${code}?01=${GTIN}&10=L-1&21=777&17=271231&utm=a+b`,
    );
    const page = await ask(await target(`/01/${GTIN}/10/L-1`), { accept: 'text/html' });
    const text = await page.text();
    expect(text).toContain('Mã vạch bạn quét là của loại: Túi 1 kg');
    expect(text).toContain('lô L-1');
  });

  it('names no host of the asker’s choice to a shared cache', async () => {
    for (const path of [`/01/${GTIN}`, `/v/${code}`, `/v/${code}?f=jsonld`]) {
      const answer = await ask(path);
      expect(answer.headers.get('cache-control'), path).toBe('private, no-cache');
      expect(answer.headers.get('location') ?? '/').toMatch(/^\//);
    }
  });

  it('takes the form that is wanted most', async () => {
    const accept = 'application/linkset+json;q=0, application/ld+json;q=0.5, text/html';
    expect(await target(`/01/${GTIN}?linkType=gs1:certificationInfo`, { accept })).toBe(
      `/v/${code}?01=${GTIN}`,
    );
  });

  it('leads to what is asked for', async () => {
    expect(await target(`/01/${GTIN}?linkType=gs1:pip`)).toBe(`/san-pham/gao-sach-thai-hai/?01=${GTIN}`);
    expect(await target(`/01/${GTIN}?linkType=gs1:pip`, { 'accept-language': 'en' })).toBe(
      `/en/products/gao-sach-thai-hai/?01=${GTIN}`,
    );
    expect(
      await target(`/01/${GTIN}?linkType=gs1:certificationInfo`, { accept: 'application/ld+json' }),
    ).toBe(`/v/${code}?f=jsonld&01=${GTIN}`);
    expect(await target(`/01/${GTIN}?linkType=gs1:verificationService`)).toBe(`/v/${code}?01=${GTIN}`);
    expect(await target(`/01/${GTIN}?linkType=gs1:allergenInfo`)).toBe(`/v/${code}?01=${GTIN}`);
  });

  it('gives its link set, with the context that makes it JSON-LD', async () => {
    for (const response of [
      await ask(`/01/${GTIN}?linkType=linkset`),
      await ask(`/01/${GTIN}?linkType=all`),
      await ask(`/01/${GTIN}/10/L-1`, { accept: 'application/linkset+json' }),
    ]) {
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('application/linkset+json');
      expect(response.headers.get('link')).toContain('rel="http://www.w3.org/ns/json-ld#context"');
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
      const { linkset } = (await response.json()) as {
        linkset: [Record<string, { href: string; title: string }[]>];
      };
      expect(linkset[0]['anchor']).toBe(`${hub.url}/01/${GTIN}`);
      for (const type of ['defaultLink', 'verificationService', 'certificationInfo', 'pip']) {
        const links = linkset[0][`https://ref.gs1.org/voc/${type}`]!;
        expect(links.length, type).toBeGreaterThan(0);
        expect(links.every(({ href, title }) => href.startsWith(hub.url) && title.length > 0)).toBe(true);
      }
    }
    expect((await ask(`/01/${GTIN}`)).headers.get('link')).toContain(
      'rel="linkset"; type="application/linkset+json"',
    );
  });

  it('says that a check digit is wrong, and which one would be right', async () => {
    const machine = await ask('/01/08938505974195');
    expect([machine.status, machine.headers.get('content-type')]).toEqual([
      400,
      'application/problem+json; charset=utf-8',
    ]);
    expect(await machine.json()).toMatchObject({ status: 400, detail: expect.stringContaining('4') });
    const person = await ask('/01/08938505974195', { accept: 'text/html', 'accept-language': 'en' });
    expect(person.status).toBe(400);
    expect(await person.text()).toContain('check digit');
  });

  it('knows no other GTIN, and refuses what is no Digital Link', async () => {
    expect((await ask('/01/09506000134352')).status).toBe(404);
    expect(await (await ask('/01/09506000134352', { accept: 'text/html' })).text()).toContain(
      '09506000134352',
    );
    for (const path of [
      '/01/',
      '/01/x',
      '/01/1/2/3',
      `/01/${GTIN}/21/1/10/2`,
      `/01/${GTIN}/10`,
      `/01/${'9'.repeat(400)}`,
      `/01/${GTIN}/10/%3Cscript%3E%E1%BA%A1`,
    ])
      expect((await ask(path)).status, path).toBe(400);
    expect(hub.unexpected).toEqual([]);
  });

  it('describes itself where GS1 looks for it', async () => {
    const response = await ask('/.well-known/gs1resolver');
    expect(await response.json()).toMatchObject({
      resolverRoot: hub.url,
      supportedPrimaryKeys: ['01'],
      supportedLinkType: [{ namespace: 'https://ref.gs1.org/voc/', prefix: 'gs1:' }],
    });
  });
});
