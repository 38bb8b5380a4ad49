import 'reflect-metadata';
import { parse, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { checkedCost, coercedVariables } from '../../graphql/limits/check.ts';
import { publicSchema } from '../../graphql/schema.ts';
import { BadExport } from './bad-export.ts';

/** The lists of GraphQL whose filters an export takes. */
const inputs = { products: 'ProductWhere', producers: 'ProducerWhere', regions: 'RegionWhere' } as const;

let schema: Promise<GraphQLSchema> | undefined;

/** The argument `where` of a list in GraphQL, as JSON and under the same limits. */
export async function graphqlFilter<Where>(list: keyof typeof inputs, text: string): Promise<Where> {
  const refused = (why: string) =>
    new BadExport(
      'filter',
      `"filter" is the argument "where" of "${list}" in GraphQL, written as JSON: ${why}`,
    );
  let filter: unknown;
  try {
    filter = JSON.parse(text);
  } catch {
    throw refused('it is not JSON');
  }
  if (typeof filter !== 'object' || filter === null || Array.isArray(filter))
    throw refused('it is no object');
  const known = await (schema ??= publicSchema());
  const document = parse(
    `query ($filter: ${inputs[list]}) { ${list}(where: $filter, first: 1) { totalCount } }`,
  );
  const operation = document.definitions[0] as OperationDefinitionNode;
  const coerced = coercedVariables(known, operation, { filter });
  if ('errors' in coerced) throw refused(coerced.errors.map(({ message }) => message).join('; '));
  const { refusal } = checkedCost(known, document, operation, coerced.values);
  if (refusal) throw refused(refusal.message);
  return coerced.values['filter'] as Where;
}
