import { expect, it } from 'vitest';
import { startTileWorker, TileWorkerLost } from './tile-worker.ts';

const points = {
  name: 'points',
  version: '1',
  maxZoom: 4,
  layers: [{ id: 'products', isOfPoints: true }],
  rows: JSON.stringify([[{ id: 'a', location: { lat: 12.5, lon: 108 }, properties: { name: 'Cà phê' } }]]),
};
const place = { name: 'points', z: 0, x: 0, y: 0 };

it('answers in order, until what cannot be indexed ends it', async () => {
  const worker = startTileWorker();
  const [, first, , second] = await Promise.all([
    worker.index(points),
    worker.cut(place),
    worker.index({ ...points, version: '2' }),
    worker.cut(place),
  ]);
  expect([first.version, second.version]).toEqual(['1', '2']);
  expect(Buffer.from(first.content!).toString()).toContain('Cà phê');

  const broken = worker.index({ ...points, rows: 'no JSON' });
  const behind = worker.cut(place);
  await expect(broken).rejects.toThrow(TileWorkerLost);
  await expect(behind).rejects.toThrow(TileWorkerLost);
  expect(worker.hasEnded()).toBe(true);
  await expect(worker.cut(place)).rejects.toThrow(TileWorkerLost);
});

it('ends where an index would take too much memory, and says so', async () => {
  const worker = startTileWorker(16);
  const many = Array.from({ length: 200_000 }, () => '{"id":"a","location":null,"properties":{}}');
  const lost: unknown = await worker.index({ ...points, rows: `[[${many.join()}]]` }).catch((error) => error);
  expect(lost).toBeInstanceOf(TileWorkerLost);
  expect((lost as TileWorkerLost).cause).toMatchObject({ code: 'ERR_WORKER_OUT_OF_MEMORY' });
});
