import { type Change, compared } from './changes.rules.ts';
import { type Choices, choicesOf } from './choices.rules.ts';
import { findOwner } from './find-owner.ts';
import { findPlace, type FoundPlace } from './find-place.ts';
import { findProducer, type FoundProducer } from './find-producer.ts';
import { findProduct } from './find-product.ts';
import { findTwin, nothingSeen, type Seen } from './find-twin.ts';
import { matchRecognition } from './match-recognition.ts';
import { type ReadRow, readRow } from './product-reading.rules.ts';
import type { List } from './read-list.ts';
import type { KnownProduct, RegisterIndex } from './register-index.ts';
import type { Remark } from './remark.rules.ts';
import { noteRow } from './row-remarks.rules.ts';
import { noteShape, refuseShape } from './shape-remarks.rules.ts';
import { SheetRefused } from './sheet-refused.ts';

/** ADD: a product that is new. CHANGE: a known one gets something. LEAVE: nothing new. ASK and REFUSE write nothing. */
export type Action = 'ADD' | 'CHANGE' | 'LEAVE' | 'ASK' | 'REFUSE';
export const actions = ['ADD', 'CHANGE', 'LEAVE', 'ASK', 'REFUSE'] as const satisfies Action[];

/** One product of a row, and what the import would do with it. Nothing is written by making it. */
export interface PlannedProduct {
  row: number;
  name: string;
  action: Action;
  /** Code of the known product. */
  code: string | null;
  producer: string | null;
  changes: readonly Change[];
  remarks: readonly Remark[];
  /** Of the row that is perhaps or surely the same product. */
  sameAs: number | null;
}

export interface PlanWishes {
  answers?: ReadonlyMap<string, string> | undefined;
  /** The day in Asia/Ho_Chi_Minh. */
  today: string;
  /** Told of each row that is not read and does not look like a heading, a total or a signature. */
  leaveOut?: (remark: Remark) => void;
}

/** What importing a list would do, product by product, in the order of the file. */
export async function* planList(
  list: List,
  index: RegisterIndex,
  { answers = new Map(), today, leaveOut }: PlanWishes,
): AsyncGenerator<PlannedProduct> {
  const choices = choicesOf(new Map([...list.answers, ...answers]));
  const seen = nothingSeen();
  let isEmpty = true;
  for await (const { number, kind, text, product } of list.rows()) {
    if (kind === 'OTHER' && text !== '') leaveOut?.(noteShape('ROW_LEFT_OUT', { row: number }, text));
    if (!product) continue;
    isEmpty = false;
    const read = readRow(product, choices, today);
    const place = findPlace(read, index, choices);
    const producer = findProducer(read, index, choices);
    const shared = [...read.remarks, ...place.remarks, ...producer.remarks];
    const names = read.products.length > 0 ? read.products : [''];
    for (const [position, name] of names.entries()) {
      // What is told of the row is told once; what stops it stops all that it names.
      const told = position === 0 ? shared : shared.filter(({ weight }) => weight !== 'NOTE');
      yield planProduct(name, {
        read,
        place: place.found,
        producer: producer.found,
        told,
        index,
        choices,
        seen,
      });
    }
  }
  if (isEmpty) throw new SheetRefused(refuseShape('NO_ROWS', {}));
}

interface Row {
  read: ReadRow;
  place: FoundPlace | null;
  producer: FoundProducer;
  told: readonly Remark[];
  index: RegisterIndex;
  choices: Choices;
  seen: Seen;
}

function planProduct(
  name: string,
  { read, place, producer: named, told, index, choices, seen }: Row,
): PlannedProduct {
  const { row } = read;
  const found =
    name === ''
      ? { found: { is: 'NEW' } as const, remarks: [] }
      : findProduct(read, name, named, index, choices);
  const known = found.found.is === 'KNOWN' ? found.found.product : null;
  const asAbove = told.map((remark) => confirmed(remark, known, named));
  // A cell that is perhaps as above names nobody yet.
  const isBlankAsked = asAbove.some(({ topic }) => topic === 'blank');
  const owner = findOwner(read, isBlankAsked ? null : known, named, index, choices);
  const producer = owner.found;
  const twin = name === '' ? null : findTwin(name, read, producer, known?.code ?? null, choices, seen);
  const recognitions = read.recognitions.map((written, position) =>
    matchRecognition(written, known, read, choices, read.recognitions.slice(0, position)),
  );
  const remarks = [
    ...asAbove,
    ...found.remarks,
    ...owner.remarks,
    ...(twin?.remarks ?? []),
    ...recognitions.flatMap((one) => one.remarks),
  ];
  const changes = twin?.isRepeated
    ? []
    : [
        ...changesOfProducer(read, producer, place),
        ...changesOfProduct(name, read, known, producer, place),
        ...recognitions.flatMap((one) => one.changes),
      ];
  const weights = new Set(remarks.map(({ weight }) => weight));
  const action = weights.has('REFUSED')
    ? 'REFUSE'
    : weights.has('QUESTION')
      ? 'ASK'
      : changes.length === 0
        ? 'LEAVE'
        : known
          ? 'CHANGE'
          : 'ADD';
  return {
    row,
    name,
    action,
    code: known?.code ?? null,
    producer: producer.is === 'KNOWN' ? producer.producer.name : (read.producer?.name ?? null),
    changes: action === 'REFUSE' || action === 'ASK' ? [] : changes,
    remarks,
    sameAs: twin?.row ?? null,
  };
}

/** A cell left empty is as above where the register itself says so: then nobody is asked. */
function confirmed(remark: Remark, known: KnownProduct | null, producer: FoundProducer): Remark {
  if (remark.topic !== 'blank' || producer.is !== 'KNOWN' || known?.producerId !== producer.producer.id)
    return remark;
  if (known.placeId === null && known.formerPlaceId === null) return remark;
  return noteRow(
    'AS_ABOVE',
    { row: remark.row ?? undefined, column: remark.column ?? undefined },
    producer.producer.name,
  );
}

function changesOfProducer(
  { producer: written }: ReadRow,
  producer: FoundProducer,
  place: FoundPlace | null,
): Change[] {
  if (!written || producer.is !== 'NEW') return [];
  return compared('producer', null, [
    ['name', null, written.name],
    ['legalForm', null, written.legalForm],
    ['placeId', null, place?.placeId ?? null],
    ['formerPlaceId', null, place?.formerPlaceId ?? null],
  ]);
}

/** A list adds what the register does not know of a product; what it knows otherwise is left to people. */
function changesOfProduct(
  name: string,
  { code, place: written }: ReadRow,
  known: KnownProduct | null,
  producer: FoundProducer,
  place: FoundPlace | null,
): Change[] {
  const producerId =
    producer.is === 'KNOWN' ? producer.producer.id : producer.is === 'NEW' ? producer.key : null;
  if (!known) {
    return compared('product', null, [
      ['name', null, name],
      ['officialCode', null, code],
      ['producer', null, producerId],
      ['placeId', null, place?.placeId ?? null],
      ['formerPlaceId', null, place?.formerPlaceId ?? null],
      ['placeAsWritten', null, written.text || null],
    ]);
  }
  const isPlaced = known.placeId !== null || known.formerPlaceId !== null;
  return compared('product', null, [
    ['officialCode', known.officialCode, known.officialCode ?? (code === known.code ? null : code)],
    ['producer', known.producerId, producerId ?? known.producerId],
    ['placeId', known.placeId, isPlaced ? known.placeId : (place?.placeId ?? null)],
    ['formerPlaceId', known.formerPlaceId, isPlaced ? known.formerPlaceId : (place?.formerPlaceId ?? null)],
  ]);
}
