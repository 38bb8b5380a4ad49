import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseKinds } from '../../database/testing.ts';
import { formatNames, formats, type Format } from '../../exchange/exports/formats.rules.ts';
import { exportLists } from '../../exchange/exports/lists.ts';
import { noCounts, count } from '../../exchange/sheets/list-report.ts';
import { planList } from '../../exchange/sheets/plan-list.ts';
import { readList } from '../../exchange/sheets/read-list.ts';
import { indexRegister } from '../../exchange/sheets/register-index.ts';
import { TODAY } from '../../graphql/testing.ts';
import { answerOf, openTestHub, type TestHub } from '../testing.ts';
import { gdalFeatures, gdalInfo, workbookParts } from './testing.ts';

const bytesOf = async (answer: Response): Promise<Buffer> => Buffer.from(await answer.arrayBuffer());

/** The rows of a Parquet file, by what is another program than the one that wrote it. */
async function parquetRows(bytes: Buffer): Promise<Record<string, unknown>[]> {
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
  return parquetReadObjects({ file });
}

/** The codes of a file's products, in its order, each format by a reader that is not its writer. */
const codesIn: Record<Format, (bytes: Buffer) => unknown[] | Promise<unknown[]>> = {
  csv: (bytes) =>
    parse(bytes, { columns: true, bom: true }).map((row) => (row as Record<string, string>)['Mã sản phẩm']),
  xlsx: (bytes) =>
    [
      ...(workbookParts(bytes)['xl/worksheets/sheet1.xml'] ?? '').matchAll(
        /<c r="A(\d+)".*?<t [^>]*>(.*?)<\/t>/g,
      ),
    ]
      .filter(([, row]) => row !== '1')
      .map(([, , text]) => text),
  geojson: (bytes) => JSON.parse(bytes.toString()).features.map(({ id }: { id: string }) => id),
  ndjson: (bytes) =>
    bytes
      .toString()
      .trimEnd()
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line).code),
  gpkg: (bytes) => gdalFeatures('a.gpkg', bytes, 'products').map(({ properties }) => properties['code']),
  parquet: async (bytes) => (await parquetRows(bytes)).map(({ code }) => code),
};

/** The rows of any list, by what reads its format. */
async function rowsIn(format: Format, bytes: Buffer, list: string): Promise<Record<string, unknown>[]> {
  switch (format) {
    case 'csv':
      return parse(bytes, { columns: true });
    case 'xlsx':
      return [...(workbookParts(bytes)['xl/worksheets/sheet1.xml'] ?? '').matchAll(/<row /g)]
        .slice(1)
        .map(() => ({}));
    case 'ndjson':
      return bytes
        .toString()
        .trimEnd()
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line));
    case 'parquet':
      return parquetRows(bytes);
    default:
      return gdalFeatures(`a.${format}`, bytes, list).map(({ properties }) => properties);
  }
}

describe.each(databaseKinds)('exports on %s', (kind) => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await openTestHub({ kind });
  });
  afterAll(() => hub.close());

  const get = (path: string, headers: Record<string, string> = {}) => fetch(hub.url + path, { headers });
  const file = async (path: string) => bytesOf(await get(path));
  const codes = async (path: string) => codesIn.ndjson(await file(path));
  const listed = async (where: object): Promise<string[]> => {
    const all: string[] = [];
    let after: string | null = null;
    do {
      const query = `query ($where: ProductWhere, $after: String) {
        products(where: $where, first: 100, after: $after) { nodes { code } pageInfo { hasNextPage endCursor } } }`;
      const { data, errors } = await answerOf(await hub.ask({ query, variables: { where, after } }));
      expect(errors).toBeUndefined();
      all.push(...data.products.nodes.map(({ code }: { code: string }) => code));
      after = data.products.pageInfo.hasNextPage ? data.products.pageInfo.endCursor : null;
    } while (after);
    return all;
  };

  it.each(formatNames)('hold every product once, as another program reads them: %s', async (format) => {
    const answer = await get(`/export/products.${format}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe(formats[format].type + formats[format].parameters);
    expect(answer.headers.get('content-disposition')).toBe(
      `attachment; filename="ocop-san-pham_${TODAY}.${format}"; filename*=UTF-8''ocop-san-pham_${TODAY}.${format}`,
    );
    expect(await codesIn[format](await bytesOf(answer))).toEqual(await listed({}));
  });

  it.each([
    ['sao=4,5&hieu-luc=EXPIRED', { stars: [4, 5], verdict: ['EXPIRED'] }],
    ['noi=ea-na&xem=ban-do', { place: [{ slug: 'ea-na' }] }],
    ['nganh=FOOD,DRINK&bo=13', { sector: ['FOOD', 'DRINK'], productSet: [13] }],
    ['lieu=ca-phe&loai-hinh=COOPERATIVE', { material: ['ca-phe'], legalForm: ['COOPERATIVE'] }],
    ['nam=2023,2024', { recognised: { from: '2023-01-01', to: '2024-12-31' } }],
    ['het-han=365', { verdict: ['IN_FORCE'], validUntil: { to: '2027-11-24' } }],
    ['gan=12.68,108.04,25&xep=ten', { near: { point: { lat: 12.68, lon: 108.04 }, km: 25 } }],
    ['khung=108,12.5,108.2,12.8', { within: { bbox: [108, 12.5, 108.2, 12.8] } }],
    ['q=ca+phe&xep=ten', { text: 'ca phe' }],
    [
      `filter=${encodeURIComponent('{"OR":[{"stars":[5]},{"material":"ca-cao"}]}')}`,
      { OR: [{ stars: [5] }, { material: ['ca-cao'] }] },
    ],
  ])('hold what the list of products shows: %s', async (query, where) => {
    const expected = await listed(where);
    expect(expected.length).toBeGreaterThan(0);
    expect(expected.length).toBeLessThan(136);
    expect(await codes(`/export/products.ndjson?${query}`)).toEqual(expected);
  });

  it('hold what has no star, in the order asked for, and speak of another day', async () => {
    const with4 = await codes('/export/products.ndjson?sao=4');
    const without = await codes('/export/products.ndjson?sao=0');
    const both = await codes('/export/products.ndjson?sao=0,4');
    const all = await codes('/export/products.ndjson');
    expect(without.length).toBeGreaterThan(0);
    expect(both.length).toBe(with4.length + without.length);
    const days = parse(await file('/export/products.csv?xep=han'), { columns: true }).map(
      (row) => (row as Record<string, string>)['Còn giá trị tới'],
    );
    const ahead = days.filter((day) => day && day >= TODAY);
    expect(days.slice(0, ahead.length)).toEqual(ahead.toSorted());
    expect(days).toHaveLength(all.length);
    const later = '/export/products.ndjson?asOf=2030-01-01';
    expect(await codes(`${later}&hieu-luc=IN_FORCE`)).toEqual([]);
    expect(JSON.parse((await file(later)).toString().split('\n')[0]!)).toMatchObject({ asOf: '2030-01-01' });
  });

  it('say what is wrong with an address, and what there is', async () => {
    const wrong: [string, number, string, RegExp][] = [
      ['products.csv?sao=9', 400, 'sao', /"9".*"4","5"/],
      ['products.csv?size=3', 400, 'size', /"hieu-luc"/],
      ['products.csv?noi=ea-naa', 400, 'noi', /"ea-na"/],
      ['products.csv?hieu-luc=VALID', 400, 'hieu-luc', /"IN_FORCE"/],
      ['products.csv?gan=here', 400, 'gan', /latitude,longitude,km/],
      ['products.csv?khung=1,2,3', 400, 'khung', /west,south,east,north/],
      ['products.csv?xep=xa', 400, 'xep', /needs .*gan/],
      ['products.csv?asOf=2026-02-30', 400, 'asOf', /YYYY-MM-DD/],
      ['products.csv?lang=fr', 400, 'lang', /"vi","en"/],
      ['products.csv?lang=vi&lang=en', 400, 'lang', /more than once/],
      ['products.csv?f=xlsx', 400, 'f', /named .csv/],
      ['products?f=pdf', 400, 'f', /"geojson"/],
      ['products.csv?filter={', 400, 'filter', /not JSON/],
      ['products.csv?filter={"star":4}', 400, 'filter', /Did you mean.*stars/],
      ['products.csv?filter={"stars":[7]}', 400, 'filter', /3 to 5/],
      ['products.csv?q=%00', 400, 'q', /U\+0000/],
      ['products.csv?noi=%00', 400, 'noi', /U\+0000/],
      ['products.csv?filter={"material":"\\u0000"}', 400, 'filter', /U\+0000/],
      ['products.csv?q=%2B%2B', 400, 'q', /no letter or digit/],
      ['products.csv?snapshot=newest', 400, 'snapshot', /receipt of an export/],
      ['products.csv?snapshot=2026-11-24.5-0123456789', 410, 'snapshot', /another register/],
      ['products.pdf', 404, 'file', /products\.gpkg/],
      ['producers.csv?sao=4', 400, 'sao', /"filter"/],
      ['regions.csv?filter={"material":1}', 400, 'filter', /String cannot represent/],
      ['villages.csv', 404, 'file', /products\.csv/],
    ];
    for (const [path, status, parameter, told] of wrong) {
      const answer = await get(`/export/${path}`);
      const text = await answer.text();
      expect([path, answer.status, JSON.parse(text).parameter]).toEqual([path, status, parameter]);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      expect(text.replaceAll('\\"', '"')).toMatch(told);
    }
    expect(hub.unexpected).toEqual([]);
  });

  it('give the form that a reader takes, where the address does not say', async () => {
    for (const [accept, type] of [
      ['*/*', 'text/csv'],
      ['application/geo+json, text/csv;q=0.5', 'application/geo+json'],
      ['text/html, application/vnd.apache.parquet;q=0.1', 'application/vnd.apache.parquet'],
    ] as const) {
      const answer = await get('/export/products?sao=5', { accept });
      expect(answer.headers.get('content-type')).toContain(type);
      expect(answer.headers.get('vary')).toMatch(/accept/i);
      await answer.arrayBuffer();
    }
    expect((await get('/export/products', { accept: 'text/html' })).status).toBe(406);
    const asked = await get('/export/products?f=xlsx&sao=5', { accept: 'text/csv' });
    expect(asked.headers.get('content-type')).toBe(formats.xlsx.type);
    await asked.arrayBuffer();
  });

  it('have a receipt, and their snapshot gives the same bytes again whatever happened since', async () => {
    const first = new Map<string, { bytes: Buffer; receipt: Record<string, unknown>; address: string }>();
    for (const format of formatNames) {
      const answer = await get(`/export/products.${format}?noi=ea-na`);
      const links = answer.headers.get('link') ?? '';
      const [, address = ''] = /<([^>]+)>; rel="canonical"/.exec(links) ?? [];
      const [, receiptAt = ''] = /<([^>]+)>; rel="describedby"/.exec(links) ?? [];
      const bytes = await bytesOf(answer);
      const receipt = await answerOf(await get(receiptAt));
      expect(receipt).toMatchObject({
        rows: (await listed({ place: [{ slug: 'ea-na' }] })).length,
        bytes: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        filter: 'noi=ea-na',
        mediaType: formats[format].type,
        licence: 'CC BY 4.0',
        address,
      });
      expect(receipt.citation).toContain(
        `snapshot ${receipt.snapshot.id}, sha256:${receipt.sha256} [noi=ea-na]`,
      );
      first.set(format, { bytes, receipt, address });
    }
    await sql`update product set name = 'Tên mới' where id = (
      select id from product where place_id = (select id from place where slug = 'ea-na') order by id limit 1)`.execute(
      hub.db,
    );
    for (const [format, { bytes, receipt, address }] of first) {
      expect((await file(address)).equals(bytes)).toBe(true);
      expect(await answerOf(await get(`${address}&receipt=1`))).toEqual(receipt);
      // The receipt of what nobody has taken yet is worked out.
      const now = await answerOf(await get(`/export/products.${format}?noi=ea-na&receipt=1`));
      expect(now.snapshot.id).not.toBe((receipt['snapshot'] as { id: string }).id);
      expect(
        createHash('sha256')
          .update(await file(now.address))
          .digest('hex'),
      ).toBe(now.sha256);
      expect(now.sha256).not.toBe(receipt['sha256']);
    }
  });

  it.each(formatNames)('hold producers, regions and recognitions too: %s', async (format) => {
    const filter = encodeURIComponent('{"text":"ca phe"}');
    const there = await listed({ place: [{ slug: 'ea-na' }] });
    for (const [list, query, count] of [
      ['producers', '', 'select count(*)::int as n from producer'],
      [
        'regions',
        `filter=${filter}`,
        `select count(*)::int as n from region where folded_name like '%ca phe%'`,
      ],
      [
        'recognitions',
        'noi=ea-na',
        `select count(*)::int as n from recognition join product on product.id = product_id
          where product.code in (${there.map((code) => `'${code}'`).join(', ')})`,
      ],
    ] as const) {
      const bytes = await file(`/export/${list}.${format}?${query}`);
      const { rows } = await sql.raw<{ n: number }>(count).execute(hub.db);
      expect(rows[0]?.n).toBeGreaterThan(0);
      const found = await rowsIn(format, bytes, list);
      expect([list, found.length]).toEqual([list, rows[0]?.n]);
    }
  });

  it('are known again by their tag, and a HEAD makes no file', async () => {
    const head = await fetch(`${hub.url}/export/products.gpkg`, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-type')]).toEqual([200, formats.gpkg.type]);
    // How long it would be is not known.
    expect([await head.text(), head.headers.get('content-length')]).toEqual(['', null]);
    const etag = head.headers.get('etag') ?? '';
    const known = await get('/export/products.gpkg', { 'if-none-match': etag });
    expect(known.status).toBe(304);
    const other = await get('/export/products.gpkg?lang=en', { 'if-none-match': etag });
    expect(other.status).toBe(200);
    await other.arrayBuffer();
  });

  it('are made a few at a time for one address, and whoever comes then is told when to come again', async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, async () => {
        const answer = await get('/export/products.gpkg');
        await answer.arrayBuffer();
        return [answer.status, answer.headers.get('retry-after')].join(' ').trim();
      }),
    );
    expect([...new Set(answers)].toSorted()).toEqual(['200', '429 10']);
    expect((await codesIn.gpkg(await file('/export/products.gpkg'))).length).toBe(136);
  });

  it('have their place free again when readers leave before anything is sent', async () => {
    for (let at = 0; at < 12; at++) {
      const leaving = new AbortController();
      const asked = fetch(`${hub.url}/export/products.csv`, { signal: leaving.signal });
      setTimeout(() => leaving.abort(), at);
      await asked.then((answer) => answer.body?.cancel()).catch(() => {});
    }
    await expect.poll(async () => (await get('/export/products.ndjson')).status).toBe(200);
  });

  it('cut a long search between its letters', async () => {
    const long = await get(`/export/products.csv?q=${encodeURIComponent(`${'a'.repeat(99)}🌾🌾`)}`);
    expect(long.status).toBe(200);
    await long.arrayBuffer();
  });

  it('leave a spreadsheet no formula, and give Excel its mark where it is wished', async () => {
    await sql`update product set name = '=HYPERLINK("http://x")' where slug in (
      select slug from product order by slug desc limit 1)`.execute(hub.db);
    const plain = await file('/export/products.csv');
    expect(plain.subarray(0, 3).toString('latin1')).not.toBe('\u00ef\u00bb\u00bf');
    expect(plain.toString()).toContain(`,"'=HYPERLINK(""http://x"")",`);
    expect(plain.toString()).toMatch(/\r\n$/);
    expect((await file('/export/products.csv?bom=1')).subarray(0, 3)).toEqual(
      Buffer.from([0xef, 0xbb, 0xbf]),
    );
    const sheet = workbookParts(await file('/export/products.xlsx'))['xl/worksheets/sheet1.xml'] ?? '';
    expect(sheet).toContain('t="inlineStr"><is><t xml:space="preserve">=HYPERLINK(&quot;http://x&quot;)');
    expect(sheet).not.toContain('<f');
  });

  it('come back from where they went, and change nothing', async () => {
    // A spreadsheet would take these names for formulas.
    const signs = ['=', '+', '-', '@SUM(1+1) ', "'="];
    await sql`update product set name = signs.sign || name from (
        select id, (array[${sql.join(signs)}])[row_number() over (order by code)] as sign from product
      ) signs where signs.id = product.id and signs.sign is not null`.execute(hub.db);
    const index = await indexRegister(hub.database.em.fork());
    for (const path of [
      'products.csv',
      'products.csv?lang=en&bom=1',
      'products.xlsx',
      'products.xlsx?lang=en',
    ]) {
      const bytes = await file(`/export/${path}`);
      const list = await readList({ name: path.split('?')[0] ?? '', bytes });
      const counts = noCounts();
      const left: string[] = [];
      for await (const product of planList(list, index, { today: TODAY })) {
        count(counts, product);
        if (product.action !== 'LEAVE') left.push(`${product.row} ${product.action} ${product.name}`);
      }
      expect([path, left, counts.products]).toEqual([path, [], 136]);
    }
  });

  it('never hold what is restricted, in whatever form they are packed', async () => {
    await sql`update producer set legal_form = 'HOUSEHOLD_BUSINESS', address_as_written = null
      where id = (select producer_id from product where producer_id is not null order by id limit 1)`.execute(
      hub.db,
    );
    await sql`insert into producer_restricted (producer_id, tax_code, representative_name, representative_sex,
        representative_ethnicity, phone, email, home_address, home_lat, home_lon)
      select id, 'PLANTED-1', 'PLANTED-2', 'PLANTED-3', 'PLANTED-4', 'PLANTED-5', 'PLANTED-6', 'PLANTED-7', 12.987654, 108.123456
      from producer on conflict do nothing`.execute(hub.db);
    await sql`insert into producer_contact (id, producer_id, kind, value, consent_recorded_on, source_id)
      select gen_random_uuid(), id, 'PHONE', 'PLANTED-8', '2026-01-01', source_id from producer`.execute(
      hub.db,
    );
    const files = exportLists.flatMap(({ table }) =>
      table.formats.map((format) => [table.name, format] as const),
    );
    for (const [list, format] of files) {
      const bytes = await file(`/export/${list}.${format}?lang=en`);
      const inside =
        format === 'xlsx'
          ? JSON.stringify(workbookParts(bytes))
          : format === 'parquet'
            ? JSON.stringify(await parquetRows(bytes))
            : '';
      for (const mark of ['PLANTED', '12.987654', '108.123456']) {
        expect([list, format, bytes.includes(mark) || inside.includes(mark)]).toEqual([list, format, false]);
      }
    }
    const { rows } = await sql<{ code: string; lon: number | null; lat: number | null }>`
      select product.code, lon, lat from product left join place on place.id = place_id`.execute(hub.db);
    const communes = new Map(rows.map(({ code, lon, lat }) => [code, lon === null ? null : [lon, lat]]));
    const { features } = JSON.parse((await file('/export/products.geojson')).toString());
    const points = features.map(
      ({ id, geometry }: { id: string; geometry: { coordinates: unknown } | null }) => [
        id,
        geometry && geometry.coordinates,
      ],
    );
    expect(new Map(points)).toEqual(communes);
    expect([...communes.values()]).toContain(null);
  });
});

describe('what programs read of them', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await openTestHub({ siteUrl: 'https://ocop.example' });
  });
  afterAll(() => hub.close());
  const file = async (path: string) => bytesOf(await fetch(hub.url + path));

  it('GDAL finds points, types and what the file is in a GeoPackage, and the same places in GeoJSON', async () => {
    const bytes = await file('/export/products.gpkg');
    const info = gdalInfo('a.gpkg', bytes, '-so', '-al');
    expect(info).toContain("using driver `GPKG' successful");
    expect(info).toMatch(/Geometry: Point\nFeature Count: 136/);
    for (const field of [
      'stars: Integer64',
      'lastDay: Date',
      'lastDayIsExact: Integer(Boolean)',
      'name: String',
    ])
      expect(info).toContain(field);
    expect(info).not.toMatch(/warning|error/i);
    expect(gdalInfo('a.gpkg', bytes, '-sql', "select text from about where label = 'Giấy phép'")).toContain(
      'CC BY 4.0',
    );
    // Whoever draws a part of the map asks the index, and GDAL can go on writing into it.
    expect(gdalInfo('a.gpkg', bytes, '-sql', "select HasSpatialIndex('products', 'geom')")).toMatch(
      /HasSpatialIndex \(Integer\) = 1/,
    );
    const packed = gdalFeatures('a.gpkg', bytes, 'products');
    const plain = gdalFeatures('a.geojson', await file('/export/products.geojson'), 'products');
    const shown = (all: typeof packed) =>
      all.map(({ geometry, properties }) => [
        properties['code'],
        properties['page'],
        geometry?.coordinates ?? null,
      ]);
    expect(shown(packed)).toEqual(shown(plain));
    expect(packed[0]?.properties['page']).toMatch(/^https:\/\/ocop\.example\/san-pham\//);
  });

  it('GDAL finds the borders of regions in a GeoPackage as GeoJSON has them', async () => {
    const plain = JSON.parse((await file('/export/regions.geojson')).toString()).features;
    const packed = gdalFeatures('a.gpkg', await file('/export/regions.gpkg'), 'regions');
    expect(packed.map(({ geometry }) => geometry)).toEqual(
      plain.map(({ geometry }: { geometry: unknown }) => geometry),
    );
    expect(plain[0].geometry.type).toMatch(/Polygon/);
  });

  it('a workbook has days and numbers, a head that stays, a dictionary and a page about itself', async () => {
    const parts = workbookParts(await file('/export/products.xlsx?lang=en'));
    const [data = '', dictionary = '', about = ''] = [1, 2, 3].map(
      (n) => parts[`xl/worksheets/sheet${n}.xml`],
    );
    expect(data).toContain('state="frozen"');
    expect(data).toMatch(/<autoFilter ref="A1:AD137"\/>/);
    // 2023-12-31 as Excel counts.
    expect(data).toContain('s="2"><v>45291</v>');
    expect(data).toMatch(/<c r="M\d+"><v>4<\/v><\/c>/);
    expect(dictionary).toContain('In force (IN_FORCE)');
    expect(about).toMatch(
      /https:\/\/ocop\.example\/export\/products\.xlsx\?lang=en&amp;snapshot=[^<]+&amp;receipt=1/,
    );
  });

  it('a Parquet file has typed columns and says where its points are', async () => {
    const bytes = await file('/export/products.parquet?sao=4');
    const rows = await parquetRows(bytes);
    expect(rows[0]).toMatchObject({ stars: 4, asOf: new Date(`${TODAY}T00:00:00Z`), lastDayIsExact: false });
    const { key_value_metadata: told } = parquetMetadata(
      bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer,
    );
    expect(JSON.parse(told?.find(({ key }) => key === 'geo')?.value ?? '')).toMatchObject({
      version: '1.1.0',
      primary_column: 'geometry',
      columns: { geometry: { encoding: 'WKB', geometry_types: ['Point'] } },
    });
  });
});

it('breaks a file off where the register falls silent, so that nobody takes it for whole, and lets others in again', async () => {
  const alone = await openTestHub();
  try {
    for (const statement of [
      `create function silence() returns boolean language plpgsql volatile as $$ begin raise exception 'silent'; end $$`,
      'alter view recorded.source rename to source_told',
      'create view recorded.source as select * from recorded.source_told where silence()',
    ]) {
      await sql.raw(statement).execute(alone.db);
    }
    const headers = { 'accept-encoding': 'identity' };
    for (let turn = 0; turn < 5; turn++) {
      for (const format of ['csv', 'geojson', 'xlsx']) {
        const answer = await fetch(`${alone.url}/export/products.${format}`, { headers });
        expect(answer.status).toBe(200);
        await expect(answer.text()).rejects.toThrow('terminated');
      }
      // Nothing of these is sent before the rows are read.
      for (const path of ['gpkg', 'ndjson', 'parquet', 'csv?receipt=1']) {
        expect((await fetch(`${alone.url}/export/products.${path}`)).status).toBe(500);
      }
      // What is packed waits for more of it: nothing of the file's own stays on the answer, nor in a cache.
      const packed = await fetch(`${alone.url}/export/products.csv`, {
        headers: { 'accept-encoding': 'gzip' },
      });
      expect(packed.status).toBe(500);
      expect(packed.headers.get('cache-control')).toBe('no-store');
      for (const ofTheFile of ['content-encoding', 'content-disposition', 'etag', 'link'])
        expect([ofTheFile, packed.headers.get(ofTheFile)]).toEqual([ofTheFile, null]);
      expect(await answerOf(packed)).toEqual({
        status: 500,
        title: 'Internal Server Error',
        instance: packed.headers.get('x-request-id'),
      });
    }
  } finally {
    await alone.close();
  }
});
