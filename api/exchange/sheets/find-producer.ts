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

/** A list names a producer again and again. */
const remembered = new WeakMap<RegisterIndex, Map<string, readonly KnownProducer[]>>();

function perhaps(core: string, index: RegisterIndex): readonly KnownProducer[] {
  if (core === '') return [];
  const known = remembered.get(index) ?? new Map<string, readonly KnownProducer[]>();
  remembered.set(index, known);
  let found = known.get(core);
  if (!found) {
    const exact = index.producersByCore.get(core);
    found = exact ?? [
      ...new Set(
        [...index.producersByCore]
          .filter(([other]) => likeness(core, other) >= ALIKE)
          .flatMap(([, producers]) => producers),
      ),
    ];
    known.set(core, found);
  }
  return found;
}
