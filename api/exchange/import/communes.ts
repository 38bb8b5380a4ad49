import type { DraftSet } from './draft-set.ts';
import type { Id } from './known.ts';
import { places, successions } from './kinds/places.ts';

const COMMUNE_KINDS = new Set<unknown>(['COMMUNE', 'WARD', 'TOWNSHIP', 'SPECIAL_ZONE']);

export interface Communes {
  /** Today's communes. */
  all: readonly Id[];
  /**
   * The communes that a place is today. A former commune is every commune that took in a part of it; a former
   * district or province is every commune that took in more of it than of its neighbours, counted in former communes.
   */
  of(place: Id): readonly Id[];
  /** Every commune that took in any part of the place: where something of that place can be today. */
  possible(place: Id): readonly Id[];
}

export function communesIn(drafts: DraftSet): Communes {
  const byId = new Map(drafts.view(places).map((place) => [place.id, place]));
  const isCommune = (id: Id) => COMMUNE_KINDS.has(byId.get(id)?.['kind']);
  const isToday = (id: Id) => !byId.get(id)?.['validUntil'];
  const children = Map.groupBy(byId.keys(), (id) => byId.get(id)?.['parentId']);
  const all = [...byId.keys()].filter((id) => isCommune(id) && isToday(id));

  // Only communes into communes: those of districts and provinces follow from them.
  const pairs = drafts
    .view(successions)
    .map(({ predecessor, successor }) => ({ before: String(predecessor), after: String(successor) }))
    .filter(({ before, after }) => isCommune(before) && isCommune(after));
  const successors = Map.groupBy(pairs, ({ before }) => before);
  const predecessors = Map.groupBy(pairs, ({ after }) => after);

  const within = (place: Id): Id[] =>
    isCommune(place) ? [place] : (children.get(place) ?? []).flatMap(within);
  const possible = (place: Id): Id[] => {
    const parts = within(place);
    const today = parts.flatMap((part) =>
      isToday(part) ? [part] : (successors.get(part) ?? []).map(({ after }) => after),
    );
    return [...new Set(today)].toSorted();
  };
  return {
    all,
    possible,
    of(place) {
      if (isCommune(place) || isToday(place)) return possible(place);
      const former = new Set(within(place));
      return possible(place).filter((commune) => {
        const from = predecessors.get(commune) ?? [];
        return from.filter(({ before }) => former.has(before)).length * 2 > from.length;
      });
    },
  };
}
