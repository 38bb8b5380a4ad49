import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { assumedSizeOf, budget, cost, limits, weightOf, weightOfArguments } from './limits.rules.ts';

const number = (value: number): string => value.toLocaleString('en');

const formula = `Read-only, for everybody, without a key.

Every query has a cost, told beforehand: ${cost.request} point for the request, ${cost.object} for every object, as often as it can appear, and more for a field or an argument that says so. A page counts \`first\` or \`last\` items (${cost.defaultPageSize} where neither is given), a list asked by a list as many as are asked, any other list ${cost.assumedSize} unless it says otherwise. Inside of a list everything counts once for each item. Other scalars are free. Introspection costs ${cost.introspection}. Every place, region or producer that a filter lists costs ${cost.reference}, every position of a polygon ${cost.position}.

A query may cost ${number(limits.cost)} points, be ${limits.depth} levels deep, and have ${limits.rootFields} root fields, ${limits.aliases} aliases and ${number(limits.tokens)} tokens; it may run for ${limits.deadlineMs / 1_000} seconds. An address may spend ${number(budget.points)} points in ${budget.seconds} seconds: see the headers \`RateLimit-Policy\` and \`RateLimit\`. What is beyond a limit is refused whole and never cut. Send \`GraphQL-Cost: 1\` to be told the cost.`;

/** Writes the published costs into the schema's descriptions, from the numbers that are charged. */
export function describeCosts(schema: GraphQLSchema): void {
  const query = schema.getQueryType();
  if (query) query.description = formula;
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const words = costInWords(type, field);
      if (words) field.description = `${field.description ?? ''} ${words}`.trim();
      for (const arg of field.args) {
        const weight = weightOfArguments([arg.name]);
        if (weight > 0) arg.description = `${arg.description ?? ''} Costs ${weight} points.`.trim();
      }
    }
  }
}

function costInWords(type: GraphQLObjectType, field: GraphQLField<unknown, unknown>): string {
  const weight = weightOf(type.name, field.name);
  const own = weight > 0 ? `Costs ${weight} points.` : '';
  const isPage = 'pageInfo' in type.getFields() && ['nodes', 'edges'].includes(field.name);
  const isAskedByList = field.args.some((arg) => isNonNullType(arg.type) && isListType(arg.type.ofType));
  const size = assumedSizeOf(type.name, field.name);
  const isList = isListType(getNullableType(field.type)) && isCompositeType(getNamedType(field.type));
  const counted =
    isList && !isPage && !isAskedByList && size !== cost.assumedSize ? `Costs as ${size} items.` : '';
  return [own, counted].filter(Boolean).join(' ');
}
