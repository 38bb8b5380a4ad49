import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readQr } from '../../api/checks/read-qr.ts';
import { parseProof, readCode, signedMessage } from '../../api/register/proofs/proof.rules.ts';
import { sheets, type Sheet } from '../src/i18n/print.ts';
import { isSignedBy, type TrustedKeys } from '../src/verifier/verify-proof.ts';
import { hubUrl, Reader } from './browser.ts';
import { productsWithProof, type ProvenProduct } from './products.ts';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'hub-print-'));
let reader: Reader;
let held: ProvenProduct;
let expired: ProvenProduct;
beforeAll(async () => {
  reader = await Reader.arrive();
  [held] = (await productsWithProof('IN_FORCE')) as [ProvenProduct];
  [expired] = (await productsWithProof('EXPIRED')) as [ProvenProduct];
});
afterAll(async () => {
  await reader.leave();
  rmSync(folder, { recursive: true });
});

/** The sizes in millimetres that a printer is told. */
const sizes: Record<Sheet, [number, number]> = { a4: [210, 297], card: [148, 105], label: [60, 40] };

interface Printed {
  pages: number;
  size: number[];
  text: string;
  qr: { text: string; ecLevel: string }[];
}

async function print(page: Page, sheet: Sheet): Promise<Printed> {
  await page.locator(`.print-choice [value=${sheet}]`).check();
  const code = page.locator(`.sheet[data-sheet=${sheet}] img`);
  await code.scrollIntoViewIfNeeded();
  await expect
    .poll(() => code.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth))
    .toBeGreaterThan(0);
  const pdf = join(folder, `${sheet}.pdf`);
  await page.pdf({ path: pdf, preferCSSPageSize: true, printBackground: true });
  const [info, text] = await Promise.all([
    run('pdfinfo', [pdf]),
    run('pdftotext', ['-layout', pdf, '-']),
    run('pdftoppm', ['-png', '-r', '200', '-f', '1', '-singlefile', pdf, join(folder, sheet)]),
  ]);
  const [, width, height] = /Page size: +([\d.]+) x ([\d.]+) pts/.exec(info.stdout) ?? [];
  return {
    pages: Number(/Pages: +(\d+)/.exec(info.stdout)?.[1]),
    size: [width, height].map((points) => Math.round((Number(points) / 72) * 25.4)),
    text: text.stdout.replaceAll(/\s+/g, ' '),
    qr: await readQr(readFileSync(join(folder, `${sheet}.png`))),
  };
}

const vietnamese = (day = '') => day.split('-').toReversed().join('/');

describe('what is printed of a product', () => {
  it('in force: one page of its size with the last day, and a QR code whose signature is right', async () => {
    const keys = (await (await fetch(`${hubUrl}/.well-known/jwks.json`)).json()) as TrustedKeys;
    await reader.visit(`/san-pham/${held.slug}/`, { colorScheme: 'dark' }, async ({ page }) => {
      for (const sheet of sheets) {
        const { pages, size, text, qr } = await print(page, sheet);
        expect({ sheet, pages, size }).toEqual({ sheet, pages: 1, size: sizes[sheet] });
        expect(text).toContain(vietnamese(held.proof?.lastDay));
        expect(text).toContain(`${held.proof?.stars} sao`);
        expect(text).toContain(held.code);

        expect(qr.map((one) => one.text)).toEqual([hubUrl + held.proof?.url]);
        expect(['M', 'Q', 'H']).toContain(qr[0]?.ecLevel);
        const { code = '', fragment } = readCode(qr[0]?.text ?? '') ?? {};
        const proof = parseProof(fragment ?? '');
        const key = keys.keys.find(({ kid }) => kid === proof?.keyId);
        expect(
          proof && key && (await isSignedBy(key, signedMessage(code, proof.head), proof.signature)),
        ).toBe(true);
      }
    });
  });

  it('expired: it says so, shows no star, and its QR code proves nothing', async () => {
    await reader.visit(`/san-pham/${expired.slug}/`, {}, async ({ page }) => {
      const { pages, text, qr } = await print(page, 'a4');
      expect(pages).toBe(1);
      expect(text).toContain('Hết hiệu lực');
      expect(text).not.toMatch(/\d sao/);
      expect(text).not.toContain('Chữ ký');
      expect(qr.map((one) => one.text)).toEqual([`${hubUrl}/v/${expired.code}`]);
    });
  });

  it('on the day after its last day from an old page: expired', async () => {
    await reader.visit(`/san-pham/${held.slug}/`, {}, async ({ page }) => {
      await page.clock.setFixedTime(
        new Date(Date.parse(`${held.proof?.lastDay}T00:30:00+07:00`) + 86_400_000),
      );
      await page.reload();
      const { text } = await print(page, 'label');
      expect(text).toContain('Hết hiệu lực');
      expect(text).toContain(vietnamese(held.proof?.lastDay));
      expect(text).not.toMatch(/\d sao/);
    });
  });

  it('the page itself where no sheet is chosen, without the sheets; and every choice works without scripts', async () => {
    await reader.visit(`/en/products/${held.slug}/`, { javaScriptEnabled: false }, async ({ page }) => {
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('.sheet:visible').count()).toBe(0);
      expect(await page.locator('h1').isVisible()).toBe(true);
      await page.emulateMedia({ media: 'screen' });
      await page.getByRole('radio', { name: 'Shelf card' }).check();
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('.sheet:visible').count()).toBe(1);
      expect(await page.locator('h1').isVisible()).toBe(false);
      expect(await page.locator('.site-foot').isVisible()).toBe(false);
    });
  });
});
