import {
  type EvidenceLevel,
  isWellEvidenced,
  lastDayOfValidity,
} from '../../register/recognitions/recognition.rules.ts';
import type { WrittenRecognition } from './product-reading.rules.ts';
import { dateOf, decisionOf } from './values.rules.ts';

/** The paper that a list came with. */
export interface ListDecision {
  /** As it is written. */
  text: string;
  number: string | null;
  /** Known to the day, or not at all. */
  date: string | null;
}

/** As much of a heading as a batch keeps (migration 0033). */
const LONGEST = 1_000;

export interface DecidedRecognition extends WrittenRecognition {
  evidence: EvidenceLevel;
}

/** "Quyết định số 123/QĐ-UBND ngày 5/6/2025 của UBND tỉnh", "Báo cáo tháng 11". */
export function listDecisionOf(text: string): ListDecision {
  const plain = text.replace(/\s+/g, ' ').trim();
  const { number } = decisionOf(plain);
  const [, written = ''] =
    /ngày\s+(\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})/iu.exec(
      plain,
    ) ?? [];
  const reading = dateOf(written, { latest: '9999-12-31' });
  const date = reading.is === 'VALUE' && reading.value.date.length === 10 ? reading.value.date : null;
  return { text: plain.slice(0, LONGEST), number, date };
}

/**
 * The decision that a list is the annex of. What a heading cites as its ground, the decision that set the council up or
 * the Prime Minister's on the criteria, recognises no product; and a form whose number was never filled in names none.
 */
export function decisionInTitles(titles: readonly string[]): ListDecision | null {
  const found = titles
    .filter((title) => isAnnex.test(title.normalize('NFC')))
    .map(listDecisionOf)
    .find(({ number, date }) => number !== null && date !== null && !number.endsWith('-TTg'));
  return found ?? null;
}
const isAnnex = /kèm\s+theo\s+quyết\s+định/iu;

/**
 * A list is what a council or an office says, and no signed decision, unless it names one: row by row, or for all by
 * what it came with. That decision stands behind a row which does not speak of another time.
 */
export function decided(
  written: WrittenRecognition,
  decision: ListDecision | null,
  isLatest: boolean,
): DecidedRecognition {
  if (written.isPotentialFive) return { ...written, evidence: 'COUNCIL_RESULT' };
  if (written.decisionNumber !== null) return { ...written, evidence: 'SIGNED_DECISION' };
  const { number, date } = decision ?? { number: null, date: null };
  const isOfThatDay = written.issued === null ? isLatest : (date?.startsWith(written.issued) ?? false);
  if (written.stars !== null && number !== null && date !== null && isOfThatDay)
    return { ...written, decisionNumber: number, issued: date, evidence: 'SIGNED_DECISION' };
  return { ...written, evidence: written.stars === null ? 'ASSESSED_ONLY' : 'COUNCIL_RESULT' };
}

const strengths: readonly EvidenceLevel[] = [
  'ASSESSED_ONLY',
  'COUNCIL_RESULT',
  'OFFICIAL_NEWS',
  'SIGNED_DECISION',
];

export const stronger = (one: EvidenceLevel, other: EvidenceLevel): EvidenceLevel =>
  strengths.indexOf(one) >= strengths.indexOf(other) ? one : other;

/** The last day that follows from the law, where none is printed. */
export const lastDayFor = (
  issued: string | null,
  stars: number | null,
  evidence: EvidenceLevel,
): string | null =>
  issued?.length === 10 && stars !== null && isWellEvidenced(evidence) ? lastDayOfValidity(issued) : null;
