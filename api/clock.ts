const inHoChiMinh = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Ho_Chi_Minh',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The one place that reads the wall clock as a day: everything else is told the day. */
export type Clock = () => string;

const timeInHoChiMinh = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Ho_Chi_Minh',
  timeStyle: 'medium',
  hourCycle: 'h23',
});

/** The day that was asked for last, kept until it ends: every answer asks, and to format takes longer than many take. */
let lastAsked = { day: '', from: 0, until: 0 };

const secondOf = (instant: Date): number => Math.floor(instant.getTime() / 1_000);

/** A day, and the seconds of the epoch from the one that was asked for until the first of the next day. */
function dayAround(instant: Date): typeof lastAsked {
  const second = secondOf(instant);
  if (second < lastAsked.from || second >= lastAsked.until) {
    const [hours = 0, minutes = 0, seconds = 0] = timeInHoChiMinh.format(instant).split(':').map(Number);
    const until = second + 24 * 3_600 - (hours * 3_600 + minutes * 60 + seconds);
    lastAsked = { day: inHoChiMinh.format(instant), from: second, until };
  }
  return lastAsked;
}

export const dayIn = (instant: Date): string => dayAround(instant).day;

/** Whole seconds until the day of an instant ends, the one that has begun not counted. */
export const secondsLeftOfDay = (instant: Date): number => dayAround(instant).until - secondOf(instant) - 1;

export const clock = (fixedToday?: string): Clock =>
  fixedToday ? () => fixedToday : () => dayIn(new Date());
