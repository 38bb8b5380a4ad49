/** One look for the page in a frame and the components in a host's page. */
import type { Card } from './card.rules.ts';
import type { CardList } from './list.rules.ts';
import type { Markup } from './markup.rules.ts';

/** Pixels that a card takes, and the width below which it takes the second. */
export const CARD_HEIGHT = 232;
export const NARROW_CARD_HEIGHT = 288;
export const NARROW = 260;
/** Pixels that are kept for a list of so many rows. */
export const listHeight = (rows: number): number => 96 + rows * 92;
export const MAP_HEIGHT = 520;

/** A star of 24 × 24, drawn by hand; each begins 24 to the right of the one before. */
const star =
  'c.9 3.2 1.6 4.9 2.9 6 1.6.3 3.6.2 6.6.4-2.5 2-4 3.2-4.7 4.9.2 1.7.9 3.5 1.6 6.5-2.7-1.7-4.4-2.7-6.4-2.7s-3.7 1-6.4 2.7c.7-3 1.4-4.8 1.6-6.5-.7-1.7-2.2-2.9-4.7-4.9 3-.2 5-.1 6.6-.4 1.3-1.1 2-2.8 2.9-6z';
export const starsPath = (stars: number): string => `M12 2.8${Array(stars).fill(star).join('m24 0')}`;

const starsMarkup = (stars: number): Markup[] =>
  stars > 0
    ? [
        [
          'svg',
          {
            viewBox: `0 0 ${24 * stars} 24`,
            width: 15 * stars,
            height: 15,
            'aria-hidden': 'true',
            part: 'stars',
          },
          ['path', { d: starsPath(stars) }],
        ],
      ]
    : [];

const line = (name: string, text: string | null): Markup[] =>
  text ? [['p', { class: 'w', part: name }, text]] : [];

const nameMarkup = ({ name, href }: Card): Markup =>
  href ? ['a', { href, target: '_blank', part: 'link', lang: 'vi' }, name] : name;

const badgeMarkup = ({ stars, badge, tone }: Card): Markup => [
  'span',
  { class: 'b', part: 'badge', 'data-tone': tone, 'data-stars': stars },
  ...starsMarkup(stars),
  badge,
];
const standingMarkup = ({ standing, tone }: Card): Markup => [
  'span',
  { class: 's', part: 'standing', 'data-tone': tone },
  standing,
];

export const cardMarkup = (card: Card, isStale = false): Markup => [
  'article',
  {
    class: 'c',
    part: 'card',
    'data-tone': card.tone,
    'data-stars': card.stars,
    'aria-label': `${card.name}: ${card.badge}, ${card.standing}`,
  },
  ['p', {}, badgeMarkup(card)],
  ['p', { class: 'n', part: 'name' }, nameMarkup(card)],
  ...line('producer', card.producer),
  ...line('place', card.place),
  ['p', { class: 'g' }, standingMarkup(card)],
  [
    'p',
    { class: 'f', part: 'source' },
    ...(card.verify ? [linkMarkup(card.verify), ' '] : []),
    ['span', {}, isStale ? card.stale : card.source],
  ],
];

export const listMarkup = (list: CardList, isStale = false): Markup => [
  'section',
  { class: 'l', part: 'list', 'aria-label': [list.title, list.about].filter(Boolean).join(': ') },
  ['p', { class: 'n', part: 'title' }, list.title],
  ...line('about', list.about),
  ...list.notes.map((note): Markup => ['p', { class: 'x', part: 'note' }, note]),
  list.cards.length > 0
    ? ['ul', { part: 'rows', role: 'list' }, ...list.cards.map(rowMarkup)]
    : ['p', { class: 'e', part: 'empty' }, list.empty],
  [
    'p',
    { class: 'f', part: 'source' },
    linkMarkup(list.more),
    ' ',
    ['span', {}, isStale ? list.stale : list.source],
  ],
];

const rowMarkup = (card: Card): Markup => [
  'li',
  { part: 'row' },
  ['p', { class: 'n', part: 'name' }, nameMarkup(card)],
  ...line('producer', [card.producer, card.place].filter(Boolean).join(' · ')),
  ['p', { class: 'r' }, badgeMarkup(card), ' ', standingMarkup(card)],
];

const linkMarkup = ({ text, href }: { text: string; href: string }): Markup => [
  'a',
  { href, target: '_blank' },
  text,
];

type Pair = [light: string, dark: string];
const palette: Record<string, Pair> = {
  paper: ['#fffefb', '#1e1b18'],
  ink: ['#1c1917', '#f5f1e8'],
  muted: ['#57534e', '#b8b0a4'],
  line: ['#ddd6c8', '#3a342e'],
  accent: ['#166534', '#86efac'],
  focus: ['#1d4ed8', '#93c5fd'],
  held: ['#dcfce7', '#123222'],
  'held-ink': ['#14532d', '#bbf7d0'],
  five: ['#fde68a', '#3f2d08'],
  'five-ink': ['#422006', '#fde68a'],
  three: ['#ffedd5', '#43220f'],
  'three-ink': ['#7c2d12', '#fed7aa'],
  unsure: ['#f8efd2', '#352a12'],
  'unsure-ink': ['#5f4208', '#f4dfa6'],
  past: ['#f4f1ea', '#211e1b'],
  'past-ink': ['#7f1d1d', '#fecaca'],
};
const colours = (value: (pair: Pair) => string): string =>
  Object.entries(palette)
    .map(([name, pair]) => `--${name}:var(--ocop-${name},${value(pair)})`)
    .join(';');

/**
 * The look, without a single address in it: a host's policy need not allow styles, pictures or fonts of the hub.
 * Sizes are pixels, as the root of a host's page may be of any size.
 */
export const lookCss = `
.c,.l{${colours(([light]) => light)}}
@supports (color:light-dark(#000,#fff)){.c,.l{${colours((pair) => `light-dark(${pair.join()})`)}}}
.c,.l{all:initial;color-scheme:inherit;box-sizing:border-box;display:flex;flex-direction:column;position:relative;
overflow:hidden;max-width:var(--ocop-max-width,416px);padding:17px 16px 11px;border:1px solid var(--line);
border-radius:var(--ocop-radius,14px);background:var(--paper);color:var(--ink);overflow-wrap:anywhere;
font:14px/1.45 var(--ocop-font,'Be Vietnam Pro',system-ui,'Segoe UI',Roboto,'Noto Sans',sans-serif)}
.c{min-height:${CARD_HEIGHT}px}
.l{max-height:100%}
.c::before,.l::before{content:'';position:absolute;inset:0 0 auto;height:4px;background:var(--accent)}
.c[data-tone=held][data-stars='5']::before{background:#e8b04a}
.c:not([data-tone=held])::before{background:var(--line)}
.c *,.l *{margin:0;padding:0}
a{color:inherit;text-decoration:none}
a:hover{text-decoration:underline}
a:focus-visible{outline:3px solid var(--focus);outline-offset:2px;border-radius:3px}
svg{flex:none;fill:currentColor;stroke:currentColor;stroke-width:1.6;stroke-linejoin:round}
.b{display:inline-flex;align-items:center;gap:6px;padding:1px 10px;border:1px solid transparent;border-radius:99px;
font-size:13px;font-weight:600;white-space:nowrap;background:var(--past);color:var(--muted)}
.b[data-tone=held]{background:var(--held);color:var(--held-ink)}
.b[data-tone=held][data-stars='5']{background:var(--five);color:var(--five-ink)}
.b[data-tone=held][data-stars='3']{background:var(--three);color:var(--three-ink)}
.b[data-tone=unsure]{background:var(--unsure);color:var(--unsure-ink)}
.b:not([data-tone=held]) svg{fill:none}
.b[data-tone=council],.b[data-tone=none]{background:none;border:1px dashed;font-weight:400}
.n{margin:9px 0 3px;font-size:17px;line-height:1.32;font-weight:600;display:-webkit-box;-webkit-box-orient:vertical;
-webkit-line-clamp:2;overflow:hidden;flex:none;padding-inline:3px;margin-inline:-3px}
.w{color:var(--muted);font-size:13.5px;white-space:nowrap;overflow:hidden;text-overflow:ellipsis;flex:none}
.g{margin-block:auto;padding-block:5px 7px}
.s{display:inline-flex;gap:7px;font-size:13.5px;line-height:1.35;color:var(--muted)}
.s::before{content:'';flex:none;box-sizing:border-box;width:9px;height:9px;margin-top:5px;border:2px solid;border-radius:50%}
.s[data-tone=held]{color:var(--held-ink)}
.s[data-tone=held]::before{background:currentColor}
.s[data-tone=past]{color:var(--past-ink)}
.s[data-tone=past]::before{border-radius:1px;rotate:45deg}
.f{flex:none;border-top:1px solid var(--line);padding-top:7px;font-size:12px;line-height:1.35;color:var(--muted)}
.f a{color:var(--accent);font-weight:600;margin-inline-end:4px;text-decoration:underline}
.f span{display:inline-block}
.l ul{list-style:none;overflow:auto;padding-inline:3px;margin-inline:-3px}
.l li{border-top:1px solid var(--line);padding-block:9px}
.l>.n{margin-top:0}
.l>.w,.l>.n:has(+ul){padding-bottom:9px}
.l li .n{font-size:15px;margin-top:0}
.r{display:flex;flex-wrap:wrap;align-items:center;gap:4px 10px;padding-top:4px}
.r .b{padding-inline:8px;gap:5px;font-size:12px}
.r svg{height:12px;width:auto}
.r .s{font-size:12.5px}
.e,.x{padding-block:10px;border-top:1px solid var(--line);color:var(--muted)}
.x{font-size:12.5px;padding-block:6px}
@container (max-width:${NARROW - 1}px){.c{min-height:${NARROW_CARD_HEIGHT}px}.c .n{-webkit-line-clamp:3}.c,.l{padding-inline:13px}
.b[data-tone=past] svg,.b[data-tone=council] svg{display:none}}
`.replaceAll('\n', '');
