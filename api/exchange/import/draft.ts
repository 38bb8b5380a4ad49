import { isDeepStrictEqual } from 'node:util';
import type { Id } from './known.ts';
import type { Kind, Values } from './kind.ts';

/** A record as this import wants it to be, beside what the register has. */
export interface Draft {
  kind: Kind;
  id: Id;
  values: Values;
  existing: Values | undefined;
  mentions: Readonly<Record<string, readonly Id[]>>;
  /** Where it was read; absent where it follows from other records. */
  at: { file: string; line: number } | undefined;
}

export type Action = 'added' | 'changed' | 'unchanged';

/** The properties in which the register differs from what the import says. */
export function changesOf({ values, existing }: Draft): Values {
  const said = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    existing
      ? said.filter(([property, value]) => !isDeepStrictEqual(existing[property] ?? null, value))
      : said,
  );
}

export function actionOf(draft: Draft): Action {
  if (!draft.existing) return 'added';
  return Object.keys(changesOf(draft)).length > 0 ? 'changed' : 'unchanged';
}

/** Each record after the one that it points to, as a district after its province. */
export function inOrder(drafts: readonly Draft[], property: string | undefined): readonly Draft[] {
  if (property === undefined) return drafts;
  const byId = new Map(drafts.map((draft) => [draft.id, draft]));
  const ordered = new Set<Draft>();
  const place = (draft: Draft) => {
    const before = byId.get(String(draft.values[property]));
    byId.delete(draft.id);
    if (before) place(before);
    ordered.add(draft);
  };
  for (const draft of drafts) if (byId.has(draft.id)) place(draft);
  return [...ordered];
}
