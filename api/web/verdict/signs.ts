import type { VerdictStatus } from '../../register/recognitions/recognition.rules.ts';
import { html, Html } from '../html.ts';

/** Each answer has a shape of its own: it can be told in black and white, and without reading. */
const shapes: Record<VerdictStatus, string> = {
  IN_FORCE: '<circle cx="32" cy="32" r="28"/><path d="M18 33l10 10 19-21"/>',
  EXPIRED: '<circle cx="32" cy="32" r="28"/><path d="M32 15v18l12 8"/>',
  REVOKED: '<path d="M21 5h22l16 16v22L43 59H21L5 43V21z"/><path d="M22 22l20 20M42 22L22 42"/>',
  SUPERSEDED: '<circle cx="32" cy="32" r="28"/><path d="M16 32h30M35 20l12 12-12 12"/>',
  NOT_CONFIRMED: '<path d="M32 6l28 51H4z"/><path d="M32 24v15M32 48v1"/>',
  UNKNOWN: '<circle cx="32" cy="32" r="28"/><path d="M23 25c0-12 18-12 18 0 0 7-9 7-9 14M32 48v1"/>',
};

export const sign = (status: VerdictStatus): Html =>
  new Html(
    `<svg class="sign" viewBox="0 0 64 64" width="72" height="72" fill="none" stroke="currentColor" stroke-width="6" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${shapes[status]}</svg>`,
  );

const STAR = 'M12 1.8l3.1 6.6 7.2.9-5.3 5 1.4 7.1-6.4-3.5-6.4 3.5L7 14.3l-5.3-5 7.2-.9z';
const MOST = 5;

/** So many of five stars; the words beside them say it too. */
export const starRow = (stars: number): Html =>
  html`<svg class="stars" viewBox="0 0 132 24" width="132" height="24" aria-hidden="true">
    ${Array.from(
      { length: MOST },
      (_, index) =>
        html`<path
          transform="translate(${index * 27})"
          class="${index < stars ? 'on' : 'off'}"
          d="${STAR}"
        />`,
    )}
  </svg>`;
