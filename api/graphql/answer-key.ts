import {
  getNamedType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';

/** What depends on more than the register and the day: a proof is signed with the key of the hour. */
const madeElsewhere = ['Proof'];
/** A longer key costs more to keep than most answers. */
const LONGEST_KEY = 4_000;

let operations = 0;

/**
 * The name under which the answer to an operation with its variables is kept: of the variables only those that it
 * declares, in the order in which it does. Null where the answer is not to be kept.
 */
export function answerKey(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): (given: Record<string, unknown>) => string | null {
  if (asksForType(schema, document, madeElsewhere)) return () => null;
  const id = (operations += 1);
  const declared = (operation.variableDefinitions ?? []).map(({ variable }) => variable.name.value);
  return (given) => {
    let count = 0;
    const own: Record<string, unknown> = {};
    for (const name of declared) {
      if (given[name] === undefined) continue;
      own[name] = given[name];
      count += 1;
    }
    // Of what is sent beside them the limits still have to be looked at.
    if (Object.keys(given).length > count) return null;
    try {
      const key = `${id} ${count === 0 ? '' : JSON.stringify(own, finite)}`;
      return key.length <= LONGEST_KEY ? key : null;
    } catch {
      // Nested deeper than can be written, or no number: the limits say so.
      return null;
    }
  };
}

/** A number beyond all numbers would be written as null, and is not what null asks. */
function finite(_: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError('Not a finite number');
  return value;
}

function asksForType(schema: GraphQLSchema, document: DocumentNode, names: readonly string[]): boolean {
  const info = new TypeInfo(schema);
  let isAsked = false;
  visit(
    document,
    visitWithTypeInfo(info, {
      Field() {
        const type = info.getType();
        if (type && names.includes(getNamedType(type).name)) isAsked = true;
      },
    }),
  );
  return isAsked;
}
