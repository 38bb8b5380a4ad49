/** A cursor names the last change that a partner knows, and the register whose change that is. */
export interface Cursor {
  change: number;
  /** Marks one register: another one, or one that was filled anew, counts its changes from the start again. */
  register: string;
}

/** What a partner may hand back, and nothing else. */
const form = /^([0-9a-z]{1,10})-([0-9a-z]{6,16})$/;

export const printCursor = ({ change, register }: Cursor): string => `${change.toString(36)}-${register}`;

export function parseCursor(text: string): Cursor | null {
  const [, change = '', register = ''] = form.exec(text) ?? [];
  return change ? { change: parseInt(change, 36), register } : null;
}
