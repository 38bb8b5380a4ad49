/** The map of one page: the ground that all pages share, the page's own zones, and its products from the page itself. */
import type { Lang } from '../i18n/routes.ts';
import type { PackedFacts } from '../verdict/standing.ts';
import type { Ground, MapContent, ZonePart } from './layers.ts';
import { groundShapes, type Rings, type Shapes } from './outlines.ts';

/** A product as it stands in the page; positions in 1e-5 degrees, null for a product whose place is not known. */
export type PackedPoint = [
  slug: string,
  name: string,
  producer: string | null,
  at: [lat: number, lon: number, commune: string | null, atAddress: 0 | 1] | null,
  zones: string[],
  facts: PackedFacts[],
];

export function assemble(
  { topology, ...ground }: Ground,
  parts: readonly ZonePart[],
  products: readonly PackedPoint[],
  lang: Lang,
): { content: MapContent; shapes: Shapes } {
  const communeIndex = new Map(ground.communes.slug.map((slug, index) => [slug, index]));
  const zoneIndex = new Map(parts.map(({ zone }, index) => [zone.slug, index]));
  const places = new Map<string, { index: number; at: NonNullable<PackedPoint[3]> }>();
  const point = products.map(([, , , at]) => {
    if (!at) return -1;
    const known = places.get(String(at));
    if (known) return known.index;
    places.set(String(at), { index: places.size, at });
    return places.size - 1;
  });
  const at = [...places.values()].map((place) => place.at);
  const materials = [...new Map(parts.map(({ material }) => [material.vi.slug, material[lang]])).values()];
  const materialIndex = new Map(materials.map(({ slug }, index) => [slug, index]));

  const content: MapContent = {
    ...ground,
    products: {
      slug: products.map(([slug]) => slug),
      name: products.map(([, name]) => name),
      producer: products.map(([, , producer]) => producer),
      point,
      zones: products.map(([, , , , zones]) => zones.flatMap((slug) => zoneIndex.get(slug) ?? [])),
      facts: products.map(([, , , , , facts]) => facts),
    },
    points: {
      lat: at.map(([lat]) => lat),
      lon: at.map(([, lon]) => lon),
      commune: at.map(([, , commune]) => communeIndex.get(commune ?? '') ?? -1),
      atAddress: at.map(([, , , atAddress]) => atAddress),
    },
    formerNames: ground.communes.slug.map(() => []),
    zones: parts.map(({ zone, material }) => ({
      ...zone,
      material: materialIndex.get(material.vi.slug) ?? -1,
    })),
    materials,
  };
  const zones = new Map(parts.map(({ rings }, index) => [index, degreesOf(rings)]));
  return { content, shapes: { ...groundShapes(topology), zones } };
}

const degreesOf = (rings: ZonePart['rings']): Rings =>
  rings.map((part) => part.map((ring) => ring.map(([lon, lat]): [number, number] => [lat / 1e4, lon / 1e4])));
