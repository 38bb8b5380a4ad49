import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { HtmlValidate } from 'html-validate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** The whole directory, built from a few records of the seed without a hub. */
const out = mkdtempSync(join(tmpdir(), 'ocop-site-'));
const root = join(import.meta.dirname, '../..');
const pages = new Map<string, string>();

beforeAll(async () => {
  await promisify(execFile)(
    process.execPath,
    ['directory/build.ts', '--out', out, '--site', 'https://ocop.example'],
    {
      cwd: root,
      env: {
        ...process.env,
        HUB_SNAPSHOT: join(import.meta.dirname, 'data/fixture.json'),
        HUB_TODAY: '2026-11-24',
        NODE_ENV: 'production',
      },
    },
  );
  for await (const file of glob('**/*.html', { cwd: out }))
    pages.set(file, readFileSync(join(out, file), 'utf8'));
});
afterAll(() => rmSync(out, { recursive: true, force: true }));

const page = (file: string) => pages.get(file) ?? '';
const attributes = (html: string, name: string) =>
  [...html.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g'))].map((match) => match[1] ?? '');

test('scripts call nothing that is younger than the phones that styles are written for', async () => {
  const tooYoung =
    /\.(toSorted|toReversed|toSpliced|groupBy|withResolvers|fromAsync|isSubsetOf|isSupersetOf|isDisjointFrom|canParse)\(|AbortSignal\.(timeout|any)\b/g;
  const found = [];
  for await (const file of glob('**/*.js', { cwd: out }))
    for (const [call] of readFileSync(join(out, file), 'utf8').matchAll(tooYoung))
      found.push(`${file}: ${call}`);
  expect(found).toEqual([]);
});

test('every kind of page is there in both languages', () => {
  for (const file of [
    'index.html',
    'en/index.html',
    '404.html',
    'san-pham/index.html',
    'san-pham/ca-phe-chon-kien-cuong/index.html',
    'en/products/ca-phe-chon-kien-cuong/index.html',
    'chu-the/index.html',
    'vung-nguyen-lieu/ca-phe-buon-ma-thuot/index.html',
    'san-pham/a-z/index.html',
    'nguyen-lieu/ca-phe/index.html',
    'en/materials/index.html',
    'bo-san-pham/13/index.html',
    'en/product-sets/index.html',
    'en/communes/index.html',
    'ban-do/index.html',
    'en/map/index.html',
    'du-lieu/index.html',
    'en/about-the-data/index.html',
    'docs/index.html',
    'en/docs/console/index.html',
    'docs/errors/BAD_CURSOR/index.html',
  ]) {
    expect([...pages.keys()]).toContain(file);
  }
});

test('the HTML is valid', async () => {
  const validator = new HtmlValidate({
    extends: ['html-validate:standard'],
    rules: {
      // What Astro prints, and what a reader cannot see.
      'attribute-boolean-style': 'off',
      'doctype-style': 'off',
      'no-trailing-whitespace': 'off',
      'void-style': 'off',
      'long-title': 'off',
      'attr-quotes': 'off',
      'script-type': 'off',
      'no-raw-characters': ['error', { relaxed: true }],
    },
  });
  const problems: string[] = [];
  for (const [file, html] of pages) {
    const report = await validator.validateString(html, file);
    for (const { messages } of report.results) {
      problems.push(...messages.map((one) => `${file}:${one.line} ${one.ruleId}: ${one.message}`));
    }
  }
  expect(problems).toEqual([]);
});

/** What the hub answers itself; the browser tests follow these links. */
const byTheHub =
  /^\/(graphql|schema\.graphql|changes|ogc|catalog\.(ttl|jsonld)|data\.json|datapackage\.json|(feeds|v|qr|embed|export|tiles)\/.*)(\?.*)?$/;

test('every link and file of our own leads somewhere', () => {
  const broken = new Set<string>();
  for (const [file, html] of pages) {
    for (const target of [
      ...attributes(html, 'href'),
      ...attributes(html, 'src'),
      ...attributes(html, 'data'),
    ]) {
      if (!target.startsWith('/') || byTheHub.test(target)) continue;
      const { pathname, hash } = new URL(target.replaceAll('&amp;', '&'), 'http://localhost');
      const path = join(out, decodeURIComponent(pathname), pathname.endsWith('/') ? 'index.html' : '');
      if (!existsSync(path) || statSync(path).isDirectory()) broken.add(`${file} → ${target}`);
      else if (hash && !readFileSync(path, 'utf8').includes(`id="${hash.slice(1)}"`))
        broken.add(`${file} → ${target}`);
    }
  }
  expect([...broken]).toEqual([]);
});

test('a page asks no other host for anything', () => {
  for (const [file, html] of pages) {
    const loaded = [
      ...html.matchAll(/<(?:script|img|iframe|source|use|link rel="(?:stylesheet|preload|icon)")[^>]*>/g),
    ];
    for (const [tag] of loaded) expect(tag, file).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  }
});

test('nothing that runs or styles stands inside a page', () => {
  for (const [file, html] of pages) {
    const inside = [
      ...html.matchAll(/<script(?![^>]*\ssrc=)(?![^>]*type="application\/ld\+json")[^>]*>/g),
      ...html.matchAll(/<style\b|\s(?:style|on[a-z]+)="|href="javascript:/g),
    ];
    expect(inside.map(String), file).toEqual([]);
  }
});

test('languages point at each other, and at themselves', () => {
  const vi = page('san-pham/ca-phe-chon-kien-cuong/index.html');
  const en = page('en/products/ca-phe-chon-kien-cuong/index.html');
  for (const html of [vi, en]) {
    expect(html).toContain('hreflang="vi" href="https://ocop.example/san-pham/ca-phe-chon-kien-cuong/"');
    expect(html).toContain('hreflang="en" href="https://ocop.example/en/products/ca-phe-chon-kien-cuong/"');
  }
});

describe('what a reader is told', () => {
  const text = (file: string) =>
    page(file)
      .replace(/<[^>]+>/g, ' ')
      .replaceAll(/\s+/g, ' ');

  test('a recognition in force says until when', () => {
    expect(text('san-pham/ca-bo-da-rim-mat-ong/index.html')).toContain(
      'còn hiệu lực, đến hết ngày 29/07/2027',
    );
    expect(text('en/products/ca-bo-da-rim-mat-ong/index.html')).toContain(
      'in force, until the end of 29 July 2027',
    );
  });

  test('a council’s result is not a star, and unknown stars are not zero', () => {
    const council = text('san-pham/ba-roi-mot-nang-thuy-lieu/index.html');
    expect(council).toContain('Hội đồng xếp 3 sao');
    expect(council).toContain('Chưa thấy quyết định công nhận');
    for (const file of pages.keys()) expect(text(file), file).not.toMatch(/\b0 (?:sao|stars)\b/);
    expect(text('san-pham/bo-qua-tang-socola-cao-cap-huong-sac-tay-nguyen/index.html')).toContain(
      'Tiềm năng 5 sao',
    );
  });

  test('a region says at once what is grown there and what vouches for it', () => {
    expect(text('vung-nguyen-lieu/ca-phe-buon-ma-thuot/index.html')).toMatch(
      /Cà phê Buôn Ma Thuột Cà phê · Chỉ dẫn địa lý Số 00004 /,
    );
  });

  test('every page says that the list is not official', () => {
    for (const [file, html] of pages)
      expect(html, file).toMatch(/không phải danh sách chính thức|not an official list/);
  });
});

test('a product page stays light', () => {
  const kilobytes = (file: string) => gzipSync(readFileSync(join(out, file))).length / 1000;
  const html = page('san-pham/ca-phe-chon-kien-cuong/index.html');
  const sheets = [...html.matchAll(/rel="stylesheet" href="\/([^"]+)"/g)].map((match) => match[1] ?? '');
  expect(kilobytes('san-pham/ca-phe-chon-kien-cuong/index.html')).toBeLessThan(10);
  expect(sheets.reduce((sum, sheet) => sum + kilobytes(sheet), 0)).toBeLessThan(17);
  expect(kilobytes('symbols.svg')).toBeLessThan(8);
  expect(dirname(sheets[0] ?? '')).toBe('_astro');
});

test('the site map names every page with its twin and the day of its last change', () => {
  const index = readFileSync(join(out, 'sitemap.xml'), 'utf8');
  const parts = [...index.matchAll(/<loc>https:\/\/ocop\.example(.*?)<\/loc>/g)].map(
    ([, path]) => path ?? '',
  );
  const text = parts.map((part) => readFileSync(join(out, part), 'utf8')).join('');
  const listed = [...text.matchAll(/<url><loc>https:\/\/ocop\.example(.*?)<\/loc>/g)].map(
    ([, path]) => path ?? '',
  );
  const built = [...pages.keys()].map((file) => `/${file.replace(/index\.html$/, '')}`);
  expect(listed.filter((path) => !built.includes(path))).toEqual([]);
  expect(listed).toContain('/san-pham/ca-phe-chon-kien-cuong/');
  expect(new Set(listed).size).toBe(listed.length);
  expect(text).toContain(
    '<xhtml:link rel="alternate" hreflang="en" href="https://ocop.example/en/products/ca-phe-chon-kien-cuong/"/>',
  );
  for (const [, day] of text.matchAll(/<lastmod>(.*?)<\/lastmod>/g))
    expect(day).toMatch(/^20(1|2)\d-\d\d-\d\d$/);
});

test('a shared link to a product shows a picture of its own', () => {
  const html = page('san-pham/ca-phe-chon-kien-cuong/index.html');
  const [, path = ''] = /property="og:image" content="https:\/\/ocop\.example(.*?)"/.exec(html) ?? [];
  const picture = readFileSync(join(out, path));
  expect([picture.subarray(1, 4).toString(), picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([
    'PNG',
    1200,
    630,
  ]);
  expect(picture.length).toBeLessThan(60_000);
});

test('robots and language models are told where to begin', () => {
  expect(readFileSync(join(out, 'robots.txt'), 'utf8')).toContain(
    'Sitemap: https://ocop.example/sitemap.xml',
  );
  const told = readFileSync(join(out, 'llms.txt'), 'utf8');
  expect(told).toMatch(/^# .+\n\n> .+\n/);
  for (const [, path = ''] of told.matchAll(/\]\(https:\/\/ocop\.example(\/en\/[^)]*)\)/g))
    expect([...pages.keys()]).toContain(`${path.slice(1)}index.html`);
});

test('every page describes itself to machines in one graph, with nothing of prices and ratings', () => {
  for (const [file, html] of pages) {
    const blocks = [...html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)];
    // One stands at every address that is none, the other in frames of other people's pages.
    if (/(^|\/)404(\/index)?\.html$|^embed\//.test(file)) continue;
    expect(blocks, file).toHaveLength(1);
    const text = blocks[0]?.[1] ?? '';
    expect(text, file).not.toContain('<');
    const { '@graph': graph } = JSON.parse(text) as { '@graph': { '@type': string; '@id': string }[] };
    expect(
      graph.map((node) => node['@type']),
      file,
    ).toContain('BreadcrumbList');
    const ids = graph.map((node) => node['@id']);
    expect(new Set(ids).size, file).toBe(ids.length);
    for (const id of ids) expect(id, file).toMatch(/^https:\/\/ocop\.example\//);
    expect(text, file).not.toMatch(/"(offers|aggregateRating|review|price|telephone|email)"/);
  }
});
