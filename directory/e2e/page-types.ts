/** One address of every type of page, in both languages, of things that fill it well. */
import type { MapData } from '../src/map/layers.ts';
import { href, languages, lettersHref, sectionHref, sections, type Lang } from '../src/i18n/routes.ts';
import { hubUrl } from './browser.ts';

export interface PageType {
  name: string;
  lang: Lang;
  path: string;
  hasMap: boolean;
}

export async function readMapData(lang: Lang = 'vi'): Promise<MapData> {
  const response = await fetch(`${hubUrl}/map/${lang}.json`);
  return (await response.json()) as MapData;
}

export async function pageTypes(): Promise<PageType[]> {
  const data = await readMapData();
  const { products, communes, zones } = data;
  const located = products.slug[products.point.findIndex((point) => point >= 0)] ?? '';
  const unlocated = products.slug[products.point.indexOf(-1)] ?? '';
  const fullest = communes.slug[communes.products.indexOf(Math.max(...communes.products))] ?? '';
  const empty = communes.slug[communes.products.indexOf(0)] ?? '';
  const zone = zones.find(({ isProvinceWide, products }) => !isProvinceWide && products > 0) ?? zones[0];
  const producer = await firstLink('/chu-the/');
  const material = await firstLink('/nguyen-lieu/');
  const productSet = await firstLink('/bo-san-pham/');

  return languages.flatMap((lang) => [
    ...sections.map((section) => ({
      name: section,
      lang,
      path: sectionHref(section, lang),
      hasMap: ['home', 'map'].includes(section),
    })),
    { name: 'products by letter', lang, path: lettersHref('products', lang), hasMap: false },
    { name: 'material', lang, path: href('material', material, lang), hasMap: true },
    { name: 'product set', lang, path: href('productSet', productSet, lang), hasMap: false },
    { name: 'product', lang, path: href('product', located, lang), hasMap: true },
    { name: 'product without a place', lang, path: href('product', unlocated, lang), hasMap: false },
    { name: 'producer', lang, path: href('producer', producer, lang), hasMap: false },
    { name: 'region', lang, path: href('region', zone?.slug ?? '', lang), hasMap: true },
    { name: 'commune', lang, path: href('commune', fullest, lang), hasMap: true },
    { name: 'error', lang, path: href('error', 'BAD_CURSOR', lang), hasMap: false },
    { name: 'commune without products', lang, path: href('commune', empty, lang), hasMap: false },
  ]);
}

/** The slug of the first thing that a list page leads to. */
async function firstLink(list: string): Promise<string> {
  const html = await (await fetch(hubUrl + list)).text();
  const [, slug] = new RegExp(`href="${list}([a-z0-9-]+)/"`).exec(html) ?? [];
  if (!slug) throw new Error(`${list} leads to nothing`);
  return slug;
}
