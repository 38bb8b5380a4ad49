/** The golden set of searches: what people type and what they should find, for every search that follows the rules. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';

/** Written from the records, not from answers. */
export interface Golden {
  group: 'accented' | 'unaccented' | 'misspelt' | 'places' | 'producers';
  query: string;
  /** All that is a right answer: product:slug, producer:slug, region:slug, place:slug. */
  expected: string;
}

export const golden = parse(readFileSync(fileURLToPath(new URL('golden-set.csv', import.meta.url))), {
  columns: true,
}) as Golden[];

export interface Measured {
  queries: number;
  precisionAt5: number;
  recallAt10: number;
}

/** How well a search does on the golden set, by group, and what it missed. */
export async function measureGolden(
  find: (query: string) => Promise<{ found: string[]; isGuessed: boolean }>,
): Promise<{ figures: Record<Golden['group'], Measured>; missed: string[]; wronglyGuessed: string[] }> {
  const figures = {} as Record<Golden['group'], Measured>;
  const missed: string[] = [];
  const wronglyGuessed: string[] = [];
  for (const { group, query, expected } of golden) {
    const right = expected.split(' ');
    const { found, isGuessed } = await find(query);
    const hits = (of: string[]) => of.filter((one) => right.includes(one)).length;
    // Of as many places as there are right answers: one right answer alone on top is all that can be asked for.
    const top = Math.min(5, right.length);
    const precision = hits(found.slice(0, top)) / top;
    const recall = hits(found.slice(0, 10)) / Math.min(10, right.length);
    const sum = (figures[group] ??= { queries: 0, precisionAt5: 0, recallAt10: 0 });
    sum.queries += 1;
    sum.precisionAt5 += precision;
    sum.recallAt10 += recall;
    if (recall < 1)
      missed.push(`${group} "${query}": ${right.filter((one) => !found.includes(one)).join(' ')}`);
    if (isGuessed !== (group === 'misspelt')) wronglyGuessed.push(query);
  }
  for (const sum of Object.values(figures)) {
    sum.precisionAt5 = Math.round((1000 * sum.precisionAt5) / sum.queries) / 1000;
    sum.recallAt10 = Math.round((1000 * sum.recallAt10) / sum.queries) / 1000;
  }
  return { figures, missed, wronglyGuessed };
}

/** What every search must reach. */
export const goldenTargets: Record<Golden['group'], Partial<Measured>> = {
  accented: { precisionAt5: 0.95 },
  unaccented: { recallAt10: 0.98 },
  misspelt: { recallAt10: 0.98 },
  places: { recallAt10: 0.98 },
  producers: { recallAt10: 0.98 },
};

/** The targets that were not reached. */
export const shortfalls = (figures: Record<Golden['group'], Measured>): string[] =>
  Object.entries(goldenTargets).flatMap(([group, target]) =>
    Object.entries(target).flatMap(([name, least]) => {
      const reached = figures[group as Golden['group']]?.[name as keyof Measured] ?? 0;
      return reached < least ? [`${group} ${name}: ${reached} < ${least}`] : [];
    }),
  );
