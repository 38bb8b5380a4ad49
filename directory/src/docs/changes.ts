import vietnamese from '../../../schema/CHANGELOG.vi.md?raw';
import english from '../../../schema/CHANGELOG.md?raw';
import { releasesIn, type Release } from '../../../api/graphql/change-log.rules.ts';
import type { Lang } from '../i18n/routes.ts';

/** The change log of the contract in a language; a heading without points says nothing to a reader. */
export const changesIn = (lang: Lang): Release[] =>
  releasesIn(lang === 'vi' ? vietnamese : english).filter(({ points }) => points.length > 0);
