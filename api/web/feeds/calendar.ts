/** A calendar of the days on which recognitions end (RFC 5545, RFC 7986). */
import ical, { ICalEventStatus } from 'ical-generator';
import type { Revision } from '../../register/changes/revisions.queries.ts';
import { addDays } from '../../register/recognitions/recognition.rules.ts';
import type { FeedAddress } from './news.ts';
import { MOST_EXPIRIES, type ToldRecognition } from './register-news.ts';
import { words } from './words.ts';

/** Decision 26/2026/QĐ-TTg: a file for re-evaluation comes 180 to 120 days before the last day. */
const HAND_IN_FROM = 180;
const HAND_IN_TO = 120;
const REFRESH_SECONDS = 12 * 3_600;

export function expiryCalendar(
  recognitions: readonly ToldRecognition[],
  { origin, language }: FeedAddress,
  {
    path,
    place,
    revisions,
  }: { path: string; place: string | null; revisions: ReadonlyMap<string, Revision> },
): string {
  const t = words[language];
  const isCut = recognitions.length >= MOST_EXPIRIES;
  const calendar = ical({
    name: t.calendar(place),
    description: isCut ? `${t.calendarAbout} ${t.cut(MOST_EXPIRIES)}` : t.calendarAbout,
    prodId: { company: 'OCOP hub', product: 'expiries', language: language.toUpperCase() },
    ttl: REFRESH_SECONDS,
    source: origin + path,
    url: origin + path,
  });
  for (const { id, code, stars, product, verdict, validUntil, extendedUntil } of recognitions) {
    const lastDay = extendedUntil ?? validUntil;
    const revision = revisions.get(id);
    if (!lastDay || !revision) continue;
    // Whoever has the day in a calendar already is told that it is off, and not only by its absence.
    const isOff = verdict.status !== 'IN_FORCE';
    const summary = t.lastDay(product.name, stars);
    const about = [
      [product.producer?.name, product.place?.fullName].filter(Boolean).join(', '),
      verdict.statement,
      !isOff && t.handIn(t.day(addDays(lastDay, -HAND_IN_FROM)), t.day(addDays(lastDay, -HAND_IN_TO))),
    ];
    calendar.createEvent({
      id: `${code}@${new URL(origin).hostname}`,
      // A day without a time of day is written by its UTC date.
      start: new Date(`${lastDay}T00:00:00Z`),
      allDay: true,
      // Without a METHOD it is when what it says was last revised (RFC 5545, 3.8.7.2), and programs go by the number.
      stamp: new Date(revision.at),
      lastModified: new Date(revision.at),
      sequence: revision.number,
      status: isOff ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      summary: isOff ? t.isOff(summary) : summary,
      description: about.filter(Boolean).join('\n'),
      url: `${origin}/v/${code}${language === 'en' ? '?lang=en' : ''}`,
    });
  }
  return calendar.toString();
}
