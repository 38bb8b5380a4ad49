import { plainCode } from '../../register/codes.rules.ts';
import { isWellEvidenced } from '../../register/recognitions/recognition.rules.ts';
import type { Value } from '../exports/table.rules.ts';
import type { DecidedRecognition } from './evidence.rules.ts';
import { corrected, type MatchedRecognition } from './match-recognition.ts';
import { productKey, sayTheSame } from './names.rules.ts';
import type { ReadRow } from './product-reading.rules.ts';
import {
  type FactField,
  factFields,
  factInWords,
  holds,
  isAsExported,
  readFact,
} from './recognition-facts.rules.ts';
import type { KnownProduct, KnownProducer, KnownRecognition, RegisterIndex } from './register-index.ts';
import type { Remark } from './remark.rules.ts';
import { refuseRow } from './row-remarks.rules.ts';
import type { ListCell, ProductRow } from './shape.rules.ts';
import { tidy } from './sheet-row.rules.ts';

interface OwnedRecognition {
  product: KnownProduct;
  recognition: KnownRecognition;
}

/** The recognition that a row names by its code, as files of the hub's own do, and where its cells say otherwise. */
export interface NamedRecognition extends OwnedRecognition {
  /** The producer of the product, where the row names no other. */
  owner: KnownProducer | null;
  changed: readonly { field: FactField; said: Value; cell: ListCell }[];
}

export type Naming =
  | { is: 'NONE' }
  | { is: 'WRONG'; remark: Remark }
  /** With the row as it is then read: what it says as the register does is left out of it. */
  | { is: 'NAMED'; named: NamedRecognition; row: ProductRow };

export const recognitionsByCode = ({ products }: RegisterIndex): ReadonlyMap<string, OwnedRecognition> =>
  new Map(
    [...products.values()].flatMap((product) =>
      product.recognitions.map((recognition) => [recognition.code, { product, recognition }]),
    ),
  );

export function namedIn(
  row: ProductRow,
  recognitions: ReadonlyMap<string, OwnedRecognition>,
  index: RegisterIndex,
): Naming {
  const textOf = (key: string) => row.cells.get(key)?.text ?? '';
  const at = (key: string) => ({ row: row.number, column: row.cells.get(key)?.column.label });
  const text = textOf('recognitionCode');
  if (text === '' || row.cells.get('recognitionCode')?.trouble) return { is: 'NONE' };
  const code = plainCode(text);
  const known = recognitions.get(code);
  if (!known) return { is: 'WRONG', remark: refuseRow('NO_SUCH_RECOGNITION', at('recognitionCode'), text) };
  const { product, recognition } = known;
  const ofProduct = textOf('code');
  if (ofProduct !== '' && plainCode(ofProduct) !== product.code && ofProduct !== product.officialCode) {
    const args = [code, product.name, product.code, ofProduct] as const;
    return { is: 'WRONG', remark: refuseRow('RECOGNITION_OF_ANOTHER', at('recognitionCode'), ...args) };
  }

  const changed = factFields.flatMap((field) => {
    const cell = row.cells.get(field);
    if (!cell || (!cell.trouble && isAsExported(field, cell.text, recognition))) return [];
    return [{ field, said: readFact(field, cell.text), cell }];
  });
  const producer = index.producers.get(product.producerId ?? '');
  const owner = producer && ['', tidy(producer.name)].includes(textOf('producer')) ? producer : null;
  const name = textOf('product');
  const remarks =
    name === '' || isCalled(name, product, index)
      ? []
      : [refuseRow('NAME_NOT_CHANGED', at('product'), product.code, product.name, name)];
  const silent = new Set<string>([
    'code',
    ...(owner ? ['producer'] : []),
    ...(changed.length === 0 ? factFields : []),
  ]);
  return {
    is: 'NAMED',
    named: { product, recognition, owner, changed },
    row: {
      ...row,
      cells: new Map(
        [...row.cells].map(([key, cell]) => [key, silent.has(key) ? { ...cell, text: '' } : cell]),
      ),
      remarks: [...(row.remarks ?? []), ...remarks],
    },
  };
}

/** By its own name, or surely by another that the register knows. */
const isCalled = (name: string, product: KnownProduct, index: RegisterIndex): boolean =>
  (index.productsByKey.get(productKey(name)) ?? []).includes(product) &&
  (productKey(product.name) !== productKey(name) || sayTheSame(name, product.name));

/** What its row makes of it. What a cell says otherwise and cannot change is refused, so that nothing is passed over. */
export function matchNamed(
  { recognition, changed }: NamedRecognition,
  written: DecidedRecognition | undefined,
  base: KnownProduct | null,
  { row, columnOf, remarks: told }: ReadRow,
): MatchedRecognition {
  if (changed.length === 0 && !written) return { becomes: recognition, changes: [], remarks: [] };
  if (written?.isOpen) return { becomes: null, changes: [], remarks: [] };
  // As the rows so far leave it.
  const known = base?.recognitions.find(({ code }) => code === recognition.code) ?? recognition;
  const said = written && newsOf(written, known, changed);
  const matched: MatchedRecognition = said
    ? corrected(known, said, { row, column: columnOf('stars') })
    : { becomes: known, changes: [], remarks: [] };
  const isWeaker = isWellEvidenced(known.evidence) && !(said && isWellEvidenced(said.evidence));
  const after = matched.becomes ?? known;
  const refused = changed
    .filter(({ field, said: value, cell }) => !cell.trouble && !holds(field, value, after))
    // It is refused already for what cannot be read or does not fit.
    .filter(({ cell }) => !told.some((one) => one.column === cell.column.label && one.weight !== 'NOTE'))
    .map(({ field, said: value, cell }) => {
      const at = { row, column: cell.column.label };
      return isWeaker && wouldBeTaken(field, value, known)
        ? refuseRow('WEAKER_THAN_KNOWN', at, known.code, cell.text)
        : refuseRow('CELL_NOT_TAKEN', at, known.code, factInWords(field, recognition), cell.text);
    });
  return { ...matched, remarks: [...matched.remarks, ...refused] };
}

/** What the row says anew: a decision and a score that the register has already make nothing better known. */
const newsOf = (
  written: DecidedRecognition,
  known: KnownRecognition,
  changed: NamedRecognition['changed'],
): DecidedRecognition => ({
  ...written,
  scoreAsPublished: changed.some(({ field }) => field === 'score') ? written.scoreAsPublished : null,
  evidence:
    written.decisionNumber !== null && written.decisionNumber === known.decisionNumber
      ? known.evidence
      : written.evidence,
});

/** What a decision would change of a known recognition. */
const wouldBeTaken = (field: FactField, said: Value, known: KnownRecognition): boolean =>
  said !== null &&
  (field === 'score' ||
    field === 'validUntil' ||
    (field === 'issued' && String(said).length > (known.issued?.length ?? 0)));
