import type { Choices } from './choices.rules.ts';
import type { PlaceName } from './names.rules.ts';
import type { ReadRow } from './product-reading.rules.ts';
import type { KnownPlace, RegisterIndex } from './register-index.ts';
import type { Remark } from './remark.rules.ts';
import { ask, refuseRow } from './row-remarks.rules.ts';

export interface FoundPlace {
  /** Of today; null where a former place lies in several. */
  placeId: string | null;
  formerPlaceId: string | null;
}

export const COMMUNES: ReadonlySet<string> = new Set(['COMMUNE', 'WARD', 'TOWNSHIP', 'SPECIAL_ZONE']);
const DISTRICTS = new Set(['DISTRICT', 'TOWN', 'CITY', 'URBAN_DISTRICT']);

/**
 * The place that a row means. Communes of before and after 2025-07-01 share names and codes, so a row must say of which
 * it speaks, by its district, its date, its heading or the name itself; where it does not, it is asked.
 */
export function findPlace(
  { row, place, columnOf }: ReadRow,
  { places, placesByKey, placesByCode }: RegisterIndex,
  choices: Choices,
): { found: FoundPlace | null; remarks: Remark[] } {
  const { commune, communeCode, district, province, era } = place;
  const said = commune ?? district ?? province;
  const isCode = communeCode !== null;
  if (!said && !isCode) return { found: null, remarks: [] };
  const column =
    columnOf(commune ? 'commune' : isCode ? 'communeCode' : 'district') ??
    columnOf('address') ??
    columnOf('producer');
  const at = { row, column };
  const text = said?.text ?? communeCode ?? '';

  let isUnsure = false;
  /** What is called so; where none is of the kind that is written, as "xã" for a ward, those of other kinds are asked about. */
  const named = (name: PlaceName, kinds: ReadonlySet<string>) => {
    const all = (placesByKey.get(name.key) ?? []).filter(({ kind }) => kinds.has(kind));
    const exact = name.kind === null ? all : all.filter(({ kind }) => kind === name.kind);
    if (exact.length === 0) isUnsure ||= all.length > 0;
    return exact.length > 0 ? exact : all;
  };
  const parentsOf = (found: KnownPlace): readonly KnownPlace[] => {
    const parent = found.parentId === null ? undefined : places.get(found.parentId);
    return parent ? [parent, ...parentsOf(parent)] : [];
  };

  let found: readonly KnownPlace[];
  if (commune || isCode) {
    const byName = commune ? named(commune, COMMUNES) : null;
    const byCode = isCode
      ? (placesByCode.get(communeCode) ?? []).filter(({ kind }) => COMMUNES.has(kind))
      : null;
    found = byName && byCode ? byName.filter((one) => byCode.includes(one)) : (byName ?? byCode ?? []);
    if (byName && byCode && byName.length > 0 && found.length === 0) {
      return {
        found: null,
        remarks: [
          refuseRow('CODE_AND_PLACE', { row, column: columnOf('communeCode') }, communeCode ?? '', text),
        ],
      };
    }
    // Beside a commune of today stands the district in which it lay: it lies in none any more.
    if (district && era !== 'NOW') {
      const districts = new Set(named(district, DISTRICTS).map(({ id }) => id));
      found = found.filter((one) => parentsOf(one).some(({ id }) => districts.has(id)));
    }
  } else {
    found = said ? named(said, district ? DISTRICTS : new Set(['PROVINCE'])) : [];
  }
  if (province && found.length > 1) {
    const provinces = new Set(named(province, new Set(['PROVINCE'])).map(({ id }) => id));
    found = found.filter((one) => parentsOf(one).some(({ id }) => provinces.has(id)));
  }
  const ofEra =
    era === null || !(commune || isCode) ? found : found.filter(({ isToday }) => isToday === (era === 'NOW'));

  const candidates = ofEra.length > 0 ? ofEra : found;
  if (candidates.length === 0) {
    return {
      found: null,
      remarks: [refuseRow('UNKNOWN_PLACE', at, district && commune ? place.text : text)],
    };
  }
  const [only, ...others] = ofEra;
  // A commune that the list calls new, or old, and that is known only as the other, is no match.
  if (only && others.length === 0 && !isUnsure) return { found: asFound(only), remarks: [] };
  const choice = choices.of(row, 'place');
  const chosen = candidates.find(({ slug }) => slug === choice);
  if (chosen) return { found: asFound(chosen), remarks: [] };
  const answers = candidates.map((one) => ({
    value: one.slug,
    label: [one.fullName, ...parentsOf(one).map(({ fullName }) => fullName), one.isToday ? '' : '(cũ)']
      .filter(Boolean)
      .join(', '),
  }));
  return {
    found: null,
    remarks: [
      choice === undefined
        ? ask('PLACE', at, 'place', answers, text)
        : refuseRow('WRONG_CHOICE', at, 'place', choice),
    ],
  };
}

const asFound = (place: KnownPlace): FoundPlace =>
  place.isToday
    ? { placeId: place.id, formerPlaceId: null }
    : {
        placeId: place.successors.length === 1 ? (place.successors[0] ?? null) : null,
        formerPlaceId: place.id,
      };
