/** Which of the nightly snapshots are kept. The first of every year is kept for ever. */
export interface SnapshotPolicy {
  /** The newest so many. */
  daily: number;
  /** The first of each of the newest so many months. */
  monthly: number;
}

export function keptDays(days: readonly string[], { daily, monthly }: SnapshotPolicy): ReadonlySet<string> {
  const inOrder = days.toSorted();
  const firstOf = (length: number) => {
    const firsts = new Map<string, string>();
    for (const day of inOrder) if (!firsts.has(day.slice(0, length))) firsts.set(day.slice(0, length), day);
    return [...firsts.values()];
  };
  const newest = (some: readonly string[], count: number) => (count === 0 ? [] : some.slice(-count));
  return new Set([
    ...newest(inOrder, daily),
    ...newest(firstOf('YYYY-MM'.length), monthly),
    ...firstOf('YYYY'.length),
  ]);
}
