import type { ApolloServerOptions } from '@apollo/server';
import {
  execute,
  getNamedType,
  GraphQLError,
  isInputObjectType,
  Kind,
  typeFromAST,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  type NamedTypeNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { answerKey } from './answer-key.ts';
import { RecentlyUsed } from '../recently-used.ts';
import type { Context } from './context.ts';
import type { KnownOperation, KnownOperations } from './known-operations.ts';
import { cachePolicy } from './limits/cache-policy.ts';
import { priced } from './limits/priced.ts';
import { textAnswer, type TextAnswer } from './text-answer.ts';

type Gateway = NonNullable<ApolloServerOptions<Context>['gateway']>;
interface Asked {
  queryHash: string;
  source: string;
  document: DocumentNode;
  operation: OperationDefinitionNode;
  request: { operationName?: string };
}

/** A document that is asked this often is worth the time to compile it. */
const COMPILE_AFTER = 3;
const MOST_DOCUMENTS = 500;
/** The compiler writes out every spread of a fragment: a document that grows beyond this stays with graphql-js. */
const MOST_SELECTIONS = 2_000;

type Run = KnownOperation['run'];

/**
 * Executes with graphql-js, and what is asked again with a function made for that document. Variables have been
 * checked by graphql-js before (`coercedVariables`): the compiled one would let two keys of a `@oneOf` pass.
 */
export function compiledExecution(
  schema: GraphQLSchema,
  { compileAfter = COMPILE_AFTER, known: learned }: { compileAfter?: number; known?: KnownOperations } = {},
): Gateway {
  const known = new RecentlyUsed<string, Known>(MOST_DOCUMENTS);

  const runOf = ({ queryHash, source, document, operation, request }: Asked): Run => {
    const operationName = request.operationName ?? null;
    const key = `${queryHash} ${operationName ?? ''}`;
    let entry = known.get(key);
    if (!entry) {
      entry = { asked: 0, run: null, text: textAnswer(schema, document, operationName) };
      known.set(key, entry);
    }
    entry.asked += 1;
    const interpreted = asTextOr(entry.text, (contextValue, variableValues) =>
      execute({ schema, document, contextValue, variableValues, operationName }),
    );
    if (entry.asked <= compileAfter) return interpreted;
    if (!entry.run) {
      const run = compiled(schema, document, operationName);
      entry.run = run ? asTextOr(entry.text, run) : interpreted;
    }
    // What was forgotten there is learned again.
    if (learned && !learned.find(source, operationName)) {
      learned.keep(source, operationName, {
        run: entry.run,
        key: answerKey(schema, document, operation),
        price: priced(schema, document, operation),
        cachePolicy: cachePolicy(operation),
      });
    }
    return entry.run;
  };

  // Apollo takes another executor than its own only from what it calls a gateway.
  return {
    onSchemaLoadOrUpdate(tell) {
      tell({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => {};
    },
    async load() {
      return {
        executor: async (asked) => runOf(asked)(asked.context as Context, asked.request.variables ?? {}),
      };
    },
    async stop() {},
  };
}

interface Known {
  asked: number;
  run: Run | null;
  text: TextAnswer | null;
}

const asTextOr = (text: TextAnswer | null, run: Run): Run =>
  text === null
    ? run
    : async (context, variables, coerced) => {
        const data = context.wantsText ? await text(context, variables, coerced) : null;
        // Whoever wants text writes it where JSON would stand.
        return data ? { data: data as never } : run(context, variables);
      };

function compiled(schema: GraphQLSchema, document: DocumentNode, operationName: string | null): Run | null {
  // An alias of this name would set the prototype of a compiled answer instead of a key in it.
  if (document.loc?.source.body.includes('__proto__')) return null;
  if (selectionsOf(document) > MOST_SELECTIONS) return null;
  // Its code for variables follows input types without end where one holds itself, as a filter holds AND and OR.
  if (hasRecursiveVariable(schema, document)) return null;
  const query = compileQuery(schema, document, operationName ?? undefined);
  if (!isCompiledQuery(query)) return null;
  return async (context, variables) => {
    const { errors, ...answer } = await query.query(undefined, context, variables);
    return errors ? { ...answer, errors: errors.map(whole) } : answer;
  };
}

/** The errors of compiled code lack what Apollo relies on, such as empty extensions. */
function whole({ message, path, locations, originalError, extensions }: GraphQLError): GraphQLError {
  const error = new GraphQLError(message, {
    path: path ?? null,
    originalError: originalError ?? null,
    extensions: extensions ?? originalError?.['extensions' as never] ?? null,
  });
  return Object.defineProperty(error, 'locations', { value: locations, enumerable: true });
}

function hasRecursiveVariable(schema: GraphQLSchema, document: DocumentNode): boolean {
  return document.definitions.some(
    (definition) =>
      definition.kind === Kind.OPERATION_DEFINITION &&
      definition.variableDefinitions?.some(({ type }) => {
        const named = typeFromAST(schema, type as NamedTypeNode);
        return named !== undefined && isRecursive(getNamedType(named), []);
      }),
  );
}

function isRecursive(type: GraphQLNamedType, above: readonly GraphQLNamedType[]): boolean {
  if (!isInputObjectType(type)) return false;
  if (above.includes(type)) return true;
  return Object.values(type.getFields()).some((field) =>
    isRecursive(getNamedType(field.type), [...above, type]),
  );
}

/** How many selections a document has with every fragment written out where it is spread. */
function selectionsOf(document: DocumentNode): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  const known = new Map<string, number>();
  for (const part of document.definitions) {
    if (part.kind === Kind.FRAGMENT_DEFINITION) fragments.set(part.name.value, part);
  }
  const within = (set: SelectionSetNode | undefined): number => {
    let count = 0;
    for (const selection of set?.selections ?? []) {
      count += 1;
      count +=
        selection.kind === Kind.FRAGMENT_SPREAD
          ? spread(selection.name.value)
          : within(selection.selectionSet);
    }
    return count;
  };
  const spread = (name: string): number => {
    const count = known.get(name) ?? within(fragments.get(name)?.selectionSet);
    known.set(name, count);
    return count;
  };
  return document.definitions.reduce(
    (sum, part) => (part.kind === Kind.OPERATION_DEFINITION ? sum + within(part.selectionSet) : sum),
    0,
  );
}
