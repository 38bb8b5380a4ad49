const inHoChiMinh = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Ho_Chi_Minh',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The one place that reads the wall clock as a day: everything else is told the day. */
export type Clock = () => string;

export const dayIn = (instant: Date): string => inHoChiMinh.format(instant);

export const clock = (fixedToday?: string): Clock =>
  fixedToday ? () => fixedToday : () => dayIn(new Date());
