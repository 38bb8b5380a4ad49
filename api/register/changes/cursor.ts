/**
 * A cursor names the last change that a partner knows, and what that change was: in another register, or in one that was
 * restored since, the same number is given to another change.
 */
export interface Cursor {
  change: number;
  mark: string;
}

/** What a partner may hand back, and nothing else. */
const form = /^([0-9a-z]{1,10})-([0-9a-f]{10})$/;

export const printCursor = ({ change, mark }: Cursor): string => `${change.toString(36)}-${mark}`;

export function parseCursor(text: string): Cursor | null {
  const [, change = '', mark = ''] = form.exec(text) ?? [];
  return mark ? { change: parseInt(change, 36), mark } : null;
}

/** Where all public records are as of a cursor. */
export const SNAPSHOT = '/changes/snapshot.ndjson';

/** Before the first change. */
export const START: Cursor = { change: 0, mark: '0'.repeat(10) };
