import type { Choices } from './choices.rules.ts';
import { likeness, producerKeys, sayTheSame } from './names.rules.ts';
import type { ReadRow } from './product-reading.rules.ts';
import type { KnownProducer, RegisterIndex } from './register-index.ts';
import type { Remark } from './remark.rules.ts';
import { ask, refuseRow } from './row-remarks.rules.ts';

/** NEW: to be added; NONE: the list does not know it; OPEN: a question or a fault stands. */
export type FoundProducer =
  | { is: 'KNOWN'; producer: KnownProducer }
  | { is: 'NEW'; key: string }
  | { is: 'NONE' }
  | { is: 'OPEN'; key: string | null };

/** Names that share so many of their words are asked about. */
const ALIKE = 0.75;

/** The producer that a name means: surely, where only the spelling differs; else it is asked. */
export function findProducer(
  { row, producer, columnOf }: ReadRow,
  index: RegisterIndex,
  choices: Choices,
): { found: FoundProducer; remarks: Remark[] } {
  if (!producer) return { found: { is: 'NONE' }, remarks: [] };
  const { whole, core } = producerKeys(producer.name);
  const same = index.producersByWhole.get(whole) ?? [];
  const [only, ...others] = same;
  // Another of its names is the same but for its spelling: the register itself says so.
  const isSure = only && (producerKeys(only.name).whole !== whole || sayTheSame(producer.name, only.name));
  if (isSure && others.length === 0) return { found: { is: 'KNOWN', producer: only }, remarks: [] };

  const candidates = only ? same : perhaps(core, index);
  if (candidates.length === 0) return { found: { is: 'NEW', key: whole }, remarks: [] };
  const at = { row, column: columnOf('producer') };
  const choice = choices.of(row, 'producer');
  const chosen = candidates.find(({ slug }) => slug === choice);
  if (chosen) return { found: { is: 'KNOWN', producer: chosen }, remarks: [] };
  if (choice === 'new') return { found: { is: 'NEW', key: whole }, remarks: [] };
  const answers = [
    ...candidates.map(({ slug, name }) => ({ value: slug, label: name })),
    { value: 'new', label: 'chủ thể mới / a new producer' },
  ];
  return {
    found: { is: 'OPEN', key: whole },
    remarks: [
      choice === undefined
        ? ask('PRODUCER', at, 'producer', answers, producer.name)
        : refuseRow('WRONG_CHOICE', at, 'producer', choice),
    ],
  };
}

/** Those whose names are the same but for the kind of business, or else share most of their words. */
function perhaps(core: string, { producersByCore, coresByWord }: RegisterIndex): readonly KnownProducer[] {
  if (core === '') return [];
  const exact = producersByCore.get(core);
  if (exact) return exact;
  // Names that share so many words share one even of those few that are left when the commonest are put aside.
  const words = [...new Set(core.split(' '))];
  const few = words.length - Math.ceil(words.length * ALIKE) + 1;
  const holders = words.map((word) => coresByWord.get(word) ?? []).toSorted((a, b) => a.length - b.length);
  const cores = new Set(holders.slice(0, few).flat());
  const alike = [...cores].filter((other) => likeness(core, other) >= ALIKE).toSorted();
  return [...new Set(alike.flatMap((other) => producersByCore.get(other) ?? []))];
}
