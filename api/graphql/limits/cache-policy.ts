import { Kind, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';

export const NO_STORE = 'no-store';

/** What of the dataset leads to no product: no verdict can change it. */
const withoutVerdicts = new Set(['__typename', 'sources', 'taxonomies', 'materials']);

/**
 * How long a shared cache may keep an answer, told by its document alone. A verdict is never served stale: a star
 * that was revoked must not shine on. It can stand, or decide a filter, an order or a count, nearly everywhere, so
 * that only what is known to lead to none may be served stale. Fragments count as the dearest case.
 */
export function cachePolicy({ selectionSet }: OperationDefinitionNode): string {
  if (isEach(selectionSet, (name) => name.startsWith('__'))) return 'public, max-age=3600';
  const isWithoutVerdicts = isEach(
    selectionSet,
    (name, below) => name === 'dataset' && isEach(below, (fact) => withoutVerdicts.has(fact)),
  );
  return isWithoutVerdicts ? 'public, max-age=60, stale-while-revalidate=300' : 'public, max-age=60';
}

const isEach = (
  set: SelectionSetNode | undefined,
  fits: (name: string, below: SelectionSetNode | undefined) => boolean,
): boolean =>
  set?.selections.every(
    (selection) => selection.kind === Kind.FIELD && fits(selection.name.value, selection.selectionSet),
  ) ?? false;
