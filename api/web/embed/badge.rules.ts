/** A card as one picture, for places that take no script and no frame. Attributes only: no style sheet to forbid. */
import type { Card } from './card.rules.ts';
import { starsPath } from './look.rules.ts';
import { toHtml, type Markup } from './markup.rules.ts';

export const BADGE_WIDTH = 320;
export const BADGE_HEIGHT = 112;
const MARGIN = 16;
/** The width of a letter, in parts of the size of the type: as wide as in the widest of the usual fonts. */
const LETTER = 0.6;

export type BadgeTheme = 'light' | 'dark';

const colours = {
  light: {
    paper: '#fffefb',
    line: '#ddd6c8',
    ink: '#1c1917',
    muted: '#57534e',
    held: '#14532d',
    heldBack: '#dcfce7',
    five: '#422006',
    fiveBack: '#fde68a',
    three: '#7c2d12',
    threeBack: '#ffedd5',
    past: '#7f1d1d',
    accent: '#166534',
  },
  dark: {
    paper: '#1e1b18',
    line: '#3a342e',
    ink: '#f5f1e8',
    muted: '#b8b0a4',
    held: '#bbf7d0',
    heldBack: '#123222',
    five: '#fde68a',
    fiveBack: '#3f2d08',
    three: '#fed7aa',
    threeBack: '#43220f',
    past: '#fecaca',
    accent: '#86efac',
  },
};

export function badgeSvg(card: Card, theme: BadgeTheme): string {
  const c = colours[theme];
  const isHeld = card.tone === 'held';
  const [ink, back] = !isHeld
    ? [c.muted, 'none']
    : card.stars === 5
      ? [c.five, c.fiveBack]
      : card.stars === 3
        ? [c.three, c.threeBack]
        : [c.held, c.heldBack];
  const starsWidth = card.stars * 14 + (card.stars > 0 ? 6 : 0);
  const pillWidth = Math.round(starsWidth + card.badge.length * 13 * LETTER + 22);
  const isHollow = !isHeld;
  const text = (y: number, size: number, fill: string, weight: number, content: string): Markup => [
    'text',
    { x: MARGIN, y, 'font-size': size, 'font-weight': weight, fill },
    cut(content, size),
  ];
  const who = [card.producer, card.place].filter(Boolean).join(' · ');
  const standingInk = isHeld ? c.held : card.tone === 'past' ? c.past : c.muted;
  return toHtml([
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width: BADGE_WIDTH,
      height: BADGE_HEIGHT,
      viewBox: `0 0 ${BADGE_WIDTH} ${BADGE_HEIGHT}`,
      role: 'img',
      'aria-labelledby': 'title',
      'font-family': "'Be Vietnam Pro',system-ui,'Segoe UI',Roboto,'Noto Sans',sans-serif",
    },
    ['title', { id: 'title' }, `${card.name}: ${card.badge}. ${card.standing}. ${card.source}`],
    [
      'rect',
      {
        x: 0.5,
        y: 0.5,
        width: BADGE_WIDTH - 1,
        height: BADGE_HEIGHT - 1,
        rx: 13.5,
        fill: c.paper,
        stroke: c.line,
      },
    ],
    ['path', { d: `M14 2.5h${BADGE_WIDTH - 28}`, stroke: isHeld ? c.accent : c.line, 'stroke-width': 4 }],
    [
      'rect',
      {
        x: MARGIN,
        y: 14,
        width: pillWidth,
        height: 22,
        rx: 11,
        fill: back,
        stroke: isHeld ? 'none' : c.muted,
        'stroke-dasharray': isHeld ? null : card.tone === 'past' ? null : '3 3',
      },
    ],
    ...(card.stars > 0
      ? [
          [
            'path',
            {
              transform: `translate(${MARGIN + 10} 18) scale(.5833)`,
              d: starsPath(card.stars),
              fill: isHollow ? 'none' : ink,
              stroke: ink,
              'stroke-width': 1.6,
              'stroke-linejoin': 'round',
            },
          ] as Markup,
        ]
      : []),
    [
      'text',
      {
        x: MARGIN + (pillWidth + starsWidth) / 2,
        'text-anchor': 'middle',
        y: 29.5,
        'font-size': 13,
        'font-weight': 600,
        fill: ink,
      },
      card.badge,
    ],
    text(57, 16, c.ink, 600, card.name),
    ...(who ? [text(75, 12.5, c.muted, 400, who)] : []),
    text(98, 13, standingInk, 600, card.standing),
  ]);
}

/** A picture cannot wrap or clip its words: they end with an ellipsis, and stand whole in the title. */
function cut(text: string, size: number): string {
  const most = Math.floor((BADGE_WIDTH - 2 * MARGIN) / (size * LETTER));
  return text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`;
}
