/** What somebody in a shop reports about a product or a pack. Of whoever reports, nothing is kept. */
export interface DoubtText {
  what: string;
  place: string;
}

export const longest = { what: 2_000, place: 200, photoBytes: 5 * 1024 * 1024 } as const;

export type DoubtFault = 'MISSING' | 'TOO_LONG';

/** As it is kept: composed letters, lines, and no characters that nobody can see. */
export const cleaned = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{C}\n]/gu, '')
    .trim();

export function faultsOf(text: DoubtText): Partial<Record<keyof DoubtText, DoubtFault>> {
  const fault = (field: keyof DoubtText): DoubtFault | null => {
    if (text[field].length === 0) return 'MISSING';
    return text[field].length > longest[field] ? 'TOO_LONG' : null;
  };
  const [what, place] = [fault('what'), fault('place')];
  return { ...(what && { what }), ...(place && { place }) };
}
