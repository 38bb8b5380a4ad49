/**
 * What the figures page counts, from facts and a day. Used at build for the day of the build, and again in the
 * browser of a reader whose day is another one, or who knows of later changes.
 */
import { isWellEvidenced, productVerdict } from '../../../api/register/recognitions/recognition.rules.ts';
import { unpack, type PackedFacts } from '../verdict/standing.ts';

/** A product, as far as it is counted. */
export interface CountedProduct {
  /** Number of its product set in the taxonomy in force. */
  set: number | null;
  /** Slug of its commune or ward of today. */
  commune: string | null;
  facts: readonly PackedFacts[];
}

interface Stars {
  three: number;
  four: number;
  five: number;
}

export interface YearOfStars extends Stars {
  year: string;
}

/** Of a set or a commune: its products, and by their stars those in force. */
export interface Share extends Stars {
  key: string;
  products: number;
  inForce: number;
}

export interface Figures {
  /** Products by their verdict on the day. */
  standing: { status: (typeof statuses)[number]; products: number }[];
  /** Recognitions that a decision or official news tells of, by their year of issue. */
  starsByYear: YearOfStars[];
  bySet: Share[];
  byCommune: Share[];
  /** Products in force whose last day lies in the month; a month without any counts 0. */
  expiring: { month: string; products: number }[];
}

/** A recognition lasts 36 months: one in force ends in the 36th month after this one at the latest. */
const MONTHS_AHEAD = 37;

const statuses = ['IN_FORCE', 'NOT_CONFIRMED', 'EXPIRED', 'REVOKED', 'SUPERSEDED'] as const;

export function countFigures(products: readonly CountedProduct[], day: string): Figures {
  const verdicts = products.map((product) => {
    const recognitions = product.facts.map(unpack);
    return { product, recognitions, verdict: productVerdict(recognitions, day) };
  });
  type Verdicts = typeof verdicts;
  const isHeld = ({ verdict }: Verdicts[number]) => verdict.status === 'IN_FORCE';

  const months = monthsFrom(day, MONTHS_AHEAD);
  const lastMonths = tally(
    verdicts.filter(isHeld).flatMap(({ verdict }) => (verdict.lastDay ? [verdict.lastDay.slice(0, 7)] : [])),
  );

  return {
    standing: statuses
      .map((status) => ({
        status,
        products: verdicts.filter(({ verdict }) => verdict.status === status).length,
      }))
      .filter(({ products }) => products > 0),
    starsByYear: starsByYear(verdicts.flatMap(({ recognitions }) => recognitions).filter(isStarOfAYear)),
    bySet: shares((product) => product.set?.toString() ?? null),
    byCommune: shares((product) => product.commune),
    expiring: months.map((month) => ({ month, products: lastMonths.get(month) ?? 0 })),
  };

  function shares(keyOf: (product: CountedProduct) => string | null): Share[] {
    const byKey = new Map<string, Verdicts>();
    for (const one of verdicts) {
      const key = keyOf(one.product);
      const known = key === null ? undefined : byKey.get(key);
      if (known) known.push(one);
      else if (key !== null) byKey.set(key, [one]);
    }
    return [...byKey]
      .map(([key, of]): Share => {
        const held = of.filter(isHeld).map(({ verdict }) => verdict);
        return { key, products: of.length, inForce: held.length, ...starsIn(held) };
      })
      .sort((a, b) => b.products - a.products || b.inForce - a.inForce || a.key.localeCompare(b.key, 'vi'));
  }
}

interface StarOfAYear {
  issued: string;
  stars: 3 | 4 | 5;
}

const isStarOfAYear = <Facts extends ReturnType<typeof unpack>>(facts: Facts): facts is Facts & StarOfAYear =>
  isWellEvidenced(facts.evidence) && facts.issued !== null && [3, 4, 5].includes(facts.stars ?? 0);

function starsByYear(recognitions: readonly StarOfAYear[]): YearOfStars[] {
  const years = recognitions.map(({ issued }) => Number(issued.slice(0, 4)));
  if (years.length === 0) return [];
  const first = Math.min(...years);
  return Array.from({ length: Math.max(...years) - first + 1 }, (_, index) => {
    const year = String(first + index);
    return { year, ...starsIn(recognitions.filter(({ issued }) => issued.startsWith(year))) };
  });
}

function starsIn(of: readonly { stars: number | null }[]): Stars {
  const count = (wanted: number) => of.filter(({ stars }) => stars === wanted).length;
  return { three: count(3), four: count(4), five: count(5) };
}

function monthsFrom(day: string, count: number): string[] {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return Array.from({ length: count }, (_, ahead) => {
    const index = month - 1 + ahead;
    return `${year + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
  });
}

function tally(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
