import type { Position } from 'geojson';
import { overlapOf } from '../../register/geography/overlap.rules.ts';
import { areaKm2, partsOf, type Territory } from '../../register/places/territory.rules.ts';
import type { Action } from '../sheets/plan-list.ts';
import type { Remark } from '../sheets/remark.rules.ts';
import { SheetRefused } from '../sheets/sheet-refused.ts';
import { areAlike } from './alike.rules.ts';
import type { BoundaryIndex, KnownUnit, KnownZone } from './boundary-index.ts';
import { boundaryLimits } from './boundary-limits.rules.ts';
import { boundaryChoices, type BoundaryChoices, type BoundaryRemark } from './boundary-remark.rules.ts';
import { askFeature, noteFeature, refuseFeature } from './feature-remarks.rules.ts';
import { noteBoundaryFile, refuseBoundaryFile } from './file-remarks.rules.ts';
import { findSystem } from './find-system.ts';
import { holds, matchUnit } from './match-feature.ts';
import { matchZone, zoneKey } from './match-zone.ts';
import { mayOverlap } from './may-overlap.rules.ts';
import { meetingPairs } from './meeting-pairs.rules.ts';
import type { NewZone } from './new-zone.ts';
import {
  mappedProperty,
  missingProperties,
  presentProperties,
  type PropertyField,
  type PropertyMap,
  recogniseProperties,
  type Said,
  saidOf,
  unitCode,
} from './properties.rules.ts';
import { boundsOf, provinceBounds } from './province.rules.ts';
import type { GeoJsonFile } from './read-geojson.ts';
import { readShape } from './read-shape.ts';

export type BoundaryKind = 'boundaries' | 'regions';

export interface BoundaryWishes {
  answers?: ReadonlyMap<string, string> | undefined;
  /** What a property of the file is, by hand. */
  properties?: ReadonlyMap<string, PropertyField> | undefined;
  /** `EPSG:9218` */
  system?: string | undefined;
}

/** One feature, and what the import would do with it. Nothing is written by making it. */
export interface PlannedBoundary {
  feature: number;
  /** As the file calls it. */
  name: string;
  action: Action;
  target: { id: string; slug: string; fullName: string; accuracy: string | null } | null;
  /** The zone that is new with this border. */
  added: NewZone | null;
  /** Square kilometres of what is drawn. */
  areaKm2: number | null;
  /** The same of what the register has. */
  formerAreaKm2: number | null;
  remarks: readonly BoundaryRemark[];
  territory: Territory | null;
}

export interface BoundaryPlan {
  properties: PropertyMap;
  remarks: readonly Remark[];
  features: readonly PlannedBoundary[];
}

/** Differences of a drawn area from a declared one, in percent: below the first none is told, from the second it is asked. */
const TOLD_FROM = 2;
const ASKED_FROM = 15;
/** What neighbours may have in common by the last decimals of their border: told, and asked about where it is more. */
const SLIVER_KM2 = 0.01;
/** How far the centre of a commune may lie outside of its border before it is asked about. */
const NEAR_KM = 2;

/** What importing a file of borders would do, feature by feature, in the order of the file. */
export function planBoundaries(
  file: GeoJsonFile,
  kind: BoundaryKind,
  index: BoundaryIndex,
  { answers = new Map(), properties: byHand = new Map(), system }: BoundaryWishes,
): BoundaryPlan {
  const choices = boundaryChoices(answers);
  const properties = recognised(file, kind, byHand);
  const said = new Map(file.features.map((feature) => [feature, saidOf(feature, properties)] as const));
  const today = index.units.filter(({ isToday }) => isToday);
  const province = provinceBounds(today);
  const found = findSystem(file, {
    said: system,
    province,
    centreOf: (feature) => {
      const { code } = said.get(feature) ?? { code: null };
      return (code === null ? undefined : today.find((unit) => unit.code === unitCode(code)))?.point ?? null;
    },
  });

  let heights = 0;
  const slugs = new Set<string>();
  const planned: Draft[] = file.features.map((feature) => {
    const shape = readShape(feature, { ...found, province, choices });
    heights += shape.heights;
    const own = said.get(feature) ?? saidOf(feature, properties);
    const drawn = shape.territory && areaKm2(shape.territory);
    const meant = { feature: feature.number, said: own, territory: shape.territory, areaKm2: drawn };
    const match =
      kind === 'boundaries'
        ? { ...matchUnit(meant, index, choices), added: null }
        : matchZone(meant, index, choices, slugs);
    return {
      feature: feature.number,
      name: own.name ?? own.code ?? '?',
      said: own,
      found: match.found,
      added: match.added,
      territory: shape.territory,
      areaKm2: drawn,
      remarks: [...match.remarks, ...shape.remarks],
    };
  });
  refuseTwice(planned);
  for (const draft of planned) {
    if (draft.territory === null || (draft.found === null && draft.added === null)) continue;
    draft.remarks.push(...areaRemarks(draft, choices));
    if (draft.found && 'isToday' in draft.found)
      draft.remarks.push(...pointRemarks(draft, draft.found, choices));
  }
  tellOverlaps(planned, kind, index, choices);
  return {
    properties,
    remarks: [...found.remarks, ...(heights > 0 ? [noteBoundaryFile('HEIGHTS_DROPPED', {}, heights)] : [])],
    features: planned.map(finished),
  };
}

interface Draft {
  feature: number;
  name: string;
  said: Said;
  found: KnownUnit | KnownZone | null;
  added: NewZone | null;
  territory: Territory | null;
  areaKm2: number | null;
  remarks: BoundaryRemark[];
}

function recognised(
  { features }: GeoJsonFile,
  kind: BoundaryKind,
  byHand: ReadonlyMap<string, PropertyField>,
): PropertyMap {
  const asKeys = new Map([...byHand].map(([property, field]) => [mappedProperty(property), field] as const));
  const [missing] = missingProperties(features, asKeys);
  const present = presentProperties(features);
  if (missing !== undefined) {
    const written = [...byHand.keys()].find((property) => mappedProperty(property) === missing) ?? missing;
    throw new SheetRefused(refuseBoundaryFile('MAPPED_PROPERTY_MISSING', {}, written, present));
  }
  const properties = recogniseProperties(features, asKeys, kind === 'regions');
  const fields = new Set(properties.values());
  if (!fields.has('code') && !fields.has('name')) {
    throw new SheetRefused(refuseBoundaryFile('NO_KEY', {}, present));
  }
  return properties;
}

function refuseTwice(planned: readonly Draft[]): void {
  const meant = ({ found, added }: Draft) => found?.id ?? (added && zoneKey(added.name));
  for (const same of Map.groupBy(planned, meant).values()) {
    const [first, second] = same;
    const name = first?.found?.fullName ?? first?.added?.name;
    if (!first || name === undefined || !second) continue;
    for (const draft of same) {
      const other = draft === first ? second : first;
      draft.remarks.push(refuseFeature('TWICE', { feature: draft.feature }, other.feature, name));
    }
  }
}

function areaRemarks(draft: Draft, choices: BoundaryChoices): BoundaryRemark[] {
  const { feature, said, found, areaKm2: drawn } = draft;
  if (!drawn) return [];
  const declared = nearest(said.areas, drawn) ?? (found && 'isToday' in found ? found.areaKm2 : null);
  if (declared === null) {
    // More is planted than is drawn: the published figure of a zone says nothing else of its border.
    const planted = found && 'hectares' in found && found.hectares !== null ? found.hectares / 100 : 0;
    return drawn < planted * (1 - TOLD_FROM / 100)
      ? [noteFeature('AREA_DIFFERS', { feature }, drawn, planted, percentOf(drawn, planted))]
      : [];
  }
  const percent = percentOf(drawn, declared);
  if (Math.abs(percent) < TOLD_FROM) return [];
  if (Math.abs(percent) < ASKED_FROM) {
    return [noteFeature('AREA_DIFFERS', { feature }, drawn, declared, percent)];
  }
  return answered(
    feature,
    'area',
    choices,
    noteFeature('AREA_DIFFERS', { feature }, drawn, declared, percent),
    () => askFeature('AREA', { feature }, 'area', keep, drawn, declared, percent),
  );
}

const keep = [{ value: 'keep', label: 'giữ như tệp / as the file has it' }];

/** Asked, or noted where the answer is to keep it so. */
function answered(
  feature: number,
  topic: 'area' | 'point' | 'overlap',
  choices: BoundaryChoices,
  note: BoundaryRemark | null,
  ask: () => BoundaryRemark,
): BoundaryRemark[] {
  const choice = choices.of(feature, topic);
  if (choice === undefined) return [ask()];
  if (choice !== 'keep') return [refuseFeature('WRONG_CHOICE', { feature }, topic, choice)];
  return note ? [note] : [];
}

/** In one decimal. */
const percentOf = (drawn: number, declared: number): number => Math.round((drawn / declared - 1) * 1000) / 10;

const nearest = (areas: readonly number[], drawn: number): number | null =>
  areas.toSorted((a, b) => Math.abs(Math.log(a / drawn)) - Math.abs(Math.log(b / drawn)))[0] ?? null;

function pointRemarks(
  { feature, territory }: Draft,
  { point, fullName }: KnownUnit,
  choices: BoundaryChoices,
): BoundaryRemark[] {
  if (!point || !territory || holds(territory, point)) return [];
  const kilometres = Math.round(kilometresTo(territory, point) * 10) / 10;
  if (kilometres < NEAR_KM) return [];
  return answered(feature, 'point', choices, null, () =>
    askFeature('POINT', { feature }, 'point', keep, fullName, kilometres),
  );
}

const KM_IN_A_DEGREE = 111.32;

/** To the nearest corner of the border, as on a flat map. */
function kilometresTo(territory: Territory, { lon, lat }: { lon: number; lat: number }): number {
  const stretch = Math.cos((lat * Math.PI) / 180);
  let least = Infinity;
  for (const [x = 0, y = 0] of partsOf(territory).flat(2) as Position[]) {
    least = Math.min(least, Math.hypot((x - lon) * stretch, y - lat));
  }
  return least * KM_IN_A_DEGREE;
}

/** Communes have no land in common: of one file, and with official borders that are in already. Zones may. */
function tellOverlaps(
  planned: readonly Draft[],
  kind: BoundaryKind,
  { units }: BoundaryIndex,
  choices: BoundaryChoices,
): void {
  const drawn = planned.filter((draft) => draft.territory !== null);
  const inFile = new Set(planned.map(({ found }) => found?.id));
  const others =
    kind === 'boundaries'
      ? units.filter(({ id, geometry, accuracy }) => geometry && isKept(accuracy) && !inFile.has(id))
      : [];
  const tell = (draft: Draft, name: string, overlap: number) => {
    const note = noteFeature('OVERLAPS', { feature: draft.feature }, name, overlap);
    if (kind === 'regions' || overlap < SLIVER_KM2) draft.remarks.push(note);
    else {
      draft.remarks.push(
        ...answered(draft.feature, 'overlap', choices, note, () =>
          askFeature('OVERLAP', { feature: draft.feature }, 'overlap', keep, name, overlap),
        ),
      );
    }
  };
  const boxes = drawn.flatMap(({ territory }) => (territory ? [boundsOf(territory)] : []));
  const pairs = meetingPairs(boxes, boundaryLimits.meetingFeatures);
  if (!pairs) {
    throw new SheetRefused(
      refuseBoundaryFile('FEATURES_CROWDED', {}, drawn.length, boundaryLimits.meetingFeatures),
    );
  }
  for (const [earlier, later] of pairs) {
    const [draft, other] = [drawn[earlier], drawn[later]];
    if (!draft || !other) continue;
    const overlap = landInCommon(draft.territory, other.territory);
    if (overlap === 0) continue;
    tell(draft, other.found?.fullName ?? other.name, overlap);
    tell(other, draft.found?.fullName ?? draft.name, overlap);
  }
  for (const draft of drawn) {
    for (const other of others) {
      const overlap = landInCommon(draft.territory, other.geometry);
      if (overlap > 0) tell(draft, other.fullName, overlap);
    }
  }
}

const landInCommon = (one: Territory | null, other: Territory | null): number =>
  one && other && mayOverlap(one, other) ? (overlapOf(one, other)?.areaKm2 ?? 0) : 0;

const isKept = (accuracy: string | null): boolean => accuracy === 'OFFICIAL' || accuracy === 'SURVEYED';

function finished({
  feature,
  name,
  found,
  added,
  territory,
  areaKm2: drawn,
  remarks,
}: Draft): PlannedBoundary {
  const weights = new Set(remarks.map(({ weight }) => weight));
  const isSame = found?.geometry && territory ? areAlike(found.geometry, territory) : false;
  const action = weights.has('REFUSED')
    ? 'REFUSE'
    : weights.has('QUESTION')
      ? 'ASK'
      : isSame
        ? 'LEAVE'
        : found?.geometry
          ? 'CHANGE'
          : 'ADD';
  const isOwnDrawing = action === 'LEAVE' && found && !isKept(found.accuracy);
  return {
    feature,
    name,
    action,
    target: found && { id: found.id, slug: found.slug, fullName: found.fullName, accuracy: found.accuracy },
    added,
    areaKm2: drawn,
    formerAreaKm2: found?.geometry ? areaKm2(found.geometry) : null,
    remarks: isOwnDrawing ? [...remarks, noteFeature('OWN_DRAWING', { feature })] : remarks,
    territory,
  };
}
