import {
  defaultFieldResolver,
  getOperationAST,
  getVariableValues,
  isNonNullType,
  Kind,
  OperationTypeNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from 'graphql';
import type { Context } from './context.ts';
import { RawJson } from './raw-json.ts';
import { WholeAnswer, type AnswerInfo } from './root-field.ts';
import type { SelectedField } from './selection.ts';
import { rootFields } from './root-fields.ts';
import { NeedsResolver } from './look.ts';

/** The data of an answer as text, or null where they have to be asked for in the ordinary way. */
export type TextAnswer = (
  context: Context,
  variables: Record<string, unknown>,
  coerced?: Record<string, unknown>,
) => Promise<RawJson | null>;

/**
 * Answers with what the database writes, where every root field can: nothing is read, resolved and written again on the
 * way. Whatever goes wrong is left to the ordinary executor, which knows where in an answer an error belongs.
 */
export function textAnswer(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null,
): TextAnswer | null {
  const operation = getOperationAST(document, operationName);
  const query = schema.getQueryType();
  if (!query || operation?.operation !== OperationTypeNode.QUERY) return null;
  const fragments: Record<string, FragmentDefinitionNode> = {};
  for (const part of document.definitions) {
    if (part.kind === Kind.FRAGMENT_DEFINITION) fragments[part.name.value] = part;
  }
  const isFixed = !operation.variableDefinitions?.length;
  const fieldsOf = rootFields(schema, operation, fragments, query);
  let isPossible = true;

  return async (context, variables, coerced) => {
    if (!isPossible) return null;
    const variableValues =
      coerced ?? getVariableValues(schema, operation.variableDefinitions ?? [], variables).coerced;
    if (!variableValues) return null;
    const asked = { schema, operation, fragments, variableValues };
    let plans: Promise<string | WholeAnswer>[] = [];
    try {
      const fields = fieldsOf(variableValues);
      if (fields.some(({ name }) => onlyResolved.has(query.getFields()[name] as object)))
        throw new NotAsText();
      plans = fields.map((field) => planOf(field, context, asked, query));
      const planned = await Promise.all(plans);
      // Nothing is asked before it is known that all of it can be.
      const answers = await Promise.all(planned.map((one) => (one instanceof WholeAnswer ? one.ask() : one)));
      const parts = answers.map((answer, index) => `"${fields[index]?.key}":${answer}`);
      return new RawJson(`{${parts.join()}}`);
    } catch (error) {
      // What has begun comes to its end before the same is asked in the ordinary way.
      await Promise.allSettled(plans);
      if (error instanceof NotAsText || (isFixed && error instanceof NeedsResolver)) isPossible = false;
      return null;
    }
  };
}

async function planOf(
  { key, name, args, nodes }: SelectedField,
  context: Context,
  asked: Pick<GraphQLResolveInfo, 'schema' | 'operation' | 'fragments' | 'variableValues'>,
  query: GraphQLObjectType,
): Promise<string | WholeAnswer> {
  if (name === '__typename') return `"${query.name}"`;
  const field = query.getFields()[name];
  if (!field) throw new NotAsText();
  const info: AnswerInfo = {
    ...asked,
    fieldName: name,
    fieldNodes: nodes,
    returnType: field.type,
    parentType: query,
    path: { prev: undefined, key, typename: query.name },
    rootValue: undefined,
    form: 'answer',
  };
  const answer: unknown = await (field.resolve ?? defaultFieldResolver)(undefined, args, context, info);
  if (answer instanceof WholeAnswer) return answer;
  // Nothing of this name can be, whatever the register holds.
  if (answer === null && !isNonNullType(field.type)) return 'null';
  onlyResolved.add(field);
  throw new NotAsText();
}

/** What a resolver answers in any case is not asked for in vain a second time. */
const onlyResolved = new WeakSet<object>();

/** A root field that is always answered by its resolver. */
class NotAsText extends Error {}
