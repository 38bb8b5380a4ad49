import type { Choices } from './choices.rules.ts';
import { isWellEvidenced, starsOfScore } from '../../register/recognitions/recognition.rules.ts';
import { type Change, compared } from './changes.rules.ts';
import { type DecidedRecognition, lastDayFor, stronger } from './evidence.rules.ts';
import type { ReadRow } from './product-reading.rules.ts';
import type { KnownProduct, KnownRecognition } from './register-index.ts';
import type { Remark } from './remark.rules.ts';
import { ask, refuseRow } from './row-remarks.rules.ts';

export interface MatchedRecognition {
  /** What the register will say of it; null while a question stands. */
  becomes: KnownRecognition | null;
  changes: Change[];
  remarks: Remark[];
}

/** The recognition that a row means, and what it says beyond what is known of it. */
export function matchRecognition(
  written: DecidedRecognition,
  product: KnownProduct | null,
  { row, columnOf }: ReadRow,
  choices: Choices,
  /** What it is called until it is written, where it is new. */
  name: string,
  /** What the same row says of the rounds before. */
  before: readonly DecidedRecognition[] = [],
): MatchedRecognition {
  const open = { becomes: null, changes: [] };
  if (written.isOpen) return { ...open, remarks: [] };
  const at = { row, column: columnOf('stars') };
  const known = product?.recognitions ?? [];
  const ofTime = known.filter((one) => isOfTime(one, written));
  const alike = ofTime.filter((one) => hasStars(one, written));
  const [only, ...others] = alike;
  if (only && others.length === 0) return corrected(only, written, at);
  // Lists of the year after, and news of the year before, tell of the same recognition with another year.
  const nearby =
    ofTime.length > 0 ? [] : known.filter((one) => hasStars(one, written) && isNear(one, written));
  if (ofTime.length + nearby.length === 0) return added(name, written, [...known, ...before]);

  const choice = choices.of(row, 'recognition');
  const candidates = [alike, ofTime, nearby].find((some) => some.length > 0) ?? [];
  const chosen = candidates.find(({ code }) => code === choice);
  if (chosen) return corrected(chosen, written, at);
  if (choice === 'new') return added(name, written, [...known, ...before]);
  const answers = [
    ...candidates.map(({ code, stars, issued, potentialFiveStar }) => ({
      value: code,
      label: [
        stars === null ? (potentialFiveStar ? 'tiềm năng 5 sao' : '?') : `${stars} sao`,
        issued ?? '?',
      ].join(', '),
    })),
    { value: 'new', label: 'lần công nhận mới / a new recognition' },
  ];
  return {
    ...open,
    remarks: [
      choice === undefined
        ? ask('RECOGNITION', at, 'recognition', answers)
        : refuseRow('WRONG_CHOICE', at, 'recognition', choice),
    ],
  };
}

/** The same decision; else the same day, as far as both know it. A list without a date can mean any. */
function isOfTime(known: KnownRecognition, written: DecidedRecognition): boolean {
  if (known.decisionNumber && written.decisionNumber) return known.decisionNumber === written.decisionNumber;
  if (known.issued === null || written.issued === null) return hasStars(known, written);
  return known.issued.startsWith(written.issued) || written.issued.startsWith(known.issued);
}

/** Both known by no decision, and less than two years apart. */
function isNear(known: KnownRecognition, written: DecidedRecognition): boolean {
  if (known.decisionNumber && written.decisionNumber) return false;
  if (known.issued === null || written.issued === null) return true;
  if (known.issued.length === 10 && written.issued.length === 10) return false;
  return Math.abs(Number(known.issued.slice(0, 4)) - Number(written.issued.slice(0, 4))) <= 1;
}

/** What one of the two does not say does not tell them apart. */
function hasStars(known: KnownRecognition, written: DecidedRecognition): boolean {
  if (written.isPotentialFive) return known.potentialFiveStar;
  return written.stars === null || known.stars === written.stars;
}

/** What becomes of a known recognition by what a list says of it. */
export function corrected(
  known: KnownRecognition,
  written: DecidedRecognition,
  at: { row: number; column: string | undefined },
): MatchedRecognition {
  const stars = known.stars ?? written.stars;
  // What a council found neither dates nor prolongs what was recognised; and a year does not make a day less known.
  const isWeaker = isWellEvidenced(known.evidence) && !isWellEvidenced(written.evidence);
  const isNearer = !isWeaker && (written.issued?.length ?? 0) > (known.issued?.length ?? 0);
  const issued = isNearer ? written.issued : known.issued;
  const evidence = stronger(known.evidence, written.evidence);
  const becomes: KnownRecognition = {
    ...known,
    stars,
    // A result that went to the ministry becomes a rating.
    potentialFiveStar: known.potentialFiveStar && stars === null,
    score: (isWeaker ? known.score : written.score) ?? known.score ?? written.score,
    scoreAsPublished: known.scoreAsPublished ?? written.scoreAsPublished,
    issued,
    round: known.round ?? written.round,
    decisionNumber: known.decisionNumber ?? written.decisionNumber,
    issuingAuthority: known.issuingAuthority ?? written.authority,
    validUntil: isWeaker
      ? known.validUntil
      : (written.validUntil ?? known.validUntil ?? lastDayFor(issued, stars, evidence)),
    evidence,
  };
  return { becomes, changes: differences(known, becomes), remarks: atOdds(becomes, at) };
}

/** What the row and the register say each for itself may not fit together. */
function atOdds(
  { stars, score, issued, validUntil }: KnownRecognition,
  at: { row: number; column: string | undefined },
): Remark[] {
  return [
    ...(stars !== null && score !== null && starsOfScore(score) !== stars
      ? [refuseRow('SCORE_AND_STARS', at, score, stars)]
      : []),
    ...(validUntil !== null && issued !== null && validUntil <= issued
      ? [refuseRow('EXPIRY_BEFORE_ISSUE', at, validUntil, issued)]
      : []),
  ];
}

function added(
  name: string,
  written: DecidedRecognition,
  others: readonly Pick<KnownRecognition, 'stars'>[],
): MatchedRecognition {
  const highest = Math.max(0, ...others.map(({ stars }) => stars ?? 0));
  const { stars, score, scoreAsPublished, issued, round, decisionNumber, authority, evidence } = written;
  const becomes: KnownRecognition = {
    id: '',
    code: name,
    kind:
      written.kind ?? (others.length === 0 ? 'FIRST' : (stars ?? 0) > highest ? 'UPGRADE' : 'RE_EVALUATION'),
    stars,
    potentialFiveStar: written.isPotentialFive,
    score,
    scoreAsPublished,
    issued,
    round,
    decisionNumber,
    issuingAuthority: authority,
    validUntil: written.validUntil ?? lastDayFor(issued, stars, evidence),
    extendedUntil: null,
    revokedOn: null,
    supersededOn: null,
    evidence,
  };
  return { becomes, changes: differences(null, becomes), remarks: [] };
}

/** In the order in which they are told. */
const told = [
  'kind',
  'stars',
  'potentialFiveStar',
  'score',
  'scoreAsPublished',
  'issued',
  'round',
  'decisionNumber',
  'issuingAuthority',
  'validUntil',
  'evidence',
] as const satisfies (keyof KnownRecognition)[];

const differences = (known: KnownRecognition | null, becomes: KnownRecognition): Change[] =>
  compared(
    'recognition',
    known?.code ?? null,
    told.map((property) => [
      property,
      known ? known[property] : property === 'potentialFiveStar' ? false : null,
      becomes[property],
    ]),
  );
