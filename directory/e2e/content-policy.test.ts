/** That no page of any type breaks the policy is seen in `every-page`: a browser complains of each breach. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hubUrl, Reader } from './browser.ts';
import { pageTypes } from './page-types.ts';

let reader: Reader;
beforeAll(async () => {
  reader = await Reader.arrive();
});
afterAll(() => reader.leave());

it('every page says what it may load, and lets nothing run that stands inside of it', async () => {
  for (const { path } of [...(await pageTypes()), { path: '/khong-co/' }]) {
    const policy = (await fetch(hubUrl + path)).headers.get('content-security-policy') ?? '';
    expect(policy, path).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(policy, path).not.toContain('unsafe');
  }
});

it('a script and a style that somebody smuggled into a page do nothing, and the browser says so', () =>
  reader.visit('/du-lieu/', {}, async ({ page }) => {
    const breaches = await page.evaluate(async () => {
      const seen: string[] = [];
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
        seen.push(effectiveDirective),
      );
      const host = document.querySelector('main');
      if (!host) throw new Error('The page has no content');
      const script = document.createElement('script');
      script.textContent = 'document.title = "taken"';
      const style = document.createElement('style');
      style.textContent = 'body { display: none }';
      host.append(script, style);
      host.insertAdjacentHTML('beforeend', '<p style="color: red" onclick="alert(1)">');
      // Some browsers look at a handler only when it is to run.
      (host.lastElementChild as HTMLElement).click();
      const image = new Image();
      image.src = 'https://elsewhere.example/pixel.png';
      await new Promise((resolve) => image.addEventListener('error', resolve));
      return seen;
    });
    expect([...new Set(breaches)].toSorted()).toEqual([
      'img-src',
      'script-src-attr',
      'script-src-elem',
      'style-src-attr',
      'style-src-elem',
    ]);
    expect(await page.title()).not.toBe('taken');
    expect(await page.isVisible('main')).toBe(true);
  }));

it('a reader’s choice of light or dark stands before the page is drawn', () =>
  reader.visit('/', {}, async ({ page }) => {
    await page.locator('[data-theme-switch]').click();
    const chosen = await page.getAttribute('html', 'data-theme');
    await page.goto(`${hubUrl}/du-lieu/`, { waitUntil: 'commit' });
    await page.locator('body').waitFor({ state: 'attached' });
    expect(await page.getAttribute('html', 'data-theme')).toBe(chosen);
  }));
