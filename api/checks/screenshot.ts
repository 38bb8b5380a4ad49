/** What `npm run screenshot` does: the picture of the README, taken from a hub with the seed. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TEST_TODAY } from './hub.setup.ts';
import { launchChromium } from './chromium.ts';
import { root, startHub } from './hub-process.ts';

const LARGEST = 200_000;
const file = join(root, '.github/screenshot.png');

const hub = await startHub({ env: { HUB_TODAY: TEST_TODAY } });
const browser = await launchChromium();
try {
  const page = await browser.newPage({
    viewport: { width: 1200, height: 800 },
    locale: 'vi-VN',
    colorScheme: 'light',
  });
  await page.goto(hub.url, { waitUntil: 'networkidle' });
  const picture = await page.screenshot({ type: 'png', animations: 'disabled' });
  if (picture.length > LARGEST) {
    throw new Error(`The picture has ${picture.length} bytes: more than the ${LARGEST} a README should load`);
  }
  mkdirSync(join(root, '.github'), { recursive: true });
  writeFileSync(file, picture);
  console.log(`${file}: ${Math.round(picture.length / 1_000)} kB`);
} finally {
  await browser.close();
  await hub.stop();
}
