import type { Choices } from './choices.rules.ts';
import type { FoundPlace } from './find-place.ts';
import { type LegalForm, likeness, producerKeys, productKey, sayTheSame } from './names.rules.ts';
import type { ReadRow } from './product-reading.rules.ts';
import type { KnownProduct, KnownProducer, RegisterIndex } from './register-index.ts';
import type { Candidate, Remark } from './remark.rules.ts';
import { ask, noteRow, refuseRow } from './row-remarks.rules.ts';
import { communesOf, communesOfProducer, liesElsewhere } from './whereabouts.ts';

/** NEW: to be added; NONE: the list does not know it; OPEN: a question or a fault stands. */
export type FoundProducer =
  | { is: 'KNOWN'; producer: KnownProducer }
  | { is: 'NEW'; key: string }
  | { is: 'NONE' }
  | { is: 'OPEN'; key: string | null };

/** The producers that a list adds, by their names: several, where they are in several communes. */
export type Newcomers = Map<string, readonly Newcomer[]>;

interface Newcomer {
  key: string;
  row: number;
  name: string;
  communes: readonly string[];
}

/** Names that share so many of their words are asked about. */
const ALIKE = 0.75;

/** Of these several may have one name. Companies, cooperatives and associations register theirs. */
const NAMED_AS_OTHERS: ReadonlySet<LegalForm | null> = new Set([
  'HOUSEHOLD_BUSINESS',
  'COOPERATIVE_GROUP',
  'FARM',
  null,
]);

/**
 * The producer that a name means: surely, where only the spelling differs and, of households and the like, the commune
 * does not; else it is asked.
 */
export function findProducer(
  read: ReadRow,
  place: FoundPlace | null,
  index: RegisterIndex,
  choices: Choices,
  newcomers: Newcomers,
): { found: FoundProducer; remarks: Remark[] } {
  const { row, producer, columnOf } = read;
  if (!producer) return { found: { is: 'NONE' }, remarks: [] };
  const { whole, core } = producerKeys(producer.name);
  const communes = communesOf(place, index);
  const same = index.producersByWhole.get(whole) ?? [];
  const isElsewhere = (one: KnownProducer) =>
    NAMED_AS_OTHERS.has(producer.legalForm ?? one.legalForm) &&
    liesElsewhere(communes, communesOfProducer(one, index)) &&
    !tellsOfProductOf(one, read, index);
  const near = same.filter((one) => !isElsewhere(one));
  const [only, ...others] = near;
  // Another of its names is the same but for its spelling: the register itself says so.
  const isSure = only && (producerKeys(only.name).whole !== whole || sayTheSame(producer.name, only.name));
  if (isSure && others.length === 0) return { found: { is: 'KNOWN', producer: only }, remarks: [] };

  const at = { row, column: columnOf('producer') };
  const candidates = only ? near : same.length > 0 ? same : perhaps(core, index);
  const choice = choices.of(row, 'producer');
  const chosen = candidates.find(({ slug }) => slug === choice);
  if (chosen) return { found: { is: 'KNOWN', producer: chosen }, remarks: [] };
  if (candidates.length > 0 && choice !== 'new') {
    const answers = candidates.map((one) => ({
      value: one.slug,
      label: labelOf(one, same.length > 0, index),
    }));
    return asked(answers);
  }

  if (!NAMED_AS_OTHERS.has(producer.legalForm)) return { found: { is: 'NEW', key: whole }, remarks: [] };
  // Two of one name in two communes are two, also where the list has both.
  const known = newcomers.get(whole) ?? [];
  const fits = known.filter((one) => !liesElsewhere(communes, one.communes));
  const [first, ...more] = fits;
  const meant = more.length === 0 ? first : fits.find(({ row: its }) => choice === `row-${its}`);
  if (!meant && more.length > 0 && choice !== 'new')
    return asked(
      fits.map((one) => ({ value: `row-${one.row}`, label: `${one.name}, dòng / row ${one.row}` })),
    );
  if (meant) {
    meant.communes = [...new Set([...meant.communes, ...communes])];
    return { found: { is: 'NEW', key: meant.key }, remarks: [] };
  }
  const key = known.length === 0 ? whole : `${whole} (${known.length + 1})`;
  newcomers.set(whole, [...known, { key, row, name: producer.name, communes }]);
  const [namesake] = known;
  return {
    found: { is: 'NEW', key },
    remarks: namesake ? [noteRow('PRODUCER_ELSEWHERE', at, producer.name, namesake.row)] : [],
  };

  function asked(answers: readonly Candidate[]): { found: FoundProducer; remarks: Remark[] } {
    const all = [...answers, { value: 'new', label: 'chủ thể mới / a new producer' }];
    return {
      found: { is: 'OPEN', key: whole },
      remarks: [
        choice === undefined
          ? ask('PRODUCER', at, 'producer', all, producer?.name ?? '')
          : refuseRow('WRONG_CHOICE', at, 'producer', choice),
      ],
    };
  }
}

/** The row carries the code of one of its products, or says of one what is known of it: then it means it, wherever it is now. */
function tellsOfProductOf(
  { id }: KnownProducer,
  { code, products, recognitions }: ReadRow,
  { productsByCode, productsByKey }: RegisterIndex,
): boolean {
  const isIts = ({ producerId }: KnownProduct) => producerId === id;
  if (code !== null && productsByCode.get(code)?.some(isIts)) return true;
  return products
    .flatMap((name) => productsByKey.get(productKey(name)) ?? [])
    .filter(isIts)
    .flatMap((product) => product.recognitions)
    .some((known) =>
      recognitions.some(
        ({ stars, issued }) =>
          stars === known.stars &&
          (issued === null || known.issued === null || issued.slice(0, 4) === known.issued.slice(0, 4)),
      ),
    );
}

/** Those of one name are told apart by where they are. */
function labelOf(
  { name, placeId, formerPlaceId }: KnownProducer,
  isNamesake: boolean,
  { places }: RegisterIndex,
) {
  const place = places.get(placeId ?? formerPlaceId ?? '');
  return isNamesake && place ? `${name}, ${place.fullName}` : name;
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
