const inHoChiMinh = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Ho_Chi_Minh',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The one place that reads the wall clock as a day: everything else is told the day. */
export type Clock = () => string;

export const dayIn = (instant: Date): string => inHoChiMinh.format(instant);

const timeInHoChiMinh = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Ho_Chi_Minh',
  timeStyle: 'medium',
  hourCycle: 'h23',
});

/** Whole seconds until the day of an instant ends, the one that has begun not counted. */
export function secondsLeftOfDay(instant: Date): number {
  const [hours = 0, minutes = 0, seconds = 0] = timeInHoChiMinh.format(instant).split(':').map(Number);
  return 24 * 3_600 - (hours * 3_600 + minutes * 60 + seconds) - 1;
}

export const clock = (fixedToday?: string): Clock =>
  fixedToday ? () => fixedToday : () => dayIn(new Date());
