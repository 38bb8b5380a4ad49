import type { CompiledQuery, Kysely } from 'kysely';
import type { ProofIssuer } from '../register/proofs/proof-issuer.ts';
import type { Caller } from './limits/caller.ts';
import type { Deadline } from './limits/deadline.ts';
import type { NodeLoader } from './node-loader.ts';

/** The same request, whose answer is passed on as text. */
export const asText = (context: Context): Context => Object.assign(context, { wantsText: true });

export interface Databases {
  /** Where the request reads, from its first statement to its last: the primary, or a replica that is not late. */
  db: Kysely<unknown>;
  /** The primary, for what a replica may not have heard of yet, and for whoever reads what they wrote. */
  primary: Kysely<unknown>;
}

/** What one request works with. */
export interface Context extends Databases {
  /** Today in Asia/Ho_Chi_Minh, one day for the whole request. */
  today: string;
  nodes: NodeLoader;
  /** Signs what the register says today. */
  issueProof: ProofIssuer;
  /** The instant as of whose records the request is answered; null for now. */
  recordedAt: string | null;
  /** The same request, answered as it had been recorded at an instant: one for each instant. */
  recordedAs(instant: string): Context;
  /** The time that the request may take. */
  deadline: Deadline;
  /** Both databases, for statements outside of operations: each has as much time, from when it is asked. */
  timed: Databases;
  /** Who asks, where somebody asks over HTTP. */
  caller: Caller | null;
  /** Whoever asks passes the answer on as it is: the database may write it whole (`RawJson`). */
  wantsText: boolean;
  /** Told of every statement: tests hold the SQL of each query. */
  onStatement: ((query: CompiledQuery) => void) | undefined;
}
