import type { Kysely } from 'kysely';
import { mergeProducers } from './exchange/merges/merge-producers.ts';
import { mergeProducts } from './exchange/merges/merge-products.ts';
import type { Merger } from './exchange/merges/merging.ts';
import { argumentsOf } from './arguments.ts';
import { Problem } from './problem.ts';
import { plainCode } from './register/codes.rules.ts';

interface MergeRequest {
  kind: keyof typeof merges;
  gone: string;
  kept: string;
  /** Null where it is only told. */
  merger: Merger | null;
}

const merges = { product: mergeProducts, producer: mergeProducers };

const USAGE =
  'merge product CODE_THAT_GOES into CODE_THAT_STAYS, or merge producer SLUG_THAT_GOES into SLUG_THAT_STAYS [--apply --by NAME --why "…"]';
const LONGEST_WHY = 1_000;

/** What `hub merge …` asks for. */
export function mergeRequestOf(args: readonly string[]): MergeRequest {
  const { values, positionals } = argumentsOf('merge', args, {
    apply: { type: 'boolean' },
    by: { type: 'string' },
    why: { type: 'string' },
  });
  const [kind, gone, into, kept, further] = positionals;
  if (
    (kind !== 'product' && kind !== 'producer') ||
    !gone ||
    into?.toLowerCase() !== 'into' ||
    !kept ||
    further
  )
    throw new Problem(`It is: npm run hub -- ${USAGE}`);
  const [by = '', why = ''] = [values.by?.trim(), values.why?.trim()];
  if (values.apply && !by)
    throw new Problem('--apply wants --by NAME: who merges stands in the record of changes');
  if (values.apply && !why)
    throw new Problem(
      '--apply wants --why "…": how it is known that the two are one, for whoever asks later',
    );
  if (why.length > LONGEST_WHY)
    throw new Problem(`--why has ${why.length} characters: at most ${LONGEST_WHY} are kept`);
  const plain = kind === 'product' ? plainCode : (slug: string) => slug.toLowerCase();
  return { kind, gone: plain(gone), kept: plain(kept), merger: values.apply ? { by, why } : null };
}

export async function runMerge(
  { kind, gone, kept, merger }: MergeRequest,
  { db, say }: { db: Kysely<unknown>; say: (line: string) => void },
): Promise<void> {
  const lines = await merges[kind](db, gone, kept, merger);
  lines.forEach(say);
  if (!merger) {
    say('Chưa ghi gì. / Nothing is written yet.');
    say(
      `Để thực hiện / To do it: npm run hub -- merge ${kind} ${gone} into ${kept} --apply --by NAME --why "…"`,
    );
    return;
  }
  say(
    `Đã gộp. Từ nay ${gone} dẫn tới ${kept}. Hãy bỏ dòng của ${gone} trong bảng của mình trước khi nhập lại.`,
  );
  say(
    `Done. ${gone} leads to ${kept} from now on. Take the row of ${gone} out of your own tables as well, before you import them again.`,
  );
}
