import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestHub, type TestHub } from '../../web/testing.ts';
import { revisionsOf } from './revision.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub({ kind: 'postgresql' });
});
afterAll(() => hub.close());

it('asks for the next lease while the last one holds, so that nobody waits for it', async () => {
  let time = 1_000;
  const revisions = revisionsOf(hub.db, { takesLeases: true, now: () => time });
  await expect
    .poll(async () => {
      await revisions.confirmed();
      return revisions.leased();
    })
    .not.toBeNull();
  const revision = revisions.leased();

  // With ten milliseconds left nothing is asked.
  time += 10;
  expect(revisions.leased()).toBe(revision);
  await sleep(200);
  time += 10;
  expect(revisions.leased()).toBeNull();

  // With two it is.
  await revisions.confirmed();
  time += 18;
  expect(revisions.leased()).toBe(revision);
  await sleep(1_000);
  time += 10;
  expect(revisions.leased()).toBe(revision);
});
