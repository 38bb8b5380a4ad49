import type { Card, EmbedLang } from './card.rules.ts';

/** A list as an embed shows it. */
export interface CardList {
  title: string;
  /** What was asked for, in words; empty for everything. */
  about: string;
  cards: Card[];
  /** Instead of cards where there are none. */
  empty: string;
  more: { text: string; href: string };
  /** Words of the request that were not understood: they filter nothing, and that is said. */
  notes: string[];
  source: string;
  stale: string;
}

export const DEFAULT_LIMIT = 5;
export const LARGEST_LIMIT = 20;

export const listWords = {
  vi: {
    title: 'Sản phẩm OCOP',
    mapTitle: 'Bản đồ sản phẩm OCOP',
    wholeMap: 'Mở bản đồ lớn',
    all: (total: number) => (total > 1 ? `Xem tất cả ${total} sản phẩm` : 'Xem trong Sổ OCOP'),
    empty: 'Hiện không có sản phẩm nào như vậy.',
    unknownWord: (word: string) => `Không hiểu “${word}”: đã bỏ qua.`,
    verdicts: {
      IN_FORCE: 'còn hiệu lực',
      EXPIRED: 'hết hiệu lực',
      REVOKED: 'đã bị thu hồi',
      SUPERSEDED: 'đã được thay thế',
      NOT_CONFIRMED: 'chưa xác nhận',
      UNKNOWN: 'chưa được cấp',
    },
    stars: (stars: string) => `${stars} sao`,
    or: ' hoặc ',
  },
  en: {
    title: 'OCOP products',
    mapTitle: 'Map of OCOP products',
    wholeMap: 'Open the large map',
    all: (total: number) => (total > 1 ? `See all ${total} products` : 'See the register'),
    empty: 'There is no such product at present.',
    unknownWord: (word: string) => `“${word}” was not understood and is ignored.`,
    verdicts: {
      IN_FORCE: 'in force',
      EXPIRED: 'expired',
      REVOKED: 'revoked',
      SUPERSEDED: 'replaced',
      NOT_CONFIRMED: 'not confirmed',
      UNKNOWN: 'not issued yet',
    },
    stars: (stars: string) => `${stars} stars`,
    or: ' or ',
  },
} satisfies Record<EmbedLang, unknown>;
