import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { answerOf, openTestHub, type TestHub } from '../testing.ts';

const MOST_MB = 24;
/** Of a border that needs several times as much. */
const CORNERS = 200_000;

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub({ tileLimits: { mostMb: MOST_MB } });
});
afterAll(() => hub.close());

it('says so where tiles cannot be made, goes on answering, and makes them as soon as it can', async () => {
  const tile = () => fetch(`${hub.url}/tiles/zones/6/51/29.mvt`);
  expect((await tile()).status).toBe(200);
  const border = (corners: number) =>
    sql`update place set geometry = (
        select jsonb_build_object('type', 'Polygon', 'coordinates', jsonb_build_array(jsonb_agg(jsonb_build_array(
          108 + cosd(360.0 * (corner % ${corners}) / ${corners}), 12.5 + sind(360.0 * (corner % ${corners}) / ${corners}))
          order by corner)))
        from generate_series(0, ${corners}) corner)
      where name = 'Buôn Ma Thuột' and geometry is not null`.execute(hub.db);

  await border(CORNERS);
  const lost = await Promise.all([tile(), tile()]);
  for (const answer of lost) {
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect((await answerOf(answer)).title).toMatch(/ask again/);
  }
  const { data } = await answerOf(await hub.ask({ query: '{ __typename }' }));
  expect(data).toEqual({ __typename: 'Query' });
  expect((await fetch(`${hub.url}/tiles/points/6/51/29.mvt`)).status).toBe(200);

  await border(100);
  expect((await tile()).status).toBe(200);
});
