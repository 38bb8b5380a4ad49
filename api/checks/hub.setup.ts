import { startHub } from './hub-process.ts';

/** The day on which the browser tests look at the register. */
export const TEST_TODAY = '2026-11-24';

/** One hub with its directory for all browser tests: its address reaches them as TEST_HUB_URL. */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env['TEST_HUB_URL']) return undefined;
  const dataDir = process.env['TEST_HUB_DATA_DIR'];
  const hub = await startHub({ env: { HUB_TODAY: TEST_TODAY }, ...(dataDir && { dataDir }) });
  process.env['TEST_HUB_URL'] = hub.url;
  return async () => {
    delete process.env['TEST_HUB_URL'];
    await hub.stop();
  };
}
