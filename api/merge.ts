import type { Kysely } from 'kysely';
import { mergeProducts } from './exchange/merges/merge-products.ts';
import { argumentsOf } from './arguments.ts';
import { Problem } from './problem.ts';
import { plainCode } from './register/codes.rules.ts';

interface MergeRequest {
  gone: string;
  kept: string;
  /** Who does it; null where it is only told. */
  by: string | null;
}

const USAGE = 'merge product CODE_THAT_GOES into CODE_THAT_STAYS [--apply --by NAME]';

/** What `hub merge …` asks for. */
export function mergeRequestOf(args: readonly string[]): MergeRequest {
  const { values, positionals } = argumentsOf('merge', args, {
    apply: { type: 'boolean' },
    by: { type: 'string' },
  });
  const [what, gone, into, kept, further] = positionals;
  if (what !== 'product' || !gone || into?.toLowerCase() !== 'into' || !kept || further)
    throw new Problem(`It is: npm run hub -- ${USAGE}`);
  const by = values.by?.trim() || null;
  if (values.apply && !by)
    throw new Problem('--apply wants --by NAME: who merges stands in the record of changes');
  return { gone: plainCode(gone), kept: plainCode(kept), by: values.apply ? by : null };
}

export async function runMerge(
  { gone, kept, by }: MergeRequest,
  { db, say }: { db: Kysely<unknown>; say: (line: string) => void },
): Promise<void> {
  const { lines } = await mergeProducts(db, gone, kept, by);
  lines.forEach(say);
  say(
    by === null
      ? `Nothing is written yet. To do it: npm run hub -- merge product ${gone} into ${kept} --apply --by NAME`
      : `Done. ${gone} leads to ${kept} from now on. Take the row of ${gone} out of your own tables as well, before you import them again`,
  );
}
