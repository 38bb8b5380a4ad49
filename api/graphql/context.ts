import type { CompiledQuery, Kysely } from 'kysely';
import type { NodeLoader } from './node-loader.ts';

/** What one request works with. */
export interface Context {
  db: Kysely<unknown>;
  /** Today in Asia/Ho_Chi_Minh, one day for the whole request. */
  today: string;
  nodes: NodeLoader;
  /** Told of every statement: tests hold the SQL of each query. */
  onStatement: ((query: CompiledQuery) => void) | undefined;
}
