/** The time that a report is for: a year, a quarter or a month, as it is written. */
export interface Period {
  code: string;
  firstDay: string;
  lastDay: string;
}

/** "2026", "2026-Q3" or "2026-07"; null for anything else. */
export function periodNamed(code: string): Period | null {
  const [, year, quarter, month] = /^((?:19|20)\d\d)(?:-Q([1-4])|-(0[1-9]|1[0-2]))?$/.exec(code) ?? [];
  if (!year) return null;
  const first = quarter ? Number(quarter) * 3 - 2 : Number(month ?? 1);
  const last = quarter ? first + 2 : Number(month ?? 12);
  return { code, firstDay: dayOf(Number(year), first, 1), lastDay: dayOf(Number(year), last + 1, 0) };
}

/** Day 0 is the last one of the month before. */
const dayOf = (year: number, month: number, day: number): string =>
  new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
