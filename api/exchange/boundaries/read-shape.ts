import { rewind } from '@turf/rewind';
import type { Position } from 'geojson';
import { isInside, crossing, selfCrossing } from '../../register/geography/rings.rules.ts';
import { VIET_NAM } from '../../register/geography/geography.rules.ts';
import { overlapOf } from '../../register/geography/overlap.rules.ts';
import { areaKm2, partsOf, type Territory, unionOf } from '../../register/places/territory.rules.ts';
import { boundaryLimits } from './boundary-limits.rules.ts';
import type { BoundaryChoices, BoundaryRemark, Where } from './boundary-remark.rules.ts';
import { askFeature, noteFeature, refuseFeature } from './feature-remarks.rules.ts';
import { onGrid, offGrid } from './grid.rules.ts';
import { mayOverlap } from './may-overlap.rules.ts';
import { meetingPairs } from './meeting-pairs.rules.ts';
import { type Bounds, boundsOf, isIn } from './province.rules.ts';
import type { RawFeature } from './read-geojson.ts';

export interface ReadShape {
  territory: Territory | null;
  remarks: readonly BoundaryRemark[];
  /** Positions that had a height. */
  heights: number;
}

export interface ShapeWishes {
  convert(position: Position): Position;
  isInDegrees: boolean;
  province: Bounds;
  choices: BoundaryChoices;
}

type Parts = Position[][][];

/** The border that a feature draws: checked, mended where that changes nothing, and asked about where it would. */
export function readShape({ number, geometry }: RawFeature, wishes: ShapeWishes): ReadShape {
  const remarks: BoundaryRemark[] = [];
  const stopped = (remark: BoundaryRemark): ReadShape => ({
    territory: null,
    remarks: [...remarks, remark],
    heights: 0,
  });
  const lists = listsIn(geometry, number);
  if ('refusal' in lists) return stopped(lists.refusal);
  if (lists.note) remarks.push(lists.note);
  const read = positionsOf(lists.parts, number);
  if ('refusal' in read) return stopped(read.refusal);
  const placed = placedIn(read.parts, number, wishes, remarks);
  if (placed === null) return { territory: null, remarks, heights: read.heights };
  const parts = cleaned(placed, number, wishes.choices, remarks);
  const territory = parts && joined(parts, number, wishes.choices, remarks);
  return { territory, remarks, heights: read.heights };
}

type Lists = { parts: unknown[][][]; note?: BoundaryRemark } | { refusal: BoundaryRemark };

/** Part, ring, position: of a Polygon, a MultiPolygon or a collection of these. */
function listsIn(geometry: unknown, feature: number): Lists {
  if (geometry === undefined) return { refusal: refuseFeature('NO_FEATURE', { feature }) };
  const { type, coordinates, geometries } = (geometry ?? {}) as Record<string, unknown>;
  if (geometry === null || (Array.isArray(coordinates) && coordinates.length === 0)) {
    return { refusal: refuseFeature('NO_GEOMETRY', { feature }) };
  }
  if (type === 'GeometryCollection' && Array.isArray(geometries)) {
    if (geometries.length === 0) return { refusal: refuseFeature('NO_GEOMETRY', { feature }) };
    const parts: unknown[][][] = [];
    for (const one of geometries) {
      const lists = listsIn(one, feature);
      if ('refusal' in lists) return lists;
      parts.push(...lists.parts);
    }
    return { parts, note: noteFeature('COLLECTION', { feature }, parts.length) };
  }
  if (type !== 'Polygon' && type !== 'MultiPolygon') {
    return { refusal: refuseFeature('NOT_A_POLYGON', { feature }, typeof type === 'string' ? type : '?') };
  }
  const parts: unknown = type === 'Polygon' ? [coordinates] : coordinates;
  const isWhole =
    Array.isArray(parts) &&
    parts.every(
      (rings) => Array.isArray(rings) && rings.length > 0 && rings.every((ring) => Array.isArray(ring)),
    );
  return isWhole ? { parts: parts as unknown[][][] } : { refusal: refuseFeature('NOT_RINGS', { feature }) };
}

function positionsOf(
  lists: unknown[][][],
  feature: number,
): { parts: Parts; heights: number } | { refusal: BoundaryRemark } {
  const most = boundaryLimits.positionsOfFeature;
  const count = lists.reduce((sum, rings) => sum + rings.reduce((all, ring) => all + ring.length, 0), 0);
  if (count > most) return { refusal: refuseFeature('TOO_MANY_POSITIONS', { feature }, count, most) };
  let heights = 0;
  for (const [part, rings] of lists.entries()) {
    for (const [ring, positions] of rings.entries()) {
      for (const [index, position] of (positions as unknown[]).entries()) {
        if (!Array.isArray(position) || !Number.isFinite(position[0]) || !Number.isFinite(position[1])) {
          const where = whereOf(feature, lists.length, part, ring, index);
          return { refusal: refuseFeature('NOT_A_NUMBER', where, shown(position)) };
        }
        if (position.length > 2) heights++;
      }
    }
  }
  return { parts: lists as Parts, heights };
}

/** JSON has no Infinity: what is one was written as a number too large, as 1e999. */
const shown = (position: unknown): string =>
  Array.isArray(position) && position.some((value) => value === Infinity || value === -Infinity)
    ? `[${position.join(', ')}]`
    : (JSON.stringify(position) ?? '?');

function whereOf(feature: number, parts: number, part: number, ring: number, position?: number): Where {
  return {
    feature,
    ...(parts > 1 && { part: part + 1 }),
    ring: ring + 1,
    ...(position !== undefined && { position: position + 1 }),
  };
}

/** On WGS 84, longitude first, and in the province; null where it is not, with the remark that says so. */
function placedIn(
  parts: Parts,
  feature: number,
  { convert, isInDegrees, province, choices }: ShapeWishes,
  remarks: BoundaryRemark[],
): Parts | null {
  const isThere = ([lon = 0, lat = 0]: Position) =>
    lon >= VIET_NAM.west && lon <= VIET_NAM.east && lat >= VIET_NAM.south && lat <= VIET_NAM.north;
  const swapped = ([x = 0, y = 0]: Position): Position => [y, x];
  const all = parts.flat(2);
  let turn = (position: Position) => position;
  const [first] = all;
  if (isInDegrees && first && !all.some(isThere) && all.every((position) => isThere(swapped(position)))) {
    const choice = choices.of(feature, 'axes');
    if (choice !== 'swap') {
      const where = whereOf(feature, parts.length, 0, 0, 0);
      remarks.push(
        choice === undefined
          ? askFeature(
              'AXES',
              where,
              'axes',
              [{ value: 'swap', label: 'đổi / swap' }],
              first[0] ?? 0,
              first[1] ?? 0,
            )
          : refuseFeature('WRONG_CHOICE', where, 'axes', choice),
      );
      return null;
    }
    turn = swapped;
    remarks.push(noteFeature('AXES_SWAPPED', { feature }));
  }
  const placed = parts.map((rings) =>
    rings.map((ring) => ring.map((position) => offGrid(onGrid(convert(turn(position)))))),
  );
  let outside = 0;
  let where: { at: Where; position: Position } | null = null;
  for (const [part, rings] of placed.entries()) {
    for (const [ring, positions] of rings.entries()) {
      for (const [index, position] of positions.entries()) {
        if (isIn(province, position)) continue;
        outside++;
        where ??= {
          at: whereOf(feature, parts.length, part, ring, index),
          position: parts[part]?.[ring]?.[index] ?? position,
        };
      }
    }
  }
  if (!where) return placed;
  const [x = 0, y = 0] = where.position;
  remarks.push(refuseFeature('OUT_OF_PROVINCE', where.at, x, y, outside));
  return null;
}

const same = (a: Position | undefined, b: Position | undefined) => a?.[0] === b?.[0] && a?.[1] === b?.[1];

/** Rings closed and without repeated positions, holes inside; null where something is refused or asked. */
function cleaned(
  placed: Parts,
  feature: number,
  choices: BoundaryChoices,
  remarks: BoundaryRemark[],
): Parts | null {
  let repeated = 0;
  let isStopped = false;
  const parts = placed.flatMap((rings, part) => {
    const kept: Position[][] = [];
    for (const [ring, positions] of rings.entries()) {
      const where = whereOf(feature, placed.length, part, ring);
      const tidy = positions.filter(
        (position, index) => index === 0 || !same(position, positions[index - 1]),
      );
      repeated += positions.length - tidy.length;
      const [first] = tidy;
      const last = tidy.at(-1);
      if (first && last && tidy.length > 2 && !same(first, last)) {
        const choice = choices.of(feature, 'ring');
        if (choice !== 'close') {
          remarks.push(
            choice === undefined
              ? askFeature(
                  'RING_OPEN',
                  { ...where, position: positions.length },
                  'ring',
                  [{ value: 'close', label: 'khép / close' }],
                  `[${first.join(', ')}]`,
                  `[${last.join(', ')}]`,
                )
              : refuseFeature('WRONG_CHOICE', where, 'ring', choice),
          );
          isStopped = true;
          continue;
        }
        tidy.push(first);
      }
      if (tidy.length < 4 || isFlat(tidy)) {
        if (ring > 0) {
          remarks.push(noteFeature('EMPTY_HOLE', where));
          continue;
        }
        const different = new Set(tidy.map(String)).size;
        remarks.push(refuseFeature('RING_WITHOUT_AREA', where, different));
        isStopped = true;
        break;
      }
      const [outer] = kept;
      const trouble = outer && ring > 0 ? holeTrouble(tidy, outer, where) : null;
      if (trouble) {
        remarks.push(trouble);
        isStopped = true;
        continue;
      }
      kept.push(tidy);
    }
    return kept.length > 0 ? [kept] : [];
  });
  if (repeated > 0) remarks.push(noteFeature('REPEATED_POSITIONS', { feature }, repeated));
  return isStopped ? null : parts;
}

function holeTrouble(hole: Position[], outer: Position[], where: Where): BoundaryRemark | null {
  const crossed = crossing(outer.map(onGrid), hole.map(onGrid));
  if (crossed) {
    const [x = 0, y = 0] = hole[crossed.at[1]] ?? [];
    return refuseFeature('HOLE_CROSSES', { ...where, position: crossed.at[1] + 1 }, 1, x, y);
  }
  const isIn = hole.some(([x = 0, y = 0], index) => {
    const [nextX = x, nextY = y] = hole[index + 1] ?? [];
    return isInside([x, y], outer) || isInside([(x + nextX) / 2, (y + nextY) / 2], outer);
  });
  return isIn ? null : refuseFeature('HOLE_OUTSIDE', where);
}

/** All of it lies on one line. */
function isFlat(ring: readonly Position[]): boolean {
  const [[x = 0, y = 0] = [], [nextX = 0, nextY = 0] = [], ...rest] = ring.map(onGrid);
  return rest.every(([px = 0, py = 0]) => (nextX - x) * (py - y) === (nextY - y) * (px - x));
}

/** One territory of valid parts, turned as RFC 7946 wants it; null where that is refused or asked. */
function joined(
  parts: Parts,
  feature: number,
  choices: BoundaryChoices,
  remarks: BoundaryRemark[],
): Territory | null {
  const drawn = territoryOf(parts);
  const choice = choices.of(feature, 'crossing');
  let isTouching = false;
  let isCrossing = false;
  const ask = (remark: BoundaryRemark) => {
    if (choice === undefined) remarks.push(remark);
    else if (choice !== 'mend') remarks.push(refuseFeature('WRONG_CHOICE', { feature }, 'crossing', choice));
    isCrossing = true;
  };
  for (const [part, rings] of parts.entries()) {
    for (const [ring, positions] of rings.entries()) {
      const met = selfCrossing(positions.map(onGrid));
      if (!met) continue;
      const where = whereOf(feature, parts.length, part, ring, met.at[0]);
      const [x = 0, y = 0] = positions[met.at[1]] ?? [];
      if (met.crosses) {
        const mended = unionOf([{ type: 'Polygon', coordinates: [positions] }]);
        ask(askFeature('RING_CROSSES', where, 'crossing', mend, met.at[1] + 1, x, y, areaKm2(mended)));
      } else {
        isTouching = true;
        remarks.push(noteFeature('RING_TOUCHES', where, x, y));
      }
    }
  }
  const territories = parts.map((rings) => territoryOf([rings]));
  const pairs = meetingPairs(territories.map(boundsOf), boundaryLimits.meetingParts);
  if (!pairs) {
    remarks.push(refuseFeature('PARTS_CROWDED', { feature }, parts.length, boundaryLimits.meetingParts));
    return null;
  }
  for (const [earlier, later] of pairs) {
    const [one, other] = [territories[earlier], territories[later]];
    const overlap = one && other && mayOverlap(one, other) ? overlapOf(one, other) : null;
    if (overlap)
      ask(askFeature('PARTS_OVERLAP', { feature, part: later + 1 }, 'crossing', mend, overlap.areaKm2));
  }
  if (isCrossing && choice !== 'mend') return null;
  if (isCrossing || isTouching) {
    const mended = onlyValid(drawn);
    if (!mended) {
      remarks.push(refuseFeature('STILL_CROSSES', { feature }));
      return null;
    }
    if (isCrossing) remarks.push(noteFeature('MENDED', { feature }, areaKm2(drawn), areaKm2(mended)));
    return mended;
  }
  const turned = rewind(drawn) as Territory;
  const wrong = partsOf(turned)
    .flat()
    .filter((ring, index) => String(ring[1]) !== String(partsOf(drawn).flat()[index]?.[1])).length;
  if (wrong > 0) remarks.push(noteFeature('RING_ORDER', { feature }, wrong));
  return turned;
}

const mend = [{ value: 'mend', label: 'sửa / mend' }];

/** Parted where it crosses or touches itself. Rounding what comes out can make it cross anew: then nothing is. */
function onlyValid(drawn: Territory): Territory | null {
  const parts = partsOf(unionOf([drawn])).map((rings) =>
    rings.map((ring) => ring.map((position) => offGrid(onGrid(position)))),
  );
  return parts.flat().some((ring) => selfCrossing(ring.map(onGrid))?.crosses) ? null : territoryOf(parts);
}

function territoryOf(parts: Parts): Territory {
  const [only] = parts;
  return parts.length === 1 && only
    ? { type: 'Polygon', coordinates: only }
    : { type: 'MultiPolygon', coordinates: parts };
}
