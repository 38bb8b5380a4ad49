/** The pages that stand in frames of other people's pages. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { EmbedLang } from './card.rules.ts';
import { lookCss } from './look.rules.ts';
import { escaped, toHtml, type Markup } from './markup.rules.ts';

export const themes = ['light', 'dark', 'inherit'] as const;
export type Theme = (typeof themes)[number];

/** `inherit` takes the scheme of the page around it, which browsers hand on to a frame. */
const pageCss = `html{color-scheme:light dark}[data-theme=light]{color-scheme:light}[data-theme=dark]{color-scheme:dark}
body{margin:0;container-type:inline-size}${lookCss}`;

const hashed = (content: string): string =>
  createHash('sha256').update(content).digest('base64url').slice(0, 10);

/** Style and script of the pages, under names that change with their content. */
export const frameAssets = (() => {
  const script = readFileSync(new URL('frame.js', import.meta.url), 'utf8');
  return {
    style: { path: `/embed/look.${hashed(pageCss)}.css`, type: 'text/css; charset=utf-8', content: pageCss },
    script: {
      path: `/embed/frame.${hashed(script)}.js`,
      type: 'text/javascript; charset=utf-8',
      content: script,
    },
  };
})();

export function framePage(page: {
  lang: EmbedLang;
  theme: Theme;
  title: string;
  refreshIn: number;
  /** Said beneath the card while the hub cannot be reached. */
  stale: string;
  content: Markup;
}): string {
  const { style, script } = frameAssets;
  return `<!doctype html><html lang="${page.lang}" data-theme="${page.theme}" data-refresh="${page.refreshIn}" data-stale="${escaped(page.stale)}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>${escaped(page.title)}</title><link rel="stylesheet" href="${style.path}"><script src="${script.path}" defer></script><body>${toHtml(page.content)}`;
}
