import { isCode, plainCode } from '../../register/codes.rules.ts';
import { gtin14, hasRightCheckDigit } from '../../register/products/gtin.rules.ts';
import { html, type Part } from '../html.ts';
import type { Lang } from '../language.ts';
import type { Answer, Candidate } from './ask-register.ts';
import { address, framed, otherOf, verdictPath } from './frame.ts';
import { sign } from './signs.ts';
import { words, type Words } from './words.ts';

/** Where a number is typed: a plain form, that any browser can send. */
export const findForm = (lang: Lang, typed = ''): Part => {
  const t = words[lang];
  return html`<form class="find" action="/v/" role="search">
    <input type="hidden" name="lang" value="${lang}" />
    <label for="code">${t.findLabel}<span class="hint">${t.findHint}</span></label>
    <input
      id="code"
      name="code"
      value="${typed}"
      required
      maxlength="200"
      autocomplete="off"
      autocapitalize="characters"
      spellcheck="false"
    />
    <button>${t.findButton}</button>
  </form>`;
};

export function findPage(lang: Lang, hub?: Answer['hub']): string {
  const t = words[lang];
  return framed(
    { lang, hub, title: t.findTitle, otherLanguage: address('/v/', { lang: otherOf(lang) }) },
    html`<section class="answer UNKNOWN">
        <div class="in">
          <h1>${t.findTitle}</h1>
          <p class="sentence">${t.findLead}</p>
        </div>
      </section>
      <div class="in">
        <section class="part">
          ${findForm(lang)}
          <ul>
            ${t.findAbout.map((one) => html`<li>${one}</li>`)}
          </ul>
        </section>
      </div>`,
  );
}

/** A number that names nothing: what is wrong with it, and what it may have been meant for. */
export function unknownPage(number: string, { candidates, hub }: Answer, lang: Lang): string {
  const t = words[lang];
  return framed(
    {
      lang,
      hub,
      title: t.answers.UNKNOWN,
      otherLanguage: address(verdictPath(number), { lang: otherOf(lang) }),
      isHidden: true,
    },
    html`<section class="answer UNKNOWN">
        <div class="in">
          ${sign('UNKNOWN')}
          <h1>${t.answers.UNKNOWN}</h1>
          <p class="sentence">${whatIsWrong(number, t)}</p>
          <p class="day">${t.unknown.asked}: <b>${shortened(number)}</b></p>
        </div>
      </section>
      <div class="in">
        ${
          candidates.length > 0 &&
          html`<section class="part">
            <h2>${t.unknown.nearest}</h2>
            ${choices(
              candidates.map((candidate) => ({
                code: nearestCode(candidate, number),
                product: candidate,
                detail: null,
              })),
              lang,
            )}
          </section>`
        }
        <section class="part">
          <h3>${t.unknown.again}</h3>
          ${findForm(lang, number)}
        </section>
        <section class="part">
          <h3>${t.differsTitle}</h3>
          <p>
            <a class="button plain" href="${address(`${verdictPath(number)}/doubt`, { lang })}">${t.doubt}</a>
          </p>
        </section>
      </div>`,
  );
}

/** A decision about several products: the reader chooses one. */
export function choosePage(
  number: string,
  { recognitions, recognitionCount, hub }: Answer,
  lang: Lang,
): string {
  const t = words[lang];
  const title = t.chooseTitle(recognitions[0]?.decisionNumber ?? number);
  return framed(
    { lang, hub, title, otherLanguage: address(verdictPath(number), { lang: otherOf(lang) }) },
    html`<div class="in">
      <section class="part">
        <h2>${title}</h2>
        <p>${t.chooseLead(recognitionCount)}</p>
        ${choices(
          recognitions.map(({ code, stars, product }) => ({
            code,
            product,
            detail: stars && t.stars(stars),
          })),
          lang,
        )}
      </section>
      <section class="part">
        <h3>${t.another}</h3>
        ${findForm(lang)}
      </section>
    </div>`,
  );
}

/** A page that says one thing: that a question was wrong, or that it cannot be answered now. */
export function plainPage(lang: Lang, text: { title: string; lead: string }, otherLanguage = '/v/'): string {
  return framed(
    { lang, title: text.title, otherLanguage, isHidden: true },
    html`<section class="answer UNKNOWN">
        <div class="in">
          <h1>${text.title}</h1>
          <p class="sentence">${text.lead}</p>
        </div>
      </section>
      <div class="in"><section class="part">${findForm(lang)}</section></div>`,
  );
}

export function whatIsWrong(number: string, { unknown }: Pick<Words, 'unknown'>): string {
  const code = plainCode(number);
  if (isCode(code)) return unknown.wellFormed;
  if (/^[PR][0-9A-Z]{5,8}$/.test(code)) return unknown.mistyped;
  const gtin = gtin14(number);
  return gtin && !hasRightCheckDigit(gtin) ? unknown.gtin : unknown.other;
}

const choices = (list: { code: string; product: Candidate; detail: string | null | 0 }[], lang: Lang): Part =>
  html`<ul class="choices">
    ${list.map(
      ({ code, product, detail }) =>
        html`<li>
          <a href="${address(verdictPath(code), { lang })}"
            ><b>${product.name}</b>${product.producer && ` – ${product.producer.name}`}<br /><span
              class="code"
              >${code}</span
            >${detail && ` ${detail}`}</a
          >
        </li>`,
    )}
  </ul>`;

/** Whoever typed R… meant a recognition: of a product's codes, the one most like what was typed. */
function nearestCode({ code, recognitions }: Candidate, number: string): string {
  const typed = plainCode(number);
  const alike = (known: string) => [...known].filter((character, at) => character === typed[at]).length;
  const codes = typed.startsWith('R') ? [code, ...recognitions.map((one) => one.code)] : [code];
  return codes.reduce((best, one) => (alike(one) > alike(best) ? one : best));
}

const LONGEST_SHOWN = 60;
const shortened = (number: string): string =>
  number.length > LONGEST_SHOWN ? `${number.slice(0, LONGEST_SHOWN)}…` : number;
