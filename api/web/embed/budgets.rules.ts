/** Published weights: a test fails when an embed grows beyond them. */
export const budgets = {
  /** The script of all components, compressed with brotli; the map comes in a frame of its own. */
  scriptBytes: 4_000,
  /** The page of one card, before compression. */
  cardBytes: 4_000,
} as const;
