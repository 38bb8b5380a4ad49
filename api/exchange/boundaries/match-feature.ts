import { isInside } from '../../register/geography/rings.rules.ts';
import { partsOf, type Territory } from '../../register/places/territory.rules.ts';
import { placeNameOf } from '../sheets/names.rules.ts';
import type { BoundaryIndex, KnownUnit } from './boundary-index.ts';
import type { BoundaryChoices, BoundaryRemark } from './boundary-remark.rules.ts';
import { askFeature, refuseFeature } from './feature-remarks.rules.ts';
import { type Said, unitCode } from './properties.rules.ts';

export interface Match<Known> {
  found: Known | null;
  remarks: readonly BoundaryRemark[];
}

export interface Meant {
  feature: number;
  said: Said;
  /** Null where it could not be read. */
  territory: Territory | null;
  areaKm2: number | null;
}

/** How far the drawn area may be from that of today's unit for it to be no older one of the same name. */
const SAME_AREA = 0.1;

/**
 * The commune or ward of today that a feature means. Units of before 2025-07-01 share codes and names with those of
 * today and hold less: a feature of one is never read as the other.
 */
export function matchUnit(
  { feature, said, territory, areaKm2 }: Meant,
  { units }: BoundaryIndex,
  choices: BoundaryChoices,
): Match<KnownUnit> {
  const where = { feature };
  const text = [said.kind, said.name].filter(Boolean).join(' ') || said.code || '?';
  const refused = (remark: BoundaryRemark) => ({ found: null, remarks: [remark] });
  const today = units.filter(({ isToday }) => isToday);

  const chosen = choices.of(feature, 'unit');
  if (chosen !== undefined) {
    const unit = today.find(({ slug }) => slug === chosen);
    return unit
      ? { found: unit, remarks: [] }
      : refused(refuseFeature('WRONG_CHOICE', where, 'unit', chosen));
  }

  const code = said.code === null ? null : unitCode(said.code);
  const byCode = code === null ? null : units.filter((unit) => unit.code === code || unit.slug === code);
  const byName = said.name === null ? null : namedLike(said, units);
  const underneath = today.filter(({ point }) => point && territory && holds(territory, point));
  const asked = (among: readonly KnownUnit[]) =>
    [...new Set([...among.filter(({ isToday }) => isToday), ...underneath])].map(
      ({ slug, fullName, code: own }) => ({
        value: slug,
        label: `${fullName}, ${own ?? '–'}`,
      }),
    );

  const both = byCode && byName ? byName.filter((unit) => byCode.includes(unit)) : (byName ?? byCode ?? []);
  const present = both.filter(({ isToday }) => isToday);
  const former = both.find(({ isToday }) => !isToday);
  const [only] = present;
  if (present.length === 0 && former) {
    return refused(refuseFeature('OLD_UNIT', where, former.fullName, former.successors));
  }
  if (!only) {
    const candidates = asked([...(byName ?? []), ...(byCode ?? [])]);
    if (candidates.length > 0) {
      return refused(
        code !== null && said.name !== null && byName && byName.length > 0
          ? askFeature('CODE_AND_NAME', where, 'unit', candidates, code, text)
          : askFeature('UNIT', where, 'unit', candidates, text),
      );
    }
    const [old] = byName ?? [];
    if (old) return refused(refuseFeature('OLD_UNIT', where, old.fullName, old.successors));
    return refused(
      said.name === null && code === null
        ? refuseFeature('NO_NAME', where)
        : refuseFeature('UNKNOWN_UNIT', where, said.code && said.name ? `${text}, ${said.code}` : text),
    );
  }
  if (present.length > 1) return refused(askFeature('UNIT', where, 'unit', asked(present), text));
  const era = eraOf(only, former, { feature, said, areaKm2, text }, choices);
  return era ? refused(era) : { found: only, remarks: [] };
}

/** Null where it is plain that the unit of today is drawn; otherwise what is asked or refused. */
function eraOf(
  unit: KnownUnit,
  former: KnownUnit | undefined,
  { feature, said, areaKm2, text }: Pick<Meant, 'feature' | 'said' | 'areaKm2'> & { text: string },
  choices: BoundaryChoices,
): BoundaryRemark | null {
  if (!former) return null;
  const choice = choices.of(feature, 'era');
  if (choice === 'now') return null;
  if (choice === 'before') return refuseFeature('OLD_UNIT', { feature }, former.fullName, former.successors);
  if (choice !== undefined) return refuseFeature('WRONG_CHOICE', { feature }, 'era', choice);
  // Today there are no districts: who names one draws what was.
  const isOfTodaysArea =
    areaKm2 !== null && unit.areaKm2 !== null && Math.abs(areaKm2 - unit.areaKm2) <= unit.areaKm2 * SAME_AREA;
  if (said.name !== null && said.district === null && isOfTodaysArea) return null;
  const candidates = [
    { value: 'now', label: `${unit.fullName}, hiện nay / today` },
    { value: 'before', label: `${former.fullName}, trước / before 2025-07-01` },
  ];
  return askFeature('ERA', { feature }, 'era', candidates, text);
}

/** What is called so; where none is of the kind that is written, as "xã" for a ward, none is taken without asking. */
function namedLike({ name, kind }: Said, units: readonly KnownUnit[]): KnownUnit[] {
  const plain = placeNameOf(name ?? '');
  const kindSaid = plain.kind ?? (kind === null ? null : placeNameOf(`${kind} X`).kind);
  const all = units.filter(({ keys }) => keys.includes(plain.key));
  return kindSaid === null ? all : all.filter((unit) => unit.kind === kindSaid);
}

export function holds(territory: Territory, { lon, lat }: { lon: number; lat: number }): boolean {
  return partsOf(territory).some(
    ([outer = [], ...holes]) =>
      isInside([lon, lat], outer) && !holes.some((hole) => isInside([lon, lat], hole)),
  );
}
