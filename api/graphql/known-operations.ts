import type { ExecutionResult } from 'graphql';
import { RecentlyUsed } from '../recently-used.ts';
import type { Context } from './context.ts';
import type { Priced } from './limits/priced.ts';

/**
 * An operation that has been answered before: its document keeps every limit that can be told without variables, and
 * fits the schema.
 */
export interface KnownOperation {
  /** What it costs with these variables, as sent; null where they, or their cost, have to be refused. */
  price(variables: Record<string, unknown>): Priced | null;
  /** With variables as sent, and as they were coerced where that has been done. */
  run(
    context: Context,
    variables: Record<string, unknown>,
    coerced?: Record<string, unknown>,
  ): ExecutionResult | Promise<ExecutionResult>;
  /** Under what name an answer with these variables is kept; null where it is not to be. */
  key(variables: Record<string, unknown>): string | null;
  /** How long a shared cache may keep its answers. */
  cachePolicy: string;
}

const MOST_OPERATIONS = 500;
/** A longer text is seldom asked again, and each is kept whole. */
const LONGEST_TEXT = 20_000;

/** What need not be parsed, validated and measured again, by the text of its document and its name. */
export class KnownOperations {
  readonly #known = new RecentlyUsed<string, KnownOperation>(MOST_OPERATIONS);

  find(text: string, name: string | null): KnownOperation | undefined {
    return this.#known.get(keyOf(text, name));
  }

  keep(text: string, name: string | null, operation: KnownOperation): void {
    if (text.length <= LONGEST_TEXT) this.#known.set(keyOf(text, name), operation);
  }
}

/** No name has a bar in it. */
const keyOf = (text: string, name: string | null): string => (name === null ? text : `${name}|${text}`);
