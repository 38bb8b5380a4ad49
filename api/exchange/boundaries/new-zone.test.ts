import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Position } from 'geojson';
import { databaseKinds } from '../../database/testing.ts';
import { TODAY } from '../../graphql/testing.ts';
import { answerOf, openTestHub, type TestHub } from '../../web/testing.ts';
import { undoBatch } from '../batches/undo-batch.ts';
import { undoneLines } from '../batches/batch-report.ts';
import { listDecisionOf } from '../sheets/evidence.rules.ts';
import { applyBoundaries, tryBoundaries } from './apply-boundaries.ts';
import { appliedBoundaryLines, featureLines } from './boundary-report.ts';
import { readGeoJson } from './read-geojson.ts';

type Properties = Record<string, unknown>;

/** A made-up rectangle, as an office might draw it around the pepper of Krông Pắc. */
const box = (west: number, south: number, east: number, north: number): Position[] => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
];
const krongPac = box(108.28, 12.68, 108.34, 12.73);

const file = (...features: { properties: Properties; ring?: Position[] }[]) =>
  readGeoJson({
    name: 'vùng hồ tiêu.geojson',
    bytes: Buffer.from(
      JSON.stringify({
        type: 'FeatureCollection',
        features: features.map(({ properties, ring = krongPac }) => ({
          type: 'Feature',
          properties,
          geometry: { type: 'Polygon', coordinates: [ring] },
        })),
      }),
    ),
  });

const pepper = {
  ten_vung: 'Vùng nguyên liệu Hồ tiêu Krông Pắc',
  nguyen_lieu: 'Hồ tiêu',
  cap_vung: 'xã',
  dien_tich_ha: '3.600,5',
  san_pham: 'P8M5TM5M; Tiêu Thăng Tiến',
};
const without = (...left: (keyof typeof pepper)[]): Properties =>
  Object.fromEntries(Object.entries(pepper).filter(([key]) => !(left as string[]).includes(key)));

describe.each(databaseKinds)('zones that a file of borders adds, on %s', (kind) => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await openTestHub({ kind });
  });
  afterAll(() => hub.close());

  const tried = (what: ReturnType<typeof file>, answers: Record<string, string> = {}) =>
    tryBoundaries(hub.database.em, what, 'regions', { answers: new Map(Object.entries(answers)) });
  const apply = (what: ReturnType<typeof file>, answers: Record<string, string> = {}) =>
    applyBoundaries(hub.database.em, what, 'regions', {
      answers: new Map(Object.entries(answers)),
      decision: listDecisionOf('Quyết định số 77/QĐ-UBND ngày 5/6/2026'),
      by: 'Nguyễn Thị Thử',
      onlyValidRows: false,
      today: TODAY,
    });
  const only = async (properties: Properties, answers: Record<string, string> = {}, ring = krongPac) => {
    const { plan } = await tried(file({ properties, ring }), answers);
    return plan.features[0]!;
  };
  const codes = async (...asked: Parameters<typeof only>) => {
    const { action, remarks } = await only(...asked);
    return [action, ...remarks.map(({ code }) => code)].join(' ');
  };
  const asked = async (code: string, ...what: Parameters<typeof only>) => {
    const remark = (await only(...what)).remarks.find((one) => one.code === code);
    return { said: remark?.cause, values: remark?.candidates?.map(({ value }) => value) };
  };
  const get = async (path: string) => (await fetch(`${hub.url}${path}`)).text();
  const state = async () =>
    JSON.stringify(
      await hub.database.em.fork().execute(`select
        (select jsonb_agg(to_jsonb(region) order by id) from region) as regions,
        (select jsonb_agg(to_jsonb(region_commune) order by id) from region_commune) as communes,
        (select jsonb_agg(to_jsonb(region_figure) order by id) from region_figure) as figures,
        (select jsonb_agg(to_jsonb(material_source) order by id) from material_source) as ties,
        (select count(*)::int from source) as sources,
        (select jsonb_agg(jsonb_build_array(place_id, region_id, area_km2) order by place_id, region_id)
          from region_overlap) as overlaps`),
    );

  it('shows all that would be written, and writes nothing', async () => {
    const before = await state();
    const planned = await only(pepper);
    expect(planned).toMatchObject({
      action: 'ADD',
      target: null,
      added: {
        slug: 'ho-tieu-krong-pac',
        name: 'Vùng nguyên liệu Hồ tiêu Krông Pắc',
        material: { slug: 'ho-tieu' },
        level: 'COMMUNE',
        hectares: 3600.5,
        communesAsWritten: null,
        products: [{ code: 'P8M5TM5M' }, { code: 'PWQ5MGG7' }],
      },
    });
    expect(planned.remarks.map(({ code }) => code)).toEqual(['COMMUNES_BY_BORDER']);
    const lines = featureLines(planned).join('\n');
    expect(lines).toContain('vùng mới / new zone: Vùng nguyên liệu Hồ tiêu Krông Pắc [ho-tieu-krong-pac]');
    expect(lines).toContain('nguyên liệu / material: Hồ tiêu [ho-tieu]');
    expect(lines).toContain('cấp / level: cấp xã / commune');
    expect(lines).toMatch(/communes \(\d+\): .*Xã Krông Pắc/);
    expect(lines).toContain('Tiêu sấy thăng hoa A Hào [P8M5TM5M]; Tiêu Thăng Tiến [PWQ5MGG7]');
    expect(await state()).toBe(before);
  });

  it('refuses a name that it does not know where nothing says that it is of a new zone', async () => {
    expect(await codes(without('nguyen_lieu'))).toBe('REFUSE UNKNOWN_ZONE');
    expect(await codes({ ...pepper, ten_vung: '' })).toBe('REFUSE NO_NAME');
    expect(await codes({ ...pepper, cap_vung: 'Chỉ dẫn địa lý' })).toMatch(/^REFUSE INDICATION_BY_TABLE/);
    expect((await only(without('nguyen_lieu'))).remarks[0]?.remedy.vi).toMatch(/nguyen_lieu/);
  });

  it('asks which material is meant, and takes the answer', async () => {
    const odd = { ...pepper, nguyen_lieu: 'Tiêu đen' };
    expect(await asked('MATERIAL', odd)).toMatchObject({
      said: { vi: '“Tiêu đen” là nguyên liệu nào?', en: 'Which raw material is “Tiêu đen”?' },
      values: ['ho-tieu'],
    });
    expect(await only(odd, { '1.material': 'ho-tieu' })).toMatchObject({
      action: 'ADD',
      added: { material: { slug: 'ho-tieu' } },
    });
    expect(await codes(without('nguyen_lieu'), { '1.material': 'ho-tieu' })).toMatch(/^ADD/);
    expect(await codes(odd, { '1.material': 'kim-cuong' })).toMatch(/^REFUSE WRONG_CHOICE/);
    expect(
      (await asked('MATERIAL', { ...pepper, ten_vung: 'Vùng Ea Phê', nguyen_lieu: 'Atiso' })).values?.length,
    ).toBeGreaterThan(30);
  });

  it('asks for the level where none is said or understood', async () => {
    const values = ['PROVINCE', 'DISTRICT', 'COMMUNE', 'COOPERATIVE'];
    expect(await asked('LEVEL', without('cap_vung'))).toMatchObject({ values });
    expect(await asked('LEVEL', { ...pepper, cap_vung: 'vùng lõi' })).toMatchObject({ values });
    expect(await only(without('cap_vung'), { '1.level': 'COOPERATIVE' })).toMatchObject({
      added: { level: 'COOPERATIVE' },
    });
    expect(await codes(without('cap_vung'), { '1.level': 'MOON' })).toMatch(/^REFUSE WRONG_CHOICE/);
  });

  it('asks whether it is a zone of a nearly equal name, or one that lies there', async () => {
    const near = { ...pepper, ten_vung: 'Hồ tiêu Cư Kuin 2' };
    expect(await asked('ZONE', near)).toMatchObject({ values: ['ho-tieu-cu-kuin', 'new'] });
    expect(await only(near, { '1.unit': 'new' })).toMatchObject({
      action: 'ADD',
      added: { slug: 'ho-tieu-cu-kuin-2' },
    });
    expect(await only(near, { '1.unit': 'ho-tieu-cu-kuin' })).toMatchObject({
      target: { slug: 'ho-tieu-cu-kuin' },
      added: null,
    });
    const [known] = await hub.database.em.fork().execute(`select
        min(((box(shape))[1])[0])::float8 as west, min(((box(shape))[1])[1])::float8 as south,
        max(((box(shape))[0])[0])::float8 as east, max(((box(shape))[0])[1])::float8 as north
      from region_ring where region_id = (select id from region where slug = 'ho-tieu-cu-kuin')`);
    const there = box(known!.west, known!.south, known!.east, known!.north);
    const elsewhereCalled = { ...without('dien_tich_ha'), ten_vung: 'Tiêu hữu cơ Dray Bhăng' };
    expect(await asked('ZONE', elsewhereCalled, {}, there)).toMatchObject({
      values: ['ho-tieu-cu-kuin', 'new'],
    });
    // Durian grows where pepper grows: that is no doubt.
    expect(await codes({ ...elsewhereCalled, nguyen_lieu: 'bo', san_pham: '' }, {}, there)).toMatch(/^ADD/);
  });

  it('asks about communes that are not known, or that the border does not reach', async () => {
    const named = (cac_xa: unknown) => ({ ...pepper, cac_xa });
    expect(await only(named('Xã Krông Pắc'))).toMatchObject({
      action: 'ADD',
      added: { communes: [{ slug: 'krong-pac' }], communesAsWritten: 'Xã Krông Pắc' },
    });
    expect(await only(named(['24490']))).toMatchObject({ added: { communes: [{ slug: 'krong-pac' }] } });
    const unknown = await asked('COMMUNES', named('Krông Pắc; Xã Trên Trời'));
    expect(unknown.said?.vi).toBe('Không rõ xã, phường hiện nay nào là “Xã Trên Trời”');
    expect(unknown.values).toEqual(['border']);
    const far = await asked('COMMUNES', named('Krông Pắc; Phường Buôn Ma Thuột'));
    expect(far.said?.en).toBe('The border does not reach into “Phường Buôn Ma Thuột”');
    expect(far.values).toEqual(['border', 'file']);
    const both = named('Krông Pắc; Phường Buôn Ma Thuột');
    expect(await only(both, { '1.communes': 'file' })).toMatchObject({
      added: { communes: { length: 2 } },
    });
    expect(await only(both, { '1.communes': 'krong-pac' })).toMatchObject({
      added: { communes: [{ slug: 'krong-pac' }] },
    });
    expect(await codes(both, { '1.communes': 'krong-pac;mat-trang' })).toMatch(/^REFUSE WRONG_CHOICE/);
  });

  it('asks about products that are not plain, or are made of something else', async () => {
    const of = (san_pham: unknown) => ({ ...pepper, san_pham });
    const vague = await asked('PRODUCTS', of('Tiêu Thăng Tiến; Tiêu sấy thăng hoa'));
    expect(vague.said?.vi).toBe('Không rõ “Tiêu sấy thăng hoa” nói đến sản phẩm nào');
    expect(vague.values?.[0]).toBe('PWQ5MGG7');
    expect(vague.values).toContain('P8M5TM5M');
    expect(vague.values?.at(-1)).toBe('none');
    const ofCocoa = await asked('PRODUCTS', of('PHT4W876'));
    expect(ofCocoa.said?.en).toMatch(/another material than “Hồ tiêu”/);
    expect(await only(of('Tiêu sấy'), { '1.products': 'P8M5TM5M;PWQ5MGG7' })).toMatchObject({
      added: { products: [{ code: 'P8M5TM5M' }, { code: 'PWQ5MGG7' }] },
    });
    expect(await only(of('Tiêu sấy'), { '1.products': 'none' })).toMatchObject({ added: { products: [] } });
    expect(await codes(of('Tiêu sấy'), { '1.products': 'P0000000' })).toMatch(/^REFUSE .*WRONG_CHOICE/);
  });

  it('takes the one product that a producer makes of it, and asks where there are several or none', async () => {
    const by = (chu_the: unknown) => ({ ...without('san_pham'), chu_the });
    const cooperative = 'HTX Sản xuất dịch vụ nông nghiệp Thăng Tiến';
    expect(await only(by(cooperative))).toMatchObject({
      action: 'ADD',
      added: { products: [{ code: 'PWQ5MGG7' }] },
    });
    const several = await asked('PRODUCTS', by([cooperative, 'ho-kinh-doanh-le-anh-hao']));
    expect(several.said?.vi).toBe('Không rõ “ho-kinh-doanh-le-anh-hao” nói đến sản phẩm nào');
    expect(several.values).toEqual(['PWQ5MGG7', 'P8M5TM5M', 'PC8NBHQB', 'none']);
    expect((await asked('PRODUCTS', by('Công ty Không Có'))).values).toEqual(['none']);
  });

  it('refuses one zone twice in a file, and asks about an area that differs much', async () => {
    const { plan } = await tried(
      file({ properties: pepper }, { properties: pepper, ring: box(108.4, 12.68, 108.46, 12.73) }),
    );
    expect(plan.features.map(({ action }) => action)).toEqual(['REFUSE', 'REFUSE']);
    expect(plan.features[1]?.remarks.map(({ code }) => code)).toContain('TWICE');
    expect(await codes({ ...pepper, dien_tich_ha: '1200' })).toMatch(/^ASK .*AREA/);
  });

  it('writes it with its border in one batch; it is everywhere at once; and all of it is taken back', async () => {
    const before = await state();
    const known = { properties: { ten_vung: 'Sầu riêng Krông Pắc' }, ring: box(108.15, 12.6, 108.45, 12.8) };
    const both = file({ properties: pepper }, known);
    const applied = await apply(both);
    if (applied.is !== 'WRITTEN') throw new Error(applied.is);
    expect(applied.counts).toMatchObject({ ADD: 1, CHANGE: 1 });
    expect(appliedBoundaryLines(applied)).toContain(
      'Trong đó 1 vùng nguyên liệu mới. / 1 of them are of new raw-material zones.',
    );
    const answer = await answerOf(
      await hub.ask({
        query: `{
          region(by: { slug: "ho-tieu-krong-pac" }) {
            name level geometryAccuracy hectares hectaresNote material { slug } communes { slug }
            source { title reliability } figures { asOf source { title } }
            products(first: 9) { edges { node { code materialSources { basis region { slug } source { title } } } } }
          }
          search(text: "ho tieu krong pac", first: 5) { edges { node { ... on Region { slug } } } }
        }`,
      }),
    );
    expect(answer.errors).toBeUndefined();
    const title = 'Ranh giới theo Quyết định số 77/QĐ-UBND ngày 5/6/2026';
    const { region, search } = answer.data;
    expect(region).toMatchObject({
      name: 'Vùng nguyên liệu Hồ tiêu Krông Pắc',
      level: 'COMMUNE',
      geometryAccuracy: 'OFFICIAL',
      hectares: 3600.5,
      hectaresNote: 'diện tích ghi trong tệp ranh giới',
      material: { slug: 'ho-tieu' },
      source: { title, reliability: 'HIGH' },
      figures: [{ asOf: '2026-06-05', source: { title } }],
    });
    expect(region.communes).toContainEqual({ slug: 'krong-pac' });
    const products = region.products.edges.map(({ node }: { node: { code: string } }) => node.code);
    expect(products.toSorted()).toEqual(['P8M5TM5M', 'PWQ5MGG7']);
    for (const { node } of region.products.edges)
      expect(node.materialSources).toContainEqual({
        basis: 'STATED',
        region: { slug: 'ho-tieu-krong-pac' },
        source: { title },
      });
    expect(search.edges[0].node.slug).toBe('ho-tieu-krong-pac');
    expect(await get('/export/regions.geojson')).toContain('ho-tieu-krong-pac');
    expect(await get('/ogc/collections/regions/items?f=json&limit=100')).toContain('Hồ tiêu Krông Pắc');
    const snapshot = await get('/changes/snapshot.ndjson');
    expect(snapshot).toContain('"ho-tieu-krong-pac"');
    expect(snapshot).not.toContain('.geojson');

    // The same file again finds it, and changes nothing.
    expect(await tried(both)).toMatchObject({ counts: { LEAVE: 2 } });

    expect(await undoBatch(hub.database.em, { batch: applied.batch, by: 'Thử' })).toMatchObject({
      is: 'UNDONE',
    });
    expect(await state()).toBe(before);
    expect(await get('/export/regions.geojson')).not.toContain('ho-tieu-krong-pac');
  });

  it('is not taken back while something later stands on it, which is named', async () => {
    const before = await state();
    const first = await apply(file({ properties: pepper }));
    const moved = file({ properties: pepper, ring: box(108.28, 12.68, 108.341, 12.731) });
    const second = await apply(moved);
    if (first.is !== 'WRITTEN' || second.is !== 'WRITTEN') throw new Error('not written');
    const undone = await undoBatch(hub.database.em, { batch: first.batch, by: 'Thử' });
    expect(undone).toMatchObject({
      is: 'STOOD_ON',
      obstacles: [{ table: 'region', later: [{ batch: second.batch }] }],
    });
    expect(undoneLines(undone).join('\n')).toContain('vùng nguyên liệu / raw-material zone');
    await undoBatch(hub.database.em, { batch: second.batch, by: 'Thử' });
    await undoBatch(hub.database.em, { batch: first.batch, by: 'Thử' });
    expect(await state()).toBe(before);
  });
});
