import { overlapOf } from '../../register/geography/overlap.rules.ts';
import type { Territory } from '../../register/places/territory.rules.ts';
import { likeness, placeKey, productKey } from '../sheets/names.rules.ts';
import type { BoundaryIndex, KnownMaterial, KnownZone } from './boundary-index.ts';
import type { BoundaryChoices, BoundaryRemark } from './boundary-remark.rules.ts';
import { askFeature, refuseFeature } from './feature-remarks.rules.ts';
import type { Match, Meant } from './match-feature.ts';
import { mayOverlap } from './may-overlap.rules.ts';
import { materialNamed, type NewZone, planZone, plainZoneName } from './new-zone.ts';

export interface ZoneMatch extends Match<KnownZone> {
  /** What is to be added, where the register has no such zone and nothing of it is open. */
  added: NewZone | null;
}

/** Names that share so many of their words are asked about. */
const ALIKE = 0.75;
/** Of each of two zones: with so much land in common, they may be one. */
const SHARED = 0.5;

/** The raw-material zone that a feature means, or the new one that it is. */
export function matchZone(
  meant: Meant,
  index: BoundaryIndex,
  choices: BoundaryChoices,
  taken: Set<string>,
): ZoneMatch {
  const { feature, said } = meant;
  const { zones } = index;
  const where = { feature };
  const found = (zone: KnownZone) => ({ found: zone, added: null, remarks: [] });
  const refused = (remark: BoundaryRemark) => ({ found: null, added: null, remarks: [remark] });
  const chosen = choices.of(feature, 'unit');
  const isNew = chosen === 'new' && said.name !== null;
  if (chosen !== undefined && !isNew) {
    const zone = zones.find(({ slug }) => slug === chosen);
    return zone ? found(zone) : refused(refuseFeature('WRONG_CHOICE', where, 'unit', chosen));
  }
  if (said.code === null && said.name === null) return refused(refuseFeature('NO_NAME', where));
  const bySlug = zones.filter(({ slug }) => slug === said.code?.toLowerCase());
  const key = said.name === null ? null : zoneKey(said.name);
  const byName = key === null ? [] : zones.filter(({ name }) => zoneKey(name) === key);
  const [only, ...more] = bySlug.length > 0 ? bySlug : byName;
  const contradicts = bySlug.length > 0 && byName.length > 0 && !byName.some((zone) => bySlug.includes(zone));
  if (only && more.length === 0 && !contradicts) return found(only);

  const material = materialNamed(choices.of(feature, 'material') ?? said.material, index);
  const isDescribed = said.material !== null || choices.of(feature, 'material') !== undefined;
  if (!isNew) {
    const perhaps = [
      ...bySlug,
      ...byName,
      ...(said.name === null ? [] : zones.filter(({ name }) => areNearlyAlike(name, said.name ?? ''))),
      ...(isDescribed ? lyingThere(meant, material, zones) : []),
    ];
    const among = [...new Set(perhaps)].map(({ slug, name }) => ({ value: slug, label: name }));
    const text = said.name ?? said.code ?? '?';
    if (among.length > 0) {
      const another = said.name === null ? [] : [{ value: 'new', label: 'vùng mới / a new zone' }];
      return refused(askFeature('ZONE', where, 'unit', [...among, ...another], text));
    }
    if (!isDescribed || said.name === null) return refused(refuseFeature('UNKNOWN_ZONE', where, text));
  }
  return { found: null, ...planZone(meant, material, index, choices, taken) };
}

/** "Vùng nguyên liệu sầu riêng Krông Pắc" is called "Sầu riêng Krông Pắc" in the register. */
export const zoneKey = (name: string): string => placeKey(plainZoneName(name));

function areNearlyAlike(one: string, other: string): boolean {
  const [a, b] = [zoneKey(one), zoneKey(other)];
  return (
    a.includes(b) ||
    b.includes(a) ||
    likeness(productKey(plainZoneName(one)), productKey(plainZoneName(other))) >= ALIKE
  );
}

/** Zones of the same material that hold more than half of the new border, and lie in it by more than half. */
function lyingThere(
  { territory, areaKm2 }: Meant,
  material: KnownMaterial | null,
  zones: readonly KnownZone[],
): KnownZone[] {
  if (!territory || !areaKm2 || !material) return [];
  return zones.filter(
    ({ materialId, geometry, areaKm2: its }) =>
      materialId === material.id &&
      geometry &&
      its &&
      mayBeOne(areaKm2, its) &&
      coincide(territory, geometry),
  );
}

/** Zones too different in size cannot each hold half of the other: that needs no look at their borders. */
const mayBeOne = (one: number, other: number): boolean =>
  Math.min(one, other) >= SHARED * Math.max(one, other);

function coincide(one: Territory, other: Territory): boolean {
  if (!mayOverlap(one, other)) return false;
  const overlap = overlapOf(one, other);
  return overlap !== null && overlap.shareOfPlace >= SHARED && overlap.shareOfRegion >= SHARED;
}
