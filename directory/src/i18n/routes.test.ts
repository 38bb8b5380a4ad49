import { expect, test } from 'vitest';
import {
  href,
  inLanguage,
  kinds,
  languages,
  lettersHref,
  pathOf,
  routeOf,
  sectionHref,
  sections,
} from './routes.ts';

const every = languages.flatMap((lang) => [
  ...sections.map((section) => sectionHref(section, lang)),
  ...kinds.map((kind) => href(kind, 'ca-phe-bot', lang)),
  lettersHref('products', lang, 'c-2'),
]);

test('every page has one address, and every address one page', () => {
  expect(new Set(every).size).toBe(every.length);
  for (const path of every) {
    const route = routeOf(path);
    expect(route, path).toBeDefined();
    expect(route && pathOf(route)).toBe(path);
  }
});

test('there and back in the other language is the same page', () => {
  for (const path of every) {
    const lang = routeOf(path)?.lang ?? 'vi';
    const other = lang === 'vi' ? 'en' : 'vi';
    expect(inLanguage(path, other)).not.toBe(path);
    expect(inLanguage(inLanguage(path, other), lang)).toBe(path);
  }
});

test('a path that is not ours leads nowhere, or home', () => {
  expect(routeOf('/en/products/Not A Slug/')).toBeUndefined();
  expect(routeOf('/ban-do/x/')).toBeUndefined();
  expect(inLanguage('/404/', 'en')).toBe('/en/');
});
