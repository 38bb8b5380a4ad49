import type { GraphQLResolveInfo, GraphQLSchema } from 'graphql';
import { getMetadataStorage } from 'type-graphql';
import type { Context } from './context.ts';

type Given = Record<string, unknown>;
type Read = (args: Given, context: Context, info: GraphQLResolveInfo) => unknown;
type Resolver = Record<string, (...values: unknown[]) => unknown>;
type Parameter = NonNullable<ReturnType<typeof getMetadataStorage>['queries'][number]['params']>[number];

/**
 * Has root fields call their resolvers with what GraphQL has checked. TypeGraphQL would, at every request, sort their
 * parameters and copy their arguments into instances of its classes, of which no resolver uses more than the values.
 */
export function callDirectly(schema: GraphQLSchema): void {
  const fields = schema.getQueryType()?.getFields() ?? {};
  for (const { schemaName, methodName, target, params = [], middlewares, roles } of getMetadataStorage()
    .queries) {
    const field = fields[schemaName];
    const reads = params.toSorted((a, b) => a.index - b.index).map((one) => readerOf(one, params));
    if (!field || middlewares?.length || roles || !reads.every((read) => read !== null)) continue;
    const resolver = new (target as new () => Resolver)();
    field.resolve = (_root, args: Given, context: Context, info) =>
      resolver[methodName]?.(...reads.map((read) => read(args, context, info)));
  }
}

/** Null for what only TypeGraphQL knows how to read. */
function readerOf(parameter: Parameter, all: readonly Parameter[]): Read | null {
  if (parameter.kind === 'args') {
    const others = all.flatMap((one) => (one.kind === 'arg' ? [one.name] : []));
    if (others.length === 0) return (args) => args;
    return (args) => Object.fromEntries(Object.entries(args).filter(([name]) => !others.includes(name)));
  }
  if (parameter.kind === 'arg') return (args) => args[parameter.name];
  if (parameter.kind === 'info') return (_args, _context, info) => info;
  if (parameter.kind === 'context' && parameter.propertyName === undefined)
    return (_args, context) => context;
  return null;
}
