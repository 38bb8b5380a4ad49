import { bases, Product } from '../../../register/products/product.entity.ts';
import type { Cells } from '../cells.ts';
import { byCode, bySlug, type Context, type Kind } from '../kind.ts';

export const products: Kind = {
  name: 'product',
  entity: Product,
  tables: ['products.csv'],
  key: bySlug,
  own: { slug: bySlug, code: byCode },
  read(cells, context) {
    const productSet = productSetOf(cells, context);
    const productSetBasis = cells.optionalChoice('product_set_basis', bases);
    if (!productSet !== !productSetBasis) {
      cells.refuse('product_set_basis', 'and product_set go together – fill both or neither');
    }
    return {
      slug: cells.slug('slug'),
      code: cells.code('code', 'P'),
      name: cells.text('name'),
      alternateNames: cells.list('alternate_names'),
      story: cells.optional('story'),
      officialCode: cells.optional('official_code'),
      productSet,
      productSetBasis,
      producer: cells.optionalReference('producer', 'producer'),
      place: cells.optionalReference('place', 'place'),
      formerPlace: cells.optionalReference('former_place', 'place'),
      placeAsWritten: cells.optional('place_as_written'),
      note: cells.optional('note'),
      source: cells.reference('source', 'source'),
    };
  },
  mentions: (cells) => ({ materials: cells.references('material', 'material') ?? [] }),
};

/** The taxonomy in force; an older one would be numbered differently. */
const TAXONOMY = '26/2026';

function productSetOf(cells: Cells, { known }: Context) {
  const number = cells.optionalWhole('product_set', 1);
  if (!number) return number;
  const [taxonomy] = known.find('taxonomy', TAXONOMY);
  const [id] = known.find('product set', `${taxonomy} ${number}`);
  if (!id)
    cells.refuse(
      'product_set',
      `"${number}" is no product set of ${TAXONOMY} – write 1 to 26, or leave empty`,
    );
  return id;
}
