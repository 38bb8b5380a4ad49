import { v7 } from 'uuid';
import type { Draft } from './draft.ts';
import type { Id } from './known.ts';
import type { Kind, Values } from './kind.ts';

/** The records of the register with those of the import laid over them. */
export interface DraftSet {
  /** The id that the record has, or will have. */
  idOf(kind: Kind, values: Values): Id;
  put(kind: Kind, values: Values, said?: Pick<Draft, 'at' | 'mentions'>): Draft;
  remove(kind: Kind, id: Id): void;
  of(kind: Kind): readonly Draft[];
  /** What the register will hold after the import: property → value of every record of a kind. */
  view(kind: Kind): readonly (Values & { id: Id })[];
  existing(kind: Kind): readonly Values[];
  removals: readonly { kind: Kind; id: Id }[];
}

export function createDraftSet(register: ReadonlyMap<Kind, readonly Values[]>): DraftSet {
  const rows = (kind: Kind) => register.get(kind) ?? [];
  const existingByKey = new Map(
    [...register].map(([kind, all]) => [kind, new Map(all.map((row) => [kind.key(row), row]))]),
  );
  const drafts = new Map<Kind, Map<string, Draft>>();
  const removals: { kind: Kind; id: Id }[] = [];
  const draftsOf = (kind: Kind) => {
    const found = drafts.get(kind) ?? new Map<string, Draft>();
    drafts.set(kind, found);
    return found;
  };
  const newIds = new Map<string, Id>();
  const idOf = (kind: Kind, values: Values): Id => {
    const key = kind.key(values);
    const known = existingByKey.get(kind)?.get(key)?.['id'];
    if (known !== undefined) return String(known);
    const name = `${kind.name} ${key}`;
    const id = newIds.get(name) ?? v7();
    newIds.set(name, id);
    return id;
  };

  return {
    removals,
    idOf,
    put(kind, values, said) {
      const draft: Draft = {
        kind,
        id: idOf(kind, values),
        values,
        existing: existingByKey.get(kind)?.get(kind.key(values)),
        mentions: said?.mentions ?? {},
        at: said?.at,
      };
      draftsOf(kind).set(kind.key(values), draft);
      return draft;
    },
    remove: (kind, id) => void removals.push({ kind, id }),
    of: (kind) => [...draftsOf(kind).values()],
    existing: rows,
    view(kind) {
      const merged = new Map(rows(kind).map((row) => [String(row['id']), row]));
      for (const { id, values, existing } of draftsOf(kind).values())
        merged.set(id, { ...existing, ...values, id });
      for (const removal of removals) if (removal.kind === kind) merged.delete(removal.id);
      return [...merged].map(([id, values]) => ({ ...values, id }));
    },
  };
}
