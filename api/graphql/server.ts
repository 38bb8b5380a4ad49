import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLError, GraphQLSchema } from 'graphql';
import type { CompiledQuery, Kysely } from 'kysely';
import type { Clock } from '../clock.ts';
import type { ProofIssuer } from '../register/proofs/proof-issuer.ts';
import { answered, type ErrorLog } from './answered-error.ts';
import { compiledExecution } from './compiled.ts';
import type { Context } from './context.ts';
import type { KnownOperations } from './known-operations.ts';
import type { Caller } from './limits/caller.ts';
import { deadline } from './limits/deadline.ts';
import { gate } from './limits/gate.ts';
import { limits } from './limits/limits.rules.ts';
import { nodeLoader, type NodeLoader } from './node-loader.ts';
import { stringifyAnswer } from './raw-json.ts';
import { nodeShapes } from './schema.ts';

export interface ServerOptions {
  /** Where the pages of the error codes are, for `extensions.url`. */
  siteUrl?: string | undefined;
  /** How often a document is asked before it is compiled. */
  compileAfter?: number;
  /** Learns the operations that are asked often. */
  known?: KnownOperations;
}

export function graphqlServer(
  schema: GraphQLSchema,
  logError: ErrorLog,
  options: ServerOptions = {},
): ApolloServer<Context> {
  const toAnswer = answered(logError, options.siteUrl);
  return new ApolloServer<Context>({
    gateway: compiledExecution(schema, options),
    introspection: true,
    // The command line stops it: two stops at once would wait for each other for ever.
    stopOnTerminationSignals: false,
    includeStacktraceInErrorResponses: false,
    // There is nothing to forge: no cookie, no session, and nothing that a request could change.
    csrfPrevention: false,
    parseOptions: { maxTokens: limits.tokens },
    // The gate validates, after it has measured.
    dangerouslyDisableValidation: true,
    formatError: toAnswer,
    stringifyResult: stringifyAnswer,
    plugins: [
      gate((error: GraphQLError) =>
        toAnswer({ ...error.toJSON(), extensions: { ...error.extensions } }, error),
      ),
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
  /** The same as `db` where left out. */
  primary?: Kysely<unknown>;
  clock: Clock;
  issueProof: ProofIssuer;
  wantsText?: boolean;
  /** Whether the database can be told to stop; the embedded one cannot. */
  canCancel?: boolean;
  /** Another time than the published one, for tests. */
  deadlineMs?: number;
  caller?: Caller;
  onStatement?: (query: CompiledQuery) => void;
}): Context {
  let pasts: Map<string, Context> | undefined;
  const shared: Omit<Context, 'nodes' | 'recordedAt'> = {
    db: options.db,
    primary: options.primary ?? options.db,
    today: options.clock(),
    issueProof: options.issueProof,
    recordedAs(instant) {
      const past = pasts?.get(instant) ?? contextAt(instant);
      (pasts ??= new Map()).set(instant, past);
      return past;
    },
    deadline: deadline({
      canCancel: options.canCancel ?? false,
      ...(options.deadlineMs && { ms: options.deadlineMs }),
    }),
    caller: options.caller ?? null,
    wantsText: options.wantsText ?? false,
    onStatement: options.onStatement,
  };
  return contextAt(null);

  function contextAt(recordedAt: string | null): Context {
    let nodes: NodeLoader | undefined;
    const context: Context = {
      ...shared,
      recordedAt,
      // Few requests ask for anything by its id.
      get nodes() {
        return (nodes ??= nodeLoader(nodeShapes, () => context));
      },
    };
    return context;
  }
}
