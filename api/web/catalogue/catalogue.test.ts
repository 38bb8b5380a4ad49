import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { sql } from 'kysely';
import { Store } from 'n3';
import SHACLValidator from 'rdf-validate-shacl';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { databaseKinds } from '../../database/testing.ts';
import { doors } from '../../exchange/catalogue/doors.rules.ts';
import { keepSnapshot } from '../../exchange/exports/kept-snapshots.ts';
import { tables } from '../../exchange/exports/tables.rules.ts';
import { TODAY } from '../../graphql/testing.ts';
import { answerOf, openTestHub, type TestHub } from '../testing.ts';
import { canonical, faultsOf, jsonLdQuads, loadPackage, turtleQuads, type Csvw } from './testing.ts';

const PUBLISHER = 'Văn phòng Điều phối nông thôn mới (thử)';
const CONTACT = 'ocop@ocop.example';
const shapes = new Store(
  turtleQuads(readFileSync(join(import.meta.dirname, 'dcat-ap.shapes.ttl'), 'utf8')) as never,
);
const DCAT = 'http://www.w3.org/ns/dcat#';
const DCT = 'http://purl.org/dc/terms/';

const faultsByShapes = async (turtle: string): Promise<string[]> => {
  const report = await new SHACLValidator(shapes as never).validate(
    new Store(turtleQuads(turtle) as never) as never,
  );
  return report.results.map(
    ({ focusNode, path, message }) =>
      `${focusNode?.value} ${JSON.stringify(path)} ${message.map(({ value }) => value).join()}`,
  );
};

/** Project Open Data 1.1: what its schema requires, and how it is written. */
const day = /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?Z)?$/;
const projectOpenData = z.strictObject({
  '@context': z.literal('https://project-open-data.cio.gov/v1.1/schema/catalog.jsonld'),
  '@id': z.url(),
  '@type': z.literal('dcat:Catalog'),
  conformsTo: z.literal('https://project-open-data.cio.gov/v1.1/schema'),
  describedBy: z.literal('https://project-open-data.cio.gov/v1.1/schema/catalog.json'),
  dataset: z
    .array(
      z.strictObject({
        '@type': z.literal('dcat:Dataset'),
        title: z.string().min(1),
        description: z.string().min(1),
        keyword: z.array(z.string().min(1)).min(1),
        modified: z.string().regex(day),
        publisher: z.strictObject({ '@type': z.literal('org:Organization'), name: z.string().min(1) }),
        contactPoint: z.strictObject({
          '@type': z.literal('vcard:Contact'),
          fn: z.string().min(1),
          hasEmail: z.string().regex(/^mailto:[\w.+-]+@[\w.-]+$/),
        }),
        identifier: z.url(),
        accessLevel: z.enum(['public', 'restricted public', 'non-public']),
        license: z.url(),
        rights: z.string().max(255),
        spatial: z.string().min(1),
        temporal: z.string().regex(/^\d{4}-\d\d-\d\d\/\d{4}-\d\d-\d\d$/),
        issued: z.string().regex(day),
        accrualPeriodicity: z.string().regex(/^R\/P1D$/),
        language: z.array(z.string().regex(/^[a-z]{2}$/)),
        theme: z.array(z.string().min(1)).min(1),
        landingPage: z.url(),
        distribution: z
          .array(
            z.strictObject({
              '@type': z.literal('dcat:Distribution'),
              title: z.string().min(1),
              format: z.string().min(1),
              mediaType: z.string().regex(/^[\w.-]+\/[\w.+-]+$/),
              accessURL: z.url(),
              downloadURL: z.url(),
              describedBy: z.url().optional(),
              describedByType: z.string().optional(),
            }),
          )
          .min(1),
      }),
    )
    .min(1),
});

describe.each(databaseKinds)('catalogues on %s', (kind) => {
  let hub: TestHub;
  const folder = mkdtempSync(join(tmpdir(), 'ocop-hub-catalogue-test-'));
  beforeAll(async () => {
    hub = await openTestHub({
      kind,
      snapshotsDir: folder,
      responsible: { publisher: PUBLISHER, contact: CONTACT },
    });
  });
  afterAll(async () => {
    await hub.close();
    rmSync(folder, { recursive: true });
  });

  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(hub.url + path, { headers, redirect: 'manual' });
  const text = async (path: string) => {
    const answer = await get(path);
    expect([path, answer.status]).toEqual([path, 200]);
    return answer.text();
  };
  const keep = () =>
    keepSnapshot(
      { db: hub.db, primary: hub.db, onStatement: undefined, today: TODAY },
      { folder, origin: '' },
    );
  const objects = (quads: ReturnType<typeof turtleQuads>, predicate: string) =>
    quads.filter((quad) => quad.predicate.value === predicate).map(({ object }) => object.value);

  it('are the same statements in Turtle and in JSON-LD, and fit the shapes of DCAT-AP', async () => {
    const turtle = await text('/catalog.ttl');
    const jsonLd = await text('/catalog.jsonld');
    const quads = turtleQuads(turtle);
    expect(quads.length).toBeGreaterThan(500);
    expect(await canonical(await jsonLdQuads(jsonLd))).toBe(await canonical(quads));
    expect(await faultsByShapes(turtle)).toEqual([]);
  });

  it('do not fit the shapes where something is missing', async () => {
    const turtle = await text('/catalog.ttl');
    for (const [what, gone] of [
      ['publisher', /foaf:name "[^"]*"/],
      ['accessURL', /dcat:accessURL <[^>]*>/],
      ['endpoint', /dcat:endpointURL <[^>]*>/],
      ['class', /a dct:Frequency/],
    ] as const) {
      const broken = turtle.replace(gone, 'dct:relation dct:nothing');
      expect([what, broken === turtle]).toEqual([what, false]);
      expect([what, (await faultsByShapes(broken)).length]).not.toEqual([what, 0]);
    }
  });

  it('name every list in every format, and every door that answers', async () => {
    const quads = turtleQuads(await text('/catalog.ttl'));
    expect(objects(quads, `${DCAT}accessURL`).toSorted()).toEqual(
      tables
        .flatMap(({ name, formats }) => formats.map((format) => `${hub.url}/export/${name}.${format}`))
        .toSorted(),
    );
    for (const address of objects(quads, `${DCAT}accessURL`)) {
      expect([address, (await fetch(address, { method: 'HEAD' })).status]).toEqual([address, 200]);
    }
    const endpoints = objects(quads, `${DCAT}endpointURL`);
    expect(endpoints.toSorted()).toEqual(
      doors.flatMap(({ path, service }) => (service ? [hub.url + path] : [])).toSorted(),
    );
    for (const endpoint of endpoints.filter((one) => !one.endsWith('/graphql'))) {
      const answer = await fetch(endpoint);
      expect([endpoint, answer.status]).toEqual([endpoint, 200]);
      await answer.body?.cancel();
    }
    for (const { path } of doors.filter(({ path, page }) => path && !page)) {
      const answer = await get(path ?? '');
      expect([path, answer.status]).toEqual([path, 200]);
      await answer.body?.cancel();
    }
  });

  it('speak both languages, name who answers for them, and have absolute addresses', async () => {
    const jsonLd = JSON.parse(await text('/catalog.jsonld'));
    expect(jsonLd['dct:title']).toEqual([
      { '@language': 'vi', '@value': 'Dữ liệu sản phẩm OCOP tỉnh Đắk Lắk' },
      { '@language': 'en', '@value': 'OCOP products of Đắk Lắk province' },
    ]);
    const quads = turtleQuads(await text('/catalog.ttl'));
    expect(objects(quads, 'http://xmlns.com/foaf/0.1/name')).toEqual([PUBLISHER]);
    expect(objects(quads, 'http://www.w3.org/2006/vcard/ns#hasEmail')).toEqual([`mailto:${CONTACT}`]);
    const named = quads.flatMap(({ subject, object }) => [subject, object]);
    const addresses = named.filter(({ termType }) => termType !== 'Literal').map(({ value }) => value);
    for (const address of addresses) expect(address).toMatch(/^(https?:\/\/|mailto:)/);
  });

  it('tell the day of the first recognition, and when the register changed last', async () => {
    const before = turtleQuads(await text('/catalog.ttl'));
    const { rows } = await sql<{ day: string; at: string }>`
      select min(earliest_day(issued))::text as day,
        (select to_char(max(changed_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI') from change) as at
      from recognition`.execute(hub.db);
    expect(new Set(objects(before, `${DCAT}startDate`))).toEqual(new Set([rows[0]?.day]));
    for (const at of objects(before, `${DCT}modified`)) expect(at.slice(0, 16)).toBe(rows[0]?.at);
    expect(new Set(objects(before, `${DCT}issued`))).toEqual(new Set(['2026-11-23']));
    const etag = (await get('/catalog.ttl')).headers.get('etag') ?? '';
    expect((await get('/catalog.ttl', { 'if-none-match': etag })).status).toBe(304);
    await sql`update product set name = name || ' mới' where code = (select min(code) from product)`.execute(
      hub.db,
    );
    expect((await get('/catalog.ttl', { 'if-none-match': etag })).status).toBe(200);
  });

  it('are negotiated at /catalog, and lead to one another', async () => {
    for (const [accept, target] of [
      ['text/turtle', '/catalog.ttl'],
      ['application/ld+json, text/turtle;q=0.5', '/catalog.jsonld'],
      ['text/html', '/du-lieu/#doors'],
      ['*/*', '/catalog.ttl'],
    ] as const) {
      const answer = await get('/catalog', { accept });
      expect([accept, answer.status, answer.headers.get('location')]).toEqual([accept, 303, target]);
      expect(answer.headers.get('vary')).toMatch(/accept/i);
    }
    const english = await get('/catalog', { accept: 'text/html', 'accept-language': 'en' });
    expect(english.headers.get('location')).toBe('/en/about-the-data/#doors');
    expect((await get('/catalog', { accept: 'image/png' })).status).toBe(406);
    const links = (await get('/data.json')).headers.get('link') ?? '';
    for (const path of ['/catalog.ttl', '/catalog.jsonld', '/data.json', '/datapackage.json'])
      expect(links).toContain(`<${path}>; rel="describedby"`);
    const { linkset } = await answerOf(await get('/.well-known/api-catalog'));
    const described = linkset.flatMap(({ describedby = [] }) =>
      describedby.map(({ href }: { href: string }) => href),
    );
    expect(described).toContain(`${hub.url}/catalog.ttl`);
    expect(described).toContain(`${hub.url}/datapackage.json`);
  });

  it('tell the box of the province where its border is known', async () => {
    const spatial = async () => JSON.parse(await text('/data.json')).dataset[0].spatial;
    const ring = [
      [107.5, 12.25],
      [109, 12.25],
      [109, 13.5],
      [107.5, 12.25],
    ];
    expect(await spatial()).toBe('Tỉnh Đắk Lắk');
    await sql`update place set geometry = ${JSON.stringify({ type: 'Polygon', coordinates: [ring] })}::jsonb,
      geometry_accuracy = 'OFFICIAL' where id = (select province_id from dataset)`.execute(hub.db);
    expect(await spatial()).toBe('107.5,12.25,109,13.5');
    expect(objects(turtleQuads(await text('/catalog.ttl')), `${DCAT}bbox`)).toEqual([
      'POLYGON((107.5 12.25, 109 12.25, 109 13.5, 107.5 13.5, 107.5 12.25))',
    ]);
  });

  it('are read by harvesters of Project Open Data', async () => {
    const document = JSON.parse(await text('/data.json'));
    expect(projectOpenData.safeParse(document).error).toBeUndefined();
    expect(document.dataset).toHaveLength(tables.length);
  });

  it.each(['vi', 'en'])('describe the CSV files as a data package, which reads them: %s', async (lang) => {
    const descriptor = JSON.parse(await text(`/datapackage.json?lang=${lang}`));
    expect(descriptor.$schema).toBe('https://datapackage.org/profiles/2.0/datapackage.json');
    expect(descriptor.resources.map(({ name }: { name: string }) => name)).toEqual([
      'products',
      'recognitions',
      'producers',
      'regions',
      'ptnt-ocop',
    ]);
    // The library knows version 1, which says by "profile" what is a table.
    const strict = await loadPackage(
      {
        ...descriptor,
        profile: 'tabular-data-package',
        resources: descriptor.resources.map((one: object) => ({ ...one, profile: 'tabular-data-resource' })),
      },
      { strict: true },
    );
    expect([strict.valid, strict.errors]).toEqual([true, []]);
    for (const resource of strict.resources) {
      const rows = await resource.read({ relations: true });
      const csv = await (await fetch(resource.descriptor.path)).text();
      expect([resource.name, rows.length]).toEqual([resource.name, parse(csv).length - 1]);
      expect(rows.length).toBeGreaterThan(0);
    }
    const [first] = await strict.getResource('products').read({ keyed: true, limit: 1 });
    expect(Object.values(first ?? {}).some((value) => typeof value === 'boolean')).toBe(true);
  });

  it('a data package does not read a file that is otherwise than it says', async () => {
    const descriptor = JSON.parse(await text('/datapackage.json'));
    const products = descriptor.resources[0];
    const rows = parse(await (await fetch(products.path)).text()) as string[][];
    const load = async (data: string[][]) => {
      const { path: _path, ...rest } = products;
      const { foreignKeys: _keys, ...schema } = rest.schema;
      const whole = await loadPackage({
        name: 'a',
        resources: [{ ...rest, schema, data, profile: 'tabular-data-resource' }],
      });
      return whole.resources[0]!.read();
    };
    expect(await load(rows)).toHaveLength(rows.length - 1);
    const with_ = (column: string, value: string) =>
      rows.map((row, y) => (y === 1 ? row.map((cell, x) => (rows[0]?.[x] === column ? value : cell)) : row));
    for (const [column, value] of [
      ['Mã sản phẩm', 'P0000'],
      ['Mã sản phẩm', rows[2]?.[0] ?? ''],
      ['Hạng sao', 'bốn'],
      ['Hiệu lực', 'IN_FORCE'],
      ['Biết chính xác', 'true'],
      ['Mã xã (hiện nay)', '123'],
      ['Còn giá trị tới', '31/12/2026'],
    ] as const) {
      await expect(load(with_(column, value)), `${column}: ${value}`).rejects.toThrow(/mismatch|constraint/);
    }
  });

  it.each(['vi', 'en'])(
    'describe each CSV for CSV on the Web, and the file is as described: %s',
    async (lang) => {
      for (const { name, formats } of tables) {
        if (!formats.includes('csv')) continue;
        const query = lang === 'vi' ? '' : '?lang=en';
        const answer = await get(`/export/${name}.csv${query}`);
        const [, at] =
          /<([^>]+)>; rel="describedby"; type="application\/csvm\+json"/.exec(
            answer.headers.get('link') ?? '',
          ) ?? [];
        const described = await get(at ?? '');
        expect(described.headers.get('content-type')).toBe('application/csvm+json');
        const metadata = (await described.json()) as Csvw;
        expect(metadata['@context'][0]).toBe('http://www.w3.org/ns/csvw');
        expect(metadata.url).toBe(`${hub.url}/export/${name}.csv${query}`);
        const names = metadata.tableSchema.columns.map((column) => column.name);
        expect(new Set(names).size).toBe(names.length);
        for (const column of names) expect(column).toMatch(/^[A-Za-z][A-Za-z0-9]*$/);
        const rows = parse(await answer.text()) as string[][];
        expect(rows.length).toBeGreaterThan(1);
        expect([name, faultsOf(metadata, lang, rows)]).toEqual([name, []]);
        // The reader of this test can tell what does not fit.
        const broken = rows.map((row, y) => (y === 1 ? row.map(() => '§') : row));
        expect(faultsOf(metadata, lang, broken).length).toBeGreaterThan(1);
      }
    },
  );

  it('name as key only what no two rows can have the same value of', async () => {
    await sql`update product set official_code = '66-24163-0001-2026'
      where code in (select code from product order by code limit 2)`.execute(hub.db);
    const keys: [string, string | undefined][] = [];
    for (const { name, formats } of tables) {
      if (!formats.includes('csv')) continue;
      const metadata: Csvw = await answerOf(await get(`/export/${name}.csv-metadata.json`));
      const rows = parse(await text(`/export/${name}.csv`)) as string[][];
      expect([name, faultsOf(metadata, 'vi', rows)]).toEqual([name, []]);
      keys.push([name, metadata.tableSchema.primaryKey]);
    }
    expect(keys).toEqual([
      ['products', 'code'],
      ['recognitions', 'code'],
      ['producers', 'slug'],
      ['regions', 'slug'],
      ['ptnt-ocop', undefined],
    ]);
    const whole = await loadPackage(JSON.parse(await text('/datapackage.json')));
    expect(await whole.getResource('ptnt-ocop').read()).not.toEqual([]);
  });

  it('describe a CSV with its filter, and refuse one that is none', async () => {
    const metadata = await answerOf(await get('/export/products.csv-metadata.json?sao=4&receipt=1'));
    expect(metadata.url).toBe(`${hub.url}/export/products.csv?sao=4`);
    for (const [path, status] of [
      ['products.csv-metadata.json?sao=9', 400],
      ['products.csv-metadata.json?nothing=1', 400],
      ['villages.csv-metadata.json', 404],
      ['eudr-plots.csv-metadata.json', 404],
    ] as const) {
      const answer = await get(`/export/${path}`);
      expect([path, answer.status]).toEqual([path, status]);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
    }
  });

  it('tell size and hash of what is kept of a night', async () => {
    const kept = await keep();
    expect(kept?.files.length).toBe(27);
    const turtle = await text('/catalog.ttl');
    expect(await faultsByShapes(turtle)).toEqual([]);
    const quads = turtleQuads(turtle);
    expect(await canonical(await jsonLdQuads(await text('/catalog.jsonld')))).toBe(await canonical(quads));
    const distributions = JSON.parse(await text('/catalog.jsonld'))['dcat:dataset'].flatMap(
      (dataset: Record<string, unknown>) => dataset['dcat:distribution'],
    );
    expect(distributions).toHaveLength(27);
    for (const one of distributions) {
      const bytes = Buffer.from(await (await fetch(one['dcat:downloadURL']['@id'])).arrayBuffer());
      expect(one['dcat:byteSize']['@value']).toBe(String(bytes.length));
      expect(one['spdx:checksum']['spdx:checksumValue']['@value']).toBe(
        createHash('sha256').update(bytes).digest('hex'),
      );
    }
    const { resources } = JSON.parse(await text('/datapackage.json'));
    for (const { path, bytes, hash, schema } of resources) {
      const file = Buffer.from(await (await fetch(path)).arrayBuffer());
      expect([file.length, `sha256:${createHash('sha256').update(file).digest('hex')}`]).toEqual([
        bytes,
        hash,
      ]);
      const metadata = await answerOf(await fetch(`${path}-metadata.json`));
      expect(metadata.url).toBe(path);
      expect(metadata.tableSchema.columns).toHaveLength(schema.fields.length);
    }
    const { dataset } = JSON.parse(await text('/data.json'));
    expect(dataset[0].distribution[0].downloadURL).toBe(`${hub.url}/export/snapshots/${TODAY}/products.csv`);
  });

  it('tell of a file when the newest change that is in it was made', async () => {
    const kept = await keep();
    const receipt = kept?.files.find(({ file }) => file === 'products.csv');
    const { snapshot } = await answerOf(await get('/export/products.csv?receipt=1'));
    await sql`update product set note = 'Sau đó' where code = (select max(code) from product)`.execute(
      hub.db,
    );
    const { snapshot: now } = await answerOf(await get('/export/products.csv?receipt=1'));
    expect(now.recordedAt > snapshot.recordedAt).toBe(true);
    for (const [path, at] of [
      [`snapshots/${TODAY}/products.csv-metadata.json`, receipt?.snapshot.recordedAt],
      [`products.csv-metadata.json?snapshot=${snapshot.id}`, snapshot.recordedAt],
      ['products.csv-metadata.json', now.recordedAt],
    ]) {
      const metadata: Csvw = await answerOf(await get(`/export/${path}`));
      expect([path, metadata['dc:modified']['@value']]).toEqual([path, at]);
    }
  });

  it('never hold what is restricted', async () => {
    await sql`insert into producer_restricted (producer_id, tax_code, representative_name, phone, email, home_address, home_lat, home_lon)
      select id, 'PLANTED-1', 'PLANTED-2', 'PLANTED-5', 'PLANTED-6', 'PLANTED-7', 12.987654, 108.123456
      from producer on conflict do nothing`.execute(hub.db);
    await sql`insert into producer_contact (id, producer_id, kind, value, consent_recorded_on, source_id)
      select gen_random_uuid(), id, 'PHONE', 'PLANTED-8', '2026-01-01', source_id from producer`.execute(
      hub.db,
    );
    for (const path of [
      '/catalog.ttl',
      '/catalog.jsonld',
      '/data.json',
      '/datapackage.json',
      '/datapackage.json?lang=en',
      '/.well-known/api-catalog',
      ...tables.flatMap(({ name, formats }) =>
        formats.includes('csv') ? [`/export/${name}.csv-metadata.json`] : [],
      ),
    ]) {
      const content = await text(path);
      for (const mark of ['PLANTED', '12.987654', '108.123456'])
        expect([path, mark, content.includes(mark)]).toEqual([path, mark, false]);
    }
  });
});

it('have the address that the hub is told, and no contact that nobody has set', async () => {
  const hub = await openTestHub({ siteUrl: 'https://ocop.example' });
  try {
    const answer = await fetch(`${hub.url}/data.json`);
    expect(answer.headers.get('cache-control')).toBe('public, max-age=300');
    const document = await answerOf(answer);
    const { error } = projectOpenData.safeParse(document);
    expect(new Set(error?.issues.map(({ path }) => path.at(-1)))).toEqual(new Set(['contactPoint']));
    for (const path of ['/catalog.ttl', '/catalog.jsonld', '/data.json', '/datapackage.json']) {
      expect(await (await fetch(hub.url + path)).text()).not.toContain('127.0.0.1');
    }
    expect(await faultsByShapes(await (await fetch(`${hub.url}/catalog.ttl`)).text())).toEqual([]);
  } finally {
    await hub.close();
  }
});
