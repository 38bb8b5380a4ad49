/** Former places that no single commune of today stands for, and the page that tells what each of them became. */
import { question } from '../data/reads.ts';
import * as register from '../data/register.ts';
import type { Place } from '../data/snapshot.ts';
import type { Lang } from '../i18n/routes.ts';
import { firstPageOf } from './alphabet.ts';
import { listOf } from './entries.ts';

const districts = new Set(register.formerDistricts);
const isProvince = ({ kind }: Place) => kind === 'PROVINCE';
const isDivided = (one: Place) => register.successorsOf(one).length !== 1;

/** Large ones first. */
export const dissolved: readonly Place[] = [
  ...register.formerPlaces.filter(isProvince),
  ...register.formerDistricts,
  ...register.formerPlaces.filter((one) => !isProvince(one) && !districts.has(one) && isDivided(one)),
];

/** That of its letter, as communes are told by theirs; empty for the page of them all. */
export const pageOfDissolved = (one: Place, lang: Lang): string => pageOf(`${lang} ${one.slug}`);
const pageOf = question('pageOfDissolved', (key): string => {
  const [lang, slug = ''] = key.split(' ');
  return firstPageOf(register.place({ slug })?.name ?? '', listOf('communes', lang as Lang).parts);
});
