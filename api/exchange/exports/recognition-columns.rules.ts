import { formatNames } from './formats.rules.ts';
import { shared } from './shared-columns.rules.ts';
import { patterns, type Table } from './table.rules.ts';

export const recognitionTable: Table = {
  name: 'recognitions',
  fileName: { vi: 'ocop-cong-nhan', en: 'ocop-recognitions' },
  title: { vi: 'Công nhận', en: 'Recognitions' },
  about: {
    vi: 'Mọi lần công nhận và đánh giá: hình thức, hạng sao, quyết định, các ngày, căn cứ, và hiệu lực vào một ngày.',
    en: 'Every recognition and assessment: kind, stars, decision, dates, evidence, and whether it is in force on a day.',
  },
  keywords: {
    vi: ['OCOP', 'công nhận', 'giấy chứng nhận', 'hạng sao'],
    en: ['OCOP', 'recognitions', 'certificates', 'stars'],
  },
  geometry: 'POINT',
  formats: formatNames,
  key: 'code',
  columns: [
    {
      key: 'code',
      kind: 'text',
      heading: { vi: 'Mã công nhận', en: 'Recognition' },
      meaning: {
        vi: 'Mã ngắn của sổ, có ký tự kiểm tra.',
        en: 'Short code of the register with a check character.',
      },
      pattern: patterns.recognition,
    },
    {
      key: 'product',
      kind: 'text',
      heading: { vi: 'Mã sản phẩm', en: 'Product code' },
      meaning: { vi: 'Mã của sản phẩm được công nhận.', en: 'Code of the product that it recognises.' },
      pattern: patterns.product,
      refersTo: { table: 'products', key: 'code' },
    },
    {
      key: 'productName',
      kind: 'text',
      heading: { vi: 'Tên sản phẩm', en: 'Product' },
      meaning: { vi: 'Tên sản phẩm.', en: 'Name of the product.' },
    },
    {
      key: 'producer',
      kind: 'text',
      heading: { vi: 'Chủ thể', en: 'Producer' },
      meaning: { vi: 'Tên chủ thể.', en: 'Who makes it.' },
    },
    {
      key: 'kind',
      kind: 'word',
      heading: { vi: 'Hình thức đánh giá', en: 'Kind' },
      meaning: {
        vi: 'Công nhận lần đầu, nâng hạng hay đánh giá lại.',
        en: 'First recognition, upgrade or re-evaluation.',
      },
      words: {
        vi: { FIRST: 'Công nhận lần đầu', UPGRADE: 'Nâng hạng', RE_EVALUATION: 'Đánh giá lại' },
        en: { FIRST: 'First recognition', UPGRADE: 'Upgrade', RE_EVALUATION: 'Re-evaluation' },
      },
    },
    {
      key: 'stars',
      kind: 'integer',
      heading: { vi: 'Hạng sao', en: 'Stars' },
      meaning: {
        vi: 'Số sao; để trống khi chưa công bố hoặc chưa đủ căn cứ.',
        en: 'Stars; empty where not published or not evidenced.',
      },
    },
    shared.score,
    shared.issued,
    shared.validUntil,
    {
      key: 'extendedUntil',
      kind: 'date',
      heading: { vi: 'Gia hạn đến', en: 'Extended until' },
      meaning: { vi: 'Ngày cuối khi được gia hạn.', en: 'Last day of an extension.' },
    },
    {
      key: 'revokedOn',
      kind: 'date',
      heading: { vi: 'Thu hồi từ', en: 'Revoked on' },
      meaning: { vi: 'Ngày thu hồi.', en: 'Day of revocation.' },
    },
    {
      key: 'supersededOn',
      kind: 'date',
      heading: { vi: 'Thay thế từ', en: 'Superseded on' },
      meaning: {
        vi: 'Ngày một công nhận khác thay thế.',
        en: 'Day on which another recognition took its place.',
      },
    },
    shared.status,
    shared.lastDay,
    shared.lastDayIsExact,
    shared.decision,
    shared.authority,
    shared.evidence,
    shared.source,
    shared.sourceUrl,
    shared.page,
    shared.asOf,
  ],
};
