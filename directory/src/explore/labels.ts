/** What the values of facets are called, in the words of the page. */
import { legalForms } from '../../../api/register/producers/legal-forms.rules.ts';
import { dictionary } from '../i18n/dictionary.ts';
import type { Lang } from '../i18n/routes.ts';
import type { FilterKey, Near } from '../../../api/register/products/filter-state.rules.ts';
import { roughly, UNKNOWN_STARS } from '../../../api/register/products/filter-state.rules.ts';
import type { SearchIndex } from '../search/search-index.ts';
import type { Catalogue } from './catalogue.ts';
import { words } from './words.ts';

/** The label of the value with a number. */
export function labelOf({ index, facets }: Catalogue, key: FilterKey, number: number, lang: Lang): string {
  const say = words[lang];
  const value = () => facets.get(key)?.valueOf(number) ?? '';
  switch (key) {
    case 'stars':
      return value() === UNKNOWN_STARS ? say.starsUnknown : say.stars(value());
    case 'verdict':
      return say.verdicts[value()] ?? value();
    case 'place': {
      const { places, formers } = index;
      return places.name[number] ?? say.former(formers.name[number - places.slug.length] ?? value());
    }
    case 'sector':
      return index.sectors.name[number] ?? value();
    case 'set':
      return index.sets.name[number] ?? value();
    case 'material':
      return index.materials.name[number] ?? value();
    case 'region':
      return index.regions.name[number] ?? value();
    case 'producer':
      return index.producers.name[number] ?? value();
    case 'legalForm':
      return legalFormName(number, lang);
    case 'ending':
      return say.endingIn(value());
    case 'photo':
      return say.withPhoto;
    case 'year':
      return value();
  }
}

export function legalFormName(form: number | null | undefined, lang: Lang): string {
  const name = legalForms[form ?? -1];
  return name ? dictionary(lang).legalForms[name] : '';
}

/** The commune whose point it is, else the reader's own position. */
export function nameOfStart({ places }: SearchIndex, near: Near, lang: Lang): string {
  const at = places.lat.findIndex((lat, i) => {
    const lon = places.lon[i];
    return lat !== null && lon != null && roughly(lat / 1e4) === near.lat && roughly(lon / 1e4) === near.lon;
  });
  return places.name[at] ?? words[lang].here;
}
