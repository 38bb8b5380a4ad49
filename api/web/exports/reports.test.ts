import { parse } from 'csv-parse/sync';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseKinds } from '../../database/testing.ts';
import { TODAY } from '../../graphql/testing.ts';
import { answerOf, openTestHub, type TestHub } from '../testing.ts';
import { gdalFeatures, workbookParts } from './testing.ts';

describe.each(databaseKinds)('reports on %s', (kind) => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await openTestHub({ kind, siteUrl: 'https://ocop.example' });
  });
  afterAll(() => hub.close());

  const get = (path: string) => fetch(`${hub.url}/export/${path}`);
  const bytes = async (path: string) => Buffer.from(await (await get(path)).arrayBuffer());
  const rows = async (path: string): Promise<Record<string, string>[]> =>
    parse(await bytes(path), { columns: true });
  const said = async (path: string) => {
    const answer = await get(path);
    return [answer.status, JSON.stringify(await answer.json()).replaceAll('\\"', '"')] as const;
  };

  describe("the ministry's table", () => {
    it('has its eight fields in their order and a remark, and invents no revenue', async () => {
      const all = await rows('ptnt-ocop.csv?lang=en');
      expect(Object.keys(all[0] ?? {})).toEqual([
        'Unit code',
        'Period code',
        'Product code',
        'Product',
        'Rank',
        'Producer',
        'Annual revenue',
        'Status',
        'Remark',
      ]);
      expect(new Set(all.map((row) => row['Period code']))).toEqual(new Set(['2026']));
      expect(new Set(all.map((row) => row['Annual revenue']))).toEqual(new Set(['']));
      expect(new Set(all.map((row) => row['Rank']))).toEqual(new Set(['3*', '4*', '5*', '']));
      for (const row of all) {
        expect(row['Remark']).toContain('The register knows no revenue');
        expect([row['Product code'], row['Remark']?.includes('stars not evidenced')]).toEqual([
          row['Product code'],
          row['Rank'] === '',
        ]);
        expect(row['Remark']?.includes('commune not known')).toBe(row['Unit code'] === '');
        expect(row['Remark']?.includes('producer not known')).toBe(row['Producer'] === '');
        expect(row['Unit code']).toMatch(/^(\d{5})?$/);
      }
    });

    it('tells ranks and status of the day as the API does', async () => {
      const { data } = await answerOf(
        await hub.ask({
          query: `query ($day: Date!) { products(first: 100, where: { verdict: [IN_FORCE] }, asOf: $day) {
            totalCount nodes { code verdict(asOf: $day) { recognition { stars } } } } }`,
          variables: { day: '2024-06-30' },
        }),
      );
      const found = await rows('ptnt-ocop.csv?period=2024-Q2&hieu-luc=IN_FORCE');
      const expected = data.products.nodes.map(
        (node: { code: string; verdict: { recognition: { stars: number | null } } }) => [
          node.code,
          node.verdict.recognition.stars === null ? '' : `${node.verdict.recognition.stars}*`,
        ],
      );
      expect(expected.length).toBe(data.products.totalCount);
      expect(expected.length).toBeGreaterThan(0);
      expect(found.map((row) => [row['Mã sản phẩm'], row['Xếp hạng']]).toSorted()).toEqual(
        expected.toSorted(),
      );
      expect(new Set(found.map((row) => row['Trạng thái']))).toEqual(new Set(['Còn hiệu lực']));
    });

    it('speaks of the last day of its period, of today within it, or of the day asked for', async () => {
      for (const [query, day] of [
        ['period=2025', '2025-12-31'],
        ['period=2024-02', '2024-02-29'],
        ['period=2026-Q4', TODAY],
        ['', TODAY],
        ['period=2025&asOf=2026-01-31', '2026-01-31'],
      ]) {
        const { snapshot, address } = await answerOf(await get(`ptnt-ocop.csv?${query}&receipt=1`));
        expect([query, snapshot.day]).toEqual([query, day]);
        const again = await fetch(address.replace('https://ocop.example', hub.url));
        expect(again.status).toBe(200);
        await again.arrayBuffer();
      }
      const early = await rows('ptnt-ocop.csv?period=2021');
      expect(early.length).toBeLessThan((await rows('ptnt-ocop.csv')).length);
      expect(early.map((row) => row['Trạng thái'])).not.toContain('Chưa đến ngày cấp');
    });

    it('has the code of the national system where the register knows it', async () => {
      const [first] = await rows('ptnt-ocop.csv');
      await sql`update product set official_code = '66-24163-0001-2026' where code = ${first?.['Mã sản phẩm']}`.execute(
        hub.db,
      );
      const [now] = await rows('ptnt-ocop.csv');
      expect(now?.['Mã sản phẩm']).toBe('66-24163-0001-2026');
      expect(first?.['Ghi chú']).toContain('mã của sổ');
      expect(now?.['Ghi chú']).not.toContain('mã của sổ');
    });

    it('is a workbook too, which says how sure its form is', async () => {
      const parts = workbookParts(await bytes('ptnt-ocop.xlsx?period=2026-07'));
      expect(parts['xl/worksheets/sheet1.xml']).toContain('2026-07');
      expect(parts['xl/worksheets/sheet3.xml']).toContain('chưa đọc được chính quyết định ấy');
    });

    it('says what is wrong with a period or a format', async () => {
      for (const [path, status, told] of [
        ['ptnt-ocop.csv?period=2026-13', 400, /"2026-13" is no period.*"2026-Q1"/],
        ['ptnt-ocop.csv?period=2030', 400, /begins after 2026-11-24/],
        ['ptnt-ocop.csv?period=2026&asOf=2025-12-31', 400, /begins after 2025-12-31/],
        ['ptnt-ocop.csv?period=2026&period=2025', 400, /more than once/],
        ['ptnt-ocop.geojson', 404, /ptnt-ocop\.xlsx/],
        ['ptnt-ocop?f=parquet', 400, /"csv","xlsx"/],
        ['products.csv?period=2026', 400, /no parameter "period"/],
      ] as const) {
        const [found, text] = await said(path);
        expect([path, found]).toEqual([path, status]);
        expect(text).toMatch(told);
      }
    });
  });

  describe('plots', () => {
    const collection = async (query = '') =>
      JSON.parse((await bytes(`eudr-plots.geojson?${query}`)).toString());
    const draw = async (slug: string, accuracy: string) => {
      const ring = [
        [108.1, 12.7],
        [108.11, 12.7],
        [108.11, 12.7123456789],
        [108.1, 12.7],
      ];
      await sql`update region set geometry = ${JSON.stringify({ type: 'Polygon', coordinates: [ring] })}::jsonb,
        geometry_accuracy = ${accuracy}, geometry_source_id = source_id where slug = ${slug}`.execute(hub.db);
    };

    it('are none while no border is official, and the file says why', async () => {
      const { type, features, statement } = await collection();
      expect([type, features]).toEqual(['FeatureCollection', []]);
      expect(statement).toContain('Chưa có vùng nào');
      expect((await collection('lang=en')).statement).toContain('no official border');
    });

    it('are the official borders of these commodities, as the EU reads them', async () => {
      await draw('ca-phe-cong-bang-ea-tu', 'OFFICIAL');
      await draw('ca-cao-dak-lak-cu', 'OFFICIAL');
      await draw('bo-dak-lak-cu', 'OFFICIAL');
      await draw('ca-phe-dak-lak-cu', 'SURVEYED');
      const { features, statement } = await collection();
      expect(features.map(({ id }: { id: string }) => id)).toEqual([
        'ca-cao-dak-lak-cu',
        'ca-phe-cong-bang-ea-tu',
      ]);
      const [cocoa, coffee] = features;
      expect(cocoa.properties).toMatchObject({
        ProducerCountry: 'VN',
        Commodity: 'cocoa',
        HSHeading: '1801',
        RegionKey: 'ca-cao-dak-lak-cu',
      });
      expect(cocoa.properties).not.toHaveProperty('ProducerName');
      expect(coffee.properties.ProductionPlace).toMatch(/^Cà phê HTX Công bằng Ea Tu, .*, tỉnh Đắk Lắk$/i);
      // A triangle of about 1.09 km by 1.37 km.
      expect(coffee.properties.Area).toBeCloseTo(74.2, 0);
      expect(statement).not.toContain('Chưa có vùng nào');
      expect(statement).toContain('không phải ranh giới thửa');
      expect(Object.values(coffee.properties)).not.toContain(null);
    });

    it('have at least six decimals and no fewer than were drawn, and GDAL reads them', async () => {
      const file = await bytes('eudr-plots.geojson?commodity=coffee');
      expect(file.toString()).toContain('[[[108.100000,12.700000],[108.110000,12.700000],');
      expect(file.toString()).toContain('12.7123456789');
      const [plot, ...more] = gdalFeatures('a.geojson', file, 'eudr-plots');
      expect([plot?.properties['Commodity'], more]).toEqual(['coffee', []]);
    });

    it('name a co-operative where the register knows exactly one, and never a household', async () => {
      const producer = (form: string) => sql`
        with maker as (update producer set legal_form = ${form}, address_as_written = null
          where id = (select producer_id from product where producer_id is not null order by code limit 1) returning id, name)
        insert into material_source (id, product_id, material_id, region_id, basis, source_id)
        select gen_random_uuid(), product.id, region.material_id, region.id, 'STATED', region.source_id
        from maker join product on product.producer_id = maker.id, region
        where region.slug = 'ca-phe-cong-bang-ea-tu' limit 1`;
      await sql`delete from material_source where region_id = (select id from region where slug = 'ca-phe-cong-bang-ea-tu')`.execute(
        hub.db,
      );
      await producer('HOUSEHOLD_BUSINESS').execute(hub.db);
      const nameIn = async () => (await collection('commodity=coffee')).features[0].properties.ProducerName;
      expect(await nameIn()).toBeUndefined();
      await sql`update producer set legal_form = 'COOPERATIVE' where legal_form = 'HOUSEHOLD_BUSINESS'`.execute(
        hub.db,
      );
      const { rows: makers } = await sql<{ name: string }>`select producer.name from product
        join producer on producer.id = producer_id order by product.code limit 1`.execute(hub.db);
      expect(await nameIn()).toBe(makers[0]?.name);
    });

    it('are refused in words where the commodity is none', async () => {
      const [status, text] = await said('eudr-plots.geojson?commodity=tea');
      expect(status).toBe(400);
      expect(text).toMatch(/"tea".*"coffee","cocoa","rubber","wood"/);
      expect((await get('eudr-plots.csv')).status).toBe(404);
    });
  });
});
