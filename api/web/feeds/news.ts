/** RSS and Atom of new and revoked recognitions. */
import { Feed } from 'feed';
import { latestDay } from '../../register/recognitions/recognition.rules.ts';
import type { FeedLanguage, newsOf, ToldRecognition } from './register-news.ts';
import { words } from './words.ts';

export interface FeedAddress {
  origin: string;
  language: FeedLanguage;
}

export const newsPath = (format: 'rss' | 'atom', language: FeedLanguage): string =>
  `/feeds/recognitions.${format}${language === 'en' ? '?lang=en' : ''}`;

export function newsFeed(
  { issued, revoked }: Awaited<ReturnType<typeof newsOf>>,
  { origin, language }: FeedAddress,
): Feed {
  const t = words[language];
  const entries = [
    ...issued.map((one) => ({
      one,
      day: latestDay(one.issued ?? ''),
      title: t.issued(one.product.name, one.stars),
    })),
    ...revoked.map((one) => ({ one, day: one.revokedOn ?? '', title: t.revoked(one.product.name) })),
  ].toSorted((a, b) => b.day.localeCompare(a.day));

  const feed = new Feed({
    id: origin + newsPath('atom', language),
    title: t.newsTitle,
    description: t.newsAbout,
    link: `${origin}${language === 'en' ? '/en/' : '/'}`,
    language,
    copyright: 'CC BY 4.0',
    generator: 'OCOP hub',
    // The day of the newest entry: a feed that nothing was added to is not newer than before.
    updated: startOf(entries[0]?.day ?? '2018-05-07'),
    feedLinks: { rss: origin + newsPath('rss', language), atom: origin + newsPath('atom', language) },
  });
  for (const { one, day, title } of entries) {
    const isRevocation = day === one.revokedOn;
    feed.addItem({
      id: `urn:ocop:${one.code}${isRevocation ? ':revoked' : ''}`,
      title: asText(title),
      link: `${origin}/v/${one.code}${language === 'en' ? '?lang=en' : ''}`,
      description: asText(about(one, language)),
      date: startOf(day),
      category: [{ name: isRevocation ? 'revoked' : 'issued' }],
    });
  }
  return feed;
}

function about(
  { product, decisionNumber, revocationReason, verdict }: ToldRecognition,
  language: FeedLanguage,
) {
  return [
    [product.producer?.name, product.place?.fullName].filter(Boolean).join(', '),
    decisionNumber && words[language].decision(decisionNumber),
    revocationReason,
    verdict.statement,
  ]
    .filter(Boolean)
    .map((text) => (text ?? '').replace(/\.$/, ''))
    .join('. ')
    .concat('.');
}

/** Days begin in Viet Nam. */
const startOf = (day: string) => new Date(`${day}T00:00:00+07:00`);

/** The library writes titles and texts as HTML. */
const asText = (text: string) => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
