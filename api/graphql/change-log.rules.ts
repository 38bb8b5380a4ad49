/** The change log of the contract: schema/CHANGELOG.md, and the same points in Vietnamese in CHANGELOG.vi.md. */

export interface Release {
  /** A day; of what is not released yet, the heading `unreleased`. */
  heading: string;
  points: string[];
}

export const unreleasedHeading = { en: 'Unreleased', vi: 'Chưa phát hành' } as const;

/** A heading of the second level is a release, a list below it its points. */
export const releasesIn = (changelog: string): Release[] =>
  changelog
    .split(/^## /m)
    .slice(1)
    .map((part) => {
      const [heading = '', ...lines] = part.split('\n');
      const [, ...points] = `\n${lines.join('\n')}`.split(/\n- /);
      return { heading: heading.trim(), points: points.map((point) => point.replaceAll(/\s+/g, ' ').trim()) };
    });

/** Where the two languages do not tell of the same: a day, a point, or something that a point names as `code`. */
export function translationFaults(english: string, vietnamese: string): string[] {
  const [told, retold] = [releasesIn(english), releasesIn(vietnamese)];
  const days = told.map(({ heading }) => (heading === unreleasedHeading.en ? unreleasedHeading.vi : heading));
  const retoldDays = retold.map(({ heading }) => heading);
  if (days.join() !== retoldDays.join())
    return [`The headings should be ${days.join(', ')}; they are ${retoldDays.join(', ')}`];
  return told.flatMap(({ heading, points }, index) => {
    const translated = retold[index]?.points ?? [];
    if (points.length !== translated.length)
      return [`${heading}: ${points.length} points in English, ${translated.length} in Vietnamese`];
    return points.flatMap((point, n) => {
      const [names, retoldNames] = [namesIn(point), namesIn(translated[n] ?? '')];
      return names === retoldNames
        ? []
        : [`${heading}, point ${n + 1} names ${names} in English and ${retoldNames} in Vietnamese`];
    });
  });
}

const namesIn = (point: string): string =>
  [...point.matchAll(/`[^`]+`/g)]
    .map(([name]) => name)
    .toSorted()
    .join(', ') || 'nothing';
