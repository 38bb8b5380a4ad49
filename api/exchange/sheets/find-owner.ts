import type { Choices } from './choices.rules.ts';
import type { FoundProducer } from './find-producer.ts';
import type { ReadRow } from './product-reading.rules.ts';
import type { KnownProduct, RegisterIndex } from './register-index.ts';
import type { Remark } from './remark.rules.ts';
import { ask, refuseRow } from './row-remarks.rules.ts';

/**
 * Whose product it is. Where a row names another producer than the register has of a known product, either may be
 * right: it is asked, and until then the product stays whose it is.
 */
export function findOwner(
  { row, producer: written, columnOf }: ReadRow,
  product: KnownProduct | null,
  named: FoundProducer,
  index: RegisterIndex,
  choices: Choices,
): { found: FoundProducer; remarks: Remark[] } {
  const known = product?.producerId ? index.producers.get(product.producerId) : undefined;
  const isOther = named.is === 'NEW' || (named.is === 'KNOWN' && named.producer.id !== known?.id);
  if (!product || !known || !written || !isOther) return { found: named, remarks: [] };
  const choice = choices.of(row, 'owner');
  if (choice === 'named') return { found: named, remarks: [] };
  const found = { is: 'KNOWN', producer: known } as const;
  if (choice === 'known') return { found, remarks: [] };
  const at = { row, column: columnOf('producer') };
  const answers = [
    { value: 'known', label: known.name },
    { value: 'named', label: named.is === 'KNOWN' ? named.producer.name : written.name },
  ];
  return {
    found,
    remarks: [
      choice === undefined
        ? ask('OWNER', at, 'owner', answers, product.name, known.name, written.name)
        : refuseRow('WRONG_CHOICE', at, 'owner', choice),
    ],
  };
}
