import { randomUUID } from 'node:crypto';
import { ApolloServer } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { GraphQLError, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import type { CompiledQuery, Kysely } from 'kysely';
import type { Clock } from '../clock.ts';
import type { Context } from './context.ts';
import { nodeLoader } from './node-loader.ts';
import { nodeShapes } from './schema.ts';

/** A document of more tokens than this is refused before it is read on. */
const MOST_TOKENS = 5_000;

export type ErrorLog = (error: unknown, requestId: string) => void;

export function graphqlServer(schema: GraphQLSchema, logError: ErrorLog): ApolloServer<Context> {
  return new ApolloServer<Context>({
    schema,
    introspection: true,
    // The command line stops it: two stops at once would wait for each other for ever.
    stopOnTerminationSignals: false,
    includeStacktraceInErrorResponses: false,
    parseOptions: { maxTokens: MOST_TOKENS },
    formatError: (formatted, error) => masked(formatted, error, logError),
    plugins: [
      // Its bookkeeping for every field doubles the time of a list.
      ApolloServerPluginCacheControlDisabled(),
      // The default page asks other hosts for its scripts.
      ApolloServerPluginLandingPageDisabled(),
    ],
  });
}

/** What one request works with. */
export function requestContext(options: {
  db: Kysely<unknown>;
  clock: Clock;
  onStatement?: (query: CompiledQuery) => void;
}): Context {
  const context: Context = {
    db: options.db,
    today: options.clock(),
    nodes: nodeLoader(nodeShapes, () => context),
    onStatement: options.onStatement,
  };
  return context;
}

/** Expected errors say what is wrong; what nobody expected is logged whole and shown as a number to quote. */
function masked(formatted: GraphQLFormattedError, error: unknown, logError: ErrorLog): GraphQLFormattedError {
  const original = unwrapResolverError(error);
  if (original instanceof GraphQLError && formatted.extensions?.['code'] !== 'INTERNAL_SERVER_ERROR')
    return formatted;
  const requestId = randomUUID();
  logError(original, requestId);
  return {
    message: `Something went wrong on our side. Please quote ${requestId} when you tell us`,
    ...(formatted.path ? { path: formatted.path } : {}),
    extensions: { code: 'INTERNAL_SERVER_ERROR', requestId },
  };
}
