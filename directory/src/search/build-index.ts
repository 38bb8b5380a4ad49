import { illustrateMaterial, illustrateProduct } from '../components/art/illustration.ts';
import * as register from '../data/register.ts';
import { named } from '../i18n/dictionary.ts';
import type { Lang } from '../i18n/routes.ts';
import { pack } from '../verdict/standing.ts';
import type { SearchIndex } from './search-index.ts';

export function buildIndex(lang: Lang): SearchIndex {
  const { communes, formerPlaces, producers, products, regions, today } = register;
  const { materials } = register.dataset;
  const numberIn = (things: readonly { slug: string }[]) => {
    const numbers = new Map(things.map(({ slug }, index) => [slug, index]));
    return (ref: { slug: string } | null) => (ref ? (numbers.get(ref.slug) ?? null) : null);
  };
  const placeNumber = numberIn(communes);
  const formerNumber = numberIn(formerPlaces);
  const producerNumber = numberIn(producers);
  const materialNumber = numberIn(materials);
  const regionNumber = numberIn(regions);
  const known = (numbers: (number | null)[]) => [...new Set(numbers)].filter((number) => number !== null);
  const art = products.map(illustrateProduct);
  const materialArt = materials.map((one) => illustrateMaterial(one));
  const isDistrict = new Set(register.formerDistricts.map((one) => one.slug));

  return {
    day: today,
    materials: {
      slug: materials.map((one) => one.slug),
      name: materials.map((one) => named(one, lang)),
      symbol: materialArt.map((one) => one?.symbol ?? 'basket'),
      hue: materialArt.map((one) => one?.hue ?? 'earth'),
    },
    places: {
      slug: communes.map((one) => one.slug),
      name: communes.map((one) => one.fullName),
      also: communes.map((one) => one.alternateNames.join(' | ')),
      past: communes.map((one) => known(one.predecessors.map((old) => formerNumber(old.place)))),
    },
    formers: {
      slug: formerPlaces.map((one) => one.slug),
      name: formerPlaces.map((one) => one.fullName),
      also: formerPlaces.map((one) => one.alternateNames.join(' | ')),
      within: formerPlaces.map((one) => formerNumber(one.parent)),
      successors: formerPlaces.map((one) => known(register.successorsOf(one).map(placeNumber))),
      district: formerPlaces.map((one) => (isDistrict.has(one.slug) ? 1 : 0)),
    },
    producers: {
      slug: producers.map((one) => one.slug),
      name: producers.map((one) => one.name),
      also: producers.map((one) => one.alternateNames.join(' | ')),
      place: producers.map((one) => placeNumber(one.place)),
      former: producers.map((one) => formerNumber(one.formerPlace)),
    },
    regions: {
      slug: regions.map((one) => one.slug),
      name: regions.map((one) => one.name),
      material: regions.map((one) => materialNumber(one.material)),
    },
    products: {
      slug: products.map((one) => one.slug),
      name: products.map((one) => one.name),
      also: products.map((one) => one.alternateNames.join(' | ')),
      producer: products.map((one) => producerNumber(one.producer)),
      place: products.map((one) => placeNumber(one.place)),
      former: products.map((one) => formerNumber(one.formerPlace)),
      districts: products.map((one) => known(register.formerDistrictsOf(one).map(formerNumber))),
      materials: products.map((one) => known(one.materialSources.map((tie) => materialNumber(tie.material)))),
      regions: products.map((one) => known(one.materialSources.map((tie) => regionNumber(tie.region)))),
      set: products.map((one) => one.productSet?.number ?? null),
      sector: products.map((one) => register.sectorOf(one)?.code ?? null),
      symbol: art.map((one) => one.symbol),
      hue: art.map((one) => one.hue),
      facts: products.map((one) => one.recognitions.map(pack)),
    },
  };
}
