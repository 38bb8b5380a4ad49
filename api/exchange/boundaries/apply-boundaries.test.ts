import type { Polygon, Position } from 'geojson';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseKinds, seedDir } from '../../database/testing.ts';
import { openTestApi, type TestApi, TODAY } from '../../graphql/testing.ts';
import { areaKm2, unionOf } from '../../register/places/territory.rules.ts';
import { overlapOf } from '../../register/geography/overlap.rules.ts';
import { allBatches } from '../batches/batch.queries.ts';
import { undoBatch } from '../batches/undo-batch.ts';
import { importRegister } from '../import/import-register.ts';
import { listDecisionOf } from '../sheets/evidence.rules.ts';
import { applyBoundaries, tryBoundaries } from './apply-boundaries.ts';
import { appliedBoundaryLines } from './boundary-report.ts';
import type { BoundaryKind } from './plan-boundaries.ts';
import { readGeoJson } from './read-geojson.ts';

/** A made-up border: four corners around the point of a ward, as large as the ward. */
const box = ([lon, lat]: readonly [number, number], wide: number, high: number): Position[] =>
  [
    [lon - wide, lat - high],
    [lon + wide, lat - high],
    [lon + wide, lat + high],
    [lon - wide, lat + high],
    [lon - wide, lat - high],
  ].map(([x = 0, y = 0]) => [Math.round(x * 1e5) / 1e5, Math.round(y * 1e5) / 1e5]);
const buonMaThuot = box([108.02219, 12.70092], 0.03911, 0.03815);

const file = (
  features: { properties: Record<string, unknown>; ring: Position[] }[],
  name = 'xã 2026.geojson',
) =>
  readGeoJson({
    name,
    bytes: Buffer.from(
      JSON.stringify({
        type: 'FeatureCollection',
        features: features.map(({ properties, ring }) => ({
          type: 'Feature',
          properties,
          geometry: { type: 'Polygon', coordinates: [ring] },
        })),
      }),
    ),
  });
const ward = { properties: { ma_xa: 24133, ten_xa: 'Phường Buôn Ma Thuột' }, ring: buonMaThuot };
const unknown = { properties: { ten_xa: 'Xã Không Có' }, ring: box([107.6, 12.9], 0.001, 0.001) };

describe.each(databaseKinds)('taking official borders in on %s', (kind) => {
  let api: TestApi;
  beforeAll(async () => {
    api = await openTestApi(kind);
  });
  afterAll(() => api.close());

  const decision = listDecisionOf('Quyết định số 77/QĐ-UBND ngày 5/6/2026');
  const words = { decision, by: 'Nguyễn Thị Thử', onlyValidRows: false, today: TODAY };
  const apply = (
    what: ReturnType<typeof file>,
    more: Partial<typeof words> = {},
    of: BoundaryKind = 'boundaries',
  ) => applyBoundaries(api.em, what, of, { ...words, ...more });

  /** All that a batch may touch, and what follows from it. */
  const state = async () =>
    JSON.stringify(
      await api.em.fork().execute(`select
        (select jsonb_agg(to_jsonb(place) order by id) from place) as places,
        (select jsonb_agg(to_jsonb(region) order by id) from region) as regions,
        (select count(*)::int from source) as sources,
        (select jsonb_agg(place_ring::text order by place_id, part, ring) from place_ring) as rings,
        (select jsonb_agg(jsonb_build_array(place_id, region_id, area_km2, share_of_place) order by place_id, region_id)
          from region_overlap) as overlaps`),
    );
  const placeOf = async (slug: string) => {
    const { data, errors } = await api.ask(
      `{ place(by: { slug: "${slug}" }) { geometry geometryAccuracy geometrySource { title note reliability retrievedOn } } }`,
    );
    expect(errors).toBeUndefined();
    return data.place;
  };

  it('writes nothing without a paper, or where something is refused, unless only what is valid is wanted', async () => {
    const before = await state();
    await expect(apply(file([ward]), { decision: null as never })).rejects.toThrow(/--decision/);
    expect(await apply(file([ward, unknown]))).toMatchObject({
      is: 'STOPPED',
      counts: { CHANGE: 1, REFUSE: 1 },
    });
    expect(await state()).toBe(before);
  });

  it('sets the border, its accuracy and its source; neighbours end there; all of it is taken back', async () => {
    const before = await state();
    const applied = await apply(file([ward, unknown]), { onlyValidRows: true });
    if (applied.is !== 'WRITTEN') throw new Error(applied.is);
    expect(appliedBoundaryLines(applied).slice(0, 2)).toEqual([
      `Đã ghi 1 ranh giới chính thức, trong đợt ${applied.batch}, từ các đối tượng: 1.`,
      `Written: 1 official borders, as batch ${applied.batch}, from the features: 1.`,
    ]);
    expect(applied.followed.cells).toBeGreaterThan(0);
    expect(applied.followed.zones).toBeGreaterThan(0);

    const official: Polygon = { type: 'Polygon', coordinates: [buonMaThuot] };
    const place = await placeOf('buon-ma-thuot');
    expect(place).toEqual({
      geometry: official,
      geometryAccuracy: 'OFFICIAL',
      geometrySource: {
        title: 'Ranh giới theo Quyết định số 77/QĐ-UBND ngày 5/6/2026',
        note: expect.stringMatching(/^Đợt nhập B\w{7}\. SHA-256: [0-9a-f]{64}$/),
        reliability: 'HIGH',
        retrievedOn: TODAY,
      },
    });

    // No spot is in two communes, and zones of communes are these communes as they are drawn now.
    const others = await api.em.fork().execute(`select geometry, geometry_accuracy as accuracy from place
      where slug <> 'buon-ma-thuot' and geometry is not null and valid_until is null`);
    const near = others.filter(({ geometry }) => overlapOf(geometry, official) !== null);
    expect(near).toEqual([]);
    expect(others.every(({ accuracy }) => accuracy === 'APPROXIMATE')).toBe(true);
    const [zone] = await api.em.fork().execute(`select geometry, geometry_area_km2::float8 as area,
        (select jsonb_agg(place.geometry order by place.id) from region_commune join place on place.id = place_id
          where region_id = region.id) as communes
      from region where slug = 'ca-phe-buon-ma-thuot'`);
    expect(zone?.area).toBeCloseTo(areaKm2(unionOf(zone?.communes)), 1);
    const [overlap] = await api.em.fork().execute(`select share_of_place::float8 as share from region_overlap
      where place_id = (select id from place where slug = 'buon-ma-thuot')
        and region_id = (select id from region where slug = 'ca-phe-buon-ma-thuot')`);
    expect(overlap?.share).toBeCloseTo(1, 5);

    // The same file again, and the tables that the register began with, change nothing.
    const after = await state();
    expect(await tryBoundaries(api.em, file([ward]), 'boundaries', {})).toMatchObject({
      counts: { LEAVE: 1 },
    });
    expect(await apply(file([ward, unknown]), { onlyValidRows: true })).toMatchObject({
      is: 'NOTHING_NEW',
      earlier: [{ code: applied.batch }],
    });
    expect(await importRegister(api.em, seedDir, { actor: 'seed' })).toMatchObject({
      added: 0,
      removed: 0,
      changed: 0,
    });
    expect(await state()).toBe(after);

    const batches = await allBatches(api.em.fork().getKysely() as never);
    expect(batches).toMatchObject([
      {
        code: applied.batch,
        file: 'xã 2026.geojson',
        importedBy: 'Nguyễn Thị Thử',
        decision: 'Quyết định số 77/QĐ-UBND ngày 5/6/2026',
        onlyValidRows: true,
        counts: { ADD: 0, CHANGE: 1, LEAVE: 0, ASK: 0, REFUSE: 1 },
      },
    ]);
    expect(await undoBatch(api.em, { batch: applied.batch, by: 'Thử' })).toMatchObject({
      is: 'UNDONE',
      removed: 1,
    });
    expect(await state()).toBe(before);
  });

  it('brings the border of a zone, and says which later border stands on a batch', async () => {
    const zoneFile = (wide: number) =>
      file(
        [{ properties: { ten_vung: 'Sầu riêng Krông Pắc' }, ring: box([108.3, 12.7], wide, 0.1) }],
        'vùng.geojson',
      );
    const before = await state();
    const first = await apply(zoneFile(0.15), {}, 'regions');
    const second = await apply(zoneFile(0.16), {}, 'regions');
    if (first.is !== 'WRITTEN' || second.is !== 'WRITTEN') throw new Error('not written');
    const { data } = await api.ask(
      '{ region(by: { slug: "sau-rieng-krong-pac" }) { geometryAccuracy geometryAreaKm2 geometrySource { title } } }',
    );
    expect(data.region).toMatchObject({
      geometryAccuracy: 'OFFICIAL',
      geometrySource: { title: 'Ranh giới theo Quyết định số 77/QĐ-UBND ngày 5/6/2026' },
    });
    expect(await undoBatch(api.em, { batch: first.batch, by: 'Thử' })).toMatchObject({
      is: 'STOOD_ON',
      obstacles: [{ table: 'region', name: 'Sầu riêng Krông Pắc', later: [{ batch: second.batch }] }],
    });
    await undoBatch(api.em, { batch: second.batch, by: 'Thử' });
    await undoBatch(api.em, { batch: first.batch, by: 'Thử' });
    expect(await state()).toBe(before);
  });
});
