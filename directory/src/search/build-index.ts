import { legalForms } from '../../../api/register/producers/legal-forms.rules.ts';
import { illustrateMaterial, illustrateProduct } from '../components/art/illustration.ts';
import * as register from '../data/register.ts';
import type { Certification, Product } from '../data/snapshot.ts';
import { named } from '../i18n/dictionary.ts';
import type { Lang } from '../i18n/routes.ts';
import { dissolved, pageOfDissolved } from '../lists/former-places.ts';
import { pack } from '../verdict/standing.ts';
import { PART_SIZE, partsOf } from './files.ts';
import {
  addPart,
  openIndex,
  restOfSlug,
  type IndexHead,
  type IndexPart,
  type SearchIndex,
} from './search-index.ts';

const { communes, formerPlaces, regions } = register;
const { materials } = register.dataset;

const numbersOf = (things: readonly { slug: string }[]) => {
  const numbers = new Map(things.map(({ slug }, index) => [slug, index]));
  return (ref: { slug: string } | null) => (ref ? (numbers.get(ref.slug) ?? null) : null);
};
const placeNumber = numbersOf(communes);
const formerNumber = numbersOf(formerPlaces);
const materialNumber = numbersOf(materials);
const regionNumber = numbersOf(regions);
const known = (numbers: (number | null)[]) => [...new Set(numbers)].filter((number) => number !== null);
const joined = (texts: readonly (string | null | undefined)[]) =>
  [...new Set(texts)].filter(Boolean).join(' | ');
const numbersOfCertificates = (certifications: readonly Certification[]) =>
  certifications.map(({ number }) => number);
const fine = (degrees: number) => Math.round(degrees * 1e4);

/** The products in the order of the list, and the producers in the order in which they first appear in it. */
const products = register.productsBestFirst();
const producers = [
  ...new Set([...products.flatMap((one) => register.producer(one.producer) ?? []), ...register.producers]),
];
const producerNumber = numbersOf(producers);

export function indexHead(lang: Lang): IndexHead {
  const other: Lang = lang === 'vi' ? 'en' : 'vi';
  const art = materials.map((one) => illustrateMaterial(one));
  const isDistrict = new Set(register.formerDistricts.map((one) => one.slug));
  const sectors = register.taxonomy?.sectors ?? [];
  const sets = register.taxonomy?.productSets ?? [];
  return {
    day: register.today,
    province: { slug: register.dataset.province.slug, name: register.dataset.province.fullName },
    total: products.length,
    materials: {
      slug: materials.map((one) => one.slug),
      name: materials.map((one) => named(one, lang)),
      also: materials.map((one) => named(one, other)),
      symbol: art.map((one) => one?.symbol ?? 'basket'),
      hue: art.map((one) => one?.hue ?? 'earth'),
    },
    sectors: { code: sectors.map((one) => one.code), name: sectors.map((one) => named(one, lang)) },
    sets: {
      number: sets.map((one) => one.number),
      name: sets.map((one) => named(one, lang)),
      sector: sets.map((one) => sectors.findIndex(({ code }) => code === one.sector.code)),
    },
    places: {
      code: communes.map((one) => one.code ?? ''),
      slug: communes.map((one) => one.slug),
      name: communes.map((one) => one.fullName),
      also: communes.map((one) => joined(one.alternateNames)),
      lat: communes.map(({ point }) => point && fine(point.lat)),
      lon: communes.map(({ point }) => point && fine(point.lon)),
      past: communes.map((one) => known(one.predecessors.map((old) => formerNumber(old.place)))),
    },
    formers: {
      code: formerPlaces.map((one) => one.code ?? ''),
      slug: formerPlaces.map((one) => one.slug),
      name: formerPlaces.map((one) => one.fullName),
      also: formerPlaces.map((one) => joined(one.alternateNames)),
      within: formerPlaces.map((one) => formerNumber(one.parent)),
      successors: formerPlaces.map((one) => known(register.successorsOf(one).map(placeNumber))),
      district: formerPlaces.map((one) => (isDistrict.has(one.slug) ? 1 : 0)),
      pages: Object.fromEntries(
        dissolved.flatMap((one) => {
          const page = pageOfDissolved(one, lang);
          return page ? [[formerNumber(one), page]] : [];
        }),
      ),
    },
    regions: {
      slug: regions.map((one) => one.slug),
      name: regions.map((one) => one.name),
      also: regions.map((one) => joined([one.geographicalIndication?.name, one.communesAsWritten])),
      material: regions.map((one) => materialNumber(one.material)),
      places: regions.map((one) => known(one.communes.map(placeNumber))),
      codes: regions.map((one) =>
        joined([
          one.geographicalIndication?.number,
          ...one.plantingAreaCodes,
          ...numbersOfCertificates(one.certifications),
        ]),
      ),
    },
  };
}

/** Parts count from 1. A producer comes with its first product; those without any with the last part. */
export function indexPart(part: number): IndexPart {
  const start = (part - 1) * PART_SIZE;
  const slice = products.slice(start, start + PART_SIZE);
  const before = producersIn(start);
  const makers = producers.slice(
    before,
    part === partsOf(products.length) ? undefined : producersIn(start + PART_SIZE),
  );
  const art = slice.map(illustrateProduct);
  return {
    producers: {
      slug: makers.map((one) => restOfSlug(one.slug, one.name)),
      name: makers.map((one) => one.name),
      also: makers.map((one) => joined(one.alternateNames)),
      form: makers.map((one) => (one.legalForm ? legalForms.indexOf(one.legalForm) : null)),
      place: makers.map((one) => placeNumber(one.place)),
      former: makers.map((one) => formerNumber(one.formerPlace)),
    },
    products: {
      code: slice.map((one) => one.code),
      slug: slice.map((one) => restOfSlug(one.slug, one.name)),
      name: slice.map((one) => one.name),
      also: slice.map((one) =>
        joined([
          ...one.alternateNames,
          ...one.recognitions.map(({ nameAsWritten }) => nameAsWritten).filter((name) => name !== one.name),
        ]),
      ),
      codes: slice.map((one) =>
        joined([
          one.officialCode,
          ...one.recognitions.map(({ decisionNumber }) => decisionNumber),
          ...one.variants.map(({ gtin }) => gtin),
          ...numbersOfCertificates(one.certifications),
        ]),
      ),
      producer: slice.map((one) => producerNumber(one.producer)),
      place: slice.map((one) => placeNumber(one.place)),
      former: slice.map((one) => formerNumber(one.formerPlace)),
      districts: slice.map((one) => known(register.formerDistrictsOf(one).map(formerNumber))),
      points: Object.fromEntries(slice.flatMap(ownPoint)),
      materials: slice.map((one) => known(one.materialSources.map((tie) => materialNumber(tie.material)))),
      regions: slice.map((one) => known(one.materialSources.map((tie) => regionNumber(tie.region)))),
      stated: slice.map((one) =>
        known(
          one.materialSources
            .filter(({ basis }) => basis === 'STATED')
            .map((tie) => regionNumber(tie.region)),
        ),
      ),
      set: slice.map((one) => one.productSet?.number ?? null),
      photos: slice.flatMap((one, number) => (one.media.length > 0 ? [number] : [])),
      symbol: art.map((one) => one.symbol),
      hue: art.map((one) => one.hue),
      facts: slice.map((one) => one.recognitions.map(pack)),
    },
  };
}

/** As a browser holds it when every part has come. */
export function wholeIndex(lang: Lang): SearchIndex {
  const index = openIndex(indexHead(lang));
  for (let part = 1; part <= partsOf(products.length); part++) addPart(index, indexPart(part));
  return index;
}

/** How many producers the first products have between them. */
function producersIn(count: number): number {
  const last = Math.max(-1, ...products.slice(0, count).map((one) => producerNumber(one.producer) ?? -1));
  return last + 1;
}

function ownPoint({ point, place }: Product, number: number): [number, [number, number]][] {
  if (!point) return [];
  const own: [number, number] = [fine(point.lat), fine(point.lon)];
  const commune = register.place(place)?.point;
  const isCommunes = commune && fine(commune.lat) === own[0] && fine(commune.lon) === own[1];
  return isCommunes ? [] : [[number, own]];
}
