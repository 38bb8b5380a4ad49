/**
 * Bitstring Status Lists (W3C Recommendation, 2025-05-15): a bit for every statement that was ever signed. Two of
 * them, one a purpose. Expiry needs no bit: the proof itself says its last day.
 */
export const statusLists = {
  1: { purpose: 'revocation', bit: 'withdrawn' },
  2: { purpose: 'refresh', bit: 'superseded' },
} as const;
export type StatusListNumber = keyof typeof statusLists;

export const statusListPath = (number: StatusListNumber): string => `/status/${number}`;

/** As many at least, so that nobody can tell from a request which code was verified. */
const LEAST_BITS = 131_072;

/** A list made on a day is good until the end of the third day after: a weekend in a village without a network. */
export const LIST_DAYS = 3;

/** The first bit is the left-most of the first byte. */
export function bitsOf(indexes: readonly number[], highest: number): Uint8Array<ArrayBuffer> {
  let size = LEAST_BITS;
  while (size <= highest) size *= 2;
  const bytes = new Uint8Array(size / 8);
  for (const index of indexes) bytes[index >> 3]! |= 0x80 >> (index & 7);
  return bytes;
}

/** Whether a bit is set; null where the list is too short to hold it, so that nothing can be said. */
export function bitAt(bytes: Uint8Array, index: number): boolean | null {
  const byte = bytes[index >> 3];
  return byte === undefined ? null : (byte & (0x80 >> (index & 7))) !== 0;
}
