import { communesIn } from './communes.ts';
import type { DraftSet } from './draft-set.ts';
import type { Id } from './known.ts';
import { materialSources } from './kinds/materials.ts';
import { products } from './kinds/products.ts';
import { regionCommunes, regions } from './kinds/regions.ts';
import { fittingRegions, MOST_REGIONS, type RegionFacts } from './ties.rules.ts';

const FROM_NAME = 'Nguyên liệu suy ra từ tên sản phẩm.';
const FROM_PLACE = 'Suy ra: cùng nguyên liệu, và địa bàn của sản phẩm nằm trong vùng.';
const NO_RIGHT = 'Không có nghĩa là sản phẩm có quyền sử dụng chỉ dẫn địa lý.';

/** Every product with a raw material gets it written down, tied to the regions that fit. */
export function tieProducts(drafts: DraftSet): void {
  const drafted = drafts.of(products);
  if (drafted.length === 0) return;
  const communes = communesIn(drafts);
  const allRegions = regionFacts(drafts);
  const known = Map.groupBy(drafts.view(materialSources), ({ product }) => String(product));

  for (const product of drafted) {
    const { place, formerPlace } = { ...product.existing, ...product.values };
    const where = place ?? formerPlace;
    const ties = known.get(product.id) ?? [];
    const stated = ties.filter(({ basis }) => basis === 'STATED');
    const kept = new Set<string>();

    for (const material of product.mentions['materials'] ?? []) {
      const ofMaterial = stated.filter((tie) => tie['material'] === material);
      const statedRegions = new Set(ofMaterial.map(({ region }) => region));
      const fitting = fittingRegions(
        { material, communes: where ? communes.possible(String(where)) : [] },
        allRegions,
      )
        .filter(({ id }) => !statedRegions.has(id))
        .slice(0, Math.max(0, MOST_REGIONS - ofMaterial.length));
      const inferred = fitting.map(({ id, level }) => ({
        region: id as Id | null,
        note: level === 'GEOGRAPHICAL_INDICATION' ? `${FROM_PLACE} ${NO_RIGHT}` : FROM_PLACE,
      }));
      if (inferred.length === 0 && ofMaterial.length === 0) inferred.push({ region: null, note: FROM_NAME });
      for (const tie of inferred) {
        kept.add(
          drafts.put(materialSources, { product: product.id, material, basis: 'INFERRED', ...tie }).id,
        );
      }
    }
    // What was inferred before and no longer follows, as after a correction of the place.
    for (const { id, basis } of ties) {
      if (basis === 'INFERRED' && !kept.has(id)) drafts.remove(materialSources, id);
    }
  }
}

function regionFacts(drafts: DraftSet): (RegionFacts & { id: Id })[] {
  const communes = Map.groupBy(drafts.view(regionCommunes), ({ region }) => String(region));
  return drafts.view(regions).map(({ id, slug, material, level }) => ({
    id,
    slug: String(slug),
    material: String(material),
    level: String(level),
    communes: new Set((communes.get(id) ?? []).map(({ place }) => String(place))),
  }));
}
