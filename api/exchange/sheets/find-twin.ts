import type { Choices } from './choices.rules.ts';
import type { FoundProducer, Newcomers } from './find-producer.ts';
import { PROBABLY_ONE } from './find-product.ts';
import { likeness, productKey, productKeyAsMarked } from './names.rules.ts';
import type { NamedRecognition } from './named-recognition.ts';
import type { ReadRow } from './product-reading.rules.ts';
import type { KnownProduct } from './register-index.ts';
import type { Remark } from './remark.rules.ts';
import { ask, noteRow, refuseRow } from './row-remarks.rules.ts';

/** The row further up that names the same product, or probably does. */
export interface Twin {
  /** The same for all rows of a product. */
  key: string;
  /** Whether rows further down may be of the same product. */
  mayComeAgain: boolean;
  remarks: readonly Remark[];
  row: number | null;
  /** It says nothing that the other does not. */
  isRepeated: boolean;
  /** Notes the row for those further down; one that is refused is none that they could repeat. */
  see(): void;
}

/** What was seen further up in the file: of a product that stands in one row alone, no more than its name. */
export interface Seen {
  /** Whether several rows perhaps name a product so. */
  isRepeated(name: string): boolean;
  /** By product, and by product and what is said of it. */
  byKey: Map<string, SeenProduct>;
  /** The last ones of each. */
  byProducer: Map<string, SeenProduct[]>;
  /** What the register will have once the rows so far are written, for products of which more rows may speak. */
  written: Map<string, KnownProduct>;
  /** Producers that a row so far adds. */
  producers: Set<string>;
  /** Those that are not known, be they added or not. */
  newcomers: Newcomers;
}

interface SeenProduct {
  row: number;
  name: string;
  words: string;
  code: string | null;
  /** What must be the same in a row that repeats it. */
  facts: string;
}

export const nothingSeen = (isRepeated: Seen['isRepeated']): Seen => ({
  isRepeated,
  byKey: new Map(),
  byProducer: new Map(),
  written: new Map(),
  producers: new Set(),
  newcomers: new Map(),
});

/** So many rows of one producer are looked back through for a name that is nearly the same. */
const LOOK_BACK = 500;

export function findTwin(
  name: string,
  { row, columnOf, recognitions, place }: ReadRow,
  producer: FoundProducer,
  code: string | null,
  choices: Choices,
  seen: Seen,
  named: NamedRecognition | null = null,
): Twin {
  const isNamed = producer.is !== 'NONE';
  const owner =
    producer.is === 'KNOWN' ? producer.producer.id : isNamed ? (producer.key ?? '') : `? ${place.text}`;
  const words = productKey(name);
  const facts = named
    ? named.changed.map(({ field, said: value }) => `${field} ${value}`).join('\n')
    : recognitions.map((one) => one.stars ?? '').join();
  const own: SeenProduct = { row, name, words, code, facts };
  const key = code ?? `${owner}\n${productKeyAsMarked(name)}`;
  const mayComeAgain = code !== null || seen.isRepeated(name);
  const twin = { key, mayComeAgain };
  const time =
    named?.recognition.code ??
    recognitions
      .map(({ issued, decisionNumber, round }) => [issued, decisionNumber, round].join(' '))
      .join(';');
  const said = `${key}\n${time}`;
  const at = { row, column: columnOf('product') };

  const repeated = seen.byKey.get(said);
  if (repeated) {
    const isRepeated = repeated.facts === facts;
    const remark = isRepeated
      ? noteRow('SAME_ROW', at, repeated.row)
      : refuseRow(named ? 'RECOGNITION_TWICE' : 'ROWS_DISAGREE', at, repeated.row);
    return { ...twin, remarks: [remark], row: repeated.row, isRepeated, see: () => {} };
  }
  const same = seen.byKey.get(key);
  const others = seen.byProducer.get(owner) ?? [];
  // Two products that the register tells apart are two.
  const near =
    same || !isNamed
      ? undefined
      : others.find((other) => !(code && other.code) && likeness(words, other.words) >= PROBABLY_ONE);
  const see = () => {
    if (mayComeAgain) {
      seen.byKey.set(said, own);
      if (!same) seen.byKey.set(key, own);
    }
    if (!isNamed) return;
    seen.byProducer.set(owner, others);
    others.push(own);
    if (others.length > LOOK_BACK) others.shift();
  };

  if (same)
    return {
      ...twin,
      remarks: [noteRow('SAME_PRODUCT', at, same.row)],
      row: same.row,
      isRepeated: false,
      see,
    };
  if (!near) return { ...twin, remarks: [], row: null, isRepeated: false, see };
  const choice = choices.of(row, 'duplicate');
  if (choice === 'same')
    return { ...twin, remarks: [noteRow('SAME_ROW', at, near.row)], row: near.row, isRepeated: true, see };
  if (choice === 'different') return { ...twin, remarks: [], row: null, isRepeated: false, see };
  const answers = [
    { value: 'same', label: `trùng dòng ${near.row}, bỏ dòng này / the same, leave this row out` },
    { value: 'different', label: 'hai sản phẩm / two products' },
  ];
  return {
    ...twin,
    remarks: [
      choice === undefined
        ? ask('DUPLICATE', at, 'duplicate', answers, near.row, near.name)
        : refuseRow('WRONG_CHOICE', at, 'duplicate', choice),
    ],
    row: near.row,
    isRepeated: false,
    see,
  };
}
