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
import type { Context, Databases } from './context.ts';
import type { KnownOperations } from './known-operations.ts';
import type { Caller } from './limits/caller.ts';
import { deadline, type Deadline } from './limits/deadline.ts';
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

/** What a request is answered with. */
interface RequestOptions {
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
}

/** What one request works with. */
export const requestContext = (options: RequestOptions): Context =>
  new RequestContext(
    options,
    options.clock(),
    deadline({ canCancel: options.canCancel ?? false, ms: options.deadlineMs }),
    null,
  );

class RequestContext implements Context {
  readonly db: Kysely<unknown>;
  readonly primary: Kysely<unknown>;
  readonly today: string;
  readonly issueProof: ProofIssuer;
  readonly recordedAt: string | null;
  readonly deadline: Deadline;
  readonly caller: Caller | null;
  readonly onStatement: ((query: CompiledQuery) => void) | undefined;
  wantsText: boolean;
  // Apollo copies it, by which what stands behind a # would be lost.
  private readonly options: RequestOptions;
  private loader: NodeLoader | undefined;
  private pasts: Map<string, Context> | undefined;
  private overTime: Databases | undefined;

  constructor(options: RequestOptions, today: string, until: Deadline, recordedAt: string | null) {
    this.db = options.db;
    this.primary = options.primary ?? options.db;
    this.today = today;
    this.issueProof = options.issueProof;
    this.recordedAt = recordedAt;
    this.deadline = until;
    this.caller = options.caller ?? null;
    this.onStatement = options.onStatement;
    this.wantsText = options.wantsText ?? false;
    this.options = options;
  }

  // Few requests ask for anything by its id.
  get nodes(): NodeLoader {
    return (this.loader ??= nodeLoader(nodeShapes, () => this));
  }

  get timed(): Databases {
    return (this.overTime ??= inTimeOf(this));
  }

  recordedAs(instant: string): Context {
    const pasts = (this.pasts ??= new Map());
    const past = pasts.get(instant) ?? new RequestContext(this.options, this.today, this.deadline, instant);
    pasts.set(instant, past);
    return past;
  }
}

function inTimeOf({ db, primary, deadline: time }: Context): Databases {
  const timed = time.over(db);
  return { db: timed, primary: primary === db ? timed : time.over(primary) };
}
