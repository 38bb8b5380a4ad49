/** Where the log of the primary ended, and when this process asked, by its own clock. */
export interface Mark {
  position: bigint;
  at: number;
}

/** What is known of the primary: the marks of the last while, the oldest first. */
export interface Known {
  marks: readonly Mark[];
  /** It answered when it was last asked. */
  answers: boolean;
}

/** What a replica said last. */
export interface Replayed extends Mark {}

/**
 * Whether all that had been committed a while ago can be read from a replica. No clock of another machine is asked, and a
 * primary at rest makes no replica look late: a mark that was reached tells that nothing was missing when it was set.
 *
 * Without a primary nothing more is committed: then a replica must have reached the last mark.
 */
export function isFresh(
  { marks, answers }: Known,
  replayed: Replayed | null,
  now: number,
  mostMs: number,
): boolean {
  if (!replayed || now - replayed.at > mostMs) return false;
  const reached = marks.findLast(({ position }) => position <= replayed.position);
  if (!reached) return false;
  return answers ? now - reached.at <= mostMs : reached === marks.at(-1);
}

/** The marks with one more. A log that ends before a mark is another log, of a primary that took over. */
export function withMark(marks: readonly Mark[], mark: Mark, mostMs: number): Mark[] {
  if (marks.some(({ position }) => position > mark.position)) return [mark];
  return [...marks.filter(({ at }) => mark.at - at <= mostMs), mark];
}
