/**
 * What a reader is shown of a product on a day: its stars, how sure they are, and until when. The directory, its
 * maps and every embed say it in these words.
 */
import {
  isWellEvidenced,
  productVerdict,
  type RecognitionFacts,
  type VerdictFacts,
  type VerdictStatus,
} from './recognition.rules.ts';
import { englishDay, vietnameseDay } from './verdict-words.rules.ts';

type Lang = 'vi' | 'en';

export interface StandingFacts extends RecognitionFacts {
  potentialFiveStar: boolean;
}

/** `held`: recognised and in force · `past`: once held · `unsure`: held, its last day unknown · `council`: no decision seen. */
export type Tone = 'held' | 'past' | 'unsure' | 'council' | 'none';

export interface Standing {
  status: VerdictStatus;
  tone: Tone;
  stars: number;
  /** "4 sao" */
  badge: string;
  /** "Còn hiệu lực đến 29/07/2027" */
  chip: string;
  sentence: string;
  lastDay: string | null;
}

export function standingOf(recognitions: readonly StandingFacts[], day: string, lang: Lang): Standing {
  const verdict = productVerdict(recognitions, day);
  const recognition = verdict.recognition;
  const stars = recognition?.stars ?? 0;
  const tone = toneOf(verdict, recognition);
  return {
    status: verdict.status,
    tone,
    stars,
    badge: badgeText(recognition, tone, lang),
    ...words[lang](verdict, recognition, written[lang], written[lang](day)),
    lastDay: verdict.lastDay,
  };
}

function toneOf(verdict: VerdictFacts, recognition: StandingFacts | null): Tone {
  if (!recognition?.stars) return 'none';
  if (!isWellEvidenced(recognition.evidence)) return 'council';
  if (verdict.status === 'IN_FORCE') return 'held';
  return verdict.status === 'NOT_CONFIRMED' ? 'unsure' : 'past';
}

function badgeText(recognition: StandingFacts | null, tone: Tone, lang: Lang): string {
  const stars = recognition?.stars;
  if (!stars) {
    if (recognition?.potentialFiveStar) return lang === 'vi' ? 'Tiềm năng 5 sao' : 'Potential 5 stars';
    return lang === 'vi' ? 'Chưa công bố số sao' : 'Stars not published';
  }
  if (tone === 'council') return lang === 'vi' ? `Hội đồng xếp ${stars} sao` : `Council: ${stars} stars`;
  return lang === 'vi' ? `${stars} sao` : `${stars} stars`;
}

type Words = (
  verdict: VerdictFacts,
  recognition: StandingFacts | null,
  date: (iso: string) => string,
  today: string,
) => { chip: string; sentence: string };

const vi: Words = (verdict, recognition, date, today) => {
  const last = verdict.lastDay && date(verdict.lastDay);
  switch (verdict.status) {
    case 'IN_FORCE':
      return {
        chip: `Còn hiệu lực đến ${last}`,
        sentence: `Tính đến ${today}, công nhận OCOP ${recognition?.stars} sao còn hiệu lực, đến hết ngày ${last}.`,
      };
    case 'EXPIRED':
      return verdict.lastDayIsExact
        ? {
            chip: `Hết hiệu lực ${last}`,
            sentence: `Công nhận OCOP gần nhất đã hết hiệu lực sau ngày ${last}. Chưa thấy công bố đánh giá lại.`,
          }
        : {
            chip: `Hết hiệu lực, muộn nhất ${last}`,
            sentence: `Công nhận OCOP có hiệu lực 36 tháng. Ngày cấp chính xác chưa được công bố, nhưng muộn nhất cũng đã hết hiệu lực sau ngày ${last}. Chưa thấy công bố đánh giá lại.`,
          };
    case 'REVOKED':
      return {
        chip: 'Đã bị thu hồi',
        sentence: `Công nhận OCOP đã bị thu hồi; ngày cuối còn hiệu lực là ${last}.`,
      };
    case 'SUPERSEDED':
      return {
        chip: 'Đã có công nhận mới thay thế',
        sentence: `Công nhận này đã được một công nhận khác thay thế; ngày cuối của nó là ${last}.`,
      };
    case 'UNKNOWN':
      return { chip: 'Chưa đến ngày cấp', sentence: `Tính đến ${today}, công nhận này chưa được cấp.` };
    case 'NOT_CONFIRMED':
      switch (verdict.reason) {
        case 'EVIDENCE_TOO_WEAK':
          return recognition?.evidence === 'COUNCIL_RESULT'
            ? {
                chip: 'Chưa xác nhận: chưa thấy quyết định',
                sentence:
                  'Nguồn công khai chỉ cho biết kết quả họp của hội đồng. Chưa thấy quyết định công nhận, nên hạng sao chưa được coi là đã xác nhận.',
              }
            : {
                chip: 'Chưa xác nhận: mới được đánh giá',
                sentence:
                  'Nguồn công khai cho biết sản phẩm đã được đưa ra đánh giá. Chưa thấy kết quả hay quyết định công nhận.',
              };
        case 'STARS_NOT_PUBLISHED':
          return {
            chip: 'Có công nhận, không rõ hạng',
            sentence: 'Nguồn công khai nói sản phẩm được công nhận OCOP nhưng không nói rõ số sao.',
          };
        case 'DAY_OF_ISSUE_NOT_PUBLISHED':
          return {
            chip: last ? `Chưa rõ ngày cấp, muộn nhất đến ${last}` : 'Chưa rõ ngày cấp',
            sentence: last
              ? `Đã được công nhận, nhưng ngày cấp chính xác chưa được công bố. Nếu còn, hiệu lực kéo dài muộn nhất đến ${last}.`
              : 'Đã được công nhận, nhưng nguồn không cho biết năm cấp, nên không thể nói còn hiệu lực hay không.',
          };
        default:
          return {
            chip: 'Chưa có công nhận nào',
            sentence: 'Chưa thấy nguồn công khai nào về việc công nhận sản phẩm này.',
          };
      }
  }
};

const en: Words = (verdict, recognition, date, today) => {
  const last = verdict.lastDay && date(verdict.lastDay);
  switch (verdict.status) {
    case 'IN_FORCE':
      return {
        chip: `In force until ${last}`,
        sentence: `As of ${today}, the ${recognition?.stars}-star OCOP recognition is in force, until the end of ${last}.`,
      };
    case 'EXPIRED':
      return verdict.lastDayIsExact
        ? {
            chip: `Expired ${last}`,
            sentence: `The latest OCOP recognition expired after ${last}. No re-evaluation has been published.`,
          }
        : {
            chip: `Expired, ${last} at the latest`,
            sentence: `An OCOP recognition lasts 36 months. The exact day of issue was not published, but it has expired after ${last} at the latest. No re-evaluation has been published.`,
          };
    case 'REVOKED':
      return { chip: 'Revoked', sentence: `The OCOP recognition was revoked; its last day was ${last}.` };
    case 'SUPERSEDED':
      return {
        chip: 'Replaced by a newer recognition',
        sentence: `Another recognition has taken the place of this one; its last day was ${last}.`,
      };
    case 'UNKNOWN':
      return { chip: 'Not issued yet', sentence: `As of ${today}, this recognition has not been issued.` };
    case 'NOT_CONFIRMED':
      switch (verdict.reason) {
        case 'EVIDENCE_TOO_WEAK':
          return recognition?.evidence === 'COUNCIL_RESULT'
            ? {
                chip: 'Not confirmed: no decision seen',
                sentence:
                  'Public sources give only the result of the council’s meeting. No recognition decision was seen, so the stars do not count as confirmed.',
              }
            : {
                chip: 'Not confirmed: assessed only',
                sentence:
                  'Public sources say that the product was put forward for assessment. No result or recognition decision was seen.',
              };
        case 'STARS_NOT_PUBLISHED':
          return {
            chip: 'Recognised, level not published',
            sentence: 'Public sources say that the product was recognised, but not with how many stars.',
          };
        case 'DAY_OF_ISSUE_NOT_PUBLISHED':
          return {
            chip: last ? `Day of issue unknown, ${last} at the latest` : 'Day of issue unknown',
            sentence: last
              ? `Recognised, but the exact day of issue was not published. If still in force, it ends on ${last} at the latest.`
              : 'Recognised, but the sources do not give the year of issue, so nobody can say from them whether it is in force.',
          };
        default:
          return {
            chip: 'No recognition',
            sentence: 'No public source on a recognition of this product was seen.',
          };
      }
  }
};

const words: Record<Lang, Words> = { vi, en };
const written = { vi: vietnameseDay, en: englishDay };
