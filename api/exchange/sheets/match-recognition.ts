import type { Choices } from './choices.rules.ts';
import { type Change, compared } from './changes.rules.ts';
import type { ReadRow, WrittenRecognition } from './product-reading.rules.ts';
import type { KnownProduct, KnownRecognition } from './register-index.ts';
import type { Remark } from './remark.rules.ts';
import { ask, refuseRow } from './row-remarks.rules.ts';

/** The recognition that a row means, and what it says beyond what is known of it. */
export function matchRecognition(
  written: WrittenRecognition,
  product: KnownProduct | null,
  { row, columnOf }: ReadRow,
  choices: Choices,
  /** What the same row says of the rounds before. */
  before: readonly WrittenRecognition[] = [],
): { changes: Change[]; remarks: Remark[] } {
  if (written.isOpen) return { changes: [], remarks: [] };
  const known = product?.recognitions ?? [];
  const ofTime = known.filter((one) => isOfTime(one, written));
  const alike = ofTime.filter((one) => hasStars(one, written));
  const [only, ...others] = alike;
  if (only && others.length === 0) return { changes: changesOf(only, written), remarks: [] };
  // Lists of the year after, and news of the year before, tell of the same recognition with another year.
  const nearby =
    ofTime.length > 0 ? [] : known.filter((one) => hasStars(one, written) && isNear(one, written));
  if (ofTime.length + nearby.length === 0)
    return { changes: added(written, [...known, ...before]), remarks: [] };

  const choice = choices.of(row, 'recognition');
  const candidates = [alike, ofTime, nearby].find((some) => some.length > 0) ?? [];
  const chosen = candidates.find(({ code }) => code === choice);
  if (chosen) return { changes: changesOf(chosen, written), remarks: [] };
  if (choice === 'new') return { changes: added(written, [...known, ...before]), remarks: [] };
  const at = { row, column: columnOf('stars') };
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
    changes: [],
    remarks: [
      choice === undefined
        ? ask('RECOGNITION', at, 'recognition', answers)
        : refuseRow('WRONG_CHOICE', at, 'recognition', choice),
    ],
  };
}

/** The same decision; else the same day, as far as both know it. A list without a date can mean any. */
function isOfTime(known: KnownRecognition, written: WrittenRecognition): boolean {
  if (known.decisionNumber && written.decisionNumber) return known.decisionNumber === written.decisionNumber;
  if (known.issued === null || written.issued === null) return hasStars(known, written);
  return known.issued.startsWith(written.issued) || written.issued.startsWith(known.issued);
}

/** Both known by no decision, and less than two years apart. */
function isNear(known: KnownRecognition, written: WrittenRecognition): boolean {
  if (known.decisionNumber && written.decisionNumber) return false;
  if (known.issued === null || written.issued === null) return true;
  if (known.issued.length === 10 && written.issued.length === 10) return false;
  return Math.abs(Number(known.issued.slice(0, 4)) - Number(written.issued.slice(0, 4))) <= 1;
}

/** What one of the two does not say does not tell them apart. */
function hasStars(known: KnownRecognition, written: WrittenRecognition): boolean {
  if (written.isPotentialFive) return known.potentialFiveStar;
  return written.stars === null || known.stars === written.stars;
}

function changesOf(known: KnownRecognition, written: WrittenRecognition): Change[] {
  // A year does not make a day less known.
  const issued = (written.issued?.length ?? 0) > (known.issued?.length ?? 0) ? written.issued : known.issued;
  return compared('recognition', known.code, [
    ['stars', known.stars, known.stars ?? written.stars],
    ['score', known.score, written.score ?? known.score],
    ['scoreAsPublished', known.scoreAsPublished, known.scoreAsPublished ?? written.scoreAsPublished],
    ['issued', known.issued, issued],
    ['round', known.round, known.round ?? written.round],
    ['decisionNumber', known.decisionNumber, known.decisionNumber ?? written.decisionNumber],
    ['issuingAuthority', known.issuingAuthority, known.issuingAuthority ?? written.authority],
    ['validUntil', known.validUntil, written.validUntil ?? known.validUntil],
  ]);
}

function added(written: WrittenRecognition, others: readonly Pick<KnownRecognition, 'stars'>[]): Change[] {
  const highest = Math.max(0, ...others.map(({ stars }) => stars ?? 0));
  const kind =
    written.kind ??
    (others.length === 0 ? 'FIRST' : (written.stars ?? 0) > highest ? 'UPGRADE' : 'RE_EVALUATION');
  return compared('recognition', null, [
    ['kind', null, kind],
    ['stars', null, written.stars],
    ['potentialFiveStar', false, written.isPotentialFive],
    ['score', null, written.score],
    ['scoreAsPublished', null, written.scoreAsPublished],
    ['issued', null, written.issued],
    ['round', null, written.round],
    ['decisionNumber', null, written.decisionNumber],
    ['issuingAuthority', null, written.authority],
    ['validUntil', null, written.validUntil],
  ]);
}
