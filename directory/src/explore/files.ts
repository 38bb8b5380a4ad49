/** The listed products as files: exactly those rows, in that order. */
import { csvText, type Cell } from '../../../api/exchange/csv.rules.ts';
import { href, type Lang } from '../i18n/routes.ts';
import {
  filterKeys,
  parameterOf,
  type FilterState,
} from '../../../api/register/products/filter-state.rules.ts';
import { slugAt } from '../search/search-index.ts';
import type { Catalogue } from './catalogue.ts';
import { legalFormName } from './labels.ts';
import { words } from './words.ts';

export type FileKind = 'csv' | 'geojson';

export const mediaTypes: Record<FileKind, string> = {
  csv: 'text/csv;charset=utf-8',
  geojson: 'application/geo+json',
};

type Column = keyof (typeof words)['vi']['columns'];
type Row = Record<Column, Cell>;

export function rowsOf(catalogue: Catalogue, listed: Uint32Array, lang: Lang, origin: string): Row[] {
  const { products, producers, places, formers, materials, regions, sets } = catalogue.index;
  const say = words[lang];
  return Array.from(listed, (product): Row => {
    const { stars, status, issued, lastDay, lastDayIsExact } = catalogue.standingOf(product);
    const producer = products.producer[product] ?? -1;
    const point = catalogue.pointOf(product);
    const names = (numbers: readonly number[] | undefined, of: readonly string[]) =>
      (numbers ?? []).map((number) => of[number] ?? '').join('; ');
    return {
      code: products.code[product] ?? '',
      name: products.name[product] ?? '',
      producer: producers.name[producer] ?? null,
      legalForm: legalFormName(producers.form[producer], lang) || null,
      place:
        places.name[products.place[product] ?? -1] ?? formers.name[products.former[product] ?? -1] ?? null,
      stars: stars || null,
      status: say.verdicts[status] ?? status,
      issued,
      lastDay: lastDayIsExact ? lastDay : null,
      latestLastDay: lastDayIsExact ? null : lastDay,
      asOf: catalogue.day,
      set: sets.name[sets.number.indexOf(products.set[product] ?? -1)] ?? null,
      materials: names(products.materials[product], materials.name),
      regions: names(products.regions[product], regions.name),
      lat: point?.[0] ?? null,
      lon: point?.[1] ?? null,
      url: origin + href('product', slugAt(products, product), lang),
    };
  });
}

export function fileText(kind: FileKind, rows: readonly Row[], lang: Lang): string {
  const { columns } = words[lang];
  const keys = Object.keys(columns) as Column[];
  if (kind === 'csv') {
    return csvText(
      keys.map((key) => columns[key]),
      rows.map((row) => keys.map((key) => row[key])),
    );
  }
  // RFC 7946: a place that is not known is null, never a point at zero.
  const features = rows.map(({ lat, lon, ...properties }) => ({
    type: 'Feature',
    id: properties.code,
    geometry: lat === null || lon === null ? null : { type: 'Point', coordinates: [lon, lat] },
    properties,
  }));
  return JSON.stringify({ type: 'FeatureCollection', features });
}

/** Says the filter and the day: "ocop-dak-lak_sao-4_noi-krong-pac_2026-11-24.csv". */
export function fileName(kind: FileKind, state: FilterState, day: string, lang: Lang): string {
  const plain = (text: string) =>
    text
      .normalize('NFD')
      .replace(/[\u0300-\u036f]/g, '')
      .replace(/đ/gi, 'd')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '');
  const said = [
    ...(state.q ? [`q-${plain(state.q)}`] : []),
    ...filterKeys
      .filter((key) => state[key].length > 0)
      .map((key) => `${parameterOf(key)}-${plain(state[key].join('-'))}`),
    ...(state.near ? [`gan-${state.near.lat}-${state.near.lon}-${state.near.km}km`] : []),
    ...(state.box ? [`khung-${state.box.join('-')}`] : []),
  ].join('_');
  const { file, all } = words[lang];
  return `${file}_${(said || all).slice(0, 120)}_${day}.${kind}`;
}
