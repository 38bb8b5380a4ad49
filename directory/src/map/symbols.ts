/** The small drawings of the map, as elements; all in the colour of the text around them. */
import { drawing } from './dom.ts';

const svg = (viewBox: string, inside: string): string =>
  `<svg viewBox="${viewBox}" width="1em" height="1em" focusable="false">${inside}</svg>`;

export const star = () =>
  drawing(
    svg(
      '0 0 20 20',
      '<path fill="currentColor" d="m10 1.6 2.6 5.5 6 .8-4.4 4.1 1.1 6L10 15.1 4.7 18l1.1-6L1.4 7.9l6-.8z"/>',
    ),
    'hm-icon',
  );

const stroke = (d: string) =>
  svg(
    '0 0 24 24',
    `<path fill="none" stroke="currentColor" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round" d="${d}"/>`,
  );

export const plus = () => drawing(stroke('M12 5v14M5 12h14'), 'hm-icon');
export const minus = () => drawing(stroke('M5 12h14'), 'hm-icon');
export const whole = () => drawing(stroke('M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5'), 'hm-icon');
export const cross = () => drawing(stroke('M6 6l12 12M18 6 6 18'), 'hm-icon');
export const arrow = () => drawing(stroke('M5 12h14M13 6l6 6-6 6'), 'hm-icon');
