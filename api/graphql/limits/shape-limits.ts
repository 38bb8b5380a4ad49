import {
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  type SelectionSetNode,
} from 'graphql';
import { refusal } from '../errors.ts';
import { limits } from './limits.rules.ts';

/**
 * What can be told from a document alone, before it is validated: validation compares fields with one another and
 * would be the first to suffer. Takes time in proportion to the document, however its fragments call each other.
 */
export function shapeRefusal(document: DocumentNode): GraphQLError | null {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const part of document.definitions) {
    if (part.kind === Kind.FRAGMENT_DEFINITION) fragments.set(part.name.value, part);
  }
  let aliases = 0;
  let widest = 0;
  const measured = new Map<string, Measure>();

  const measure = (set: SelectionSetNode): Measure => {
    widest = Math.max(widest, set.selections.length);
    let deepest = 0;
    let fields = 0;
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        fields += 1;
        if (selection.alias) aliases += 1;
        // Introspection nests by nature; graphql-js limits it by a rule of its own.
        const isIntrospection = selection.name.value.startsWith('__');
        const below = selection.selectionSet ? measure(selection.selectionSet).depth : 0;
        if (!isIntrospection) deepest = Math.max(deepest, 1 + below);
      } else {
        const part =
          selection.kind === Kind.INLINE_FRAGMENT
            ? measure(selection.selectionSet)
            : measureFragment(selection.name.value);
        deepest = Math.max(deepest, part.depth);
        fields += part.fields;
      }
    }
    return { depth: deepest, fields };
  };

  function measureFragment(name: string): Measure {
    const known = measured.get(name);
    if (known) return known;
    // A fragment that leads back to itself is measured once; validation says so afterwards.
    measured.set(name, { depth: 0, fields: 0 });
    const fragment = fragments.get(name);
    const found = fragment ? measure(fragment.selectionSet) : { depth: 0, fields: 0 };
    measured.set(name, found);
    return found;
  }

  for (const part of document.definitions) {
    if (part.kind === Kind.FRAGMENT_DEFINITION) measureFragment(part.name.value);
    if (part.kind !== Kind.OPERATION_DEFINITION) continue;
    const { depth, fields } = measure(part.selectionSet);
    if (fields > limits.rootFields) return tooMuch('TOO_MANY_ROOT_FIELDS', 'rootFields', fields);
    if (depth > limits.depth) return tooMuch('TOO_DEEP', 'depth', depth);
  }
  if (aliases > limits.aliases) return tooMuch('TOO_MANY_ALIASES', 'aliases', aliases);
  if (widest > limits.fieldsInOnePlace) return tooMuch('TOO_MANY_FIELDS', 'fieldsInOnePlace', widest);
  return null;
}

interface Measure {
  depth: number;
  fields: number;
}

const words = {
  rootFields: [
    'fields of Query in one operation',
    'send several requests, or ask for many things by nodes(ids:)',
  ],
  depth: ['levels of fields', 'ask for ids half-way and go on from them with nodes(ids:)'],
  aliases: ['aliases', 'ask for many things by one list field such as nodes(ids:)'],
  fieldsInOnePlace: ['fields in one place', 'leave out repeated fields'],
} as const;

function tooMuch(
  code: Parameters<typeof refusal>[0],
  limit: keyof typeof words,
  asked: number,
): GraphQLError {
  const [what, remedy] = words[limit];
  return refusal(code, `The document has ${asked} ${what}; at most ${limits[limit]} are allowed: ${remedy}`, {
    limit: limits[limit],
    asked,
  });
}
