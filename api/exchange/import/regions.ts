import { areaKm2, type Territory, unionOf } from '../../register/places/territory.rules.ts';
import { communesIn } from './communes.ts';
import type { DraftSet } from './draft-set.ts';
import { places } from './kinds/places.ts';
import { regionCommunes, regions } from './kinds/regions.ts';
import { isOurs, territoryOf } from './territories.ts';

/** Gives each region the communes of today that its row names, and their union where no better outline is known. */
export function placeRegions(drafts: DraftSet): void {
  const drafted = drafts.of(regions);
  if (drafted.length === 0) return;
  const communes = communesIn(drafts);
  const byId = new Map(drafts.view(places).map((place) => [place.id, place]));
  const unions = new Map<string, Territory>();

  for (const region of drafted) {
    const own = [
      ...new Set((region.mentions['places'] ?? []).flatMap((place) => communes.of(place))),
    ].toSorted();
    const kept = new Set(own);
    for (const { id, region: of, place } of drafts.view(regionCommunes)) {
      if (of === region.id && !kept.has(String(place))) drafts.remove(regionCommunes, id);
    }
    for (const place of own) drafts.put(regionCommunes, { region: region.id, place });

    const territories = own.flatMap((id) => territoryOf(byId.get(id)) ?? []);
    if (territories.length === 0 || !isOurs(region.existing)) continue;
    const key = own.join();
    const union = unions.get(key) ?? unionOf(territories);
    unions.set(key, union);
    Object.assign(region.values, {
      geometry: union,
      geometryAccuracy: 'COMMUNE_UNION',
      geometryAreaKm2: areaKm2(union),
    });
  }
}
