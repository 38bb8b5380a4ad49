import { startHub } from './hub-process.ts';

/** The day on which the browser tests look at the register. */
export const TEST_TODAY = '2026-11-24';

/** One hub with its directory for all browser tests: its address reaches them as TEST_HUB_URL. */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env['TEST_HUB_URL']) return undefined;
  const dataDir = process.env['TEST_HUB_DATA_DIR'];
  // All readers of the tests come from one address, and in a hurry.
  const env = { HUB_TODAY: TEST_TODAY, HUB_POINTS_PER_MINUTE: '1000000000' };
  const hub = await startHub({ env, ...(dataDir && { dataDir }) });
  process.env['TEST_HUB_URL'] = hub.url;
  return async () => {
    delete process.env['TEST_HUB_URL'];
    await hub.stop();
  };
}
