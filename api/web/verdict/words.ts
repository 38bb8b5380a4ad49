import type {
  EvidenceLevel,
  VerdictFacts,
  VerdictStatus,
} from '../../register/recognitions/recognition.rules.ts';
import { englishDay, vietnameseDay } from '../../register/recognitions/verdict-words.rules.ts';
import type { Lang } from '../language.ts';

/** A day as precise as it was published: `2024`, `2024-07` or `2024-07-29`. */
const months = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });
const englishPartial = (partial: string): string =>
  partial.length === 7
    ? months.format(new Date(`${partial}-01T00:00:00Z`))
    : partial.length === 4
      ? partial
      : englishDay(partial);

const vi = {
  otherLanguage: 'English',
  home: 'Sổ sản phẩm OCOP',
  notice: 'Tổng hợp từ nguồn công khai, không phải danh sách chính thức.',
  noticeLink: 'Dữ liệu từ đâu?',
  day: vietnameseDay,
  partial: (partial: string) => partial.split('-').toReversed().join('/'),
  answers: {
    IN_FORCE: 'Còn hiệu lực',
    EXPIRED: 'Đã hết hiệu lực',
    REVOKED: 'Đã bị thu hồi',
    SUPERSEDED: 'Đã được thay thế',
    NOT_CONFIRMED: 'Chưa xác nhận được',
    UNKNOWN: 'Không có trong sổ',
  } satisfies Record<VerdictStatus, string>,
  notYet: 'Chưa được cấp',
  stars: (stars: number) => `OCOP ${stars} sao`,
  until: ({ status, stars, lastDay, lastDayIsExact }: VerdictFacts) => {
    const rating = stars ? `OCOP ${stars} sao` : '';
    if (!lastDay || status === 'UNKNOWN') return rating;
    const day = vietnameseDay(lastDay);
    const end = {
      IN_FORCE: `đến hết ngày ${day}`,
      EXPIRED: lastDayIsExact ? `ngày cuối: ${day}` : `muộn nhất: ${day}`,
      REVOKED: `ngày cuối: ${day}`,
      SUPERSEDED: `ngày cuối: ${day}`,
      NOT_CONFIRMED: `muộn nhất đến ${day}`,
    }[status];
    return rating ? `${rating}, ${end}` : end;
  },
  today: (day: string) => `Trả lời cho hôm nay, ${day}.`,
  otherDay: (day: string) => `Đây là câu trả lời cho ngày ${day}, không phải hôm nay.`,
  toToday: 'Xem hôm nay',
  labels: {
    code: 'Mã tra cứu',
    recognition: 'Mã công nhận',
    officialCode: 'Mã sản phẩm chính thức',
    producer: 'Chủ thể',
    place: 'Nơi làm',
    packs: 'Quy cách được công nhận',
    set: 'Bộ sản phẩm',
    stars: 'Hạng sao',
    decision: 'Quyết định',
    authority: 'Cơ quan công nhận',
    round: 'Đợt đánh giá',
    issued: 'Ngày cấp',
    lastDay: 'Có hiệu lực đến hết',
    extended: 'Được kéo dài đến',
    revoked: 'Bị thu hồi ngày',
    superseded: 'Được thay từ ngày',
    by: 'Thay bằng',
  },
  noPacks:
    'Nguồn không nêu từng loại bao gói. Sao chỉ thuộc về đúng sản phẩm này, không thuộc về hàng khác của cùng chủ thể.',
  noProducer: 'Nguồn không nêu',
  noDecision: 'Số quyết định chưa công bố',
  unpublished: 'Chưa công bố',
  council: (stars: number) => `Hội đồng xếp ${stars} sao, chưa thấy quyết định`,
  gtin: (gtin: string) => `mã vạch ${gtin.replace(/^0+/, '')}`,
  scanned: (name: string) => `Mã vạch bạn quét là của loại: ${name}.`,
  lot: (lot: string) => `Sổ không theo dõi từng lô hàng (lô ${lot}): câu trả lời là cho cả sản phẩm.`,
  evidenceTitle: 'Vì sao biết?',
  evidence: {
    SIGNED_DECISION: 'Đã đọc quyết định công nhận có chữ ký.',
    OFFICIAL_NEWS: 'Báo hoặc trang của cơ quan nhà nước đưa tin đã công nhận; chưa đọc được quyết định.',
    COUNCIL_RESULT: 'Chỉ biết kết quả họp của hội đồng; chưa thấy quyết định công nhận.',
    ASSESSED_ONLY: 'Chỉ biết sản phẩm được đưa ra đánh giá; chưa biết kết quả.',
  } satisfies Record<EvidenceLevel, string>,
  noRecognition: 'Chưa thấy nguồn công khai nào nói sản phẩm này được công nhận.',
  sources: 'Nguồn',
  read: (day: string) => `đọc ngày ${day}`,
  differsTitle: 'Món hàng trong tay bạn khác?',
  differs: [
    'So tên sản phẩm, tên chủ thể và số sao trên bao bì với trang này.',
    'Bao bì in nhiều sao hơn, tên khác, hoặc in sao đã hết hiệu lực: hãy hỏi người bán và giữ lại bao bì.',
    'Hàng làm ra khi công nhận còn hiệu lực vẫn có thể đang được bán.',
  ],
  doubt: 'Báo điều nghi ngờ',
  moreTitle: 'Xem thêm',
  productPage: 'Trang của sản phẩm trong sổ',
  productVerdict: 'Câu trả lời cho cả sản phẩm hôm nay',
  askDay: 'Hỏi cho một ngày khác',
  askDayLabel: 'Ngày',
  askDayButton: 'Xem',
  another: 'Kiểm tra mã khác',
  findTitle: 'Kiểm tra sao OCOP',
  findLead:
    'Gõ mã trên bao bì hay trên giấy công nhận. Bạn biết ngay sao ấy có thật không, của sản phẩm nào, còn hiệu lực đến ngày nào.',
  findLabel: 'Mã số',
  findHint: 'Mã tra cứu (P… hoặc R…), mã sản phẩm chính thức, số quyết định hoặc dãy số dưới mã vạch',
  findButton: 'Kiểm tra',
  findAbout: [
    'Mã tra cứu có 8 ký tự. Chữ hoa hay chữ thường, có dấu cách hay gạch nối đều được.',
    'Trong sáu ký tự ở giữa không có số 0, số 1, chữ I, L, O, U, A, E.',
  ],
  unknown: {
    mistyped: 'Mã này gõ sai: ký tự kiểm tra ở cuối không khớp. Hãy xem lại từng ký tự.',
    gtin: 'Dãy số này không phải mã vạch đúng: chữ số kiểm tra ở cuối không khớp. Hãy xem lại từng số.',
    wellFormed:
      'Mã viết đúng cách nhưng chưa từng được cấp. Nếu nó in trên bao bì, rất có thể là mã giả: hãy báo cho chúng tôi.',
    gone: 'Mã này đã được cấp, nhưng sản phẩm hay công nhận mang mã không còn trong sổ. Mã không vì thế mà là giả: hãy hỏi chúng tôi nếu nó in trên bao bì.',
    other: 'Không có sản phẩm, công nhận hay quyết định nào mang số này trong sổ.',
    asked: 'Bạn hỏi',
    nearest: 'Có phải bạn muốn hỏi một trong những mã này?',
    again: 'Gõ lại',
  },
  chooseTitle: (number: string) => `Quyết định ${number} công nhận nhiều sản phẩm`,
  chooseLead: (count: number) => `Bạn hỏi sản phẩm nào? Có ${count}, xếp theo tên.`,
  badDay: {
    title: 'Ngày không đúng',
    lead: 'Hãy viết một ngày có thật trên lịch theo dạng năm-tháng-ngày, ví dụ 2026-11-24.',
  },
  badForm: {
    title: 'Không có dạng này',
    lead: 'Trang này có ở dạng HTML và JSON-LD: hãy bỏ tham số f, hoặc dùng f=html hay f=jsonld.',
  },
  tooMany: {
    title: 'Hỏi quá nhiều',
    lead: (seconds: number) =>
      `Máy của bạn, hoặc mạng mà bạn dùng chung, đã hỏi quá nhiều. Xin thử lại sau ${seconds} giây.`,
  },
  dead: {
    title: 'Sổ chưa trả lời được',
    lead: 'Sổ đăng ký đang không trả lời. Điều này không nói gì về sản phẩm của bạn. Xin thử lại sau ít phút.',
  },
  missing: {
    title: 'Không có trang này',
    lead: 'Địa chỉ này không dẫn đến đâu. Bạn có thể gõ mã ở dưới đây.',
  },
  footer: 'Trang này không dùng cookie, không ghi lại bạn là ai.',
};

const en: typeof vi = {
  otherLanguage: 'Tiếng Việt',
  home: 'Register of OCOP products',
  notice: 'Compiled from public sources; not an official list.',
  noticeLink: 'Where does it come from?',
  day: englishDay,
  partial: englishPartial,
  answers: {
    IN_FORCE: 'In force',
    EXPIRED: 'Expired',
    REVOKED: 'Revoked',
    SUPERSEDED: 'Replaced',
    NOT_CONFIRMED: 'Not confirmed',
    UNKNOWN: 'Not in the register',
  },
  notYet: 'Not issued yet',
  stars: (stars) => `OCOP ${stars} stars`,
  until: ({ status, stars, lastDay, lastDayIsExact }) => {
    const rating = stars ? `OCOP ${stars} stars` : '';
    if (!lastDay || status === 'UNKNOWN') return rating;
    const day = englishDay(lastDay);
    const end = {
      IN_FORCE: `until the end of ${day}`,
      EXPIRED: lastDayIsExact ? `last day: ${day}` : `at the latest: ${day}`,
      REVOKED: `last day: ${day}`,
      SUPERSEDED: `last day: ${day}`,
      NOT_CONFIRMED: `until ${day} at the latest`,
    }[status];
    return rating ? `${rating}, ${end}` : end;
  },
  today: (day) => `The answer for today, ${day}.`,
  otherDay: (day) => `This is the answer for ${day}, not for today.`,
  toToday: 'See today',
  labels: {
    code: 'Code',
    recognition: 'Code of the recognition',
    officialCode: 'Official product code',
    producer: 'Producer',
    place: 'Made in',
    packs: 'Packs covered',
    set: 'Product set',
    stars: 'Stars',
    decision: 'Decision',
    authority: 'Recognised by',
    round: 'Evaluation round',
    issued: 'Issued',
    lastDay: 'Last day in force',
    extended: 'Extended until',
    revoked: 'Revoked on',
    superseded: 'Replaced from',
    by: 'Replaced by',
  },
  noPacks:
    'The sources name no packs. The stars belong to this product alone, not to other goods of the same producer.',
  noProducer: 'Not named by the source',
  noDecision: 'Number of the decision not published',
  unpublished: 'Not published',
  council: (stars) => `A council ranked it ${stars} stars; no decision was seen`,
  gtin: (gtin) => `barcode ${gtin.replace(/^0+/, '')}`,
  scanned: (name) => `The barcode that you scanned is that of: ${name}.`,
  lot: (lot) =>
    `The register does not follow single lots (lot ${lot}): the answer is for the product as a whole.`,
  evidenceTitle: 'How is this known?',
  evidence: {
    SIGNED_DECISION: 'The signed decision of recognition was read.',
    OFFICIAL_NEWS: 'A newspaper or page of a state body reports the recognition; the decision was not seen.',
    COUNCIL_RESULT: 'Only the result of a council’s meeting is known; no decision of recognition was seen.',
    ASSESSED_ONLY: 'It is only known that the product was put forward; the result is not known.',
  },
  noRecognition: 'No public source on a recognition of this product was seen.',
  sources: 'Sources',
  read: (day) => `read on ${day}`,
  differsTitle: 'Is the thing in your hand different?',
  differs: [
    'Compare the name, the producer and the number of stars on the pack with this page.',
    'More stars, another name, or stars that have expired: ask the seller, and keep the pack.',
    'Goods that were made while the recognition was in force may still be on sale.',
  ],
  doubt: 'Report a doubt',
  moreTitle: 'More',
  productPage: 'The product’s page in the register',
  productVerdict: 'The answer for the product as a whole today',
  askDay: 'Ask about another day',
  askDayLabel: 'Day',
  askDayButton: 'Show',
  another: 'Check another code',
  findTitle: 'Verify an OCOP star',
  findLead:
    'Type the code on the pack or on the certificate. You learn at once whether the star is real, of which product, and until when.',
  findLabel: 'Code or number',
  findHint: 'Code (P… or R…), official product code, number of a decision, or the digits under the barcode',
  findButton: 'Verify',
  findAbout: [
    'A code has 8 characters. Capital or small letters, spaces and hyphens make no difference.',
    'The six in the middle never contain 0, 1, I, L, O, U, A or E.',
  ],
  unknown: {
    mistyped:
      'This code is mistyped: its last character, which checks the others, does not fit. Look at each one again.',
    gtin: 'These digits are no barcode number: the last one, which checks the others, does not fit. Look at each one again.',
    wellFormed:
      'The code is well formed but was never given out. If it is printed on a pack it may well be forged: please tell us.',
    gone: 'The code was given out, and its record is no longer in the register. That does not make it forged: please ask us if it is printed on a pack.',
    other: 'No product, recognition or decision in the register goes by this number.',
    asked: 'You asked for',
    nearest: 'Did you mean one of these?',
    again: 'Type it again',
  },
  chooseTitle: (number) => `Decision ${number} recognised several products`,
  chooseLead: (count) => `Which one do you ask about? There are ${count}, by name.`,
  badDay: {
    title: 'That is no day',
    lead: 'Write a real day of the calendar as year-month-day, for example 2026-11-24.',
  },
  badForm: {
    title: 'There is no such form',
    lead: 'This page comes as HTML and as JSON-LD: leave f out, or write f=html or f=jsonld.',
  },
  tooMany: {
    title: 'Too many questions',
    lead: (seconds) =>
      `Your device, or the network that you share, has asked too often. Please try again in ${seconds} seconds.`,
  },
  dead: {
    title: 'The register does not answer',
    lead: 'The register cannot be reached just now. That says nothing about your product. Please try again in a few minutes.',
  },
  missing: {
    title: 'There is no such page',
    lead: 'This address leads nowhere. You can type a code below.',
  },
  footer: 'This page sets no cookie and does not record who you are.',
};

export type Words = typeof vi;
export const words: Record<Lang, Words> = { vi, en };
