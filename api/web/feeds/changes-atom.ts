/** Atom of what changed: tombstones (RFC 6721), and archives that together hold everything (RFC 5005). */
import type { Headline } from '../../register/changes/headlines.queries.ts';
import { pagePaths } from '../embed/pages.rules.ts';
import { html, type Html } from '../html.ts';
import type { FeedAddress } from './news.ts';
import { words } from './words.ts';

/** Changes of the log that one document goes through. */
export const CHANGES_OF_A_DOCUMENT = 500;

const changesPath = (archive: number | null, language: FeedAddress['language']): string =>
  `/feeds/changes${archive === null ? '' : `/${archive}`}.atom${language === 'en' ? '?lang=en' : ''}`;

export interface ChangesDocument {
  /** Newest first. */
  headlines: readonly Headline[];
  /** Which archive it is, from 1 on; null for what goes on after the last. */
  archive: number | null;
  /** How many archives are full. */
  archives: number;
  /** The instant of the newest change that it goes through. */
  updated: string;
}

export function changesAtom(
  { headlines, archive, archives, updated }: ChangesDocument,
  { origin, language }: FeedAddress,
): string {
  const t = words[language];
  const link = (rel: string, number: number | null) =>
    html`<link rel="${rel}" type="application/atom+xml" href="${origin + changesPath(number, language)}" />`;
  const before = archive === null ? archives : archive - 1;
  return html`<?xml version="1.0" encoding="utf-8"?>
    <feed
      xmlns="http://www.w3.org/2005/Atom"
      xmlns:at="http://purl.org/atompub/tombstones/1.0"
      xmlns:fh="http://purl.org/syndication/history/1.0"
      xml:lang="${language}"
    >
      <id>urn:ocop:changes</id>
      <title>${t.changesTitle}</title>
      <subtitle>${t.changesAbout}</subtitle>
      <updated>${updated}</updated>
      <author><name>OCOP hub</name></author>
      <rights>CC BY 4.0</rights>
      ${link('self', archive)} ${archive !== null && [html`<fh:archive />`, link('current', null)]}
      ${before > 0 && link('prev-archive', before)}
      ${archive !== null && archive < archives && link('next-archive', archive + 1)}
      ${headlines.map((one) => (one.isDeleted ? tombstone(one, origin, language) : entry(one, origin, language)))}
    </feed> `.text;
}

const titleOf = ({ entity, name, code, slug }: Headline, language: FeedAddress['language']): string =>
  words[language].changed(entity, wellFormed(name ?? code ?? slug ?? ''));

const entry = (one: Headline, origin: string, language: FeedAddress['language']): Html =>
  html`<entry>
    <id>urn:ocop:${one.id}</id>
    <title>${titleOf(one, language)}</title>
    <updated>${one.at}</updated>
    <link rel="alternate" type="text/html" href="${origin + pageOf(one, language)}" />
    <category term="${one.entity}" />
    <summary>${[one.code, one.slug].filter(Boolean).join(' · ')}</summary>
  </entry> `;

const tombstone = (one: Headline, origin: string, language: FeedAddress['language']): Html =>
  html`<at:deleted-entry ref="urn:ocop:${one.id}" when="${one.at}">
    <at:comment
      >${titleOf(one, language)}${one.into && ` (${words[language].merged} urn:ocop:${one.into.id})`}</at:comment
    >
    ${one.into && canonical({ ...one, ...one.into }, origin, language)}
  </at:deleted-entry> `;

/** The page of what a thing that is gone was merged into (RFC 6596), unless that has none any more. */
const canonical = (kept: Headline, origin: string, language: FeedAddress['language']): Html | null =>
  kept.code === null && kept.slug === null
    ? null
    : html`<link rel="canonical" type="text/html" href="${origin + pageOf(kept, language)}" />`;

function pageOf({ entity, slug, code }: Headline, language: FeedAddress['language']): string {
  switch (entity) {
    case 'Producer':
      return `${pagePaths.producer[language]}${slug}/`;
    case 'Region':
      return `${pagePaths.region[language]}${slug}/`;
    default:
      return `/v/${code}${language === 'en' ? '?lang=en' : ''}`;
  }
}

/** Without what XML 1.0 cannot say at all, not even escaped. */
const wellFormed = (text: string): string =>
  text.replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '');
