/** The day in Vietnam at a moment, as `YYYY-MM-DD`; also used in the browser, so no locale data beyond `en-CA`. */
export function todayInVietnam(now: Date = new Date()): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh', dateStyle: 'short' }).format(now);
}
