/** The products of an index with all that a list of them asks: facets, orders, distances, and their standing on a day. */
import { legalForms } from '../../../api/register/producers/legal-forms.rules.ts';
import {
  addDays,
  productVerdict,
  shownStars,
  type VerdictStatus,
} from '../../../api/register/recognitions/recognition.rules.ts';
import { sortKey } from '../../../api/register/vietnamese.rules.ts';
import {
  endings,
  UNKNOWN_STARS,
  type Box,
  type FilterKey,
  type FilterState,
  type Near,
  type Sort,
} from '../../../api/register/products/filter-state.rules.ts';
import { factsAt, pointOf, slugAt, type SearchIndex } from '../search/search-index.ts';
import { unpack, type StandingFacts } from '../verdict/standing.ts';
import { facetOf, filter, listed, spelled, type Facet, type Values } from './facets.ts';

export const statuses: VerdictStatus[] = [
  'IN_FORCE',
  'EXPIRED',
  'NOT_CONFIRMED',
  'REVOKED',
  'SUPERSEDED',
  'UNKNOWN',
];

/** What a day makes of each product. */
interface Standings {
  stars: Uint8Array;
  status: VerdictStatus[];
  lastDay: (string | null)[];
  lastDayIsExact: boolean[];
  issued: (string | null)[];
}

export interface Listed {
  /** Numbers of products, in the order asked for. */
  products: Uint32Array;
  counts: ReadonlyMap<string, Uint32Array>;
}

export class Catalogue {
  readonly facets = new Map<FilterKey, Facet>();
  #standings: Standings;
  /** In 1e-4 degrees; NaN where the place is not known. */
  readonly #lat: Float64Array;
  readonly #lon: Float64Array;
  #nameRanks: Uint32Array | undefined;

  constructor(
    readonly index: SearchIndex,
    public day: string,
  ) {
    const { products, producers, places, formers, regions, materials, sets, sectors } = index;
    const count = products.slug.length;
    this.#lat = new Float64Array(count).fill(NaN);
    this.#lon = new Float64Array(count).fill(NaN);
    for (let i = 0; i < count; i++) {
      const point = pointOf(index, i);
      if (point) [this.#lat[i], this.#lon[i]] = point as [number, number];
    }
    const one = (number: number | null | undefined) => (number == null || number < 0 ? [] : [number]);
    const setNumbers = new Map(sets.number.map((number, i) => [number, i]));
    const setOf = (i: number) => setNumbers.get(products.set[i] ?? -1);
    const add = (key: FilterKey, values: Values, numbersOf: (i: number) => readonly number[]) =>
      this.facets.set(key, facetOf(values, count, numbersOf));
    add('sector', listed(sectors.code), (i) => one(sets.sector[setOf(i) ?? -1]));
    add('set', listed(sets.number.map(String)), (i) => one(setOf(i)));
    add('place', listed([...places.slug, ...formers.slug]), (i) => placesOf(index, i));
    add('material', listed(materials.slug), (i) => products.materials[i] ?? []);
    add('region', listed(regions.slug), (i) => products.regions[i] ?? []);
    add(
      'producer',
      spelled(producers.slug.length, (number) => slugAt(producers, number)),
      (i) => one(products.producer[i]),
    );
    add('legalForm', listed(legalForms), (i) => one(producers.form[products.producer[i] ?? -1]));
    const withPhoto = new Set(products.photos);
    add('photo', listed(['co']), (i) => (withPhoto.has(i) ? [0] : []));
    this.#standings = this.#decide();
  }

  get size(): number {
    return this.index.products.slug.length;
  }

  /** Decides everything again, for another day or with what was learnt after the build. */
  redecide(day: string): void {
    this.day = day;
    this.#standings = this.#decide();
  }

  factsOf(product: number): StandingFacts[] {
    return factsAt(this.index.products, product).map(unpack);
  }

  standingOf(product: number): {
    stars: number;
    status: VerdictStatus;
    lastDay: string | null;
    lastDayIsExact: boolean;
    issued: string | null;
  } {
    const { stars, status, lastDay, lastDayIsExact, issued } = this.#standings;
    return {
      stars: stars[product] ?? 0,
      status: status[product] ?? 'NOT_CONFIRMED',
      lastDay: lastDay[product] ?? null,
      lastDayIsExact: lastDayIsExact[product] ?? false,
      issued: issued[product] ?? null,
    };
  }

  /** How many are found under a commune of today though their source names only what that commune was made from, among others. */
  perhapsIn(communes: readonly string[], listed: Uint32Array): number {
    const { products, places } = this.index;
    if (!communes.some((slug) => places.slug.includes(slug))) return 0;
    return listed.filter((product) => products.place[product] == null).length;
  }

  pointOf(product: number): [lat: number, lon: number] | null {
    const [lat, lon] = [this.#lat[product] ?? NaN, this.#lon[product] ?? NaN];
    return Number.isNaN(lat) ? null : [lat, lon];
  }

  /** In kilometres; null where the place is not known. */
  distance(product: number, from: Near): number | null {
    const km = kilometres(this.#lat[product] ?? NaN, this.#lon[product] ?? NaN, from);
    return Number.isNaN(km) ? null : km;
  }

  /** `found` are the products that answer the text, best first; null where there is none. */
  list(state: FilterState, found: readonly number[] | null, counted: readonly FilterKey[]): Listed {
    const isFound = found && new Uint8Array(this.size);
    for (const product of found ?? []) isFound![product] = 1;
    const { near, box } = state;
    const isIn =
      isFound || near || box
        ? (i: number) =>
            (!isFound || isFound[i] === 1) &&
            (!near || kilometres(this.#lat[i]!, this.#lon[i]!, near) <= near.km) &&
            (!box || this.#isWithin(i, box))
        : null;
    const chosen = new Map<string, readonly string[]>();
    for (const key of this.facets.keys()) chosen.set(key, state[key]);
    const { products, counts } = filter(this.facets, this.size, chosen, isIn, counted);
    return { products: this.#sorted(products, state, found), counts };
  }

  #isWithin(product: number, [west, south, east, north]: Box): boolean {
    const [lat, lon] = [this.#lat[product]!, this.#lon[product]!];
    return lat >= south && lat <= north && lon >= west && lon <= east;
  }

  #sorted(products: Uint32Array, { sort, near }: FilterState, found: readonly number[] | null): Uint32Array {
    const by: Sort | 'text' | '' = sort || (near ? 'xa' : found ? 'text' : '');
    const { stars, lastDay, issued } = this.#standings;
    switch (by) {
      case '':
        return products;
      case 'text': {
        const isListed = new Uint8Array(this.size);
        for (const product of products) isListed[product] = 1;
        return Uint32Array.from((found ?? []).filter((product) => isListed[product] === 1));
      }
      case 'ten': {
        const ranks = this.#ranks();
        return products.sort((a, b) => ranks[a]! - ranks[b]!);
      }
      case 'sao':
        return products.sort((a, b) => stars[b]! - stars[a]! || a - b);
      case 'han': {
        // What ends soonest first; what has ended or has no day after all that can still end.
        const key = (product: number) => {
          const last = lastDay[product];
          return last && last >= this.day ? last : last ? `~${last}` : '~~';
        };
        return byText(products, key);
      }
      case 'moi':
        return byText(products, (product) => invert(issued[product] ?? ''));
      case 'xa': {
        if (!near) return products;
        const km = new Float64Array(this.size);
        for (const product of products) {
          km[product] = kilometres(this.#lat[product]!, this.#lon[product]!, near);
          if (Number.isNaN(km[product])) km[product] = Infinity;
        }
        return products.sort((a, b) => (km[a] === km[b] ? a - b : km[a]! - km[b]!));
      }
    }
  }

  #ranks(): Uint32Array {
    if (!this.#nameRanks) {
      const keys = this.index.products.name.map(sortKey);
      const order = byText(Uint32Array.from(keys.keys()), (product) => keys[product] ?? '');
      this.#nameRanks = new Uint32Array(order.length);
      order.forEach((product, rank) => (this.#nameRanks![product] = rank));
    }
    return this.#nameRanks;
  }

  #decide(): Standings {
    const count = this.size;
    const standings: Standings = {
      stars: new Uint8Array(count),
      status: [],
      lastDay: [],
      lastDayIsExact: [],
      issued: [],
    };
    for (let i = 0; i < count; i++) {
      const verdict = productVerdict(this.factsOf(i), this.day);
      const { status, lastDay, lastDayIsExact, recognition } = verdict;
      standings.stars[i] = shownStars(verdict);
      standings.status.push(status);
      standings.lastDay.push(lastDay);
      standings.lastDayIsExact.push(lastDayIsExact);
      standings.issued.push(recognition?.issued ?? null);
    }
    const stars = ['5', '4', '3', UNKNOWN_STARS];
    this.facets.set(
      'stars',
      facetOf(listed(stars), count, (i) => [Math.max(0, stars.indexOf(String(standings.stars[i])))]),
    );
    this.facets.set(
      'verdict',
      facetOf(listed(statuses), count, (i) => [statuses.indexOf(standings.status[i]!)]),
    );
    const years = [...new Set(standings.issued.flatMap((day) => (day ? [day.slice(0, 4)] : [])))].sort(
      (a, b) => Number(b) - Number(a),
    );
    const yearNumbers = new Map(years.map((year, number) => [year, number]));
    this.facets.set(
      'year',
      facetOf(listed(years), count, (i) => {
        const number = yearNumbers.get(standings.issued[i]?.slice(0, 4) ?? '');
        return number === undefined ? [] : [number];
      }),
    );
    const limits = endings.map((days) => addDays(this.day, Number(days)));
    this.facets.set(
      'ending',
      facetOf(listed(endings), count, (i) => {
        const last = standings.lastDay[i];
        if (standings.status[i] !== 'IN_FORCE' || !last) return [];
        return endings.flatMap((_, number) => (last <= limits[number]! ? [number] : []));
      }),
    );
    return standings;
  }
}

/** A product is found under its commune, or under all that its former place became; and under its former districts. */
function placesOf({ products, places, formers }: SearchIndex, i: number): number[] {
  const place = products.place[i] ?? null;
  const former = products.former[i] ?? null;
  const now = place !== null ? [place] : former !== null ? (formers.successors[former] ?? []) : [];
  return [...now, ...(products.districts[i] ?? []).map((number) => places.slug.length + number)];
}

const radians = Math.PI / 180;

/** Along the ground; on such short ways the earth may be taken for flat with narrower degrees of longitude. */
function kilometres(lat: number, lon: number, from: Near): number {
  const dy = (lat - from.lat) * 111.2;
  const dx = (lon - from.lon) * 111.32 * Math.cos(((lat + from.lat) / 2) * radians);
  return Math.sqrt(dx * dx + dy * dy);
}

function byText(products: Uint32Array, keyOf: (product: number) => string): Uint32Array {
  const keyed = Array.from(products, (product) => [keyOf(product), product] as const);
  keyed.sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x - y));
  return Uint32Array.from(keyed, ([, product]) => product);
}

/** Digits the other way round, so that the latest day comes first. */
const invert = (day: string): string =>
  day ? day.replace(/\d/g, (digit) => String(9 - Number(digit))) : '~';
