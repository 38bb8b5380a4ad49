import type { Context } from '../../graphql/context.ts';
import { revisionOf } from './features.queries.ts';

export interface Memory<Known> {
  get(key: string): Known | undefined;
  set(key: string, known: Known): void;
}

/** What is remembered of the register as it is today: all of it is forgotten when the register or the day changes. */
export function whileUnchanged<Known>(most: number): (context: Context) => Promise<Memory<Known>> {
  let state = '';
  let memory = boundedMemory<Known>(most);
  return async (context) => {
    const now = `${await revisionOf(context)} ${context.today}`;
    if (now !== state) {
      state = now;
      memory = boundedMemory<Known>(most);
    }
    // Whoever still works on an older state goes on with its own.
    return memory;
  };
}

/** Whatever was set first goes first. */
function boundedMemory<Known>(most: number): Memory<Known> {
  const all = new Map<string, Known>();
  return {
    get: (key) => all.get(key),
    set(key, known) {
      all.set(key, known);
      const [oldest] = all.keys();
      if (all.size > most && oldest !== undefined) all.delete(oldest);
    },
  };
}
