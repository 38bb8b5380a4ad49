import type { VerdictReason, VerdictStatus } from './recognition.rules.ts';

/** What the sentence of a verdict is made from. Days are `YYYY-MM-DD`. */
export interface StatementFacts {
  status: VerdictStatus;
  reason: VerdictReason;
  stars: number | null;
  lastDay: string | null;
  lastDayIsExact: boolean;
  earliestLastDay: string | null;
  asOf: string;
  name: string | null;
}

/** One plain sentence that a shopper, an officer or a machine-made page can show as it is. */
export function statement(facts: StatementFacts, language: 'VI' | 'EN'): string {
  return language === 'EN' ? english(facts) : vietnamese(facts);
}

/** The sentence with the day that it is true for before it and a colon, for those who keep it. */
export const datedStatement = (facts: StatementFacts, language: 'VI' | 'EN'): string =>
  `${language === 'EN' ? `As of ${englishDay(facts.asOf)}` : `Tính đến ngày ${vietnameseDay(facts.asOf)}`}: ${statement(facts, language)}`;

/** Days as Vietnamese readers write them: 31/12/2026. */
export const vietnameseDay = (day: string): string => day.split('-').reverse().join('/');

const englishDays = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});
export const englishDay = (day: string): string => englishDays.format(new Date(`${day}T00:00:00Z`));

function vietnamese({
  status,
  reason,
  stars,
  lastDay,
  lastDayIsExact,
  earliestLastDay,
  asOf,
  name,
}: StatementFacts) {
  const what = name ? `“${name}”` : 'Sản phẩm này';
  const rating = stars ? `OCOP ${stars} sao` : 'công nhận OCOP';
  const last = lastDay && vietnameseDay(lastDay);
  switch (status) {
    case 'IN_FORCE':
      return `${what}: ${rating} còn hiệu lực đến hết ngày ${last}.`;
    case 'EXPIRED':
      return lastDayIsExact
        ? `${what}: ${rating} đã hết hiệu lực sau ngày ${last}.`
        : `${what}: ${rating} đã hết hiệu lực, muộn nhất sau ngày ${last}.`;
    case 'REVOKED':
      return `${what}: ${rating} đã bị thu hồi; ngày có hiệu lực cuối cùng là ${last}.`;
    case 'SUPERSEDED':
      return `${what}: ${rating} này đã được thay bằng công nhận khác sau ngày ${last}.`;
    case 'UNKNOWN':
      return reason === 'NOT_YET_ISSUED'
        ? `${what}: đến ngày ${vietnameseDay(asOf)} công nhận này chưa được cấp.`
        : 'Sổ đăng ký không có mã số này.';
    case 'NOT_CONFIRMED':
      switch (reason) {
        case 'EVIDENCE_TOO_WEAK':
          return `${what}: chưa xác nhận được. Chỉ có kết quả đánh giá của hội đồng được công bố, chưa thấy quyết định công nhận.`;
        case 'STARS_NOT_PUBLISHED':
          return `${what}: chưa xác nhận được. Sản phẩm được báo là đã công nhận nhưng số sao chưa công bố.`;
        case 'NO_RECOGNITION':
          return `${what}: sổ đăng ký không có công nhận nào tính đến ngày ${vietnameseDay(asOf)}.`;
        default:
          return (
            `${what}: ${rating} được báo là đã công nhận, nhưng ngày cấp chưa công bố nên chưa xác nhận được hiệu lực` +
            (earliestLastDay && last
              ? ` (hết hạn trong khoảng ${vietnameseDay(earliestLastDay)} – ${last}).`
              : '.')
          );
      }
  }
}

function english({
  status,
  reason,
  stars,
  lastDay,
  lastDayIsExact,
  earliestLastDay,
  asOf,
  name,
}: StatementFacts) {
  const what = name ? `“${name}”` : 'This product';
  const rating = stars ? `OCOP ${stars} stars` : 'the OCOP recognition';
  const last = lastDay && englishDay(lastDay);
  switch (status) {
    case 'IN_FORCE':
      return `${what}: ${rating}, in force until the end of ${last}.`;
    case 'EXPIRED':
      return lastDayIsExact
        ? `${what}: ${rating}, expired after ${last}.`
        : `${what}: ${rating}, expired, at the latest after ${last}.`;
    case 'REVOKED':
      return `${what}: ${rating}, revoked; the last day in force was ${last}.`;
    case 'SUPERSEDED':
      return `${what}: ${rating}, replaced by another recognition after ${last}.`;
    case 'UNKNOWN':
      return reason === 'NOT_YET_ISSUED'
        ? `${what}: on ${englishDay(asOf)} this recognition had not been issued.`
        : 'The register knows no such number.';
    case 'NOT_CONFIRMED':
      switch (reason) {
        case 'EVIDENCE_TOO_WEAK':
          return `${what}: cannot be confirmed. Only a council’s assessment was published; no recognition decision was seen.`;
        case 'STARS_NOT_PUBLISHED':
          return `${what}: cannot be confirmed. It was reported as recognised, but not with how many stars.`;
        case 'NO_RECOGNITION':
          return `${what}: the register holds no recognition on ${englishDay(asOf)}.`;
        default:
          return (
            `${what}: reported as recognised with ${rating}, but the day of issue is not published, so it cannot be confirmed` +
            (earliestLastDay && last ? ` (it ends between ${englishDay(earliestLastDay)} and ${last}).` : '.')
          );
      }
  }
}
