import { type Change, compared } from './changes.rules.ts';
import { type Choices, choicesIn, choicesOf } from './choices.rules.ts';
import { decided, type ListDecision } from './evidence.rules.ts';
import { findOwner } from './find-owner.ts';
import { findPlace, type FoundPlace } from './find-place.ts';
import { findProducer, type FoundProducer } from './find-producer.ts';
import { findProduct } from './find-product.ts';
import { findTwin, nothingSeen, type Seen } from './find-twin.ts';
import { type MatchedRecognition, matchRecognition } from './match-recognition.ts';
import type { LegalForm } from './names.rules.ts';
import { matchNamed, namedIn, type NamedRecognition, recognitionsByCode } from './named-recognition.ts';
import { type ReadRow, readRow } from './product-reading.rules.ts';
import type { List } from './read-list.ts';
import { repeatedNames } from './repeated-names.ts';
import type { KnownProduct, KnownRecognition, RegisterIndex } from './register-index.ts';
import type { Remark } from './remark.rules.ts';
import { noteRow, refuseRow } from './row-remarks.rules.ts';
import { noteShape, refuseShape } from './shape-remarks.rules.ts';
import { SheetRefused } from './sheet-refused.ts';
import { successionsOf } from './succession.rules.ts';

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
  /** Of the products of its row, from 0. */
  position: number;
  /** What ADD and CHANGE write; null for the others. */
  writing: Writing | null;
}

/** What is written of one product. What is new has no code yet, only a name by which later rows of the list call it. */
export interface Writing {
  /** The same for all rows of a product. */
  key: string;
  isNew: boolean;
  /** As the register will have it; its producer by the id, or by the name of one that is added. */
  becomes: KnownProduct;
  placeAsWritten: string | null;
  addedProducer: ({ name: string; legalForm: LegalForm | null } & FoundPlace) | null;
  recognitions: readonly {
    isNew: boolean;
    becomes: KnownRecognition;
    /** The code or name of the one that takes its place. */
    supersededBy: string | null;
  }[];
}

export interface PlanWishes {
  answers?: ReadonlyMap<string, string> | undefined;
  /** The day in Asia/Ho_Chi_Minh. */
  today: string;
  /** What the list came with, where it does not say so itself. */
  decision?: ListDecision | null | undefined;
  /** The batch that brought a product of a row, by `ROW POSITION`. */
  imported?: ReadonlyMap<string, string>;
  /** Told of each row that is not read and does not look like a heading, a total or a signature. */
  leaveOut?: (remark: Remark) => void;
}

/** What importing a list would do, product by product, in the order of the file. */
export async function* planList(
  list: List,
  index: RegisterIndex,
  { answers = new Map(), today, decision = list.decision, imported = new Map(), leaveOut }: PlanWishes,
): AsyncGenerator<PlannedProduct> {
  const choices = choicesOf(choicesIn(list.answers, answers));
  const seen = nothingSeen(await repeatedNames(list));
  const namesRecognitions = list.header.columns.some(({ field }) => field === 'recognitionCode');
  const recognitions: ReturnType<typeof recognitionsByCode> = namesRecognitions
    ? recognitionsByCode(index)
    : new Map();
  let isEmpty = true;
  for await (const { number, kind, text, product } of list.rows()) {
    if (kind === 'OTHER' && text !== '') leaveOut?.(noteShape('ROW_LEFT_OUT', { row: number }, text));
    if (!product) continue;
    isEmpty = false;
    const naming = namedIn(product, recognitions, index);
    if (naming.is === 'WRONG') {
      const name = product.cells.get('product')?.text ?? '';
      yield untouched(number, 0, name, 'REFUSE', [...(product.remarks ?? []), naming.remark]);
      continue;
    }
    const named = naming.is === 'NAMED' ? naming.named : null;
    const read = readRow(naming.is === 'NAMED' ? naming.row : product, choices, today);
    const place = findPlace(read, index, choices);
    const producer = named?.owner
      ? { found: { is: 'KNOWN', producer: named.owner } as const, remarks: [] }
      : findProducer(read, place.found, index, choices, seen.newcomers);
    const shared = [...read.remarks, ...place.remarks, ...producer.remarks];
    const names = read.products.length > 0 ? read.products : [''];
    for (const [position, name] of names.entries()) {
      // What is told of the row is told once; what stops it stops all that it names.
      const told = position === 0 ? shared : shared.filter(({ weight }) => weight !== 'NOTE');
      const batch = imported.get(`${number} ${position}`);
      if (batch !== undefined) {
        const remark = noteRow('ALREADY_IMPORTED', { row: number }, batch);
        yield untouched(number, position, name, 'LEAVE', [remark]);
        continue;
      }
      yield planProduct(name, {
        read,
        position,
        decision,
        place: place.found,
        producer: producer.found,
        named,
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
  position: number;
  decision: ListDecision | null;
  place: FoundPlace | null;
  producer: FoundProducer;
  named: NamedRecognition | null;
  told: readonly Remark[];
  index: RegisterIndex;
  choices: Choices;
  seen: Seen;
}

function planProduct(
  name: string,
  { read, position, decision, place, producer: ofRow, named, told, index, choices, seen }: Row,
): PlannedProduct {
  const { row } = read;
  const found = named
    ? { found: { is: 'KNOWN', product: named.product } as const, remarks: [] }
    : name === ''
      ? { found: { is: 'NEW' } as const, remarks: [] }
      : findProduct(read, name, ofRow, index, choices);
  const known = found.found.is === 'KNOWN' ? found.found.product : null;
  const asAbove = told.map((remark) => confirmed(remark, known, ofRow));
  // A cell that is perhaps as above names nobody yet.
  const isBlankAsked = asAbove.some(({ topic }) => topic === 'blank');
  const owner = findOwner(read, isBlankAsked ? null : known, ofRow, index, choices);
  const producer = owner.found;
  const twin = name === '' ? null : findTwin(name, read, producer, known?.code ?? null, choices, seen, named);
  // As the rows further up leave it.
  const base = (twin && seen.written.get(twin.key)) ?? known;
  const written = read.recognitions.map((one, at) =>
    decided(one, decision, at === read.recognitions.length - 1),
  );
  // Nothing more is asked of a row that says the same as another, or the opposite.
  const isSettled = twin?.isRepeated || twin?.remarks.some(({ weight }) => weight === 'REFUSED');
  const matched = isSettled
    ? []
    : named
      ? [matchNamed(named, written[0], base, read)]
      : written.map((one, at) =>
          matchRecognition(
            one,
            base,
            read,
            choices,
            at === 0 ? `row-${row}` : `row-${row}-${at + 1}`,
            written.slice(0, at),
          ),
        );
  const succession = succeeding(base, matched, read);
  const remarks = [
    ...asAbove,
    ...found.remarks,
    ...owner.remarks,
    ...(twin?.remarks ?? []),
    ...matched.flatMap((one) => one.remarks),
    ...succession.remarks,
  ];
  const addedProducer = addedProducerOf(read, producer, place, seen);
  const ofProduct = changesOfProduct(name, read, base, producer, place);
  const changes = twin?.isRepeated
    ? []
    : [
        ...(addedProducer ? changesOfProducer(addedProducer) : []),
        ...ofProduct,
        ...matched.flatMap((one) => one.changes),
        ...succession.changes,
      ];
  const weights = new Set(remarks.map(({ weight }) => weight));
  const action = weights.has('REFUSED')
    ? 'REFUSE'
    : weights.has('QUESTION')
      ? 'ASK'
      : changes.length === 0
        ? 'LEAVE'
        : base
          ? 'CHANGE'
          : 'ADD';
  if (action !== 'REFUSE') twin?.see();
  const isWritten = action === 'ADD' || action === 'CHANGE';
  const writing =
    isWritten && twin
      ? {
          key: twin.key,
          isNew: base === null,
          becomes: productAfter(name, base, ofProduct, succession.recognitions),
          placeAsWritten: read.place.text || null,
          addedProducer,
          recognitions: succession.recognitions,
        }
      : null;
  if (writing) {
    if (twin?.mayComeAgain) seen.written.set(writing.key, writing.becomes);
    if (addedProducer && producer.is === 'NEW') seen.producers.add(producer.key);
  }
  return {
    row,
    name,
    action,
    code: known?.code ?? null,
    producer: producer.is === 'KNOWN' ? producer.producer.name : (read.producer?.name ?? null),
    changes: isWritten ? changes : [],
    remarks,
    sameAs: twin?.row ?? null,
    position,
    writing,
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

/** What a row of the same file brought in before is left as it has become since, and what names nothing known is refused. */
const untouched = (
  row: number,
  position: number,
  name: string,
  action: Action,
  remarks: readonly Remark[],
): PlannedProduct => ({
  row,
  name,
  action,
  code: null,
  producer: null,
  changes: [],
  remarks,
  sameAs: null,
  position,
  writing: null,
});

/** The recognitions that the row touches, with those that it makes another take the place of. */
function succeeding(
  base: KnownProduct | null,
  matched: readonly MatchedRecognition[],
  { row, columnOf }: ReadRow,
): { recognitions: Writing['recognitions']; changes: Change[]; remarks: Remark[] } {
  const known = new Map((base?.recognitions ?? []).map((one) => [one.code, one]));
  const after = new Map(known);
  const touched = new Map<string, string | null>();
  for (const { becomes, changes } of matched) {
    if (!becomes || changes.length === 0) continue;
    const earlier = after.get(becomes.code);
    const said = Object.fromEntries(changes.map(({ property, after: value }) => [property, value]));
    after.set(becomes.code, earlier ? { ...earlier, ...said } : becomes);
    touched.set(becomes.code, null);
  }
  if (touched.size === 0) return { recognitions: [], changes: [], remarks: [] };
  const { successions, clash } = successionsOf([...after.values()]);
  if (clash) {
    const { earlier, later } = clash;
    const at = { row, column: columnOf('stars') };
    const day = later.issued ?? '';
    return {
      recognitions: [],
      changes: [],
      remarks: [refuseRow('TWO_ON_A_DAY', at, day, earlier.stars ?? 0, later.stars ?? 0)],
    };
  }
  const changes = successions.flatMap(({ earlier, later }) => {
    after.set(earlier.code, { ...earlier, supersededOn: later.issued });
    touched.set(earlier.code, later.code);
    return compared('recognition', known.has(earlier.code) ? earlier.code : null, [
      ['supersededOn', earlier.supersededOn, later.issued],
      ['supersededBy', null, later.code],
    ]);
  });
  const recognitions = [...touched].flatMap(([code, supersededBy]) => {
    const becomes = after.get(code);
    return becomes ? [{ isNew: !known.has(code), becomes, supersededBy }] : [];
  });
  return { recognitions, changes, remarks: [] };
}

/** The product as the rows so far leave it. */
function productAfter(
  name: string,
  base: KnownProduct | null,
  changes: readonly Change[],
  recognitions: Writing['recognitions'],
): KnownProduct {
  const product = base ?? {
    id: '',
    code: '',
    name,
    officialCode: null,
    producerId: null,
    placeId: null,
    formerPlaceId: null,
    recognitions: [],
  };
  const said = new Map(
    changes.map(({ property, after }) => [property, after === null ? null : String(after)]),
  );
  const touched = new Map(recognitions.map(({ becomes }) => [becomes.code, becomes]));
  const kept = product.recognitions.map((one) => touched.get(one.code) ?? one);
  const fresh = recognitions.filter(({ isNew }) => isNew).map(({ becomes }) => becomes);
  return {
    ...product,
    officialCode: said.get('officialCode') ?? product.officialCode,
    producerId: said.get('producer') ?? product.producerId,
    placeId: said.get('placeId') ?? product.placeId,
    formerPlaceId: said.get('formerPlaceId') ?? product.formerPlaceId,
    recognitions: [...kept, ...fresh],
  };
}

function addedProducerOf(
  { producer: written }: ReadRow,
  producer: FoundProducer,
  place: FoundPlace | null,
  seen: Seen,
): Writing['addedProducer'] {
  if (!written || producer.is !== 'NEW' || seen.producers.has(producer.key)) return null;
  return {
    ...written,
    placeId: place?.placeId ?? null,
    formerPlaceId: place?.formerPlaceId ?? null,
  };
}

const changesOfProducer = (added: NonNullable<Writing['addedProducer']>): Change[] =>
  compared('producer', null, [
    ['name', null, added.name],
    ['legalForm', null, added.legalForm],
    ['placeId', null, added.placeId],
    ['formerPlaceId', null, added.formerPlaceId],
  ]);

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
