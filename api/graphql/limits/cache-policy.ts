import { Kind, type OperationDefinitionNode } from 'graphql';

export const NO_STORE = 'no-store';

/**
 * How long a shared cache may keep an answer, told by its document alone. A verdict is never served stale: a star
 * that was revoked must not shine on. Fragments at the root count as the dearest case.
 */
export function cachePolicy(operation: OperationDefinitionNode): string {
  const roots = operation.selectionSet.selections.map((selection) =>
    selection.kind === Kind.FIELD ? selection.name.value : 'verdict',
  );
  if (roots.every((name) => name.startsWith('__'))) return 'public, max-age=3600';
  if (roots.some((name) => name.startsWith('verdict'))) return 'public, max-age=60';
  return 'public, max-age=60, stale-while-revalidate=300';
}
