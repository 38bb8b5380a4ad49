/** The communes of the province, the darker the more products: a drawing of its own, without a map library. */
import { formatNumber } from '../i18n/format.ts';
import { href, type Lang } from '../i18n/routes.ts';
import { ringsOf } from '../map/outlines.ts';
import type { MapData } from '../map/layers.ts';
import { escaped } from './charts.ts';

const WIDTH = 560;
/** Lower ends of the classes above "none". */
export type Steps = number[];

/** Up to four classes of about as many communes each; a class is never empty. */
export function stepsOf(counts: readonly number[]): Steps {
  const filled = counts.filter((count) => count > 0).sort((a, b) => a - b);
  const at = (share: number) => filled[Math.floor(share * filled.length)] ?? 1;
  return [...new Set([1, at(0.4), at(0.7), at(0.9)])].filter((step) => filled.length > 0 && step > 0);
}

export function classOf(count: number, steps: Steps): number {
  return steps.filter((step) => count >= step).length;
}

/** "1–2", "3–5", "6 +" */
export function stepWords(steps: Steps, lang: Lang): string[] {
  return steps.map((from, index) => {
    const next = steps[index + 1];
    if (next === undefined) return `${formatNumber(from, lang)} +`;
    return next - 1 === from ? formatNumber(from, lang) : `${from}–${next - 1}`;
  });
}

export function choropleth(
  { topology, communes }: MapData,
  lang: Lang,
  words: { label: string; products: (count: number) => string },
): { svg: string; steps: Steps } {
  const steps = stepsOf(communes.products);
  const rings = [...ringsOf(topology, topology.objects.communes)];
  const positions = rings.flatMap(([, parts]) => parts.flat(2));
  const lats = positions.map(([lat]) => lat);
  const lons = positions.map(([, lon]) => lon);
  const [north, south] = [least(lats, -1), least(lats, 1)];
  const [west, east] = [least(lons, 1), least(lons, -1)];
  const narrowing = Math.cos((((north + south) / 2) * Math.PI) / 180);
  const scale = WIDTH / ((east - west) * narrowing);
  const height = Math.ceil((north - south) * scale);
  const x = (lon: number) => Math.round((lon - west) * narrowing * scale);
  const y = (lat: number) => Math.round((north - lat) * scale);

  const areas = rings.map(([index, parts]) => {
    const count = communes.products[index] ?? 0;
    const name = `${communes.name[index]}: ${words.products(count)}`;
    const path = `<path data-class="${classOf(count, steps)}" d="${parts
      .flat()
      .map((ring) => pathOf(ring.map(([lat, lon]) => [x(lon), y(lat)])))
      .join('')}"><title>${escaped(name)}</title></path>`;
    // What has no product leads nowhere, so that the keyboard does not stop at each of a hundred communes.
    return count === 0
      ? path
      : `<a href="${escaped(href('commune', communes.slug[index] ?? '', lang))}" aria-label="${escaped(name)}">${path}</a>`;
  });
  return {
    steps,
    svg: `<svg class="choropleth" viewBox="-2 -2 ${WIDTH + 4} ${height + 4}" role="group" aria-label="${escaped(words.label)}">${areas.join('')}</svg>`,
  };
}

/** Whole pixels, each point relative to the one before, and none that stands where the last one stood. */
function pathOf(points: [number, number][]): string {
  const [start = [0, 0], ...rest] = points;
  let [atX, atY] = start;
  const steps: string[] = [];
  for (const [toX, toY] of rest) {
    if (toX === atX && toY === atY) continue;
    steps.push(`${toX - atX} ${toY - atY}`);
    [atX, atY] = [toX, toY];
  }
  return `M${start.join(' ')}l${steps.join(' ')}z`;
}

/** The least number, or with -1 the greatest: a spread over thousands would overflow the stack. */
const least = (numbers: readonly number[], sign: 1 | -1): number =>
  numbers.reduce((found, number) => (sign * number < sign * found ? number : found), numbers[0] ?? 0);
