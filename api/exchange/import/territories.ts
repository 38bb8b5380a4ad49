import { type Territory, territoriesOf } from '../../register/places/territory.rules.ts';
import { communesIn } from './communes.ts';
import type { DraftSet } from './draft-set.ts';
import type { Values } from './kind.ts';
import { places } from './kinds/places.ts';

/** Gives each of today's communes an approximate territory, where no better one was imported before. */
export function drawTerritories(drafts: DraftSet): void {
  if (drafts.of(places).length === 0) return;
  const today = new Set(communesIn(drafts).all);
  const communes = drafts
    .view(places)
    .flatMap(({ id, lat, lon }) => (today.has(id) && isNumber(lat) && isNumber(lon) ? [{ id, lat, lon }] : []));
  if (communes.length < 3) return;

  const cells = territoriesOf(communes);
  const cellOf = new Map(communes.map(({ id }, index) => [id, cells[index]]));
  for (const draft of drafts.of(places)) {
    const cell = cellOf.get(draft.id);
    if (cell && isOurs(draft.existing)) Object.assign(draft.values, { geometry: cell, geometryAccuracy: 'APPROXIMATE' });
  }
}

/** What was drawn by us may be drawn anew; an official or surveyed line stays. */
export function isOurs(existing: Values | undefined): boolean {
  const accuracy = existing?.['geometryAccuracy'];
  return accuracy !== 'OFFICIAL' && accuracy !== 'SURVEYED';
}

export const territoryOf = (place: Values | undefined): Territory | undefined =>
  (place?.['geometry'] as Territory | null | undefined) ?? undefined;

const isNumber = (value: unknown): value is number => typeof value === 'number';
