import type { Snapshot } from './snapshot.ts';

/** Returns the snapshot if the pages can be built from it, or throws one line that names what is broken. */
export function checkSnapshot(snapshot: Snapshot): Snapshot {
  if (snapshot.products.length === 0) throw new Error('The hub has no products: is it seeded?');
  const slugs = {
    product: unique('product', snapshot.products),
    producer: unique('producer', snapshot.producers),
    region: unique('region', snapshot.regions),
    place: unique('place', [...snapshot.communes, ...snapshot.formerPlaces]),
    source: unique('source', snapshot.dataset.sources),
    material: unique('material', snapshot.dataset.materials),
  };
  const need = (kind: keyof typeof slugs, ref: { slug: string } | null, who: string) => {
    if (ref && !slugs[kind].has(ref.slug))
      throw new Error(`${who} refers to the ${kind} "${ref.slug}", which is missing.`);
  };
  for (const product of snapshot.products) {
    const who = `Product "${product.slug}"`;
    need('producer', product.producer, who);
    need('place', product.place, who);
    need('place', product.formerPlace, who);
    for (const recognition of product.recognitions) need('source', recognition.source, who);
    for (const tie of product.materialSources) {
      need('material', tie.material, who);
      need('region', tie.region, who);
    }
  }
  for (const producer of snapshot.producers) need('place', producer.place, `Producer "${producer.slug}"`);
  for (const region of snapshot.regions) {
    need('material', region.material, `Region "${region.slug}"`);
    for (const commune of region.communes) need('place', commune, `Region "${region.slug}"`);
  }
  return snapshot;
}

function unique(kind: string, things: { slug: string }[]): Set<string> {
  const seen = new Set<string>();
  for (const { slug } of things) {
    if (!/^[a-z0-9-]+$/.test(slug))
      throw new Error(`The ${kind} "${slug}" has a slug that cannot stand in an address.`);
    if (seen.has(slug)) throw new Error(`Two ${kind}s share the slug "${slug}".`);
    seen.add(slug);
  }
  return seen;
}
