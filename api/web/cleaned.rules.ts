/** What somebody typed, without the signs that nobody sees: control characters, and what only changes a direction. */
export const cleaned = (text: string): string => text.normalize('NFC').replace(/\p{C}/gu, '').trim();
