import { createHash } from 'node:crypto';
import type { Context } from '../../graphql/context.ts';
import { run } from '../../graphql/root-field.ts';
import type { Collection } from './collections.ts';
import { countSql, findFeatures, type Asked, type FoundPage } from './features.queries.ts';
import { whileUnchanged } from './while-unchanged.ts';

/** Counts that are remembered. */
const MOST_COUNTS = 1_000;

/** Whatever has no condition. */
const all = { conditions: [], needs: new Set<string>() } satisfies Partial<Asked>;

/** Finds features page by page. How many there are in all is counted for the first page, and known for those after it. */
export function featureFinder() {
  const memoryOf = whileUnchanged<number>(MOST_COUNTS);

  return {
    /** How many features a collection has. */
    async count(context: Context, collection: Collection): Promise<number> {
      const memory = await memoryOf(context);
      const key = keyOf(context, collection, all);
      const known = memory.get(key);
      if (known !== undefined) return known;
      const found = (await run(context, countSql(collection, all))) as number;
      memory.set(key, found);
      return found;
    },

    async find(context: Context, collection: Collection, asked: Asked): Promise<FoundPage> {
      const memory = await memoryOf(context);
      const key = keyOf(context, collection, asked);
      const found = await findFeatures(context, collection, asked, memory.get(key) ?? null);
      memory.set(key, found.matched);
      return found;
    },
  };
}

/** The same for the same conditions with the same values. */
function keyOf(context: Context, collection: Collection, asked: Pick<Asked, 'conditions' | 'needs'>): string {
  const { sql, parameters } = countSql(collection, asked).compile(context.db);
  return createHash('sha1')
    .update(JSON.stringify([sql, parameters]))
    .digest('base64url');
}
