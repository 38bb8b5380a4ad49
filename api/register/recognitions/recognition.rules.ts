/**
 * What a recognition says on a day. Pure: dates are `YYYY-MM-DD` strings in Asia/Ho_Chi_Minh, partial dates may
 * stop at the month or the year, and "today" is always an argument. The SQL twin is migration 0004.
 */

export type VerdictStatus = 'IN_FORCE' | 'EXPIRED' | 'REVOKED' | 'SUPERSEDED' | 'NOT_CONFIRMED' | 'UNKNOWN';

export type VerdictReason =
  | 'DATES'
  | 'EVIDENCE_TOO_WEAK'
  | 'STARS_NOT_PUBLISHED'
  | 'DAY_OF_ISSUE_NOT_PUBLISHED'
  | 'NO_RECOGNITION'
  | 'NOT_YET_ISSUED'
  | 'NOT_FOUND';

export type EvidenceLevel = 'SIGNED_DECISION' | 'OFFICIAL_NEWS' | 'COUNCIL_RESULT' | 'ASSESSED_ONLY';

/** The facts of a recognition that its verdict depends on. */
export interface RecognitionFacts {
  code: string;
  stars: number | null;
  evidence: EvidenceLevel;
  /** As precise as published: `2024`, `2024-07` or `2024-07-29`. */
  issued: string | null;
  validUntil: string | null;
  extendedUntil: string | null;
  revokedOn: string | null;
  supersededOn: string | null;
}

export interface VerdictFacts {
  status: VerdictStatus;
  reason: VerdictReason;
  /** The stars that it speaks of; none where the evidence is too weak to call them stars. */
  stars: number | null;
  firstDay: string | null;
  /** The last day in force; when `lastDayIsExact` is false, the latest that it can have been. */
  lastDay: string | null;
  lastDayIsExact: boolean;
  earliestLastDay: string | null;
}

/** Decision 26/2026/QĐ-TTg art. 8: a certificate is valid for 36 months from the day of issue. */
export const VALID_MONTHS = 36;

/** The register shows a star as recognised only where a decision or official news says so. */
export const isWellEvidenced = (evidence: EvidenceLevel): boolean =>
  evidence === 'SIGNED_DECISION' || evidence === 'OFFICIAL_NEWS';

/** Half-open bands (Decision 26/2026 art. 3.3): 69.99 points are three stars, 70 are four; below 50 there is no recognition. */
export const starsOfScore = (score: number): 0 | 3 | 4 | 5 =>
  score >= 90 ? 5 : score >= 70 ? 4 : score >= 50 ? 3 : 0;

export const precisionOf = (partial: string): 'DAY' | 'MONTH' | 'YEAR' =>
  partial.length === 10 ? 'DAY' : partial.length === 7 ? 'MONTH' : 'YEAR';

export function earliestDay(partial: string): string {
  return partial + '-01-01'.slice(partial.length - 4);
}

export function latestDay(partial: string): string {
  const precision = precisionOf(partial);
  if (precision === 'DAY') return partial;
  if (precision === 'YEAR') return `${partial}-12-31`;
  return addDays(addMonths(earliestDay(partial), 1), -1);
}

/** The same day of a later month, or the month's last day where it has no such day. */
export function addMonths(day: string, months: number): string {
  const [year, month, date] = parts(day);
  const index = year * 12 + month - 1 + months;
  const lastDate = new Date(Date.UTC(Math.floor(index / 12), (index % 12) + 1, 0)).getUTCDate();
  return format(Math.floor(index / 12), (index % 12) + 1, Math.min(date, lastDate));
}

export function addDays(day: string, days: number): string {
  const [year, month, date] = parts(day);
  return new Date(Date.UTC(year, month - 1, date + days)).toISOString().slice(0, 10);
}

/** The last day of validity; the day of the same number is the last (Civil Code 2015 art. 147-148). */
export const lastDayOfValidity = (issuedOn: string): string => addMonths(issuedOn, VALID_MONTHS);

export function recognitionVerdict(r: RecognitionFacts, asOf: string): VerdictFacts {
  const exact = r.extendedUntil ?? r.validUntil;
  const earliest = exact ?? (r.issued && lastDayOfValidity(earliestDay(r.issued)));
  const latest = exact ?? (r.issued && lastDayOfValidity(latestDay(r.issued)));
  const firstDay = r.issued && precisionOf(r.issued) === 'DAY' ? r.issued : null;
  const say = (
    status: VerdictStatus,
    reason: VerdictReason = 'DATES',
    lastDay = latest,
    earliestLastDay = earliest,
  ): VerdictFacts => ({
    status,
    reason,
    stars: r.stars,
    firstDay,
    lastDay,
    lastDayIsExact: exact !== null,
    earliestLastDay,
  });

  const weak = !isWellEvidenced(r.evidence);
  const silent = { stars: null, firstDay: null, lastDay: null, lastDayIsExact: false, earliestLastDay: null };

  if (r.issued && earliestDay(r.issued) > asOf) {
    return { ...say('UNKNOWN', 'NOT_YET_ISSUED'), ...(weak ? silent : {}) };
  }
  if (weak) return { status: 'NOT_CONFIRMED', reason: 'EVIDENCE_TOO_WEAK', ...silent };
  if (r.revokedOn && r.revokedOn <= asOf) {
    // Provinces also revoke what has long expired: then it ended when it expired.
    const before = addDays(r.revokedOn, -1);
    if (latest && latest < before) return say('REVOKED', 'DATES');
    return { ...say('REVOKED', 'DATES', before, null), lastDayIsExact: true };
  }
  if (r.supersededOn && r.supersededOn <= asOf && (!latest || r.supersededOn <= latest)) {
    return { ...say('SUPERSEDED', 'DATES', addDays(r.supersededOn, -1), null), lastDayIsExact: true };
  }
  // Even where the day of issue is not published: what cannot be in force in any case has expired.
  if (latest && latest < asOf) return say('EXPIRED');
  if (r.stars === null) return say('NOT_CONFIRMED', 'STARS_NOT_PUBLISHED');
  if (exact === null) return say('NOT_CONFIRMED', 'DAY_OF_ISSUE_NOT_PUBLISHED');
  return say('IN_FORCE');
}

/**
 * The recognition that speaks for a product on a day, with its verdict: one in force; else the newest that is
 * well evidenced; else the newest of all. Without any, the answer is NOT_CONFIRMED.
 */
export function productVerdict<R extends RecognitionFacts>(
  recognitions: readonly R[],
  asOf: string,
): VerdictFacts & { recognition: R | null } {
  const [first] = recognitions
    .map((recognition) => ({ recognition, ...recognitionVerdict(recognition, asOf) }))
    .filter((verdict) => verdict.reason !== 'NOT_YET_ISSUED')
    .sort(
      (a, b) =>
        Number(a.status !== 'IN_FORCE') - Number(b.status !== 'IN_FORCE') ||
        Number(a.reason === 'EVIDENCE_TOO_WEAK') - Number(b.reason === 'EVIDENCE_TOO_WEAK') ||
        Number(a.status === 'SUPERSEDED') - Number(b.status === 'SUPERSEDED') ||
        newestFirst(a.recognition.issued, b.recognition.issued) ||
        (b.recognition.stars ?? 0) - (a.recognition.stars ?? 0) ||
        (a.recognition.code < b.recognition.code ? -1 : 1),
    );
  return (
    first ?? {
      recognition: null,
      status: 'NOT_CONFIRMED',
      reason: 'NO_RECOGNITION',
      stars: null,
      firstDay: null,
      lastDay: null,
      lastDayIsExact: false,
      earliestLastDay: null,
    }
  );
}

/** The stars that a product is shown and filtered with: what a council proposed is no star. 0 where there is none. */
export const shownStars = ({ recognition }: { recognition: RecognitionFacts | null }): number =>
  recognition && isWellEvidenced(recognition.evidence) ? (recognition.stars ?? 0) : 0;

/** A year counts as its end: what is known only by its year is more often later than what has a day in it. */
function newestFirst(a: string | null, b: string | null): number {
  if (!a || !b) return Number(!a) - Number(!b);
  const [dayA, dayB] = [latestDay(a), latestDay(b)];
  return dayA === dayB ? 0 : dayA < dayB ? 1 : -1;
}

function parts(day: string): [number, number, number] {
  return [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))];
}

function format(year: number, month: number, date: number): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
}
