import { html, Html, type Part } from '../html.ts';
import type { Lang } from '../language.ts';
import { style } from './style.ts';
import { words } from './words.ts';

export interface Frame {
  lang: Lang;
  title: string;
  /** The name of the hub, as far as the register could say it. */
  hub?: { name: string; isOfficial: boolean } | undefined;
  /** The same page in the other language, from the root of the hub. */
  otherLanguage: string;
  head?: Part;
  isHidden?: boolean;
}

const mark = new Html(
  '<svg viewBox="0 0 40 40" width="30" height="30" aria-hidden="true"><path d="M20 1 39 20 20 39 1 20z" fill="#166534"/><path d="M20 7.5 32.5 20 20 32.5 7.5 20z" fill="#f3e9d6"/><path d="M20 13c4 4 5.5 7 0 15-5.5-8-4-11 0-15z" fill="#9a3412"/><path d="M11 20c4-1 7 0 9 8-6-1-8.5-3-9-8zM29 20c-4-1-7 0-9 8 6-1 8.5-3 9-8z" fill="#b45309"/></svg>',
);

const styleElement = new Html(`<style>${style}</style>`);

export const homeOf = (lang: Lang): string => (lang === 'vi' ? '/' : '/en/');
export const otherOf = (lang: Lang): Lang => (lang === 'vi' ? 'en' : 'vi');

/** The whole document around a page: it needs nothing else, neither file nor script. */
export function framed({ lang, title, hub, otherLanguage, head, isHidden }: Frame, main: Part): string {
  const t = words[lang];
  const name = hub?.name ?? 'OCOP';
  return `${
    html`<!doctype html>
      <html lang="${lang}">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <title>${title} – ${name}</title>
          ${isHidden && html`<meta name="robots" content="noindex" />`}
          <link rel="icon" href="/icon.svg" type="image/svg+xml" />
          ${head} ${styleElement}
        </head>
        <body>
          <header class="top">
            <div class="in">
              <a class="lang" href="${otherLanguage}" hreflang="${otherOf(lang)}" lang="${otherOf(lang)}"
                >${t.otherLanguage}</a
              >
              <a class="brand" href="${homeOf(lang)}">${mark}${name}</a>
            </div>
          </header>
          <main>${main}</main>
          <footer class="in">
            ${
              hub &&
              !hub.isOfficial &&
              html`<p>
                <b>${t.notice}</b>
                <a href="${lang === 'vi' ? '/du-lieu/' : '/en/about-the-data/'}">${t.noticeLink}</a>
              </p>`
            }
            <p>${t.footer}</p>
          </footer>
        </body>
      </html>`.text
  }\n`;
}

/** An address with its query; what is undefined is left out. */
export function address(path: string, query: Record<string, string | null | undefined>): string {
  const search = new URLSearchParams(
    Object.entries(query).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  ).toString();
  return search ? `${path}?${search}` : path;
}

export const verdictPath = (number: string): string => `/v/${encodeURIComponent(number)}`;
