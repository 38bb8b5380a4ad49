import type { Choices } from './choices.rules.ts';
import type { FoundProducer } from './find-producer.ts';
import { likeness, productKey, sayTheSame } from './names.rules.ts';
import type { ReadRow } from './product-reading.rules.ts';
import type { KnownProduct, RegisterIndex } from './register-index.ts';
import type { Remark } from './remark.rules.ts';
import { ask, noteRow, refuseRow } from './row-remarks.rules.ts';

export type FoundProduct = { is: 'KNOWN'; product: KnownProduct } | { is: 'NEW' } | { is: 'OPEN' };

/** Names of one producer's products that share so many of their words are asked about. */
export const PROBABLY_ONE = 0.6;

/**
 * The product that a name means: of the same producer and called the same, or with the same official code. What is
 * called the same without a producer, or nearly the same, is asked.
 */
export function findProduct(
  { row, code, columnOf }: ReadRow,
  name: string,
  producer: FoundProducer,
  index: RegisterIndex,
  choices: Choices,
): { found: FoundProduct; remarks: Remark[] } {
  const key = productKey(name);
  const called = index.productsByKey.get(key) ?? [];
  const coded = code === null ? [] : (index.productsByCode.get(code) ?? []);
  const [byCode] = coded;
  if (byCode && coded.length === 1 && called.includes(byCode))
    return { found: { is: 'KNOWN', product: byCode }, remarks: [] };

  const own =
    producer.is === 'KNOWN' ? called.filter(({ producerId }) => producerId === producer.producer.id) : [];
  const [only] = own;
  // Another of its names is the same but for its spelling: the register itself says so.
  const isSure = only && (productKey(only.name) !== key || sayTheSame(name, only.name));
  if (isSure && own.length === 1 && coded.length === 0)
    return { found: { is: 'KNOWN', product: only }, remarks: [] };

  const ofNobody = called.filter(({ producerId }) => producerId === null);
  const near =
    producer.is === 'KNOWN' && own.length === 0
      ? (index.productsByProducer.get(producer.producer.id) ?? []).filter(
          (other) => likeness(key, productKey(other.name)) >= PROBABLY_ONE,
        )
      : [];
  const isUnnamed = producer.is === 'NONE' || producer.is === 'OPEN';
  const candidates = [...new Set([...coded, ...own, ...(isUnnamed ? called : ofNobody), ...near])];
  if (candidates.length === 0) {
    const [other] = called;
    const owner = other?.producerId ? index.producers.get(other.producerId)?.name : undefined;
    return {
      found: { is: 'NEW' },
      remarks:
        owner === undefined ? [] : [noteRow('NAME_OF_ANOTHER', { row, column: columnOf('product') }, owner)],
    };
  }
  const at = { row, column: columnOf('product') };
  const choice = choices.of(row, 'product');
  const chosen = candidates.find((one) => one.code === choice);
  if (chosen) return { found: { is: 'KNOWN', product: chosen }, remarks: [] };
  if (choice === 'new') return { found: { is: 'NEW' }, remarks: [] };
  const answers = [
    ...candidates.map((one) => {
      const owner = one.producerId === null ? undefined : index.producers.get(one.producerId)?.name;
      return { value: one.code, label: owner ? `${one.name}, ${owner}` : one.name };
    }),
    { value: 'new', label: 'sản phẩm mới / a new product' },
  ];
  return {
    found: { is: 'OPEN' },
    remarks: [
      choice === undefined
        ? ask('PRODUCT', at, 'product', answers, name)
        : refuseRow('WRONG_CHOICE', at, 'product', choice),
    ],
  };
}
