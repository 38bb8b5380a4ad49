import type { Collection, Property } from '../../exchange/features/collections.ts';
import { title as doorTitle, type Link } from '../../exchange/features/documents.ts';
import type { Extent } from '../../exchange/features/extents.ts';
import type { FoundFeature } from '../../exchange/features/feature-row.ts';
import type { FoundPage } from '../../exchange/features/features.queries.ts';
import { html, type Part } from '../html.ts';
import type { Lang } from '../language.ts';
import { framed, otherOf } from '../verdict/frame.ts';

/** Where a page stands. */
export interface Place {
  lang: Lang;
  address: URL;
  /** The address of this door. */
  base: string;
}

/** The pages of this door for people: the same documents, to be read and clicked through. */
const words = {
  vi: {
    collections: 'Các tập dữ liệu',
    conformance: 'Các lớp tiêu chuẩn được tuân theo',
    api: 'Hướng dẫn API',
    definition: 'Mô tả API (OpenAPI 3.0)',
    asData: 'Trang này dưới dạng dữ liệu',
    items: 'Xem các đối tượng',
    queryables: 'Các thuộc tính để lọc',
    sortables: 'Các thuộc tính để sắp xếp',
    schema: 'Lược đồ của đối tượng',
    'geojson-schema': 'Lược đồ GeoJSON',
    next: 'Trang sau',
    count: (shown: number, all: number) => `${shown} trong ${all} đối tượng`,
    noLocation: 'chưa có vị trí',
    location: 'Vị trí',
    area: 'một vùng',
    bbox: 'Phạm vi (kinh độ, vĩ độ)',
    interval: 'Thời gian',
    usage: 'Trong QGIS: Layer › Add WFS / OGC API – Features Layer, dán địa chỉ này. Với GDAL:',
    licence: 'Giấy phép',
  },
  en: {
    collections: 'The collections',
    conformance: 'Classes of standards that hold',
    api: 'Documentation of the API',
    definition: 'Definition of the API (OpenAPI 3.0)',
    asData: 'This page as data',
    items: 'See the features',
    queryables: 'What filters can ask for',
    sortables: 'What features can be sorted by',
    schema: 'Schema of the features',
    'geojson-schema': 'Schema of the GeoJSON',
    next: 'Next page',
    count: (shown: number, all: number) => `${shown} of ${all} features`,
    noLocation: 'no location',
    location: 'Location',
    area: 'an area',
    bbox: 'Extent (longitude, latitude)',
    interval: 'Time',
    usage: 'In QGIS: Layer › Add WFS / OGC API – Features Layer, paste this address. With GDAL:',
    licence: 'Licence',
  },
};

function whole({ lang, address }: Place, title: string, lead: Part, parts: readonly Part[]): string {
  const other = new URL(address);
  other.searchParams.set('lang', otherOf(lang));
  const data = new URL(address);
  data.searchParams.set('f', 'json');
  return framed(
    { lang, title, otherLanguage: other.pathname + other.search, isHidden: true },
    html`<section class="answer UNKNOWN">
        <div class="in">
          <h1>${title}</h1>
          <p class="sentence">${lead}</p>
        </div>
      </section>
      <div class="in">
        ${parts.map((part) => html`<section class="part">${part}</section>`)}
        <section class="part">
          <p><a href="${data.pathname + data.search}">${words[lang].asData}</a></p>
        </section>
      </div>`,
  );
}

/** Links of a page stay in the language that it is read in. */
const linkTo = ({ lang }: Place, path: string, text: string): Part =>
  html`<li><a href="${path}?f=html&amp;lang=${lang}">${text}</a></li>`;

const listed = (pairs: readonly (readonly [string, Part])[]): Part =>
  html`<dl>
    ${pairs.map(
      ([term, value]) =>
        html`<div>
          <dt>${term}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;

const collectionList = (place: Place, collections: readonly Collection[]): Part =>
  html`<h2>${words[place.lang].collections}</h2>
    <ul>
      ${collections.map((one) => linkTo(place, `/ogc/collections/${one.id}`, one.title[place.lang]))}
    </ul>`;

export function landingPage(
  place: Place,
  document: { description: string; attribution: string; links: readonly Link[] },
  collections: readonly Collection[],
): string {
  const t = words[place.lang];
  const licence = document.links.find(({ rel }) => rel === 'license');
  return whole(place, doorTitle[place.lang], document.description, [
    collectionList(place, collections),
    html`<p>${t.usage}</p>
      <p><code>ogrinfo OAPIF:${place.base}</code></p>`,
    html`<ul>
      ${linkTo(place, '/ogc/api', t.api)} ${linkTo(place, '/ogc/conformance', t.conformance)}
    </ul>`,
    licence &&
      html`<p>${t.licence}: <a href="${licence.href}">${licence.title}</a>, ${document.attribution}</p>`,
  ]);
}

export const conformancePage = (place: Place, classes: readonly string[]): string =>
  whole(place, words[place.lang].conformance, doorTitle[place.lang], [
    html`<ul>
      ${classes.map((one) => html`<li>${one}</li>`)}
    </ul>`,
  ]);

export function apiPage(place: Place, collections: readonly Collection[]): string {
  const t = words[place.lang];
  return whole(place, t.api, doorTitle[place.lang], [
    html`<p><a href="/ogc/api?f=json">${t.definition}</a></p>`,
    ...collections.map(
      (one) =>
        html`<h2>${one.title[place.lang]}</h2>
          <p>${one.description[place.lang]}</p>
          <ul>
            ${linkTo(place, `/ogc/collections/${one.id}`, `/collections/${one.id}`)}
            ${linkTo(place, `/ogc/collections/${one.id}/items`, `/collections/${one.id}/items`)}
            ${linkTo(place, `/ogc/collections/${one.id}/queryables`, `/collections/${one.id}/queryables`)}
            ${linkTo(place, `/ogc/collections/${one.id}/schema`, `/collections/${one.id}/schema`)}
          </ul>`,
    ),
  ]);
}

export const collectionsPage = (place: Place, collections: readonly Collection[]): string =>
  whole(place, words[place.lang].collections, doorTitle[place.lang], [collectionList(place, collections)]);

export function collectionPage(place: Place, collection: Collection, { bbox, interval }: Extent): string {
  const t = words[place.lang];
  const path = `/ogc/collections/${collection.id}`;
  return whole(place, collection.title[place.lang], collection.description[place.lang], [
    html`<ul>
      ${linkTo(place, `${path}/items`, t.items)} ${linkTo(place, `${path}/queryables`, t.queryables)}
      ${linkTo(place, `${path}/sortables`, t.sortables)} ${linkTo(place, `${path}/schema`, t.schema)}
    </ul>`,
    listed([
      [t.bbox, bbox ? bbox.join(', ') : '–'],
      ...(interval ? [[t.interval, interval.map((day) => day ?? '…').join(' – ')] as const] : []),
    ]),
  ]);
}

export type SchemaKind = 'queryables' | 'sortables' | 'schema' | 'geojson-schema';

export interface ShownSchema {
  title: string;
  properties: Record<string, object>;
}

export function schemaPage(place: Place, document: ShownSchema, kind: SchemaKind): string {
  return whole(place, words[place.lang][kind], document.title, [
    listed(
      Object.entries(document.properties).map(([name, schema]) => {
        const { title = '', type, format } = schema as { title?: string; type?: string; format?: string };
        return [name, `${title} (${format ?? type})`.trim()] as const;
      }),
    ),
  ]);
}

const told = (value: unknown): string =>
  value === null || value === undefined
    ? '–'
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value);

function whereItIs({ geometry }: FoundFeature, lang: Lang): string {
  const t = words[lang];
  if (!geometry) return t.noLocation;
  return geometry.type === 'Point' ? geometry.coordinates.toReversed().join(', ') : t.area;
}

const facts = (feature: FoundFeature, properties: readonly Property[], lang: Lang): Part =>
  listed([
    ...properties.map(({ name, title }) => [title[lang], told(feature.properties?.[name])] as const),
    [words[lang].location, whereItIs(feature, lang)],
  ]);

export function itemsPage(
  place: Place,
  collection: Collection,
  properties: readonly Property[],
  { features, matched }: FoundPage,
  links: readonly Link[],
): string {
  const { lang } = place;
  const next = links.find(({ rel }) => rel === 'next');
  return whole(
    place,
    collection.title[lang],
    words[lang].count(features.length, matched),
    [
      ...features.map(
        (feature) =>
          html`<h2>
              <a href="/ogc/collections/${collection.id}/items/${feature.id}?f=html&amp;lang=${lang}"
                >${told(feature.properties?.['name'] ?? feature.id)}</a
              >
            </h2>
            ${facts(feature, properties, lang)}`,
      ),
      next && html`<p><a rel="next" href="${next.href}">${words[lang].next}</a></p>`,
    ].filter((part) => part !== undefined),
  );
}

export const featurePage = (place: Place, collection: Collection, feature: FoundFeature): string =>
  whole(place, told(feature.properties?.['name']), collection.title[place.lang], [
    facts(feature, collection.properties, place.lang),
  ]);
