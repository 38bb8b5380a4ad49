export interface ByteRange {
  start: number;
  /** The last byte that is in it. */
  end: number;
}

/**
 * What part of a file is asked for (RFC 9110, 14). Whatever is not one range of bytes is left unheeded, as the standard
 * has it: then the file is sent whole. Null where it begins behind the end of the file.
 */
export function rangeAsked(header: string | undefined, size: number): ByteRange | 'whole' | null {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return 'whole';
  if (first === '')
    return Number(last) === 0 ? null : { start: Math.max(0, size - Number(last)), end: size - 1 };
  const start = Number(first);
  if (last !== '' && Number(last) < start) return 'whole';
  if (start >= size) return null;
  return { start, end: last === '' ? size - 1 : Math.min(Number(last), size - 1) };
}
