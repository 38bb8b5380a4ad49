/**
 * Of the types that are offered, the one that a request wants most (RFC 9110, 12.5.1): each by the range that fits it
 * best, of two wanted equally the one that is named first. Null where it takes none of them.
 */
export function wanted<Type extends string>(
  accept: string | undefined,
  offered: readonly Type[],
): Type | null {
  const ranges = (accept?.trim() ? accept : '*/*').split(',').map((range) => {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const quality = Number(parameters.find((one) => one.startsWith('q='))?.slice(2) ?? 1) || 0;
    return { type, quality };
  });
  const [best] = offered
    .map((type) => {
      const fitting = [type, `${type.split('/')[0]}/*`, '*/*'];
      const at = fitting.map((range) => ranges.findIndex((one) => one.type === range)).find((n) => n >= 0);
      return { type, at: at ?? -1, quality: at === undefined ? 0 : ranges[at]!.quality };
    })
    .filter(({ quality }) => quality > 0)
    .toSorted((a, b) => b.quality - a.quality || a.at - b.at);
  return best?.type ?? null;
}
