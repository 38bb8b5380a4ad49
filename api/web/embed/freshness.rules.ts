/**
 * How long an embed may be shown before the hub is asked again. A revocation shows everywhere within five minutes:
 * a cache may be SHARED_SECONDS old when an open page reads it, and the page reads it again after OPEN_SECONDS (it
 * looks at its watch every quarter of a minute).
 * An expiry shows at midnight.
 */
const SHARED_SECONDS = 60;
const OPEN_SECONDS = 220;
/** The last good answer for those who cannot reach the hub; it names its day. */
const IF_ERROR_SECONDS = 7 * 86_400;
const DAY_SECONDS = 86_400;
/** Viet Nam keeps UTC+7 the whole year. */
const OFFSET_SECONDS = 7 * 3_600;

export function secondsToMidnight(instant: Date): number {
  const seconds = Math.floor(instant.getTime() / 1_000) + OFFSET_SECONDS;
  return DAY_SECONDS - (seconds % DAY_SECONDS);
}

const shortly = (instant: Date): string =>
  `public, max-age=${Math.min(SHARED_SECONDS, secondsToMidnight(instant))}`;
export const cacheControl = (instant: Date): string =>
  `${shortly(instant)}, stale-if-error=${IF_ERROR_SECONDS}`;
/** A picture does not show its day: an old one would pass for today's. */
export const pictureCacheControl = shortly;

/** Seconds until an open page asks again; a second after midnight it is surely tomorrow. */
export const refreshIn = (instant: Date): number => Math.min(OPEN_SECONDS, secondsToMidnight(instant) + 1);
