/** Products beside a product: of the same maker, from the same commune, of the same material. */
import { illustrateProduct, type Illustration } from '../components/art/illustration.ts';
import { question } from './reads.ts';
import * as register from './register.ts';
import type { Product } from './snapshot.ts';

const SHOWN = 6;

export interface RelatedList {
  by: 'producer' | 'commune' | 'material';
  rows: (Illustration & { slug: string; name: string; where: string | undefined })[];
  /** How many there are in all, this product too. */
  count: number;
  isCut: boolean;
}

/**
 * Those that follow it in each list come first: so no page is left without a way in. Of a list of a thousand only
 * what is shown is looked at: on 20,000 pages the rest would cost more than the pages.
 */
export const relatedTo = question('related', (slug): RelatedList[] => {
  const product = register.product({ slug });
  if (!product) return [];
  const { producer, place } = product;
  const [material] = register.materialsOf(product);
  const ofProducer = (one: Product) => producer !== null && one.producer?.slug === producer.slug;
  const ofCommune = (one: Product) => place !== null && one.place?.slug === place.slug;
  const list = (
    by: RelatedList['by'],
    all: readonly Product[] = [],
    isShownBefore: (one: Product) => boolean,
  ): RelatedList[] => {
    const rows: RelatedList['rows'] = [];
    const at = all.indexOf(product);
    let isCut = false;
    for (let i = 1; i < all.length && !isCut; i++) {
      const one = all[(at + i) % all.length] as Product;
      if (isShownBefore(one)) continue;
      if (rows.length < SHOWN) rows.push(row(one));
      else isCut = true;
    }
    return rows.length > 0 ? [{ by, rows, count: all.length, isCut }] : [];
  };
  return [
    ...list('producer', producer ? register.productsOfProducer.get(producer.slug) : [], () => false),
    ...list('commune', place ? register.productsOfCommune.get(place.slug) : [], ofProducer),
    ...list(
      'material',
      material && register.productsOfMaterial.get(material.slug),
      (one) => ofProducer(one) || ofCommune(one),
    ),
  ];
});

const row = (one: Product): RelatedList['rows'][number] => ({
  ...illustrateProduct(one),
  slug: one.slug,
  name: one.name,
  where: register.producer(one.producer)?.name ?? register.place(one.place)?.fullName,
});
