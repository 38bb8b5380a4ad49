import { gzipSync } from 'node:zlib';
import { SignJWT } from 'jose';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { proofIssuer } from '../../api/register/proofs/proof-issuer.ts';
import { bitsOf } from '../../api/register/proofs/status-list.rules.ts';
import { testKeys } from '../../api/register/proofs/testing.ts';
import { keysFile, statusListFiles } from '../src/offline/verifier-files.ts';
import { hubUrl, Reader } from './browser.ts';
import { productsWithProof, type ProvenProduct } from './products.ts';

let reader: Reader;
let held: ProvenProduct;
let other: ProvenProduct;
let expired: ProvenProduct;
beforeAll(async () => {
  reader = await Reader.arrive();
  [held, other] = (await productsWithProof('IN_FORCE')) as [ProvenProduct, ProvenProduct];
  [expired] = (await productsWithProof('EXPIRED')) as [ProvenProduct];
});
afterAll(() => reader.leave());

const proofOf = ({ code, proof }: ProvenProduct) => `${hubUrl}/v/${code}#${proof?.fragment}`;

/** The page as an inspector has it in a village: opened once, then the network goes. */
async function withoutNetwork(page: Page): Promise<void> {
  await page.locator('[data-fresh]').waitFor();
  await page.waitForLoadState('networkidle');
  await page.context().setOffline(true);
}

async function verify(page: Page, text: string): Promise<string> {
  await page.locator('ocop-verifier .finding').evaluateAll((found) => found.forEach((one) => one.remove()));
  await page.locator('#verify-code').fill(text);
  await page.locator('#verify-code').press('Enter');
  return page.locator('.finding').innerText();
}

describe('the page that verifies without a network', () => {
  it('tells genuine, forged, replayed, cut short and unsigned apart, in words', async () => {
    await reader.visit('/kiem-tra/', {}, async ({ page, complaints, strays }) => {
      await withoutNetwork(page);
      const genuine = await verify(page, proofOf(held));
      expect(genuine).toContain('Thật, còn hiệu lực');
      expect(genuine).toContain(held.name);
      expect(genuine).toContain(held.proof?.lastDay.split('-').toReversed().join('/'));
      expect(genuine).toContain('24/11/2026');
      expect(await page.evaluate(() => document.activeElement?.localName)).toBe('h2');

      const url = proofOf(held);
      const swapped = url.at(-9) === 'A' ? 'B' : 'A';
      expect(await verify(page, url.slice(0, -9) + swapped + url.slice(-8))).toMatch(/^Giả\n/);
      expect(await verify(page, proofOf(held).replace(held.code, other.code))).toMatch(/^Giả\n/);
      expect(await verify(page, url.replace(`#1.${held.proof?.keyId}.`, '#1.zzzz.'))).toContain('chưa biết');
      expect(await verify(page, url.slice(0, -1))).toContain('Không đọc được chữ ký');
      const alone = await verify(page, expired.code.toLowerCase());
      expect(alone).toContain('không có chữ ký');
      expect(alone).toContain('hết hiệu lực');
      expect(alone).toContain(expired.name);
      expect(await verify(page, 'P2222222')).toContain('Dữ liệu trên máy không có mã này');
      expect(await verify(page, '???')).toContain('không phải mã');
      expect(complaints.filter((one) => !one.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
      expect(strays).toEqual([]);
    });
  });

  it('says so when the list on the device is too old, and when the star has expired', async () => {
    await reader.visit('/en/verify/', {}, async ({ page }) => {
      await withoutNetwork(page);
      await page.clock.setFixedTime('2026-11-28T00:30:00+07:00');
      const old = await verify(page, proofOf(held));
      expect(old).toContain('the list of revocations is old');
      expect(old).toContain('4 days old');
      const after = new Date(Date.parse(`${held.proof?.lastDay}T00:30:00+07:00`) + 86_400_000);
      await page.clock.setFixedTime(after);
      expect(await verify(page, proofOf(held))).toContain('Genuine, but expired');
    });
  });

  it('knows what was revoked, and what a disowned key has signed', async () => {
    const keys = testKeys();
    const issue = proofIssuer(keys, hubUrl);
    const statement = { code: held.code, stars: 4, lastDay: '2029-01-09', statusIndex: 7 };
    const stolen = '0000';
    const serve = async (context: BrowserContext) => {
      await context.route(`**${keysFile}`, (route) =>
        route.fulfill({
          json: { ...keys.published(), disowned: [{ kid: stolen, since: '2026-11-01' }] },
        }),
      );
      for (const [purpose, path] of Object.entries(statusListFiles))
        await context.route(`**${path}`, async (route) =>
          route.fulfill({ body: await statusList(purpose, purpose === 'revocation' ? [7] : [8]) }),
        );
    };
    const statusList = (statusPurpose: string, set: number[]) =>
      new SignJWT({
        type: ['VerifiableCredential', 'BitstringStatusListCredential'],
        validFrom: '2026-11-24T00:00:00+07:00',
        validUntil: '2026-11-27T23:59:59+07:00',
        credentialSubject: {
          type: 'BitstringStatusList',
          statusPurpose,
          encodedList: `u${gzipSync(bitsOf(set, 0)).toString('base64url')}`,
        },
      })
        .setProtectedHeader({ alg: 'EdDSA', kid: keys.current().keyId })
        .sign(keys.current().key);

    await reader.visit('/san-pham/', {}, async ({ page }) => {
      await serve(page.context());
      await page.goto(`${hubUrl}/kiem-tra/`);
      await withoutNetwork(page);
      expect(await verify(page, issue(statement).url)).toContain('Đã bị thu hồi');
      expect(await verify(page, issue({ ...statement, statusIndex: 8 }).url)).toContain('đã được thay thế');
      expect(await verify(page, issue({ ...statement, statusIndex: 9 }).url)).toContain('Thật, còn hiệu lực');
      const byThief = issue(statement).url.replace(`#1.${keys.current().keyId}.`, `#1.${stolen}.`);
      expect(await verify(page, byThief)).toContain('khóa đã bị hủy');
    });
  });

  it('reads code and proof from its own address, also where it stands in for the register', async () => {
    const { code } = held;
    await reader.visit(`/en/verify/#${code}#${held.proof?.fragment}`, {}, async ({ page }) => {
      await page.getByText('Genuine and in force').waitFor();
      const html = await (await fetch(`${hubUrl}/kiem-tra/`)).text();
      await page
        .context()
        .route('**/v/*', (route) => route.fulfill({ contentType: 'text/html', body: html }));
      await page.goto(proofOf(held));
      await page.getByText('Thật, còn hiệu lực').waitFor();
      expect(await page.getByRole('link', { name: /Hỏi sổ đăng ký/ }).getAttribute('href')).toBe(
        `/v/${code}?lang=vi`,
      );
    });
  });

  it('scans with the camera where the browser can', async () => {
    await reader.visit('/kiem-tra/', {}, async ({ page }) => {
      expect(await page.getByRole('button', { name: 'Quét bằng camera' }).isVisible()).toBe(
        await page.evaluate(() => 'BarcodeDetector' in window),
      );
      await page.addInitScript((text) => {
        const canvas = document.createElement('canvas');
        const getUserMedia = async () => {
          // A picture that stands still never reaches the video.
          setInterval(() => canvas.getContext('2d')?.fillRect(0, 0, Math.random() * 10, 10), 50);
          return canvas.captureStream();
        };
        Object.defineProperty(navigator, 'mediaDevices', { value: { getUserMedia } });
        Object.defineProperty(window, 'BarcodeDetector', {
          value: class {
            detect = async () => [{ rawValue: text }];
          },
        });
      }, proofOf(held));
      await page.reload();
      await page.getByRole('button', { name: 'Quét bằng camera' }).click();
      await page.getByText('Thật, còn hiệu lực').waitFor();
      expect(await page.locator('video').isVisible()).toBe(false);
    });
  });

  it('leaves the answer to the register where there are no scripts', async () => {
    await reader.visit('/kiem-tra/', { javaScriptEnabled: false }, async ({ page }) => {
      await page.locator('#verify-code').fill(held.code);
      const [request] = await Promise.all([
        page.waitForRequest((one) => one.url().includes('/v/?')),
        page.getByRole('button', { name: 'Kiểm tra' }).click(),
      ]);
      expect(request.url()).toBe(`${hubUrl}/v/?code=${held.code}&lang=vi`);
    });
  });
});
