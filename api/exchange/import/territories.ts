import { beside, type Territory, territoriesOf } from '../../register/places/territory.rules.ts';
import { communesIn } from './communes.ts';
import type { DraftSet } from './draft-set.ts';
import type { Fault } from './fault.ts';
import type { Values } from './kind.ts';
import { places } from './kinds/places.ts';
import type { Id } from './known.ts';

/** Gives each of today's communes an approximate territory, where no better one was imported before. */
export function drawTerritories(drafts: DraftSet, faults: Fault[]): void {
  if (drafts.of(places).length === 0) return;
  const today = new Set(communesIn(drafts).all);
  const communes = drafts
    .view(places)
    .flatMap(({ id, slug, lat, lon }) =>
      today.has(id) && isNumber(lat) && isNumber(lon) ? [{ id, slug, lat, lon }] : [],
    );
  if (communes.length < 3 || refuseSameSpot(communes, drafts, faults)) return;

  const known = drafts.view(places).flatMap((place) => {
    const territory = today.has(place.id) && !isOurs(place) ? territoryOf(place) : undefined;
    return territory ? [territory] : [];
  });
  const cells = territoriesOf(communes).map((cell) => beside(cell, known));
  const cellOf = new Map(communes.map(({ id }, index) => [id, cells[index]]));
  for (const draft of drafts.of(places)) {
    const cell = cellOf.get(draft.id);
    if (cell && isOurs(draft.existing))
      Object.assign(draft.values, { geometry: cell, geometryAccuracy: 'APPROXIMATE' });
  }
}

function refuseSameSpot(
  communes: readonly { id: Id; slug: unknown; lat: number; lon: number }[],
  drafts: DraftSet,
  faults: Fault[],
): boolean {
  const bySpot = Map.groupBy(communes, ({ lat, lon }) => `${lat} ${lon}`);
  const readAt = new Map(drafts.of(places).map(({ id, at }) => [id, at]));
  for (const [first, second] of bySpot.values()) {
    const at = second && (readAt.get(second.id) ?? readAt.get(first?.id ?? ''));
    if (!at) continue;
    faults.push({
      ...at,
      column: 'lat',
      problem: `is the spot of ${first?.slug} – every commune has a point of its own`,
    });
  }
  return bySpot.size < communes.length;
}

/** What was drawn by us may be drawn anew; an official or surveyed line stays. */
export function isOurs(existing: Values | undefined): boolean {
  const accuracy = existing?.['geometryAccuracy'];
  return accuracy !== 'OFFICIAL' && accuracy !== 'SURVEYED';
}

export const territoryOf = (place: Values | undefined): Territory | undefined =>
  (place?.['geometry'] as Territory | null | undefined) ?? undefined;

const isNumber = (value: unknown): value is number => typeof value === 'number';
