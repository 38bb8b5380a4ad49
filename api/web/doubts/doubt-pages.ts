import { longest, type DoubtFault, type DoubtText } from '../../register/doubts/doubt.rules.ts';
import { html, type Part } from '../html.ts';
import type { Lang } from '../language.ts';
import { address, framed, otherOf, verdictPath } from '../verdict/frame.ts';
import { words as verdictWords } from '../verdict/words.ts';
import { words, type PhotoFault } from './words.ts';

export interface Form extends DoubtText {
  formId: string;
  number: string;
}

export interface Faults {
  what?: DoubtFault;
  place?: DoubtFault;
  photo?: PhotoFault;
}

/** The form, with what was typed before and what was wrong with it. */
export function formPage(lang: Lang, form: Form, faults: Faults = {}, notice?: string): string {
  const t = words[lang];
  const said = {
    what: faults.what && t.faults.what[faults.what],
    place: faults.place && t.faults.place[faults.place],
    photo: faults.photo && t.faults.photo[faults.photo],
  };
  const own = form.number ? `${verdictPath(form.number)}/doubt` : '/v/doubt';
  const reasons = (['what', 'place', 'photo'] as const).filter((field) => said[field]);
  return framed(
    { lang, title: t.title, otherLanguage: address(own, { lang: otherOf(lang) }), isHidden: true },
    html`<div class="in">
      <section class="part">
        <h1>${t.title}</h1>
        <p>${t.lead}</p>
        ${form.number && html`<p><a href="${address(verdictPath(form.number), { lang })}">${t.back}</a></p>`}
        ${
          (notice ?? reasons.length > 0) &&
          html`<div class="wrong" role="alert">
            <p>${notice ?? t.faults.summary}</p>
            <ul>
              ${reasons.map((field) => html`<li><a href="#${field}">${said[field]}</a></li>`)}
            </ul>
          </div>`
        }
        <form method="post" action="${address('/v/doubt', { lang })}" enctype="multipart/form-data">
          <input type="hidden" name="lang" value="${lang}" />
          <input type="hidden" name="form" value="${form.formId}" />
          ${field('number', t.number, t.numberHint, undefined, (described) => html`<input id="number" name="number" value="${form.number}" maxlength="200" autocomplete="off" ${described} />`)}
          ${field('what', t.what, t.whatHint, said.what, (described) => html`<textarea id="what" name="what" rows="5" required maxlength="${longest.what}" ${described}>${form.what}</textarea>`)}
          ${field('place', t.place, t.placeHint, said.place, (described) => html`<input id="place" name="place" value="${form.place}" required maxlength="${longest.place}" autocomplete="off" ${described} />`)}
          ${field('photo', t.photo, t.photoHint, said.photo, (described) => html`<input id="photo" name="photo" type="file" accept="image/jpeg,image/png,image/webp" ${described} />`)}
          <p class="quiet">${t.privacy}</p>
          <button>${t.send}</button>
        </form>
      </section>
    </div>`,
  );
}

function field(
  id: string,
  label: string,
  hint: string,
  fault: string | undefined,
  control: (described: Part) => Part,
): Part {
  return html`<div class="${fault && 'wrong'}">
    <label for="${id}">${label}<span class="hint" id="${id}-hint">${hint}</span></label>
    ${fault && html`<p class="error" id="${id}-error">${fault}</p>`}
    ${control(fault ? html`aria-invalid="true" aria-describedby="${id}-error"` : html`aria-describedby="${id}-hint"`)}
  </div>`;
}

export function receiptPage(lang: Lang, caseNumber: string, day: string): string {
  const t = words[lang];
  return framed(
    {
      lang,
      title: `${t.receiptTitle}: ${caseNumber}`,
      otherLanguage: address(`/v/doubt/${caseNumber}`, { lang: otherOf(lang) }),
      isHidden: true,
    },
    html`<div class="in">
      <section class="part">
        <h1>${t.receiptTitle}</h1>
        <p>${t.receiptNumber}: <b class="code">${caseNumber}</b></p>
        <p>${t.receipt(verdictWords[lang].day(day))}</p>
        <p>${t.receiptNote}</p>
        <p><a class="button plain" href="${address('/v/', { lang })}">${t.another}</a></p>
      </section>
    </div>`,
  );
}
