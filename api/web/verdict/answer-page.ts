import type { VerdictFacts } from '../../register/recognitions/recognition.rules.ts';
import { jsonLd, productNode, scriptText } from '../../register/products/structured-data.rules.ts';
import { html, Html, type Part } from '../html.ts';
import type { Lang } from '../language.ts';
import type {
  Answer,
  AnsweredProduct,
  AnsweredRecognition,
  AnsweredVerdict,
  NamedSource,
} from './ask-register.ts';
import { address, framed, otherOf, verdictPath } from './frame.ts';
import { findForm } from './number-pages.ts';
import { sign, starRow } from './signs.ts';
import { words, type Words } from './words.ts';

/** What is shown besides the register's answer. */
export interface Asked {
  /** The product's or recognition's own code. */
  code: string;
  /** Whether the answer is for a recognition, and not for the product as a whole. */
  isAboutRecognition: boolean;
  /** The day that was asked for; null for today. */
  asOf: string | null;
  lang: Lang;
  origin: string;
  /** What stood beside the GTIN in a barcode. */
  scanned: { gtin: string | null; lot: string | null };
}

export interface KnownVerdict extends AnsweredVerdict {
  product: AnsweredProduct;
}

export function answerPage(verdict: KnownVerdict, hub: Answer['hub'], asked: Asked): string {
  const { lang, origin, code } = asked;
  const t = words[lang];
  const { product, recognition } = verdict;
  const path = verdictPath(code);
  const here = (query: Record<string, string | null>) =>
    address(path, { lang: asked.lang, asOf: asked.asOf, ...query });
  const title = answerOf(verdict, t);
  return framed(
    {
      lang,
      hub,
      title: `${title}: ${product.name}`,
      otherLanguage: here({ lang: otherOf(lang) }),
      // Another day's answer is not what a search engine should find.
      isHidden: asked.asOf !== null,
      head: html`<meta name="description" content="${verdict.statement}" />
        <link rel="canonical" href="${origin}${path}" />
        <link rel="alternate" hreflang="vi" href="${origin}${path}?lang=vi" />
        <link rel="alternate" hreflang="en" href="${origin}${path}?lang=en" />
        <link rel="alternate" type="application/ld+json" href="${here({ f: 'jsonld' })}" />
        <script type="application/ld+json">
          ${new Html(scriptText(described(verdict, asked)))}
        </script> `,
    },
    html`${
        asked.asOf &&
        html`<div class="other-day">
          <p class="in">
            ${t.otherDay(t.day(asked.asOf))} <a href="${here({ asOf: null })}">${t.toToday}</a>
          </p>
        </div>`
      }
      <section class="answer ${verdict.status}">
        <div class="in">
          ${sign(verdict.status)}
          <h1>${title}</h1>
          ${untilLine(verdict, t)}
          <h2>${product.name}</h2>
          <p class="by">${product.producer?.name}</p>
          ${verdict.status === 'NOT_CONFIRMED' && html`<p class="sentence">${verdict.statement}</p>`}
          ${!asked.asOf && html`<p class="day">${t.today(t.day(verdict.asOf))}</p>`}
        </div>
      </section>
      <div class="in">
        <section class="part">${productFacts(product, asked, t)}</section>
        ${
          recognition &&
          html`<section class="part">
            <h3>${verdict.stars ? t.stars(verdict.stars) : 'OCOP'}</h3>
            ${recognitionFacts(verdict, recognition, t, lang)}
          </section>`
        }
        <section class="part">
          <h3>${t.evidenceTitle}</h3>
          ${evidence(recognition, t, lang)}
        </section>
        <section class="part">
          <h3>${t.differsTitle}</h3>
          <ul>
            ${t.differs.map((one) => html`<li>${one}</li>`)}
          </ul>
          <p><a class="button" href="${address(`${path}/doubt`, { lang })}">${t.doubt}</a></p>
        </section>
        <section class="part">
          <h3>${t.moreTitle}</h3>
          <ul>
            <li><a href="${productPage(product, lang)}">${t.productPage}</a></li>
            ${
              asked.isAboutRecognition &&
              html`<li><a href="${address(verdictPath(product.code), { lang })}">${t.productVerdict}</a></li>`
            }
          </ul>
          <details>
            <summary>${t.askDay}</summary>
            <form action="${path}">
              <input type="hidden" name="lang" value="${lang}" />
              <label for="asOf">${t.askDayLabel}</label>
              <input id="asOf" name="asOf" type="date" required value="${verdict.asOf}" />
              <button>${t.askDayButton}</button>
            </form>
          </details>
        </section>
        <section class="part">
          <h3>${t.another}</h3>
          ${findForm(lang)}
        </section>
      </div>`,
  );
}

const answerOf = ({ status, reason }: VerdictFacts, t: Words): string =>
  reason === 'NOT_YET_ISSUED' ? t.notYet : t.answers[status];

function untilLine(verdict: VerdictFacts, t: Words): Part {
  const line = t.until(verdict);
  // Stars that shine are stars in force: of all others only words speak.
  const row = verdict.status === 'IN_FORCE' && verdict.stars ? starRow(verdict.stars) : null;
  return line && html`<p class="until">${row}${line}</p>`;
}

const fact = (term: string, value: Part): Part =>
  value &&
  html`<div>
    <dt>${term}</dt>
    <dd>${value}</dd>
  </div>`;

function productFacts(product: AnsweredProduct, { code, lang, scanned }: Asked, t: Words): Part {
  const pack = product.variants.find(({ gtin }) => gtin !== null && gtin === scanned.gtin);
  return html`${pack && html`<p><b>${t.scanned(packName(pack))}</b></p>`}
    ${scanned.lot && html`<p>${t.lot(scanned.lot)}</p>`}
    <dl>
      ${fact(
        t.labels.producer,
        product.producer
          ? html`<a href="${lang === 'vi' ? '/chu-the/' : '/en/producers/'}${product.producer.slug}/"
              >${product.producer.name}</a
            >`
          : t.noProducer,
      )}
      ${fact(t.labels.place, product.place?.fullName ?? product.formerPlace?.fullName ?? product.placeAsWritten)}
      ${fact(
        t.labels.packs,
        product.variants.length > 0
          ? html`<ul>
              ${product.variants.map(
                (variant) =>
                  html`<li>${packName(variant)}${variant.gtin && `, ${t.gtin(variant.gtin)}`}</li>`,
              )}
            </ul>`
          : html`<span class="quiet">${t.noPacks}</span>`,
      )}
      ${fact(t.labels.set, product.productSet?.name)} ${fact(t.labels.officialCode, product.officialCode)}
      ${fact(t.labels.code, html`<span class="code">${code}</span>`)}
    </dl>`;
}

const packName = ({ name, netContent }: AnsweredProduct['variants'][number]): string =>
  netContent && !name.includes(netContent) ? `${name}, ${netContent}` : name;

function recognitionFacts(
  verdict: AnsweredVerdict,
  recognition: AnsweredRecognition,
  t: Words,
  lang: Lang,
): Part {
  const { labels } = t;
  const day = (date: string | null) => date && t.day(date);
  const { supersededBy } = verdict;
  return html`<dl>
    ${fact(
      labels.stars,
      verdict.stars
        ? t.stars(verdict.stars)
        : recognition.stars
          ? t.council(recognition.stars)
          : t.unpublished,
    )}
    ${fact(labels.decision, recognition.decisionNumber ?? html`<span class="quiet">${t.noDecision}</span>`)}
    ${fact(labels.authority, recognition.issuingAuthority)} ${fact(labels.round, recognition.round)}
    ${fact(labels.issued, recognition.issued ? t.partial(recognition.issued) : t.unpublished)}
    ${fact(labels.lastDay, day(verdict.lastDayIsExact ? verdict.lastDay : null))}
    ${fact(labels.extended, day(recognition.extendedUntil))}
    ${verdict.status === 'REVOKED' && fact(labels.revoked, revocation(recognition, t))}
    ${verdict.status === 'SUPERSEDED' && fact(labels.superseded, day(recognition.supersededOn))}
    ${
      supersededBy &&
      fact(
        labels.by,
        html`<a class="code" href="${address(verdictPath(supersededBy.code), { lang })}"
            >${supersededBy.code}</a
          >${supersededBy.stars && `, ${t.stars(supersededBy.stars)}`}`,
      )
    }
    ${fact(labels.recognition, html`<a class="code" href="${address(verdictPath(recognition.code), { lang })}">${recognition.code}</a>`)}
  </dl>`;
}

const revocation = ({ revokedOn, revocationReason }: AnsweredRecognition, t: Words): string =>
  [revokedOn && t.day(revokedOn), revocationReason].filter(Boolean).join(': ');

/** More sources than these are counted on the product's own page. */
const MOST_SOURCES = 4;

function evidence(recognition: AnsweredRecognition | null, t: Words, lang: Lang): Part {
  if (!recognition) return html`<p>${t.noRecognition}</p>`;
  const sources = [recognition.source, ...recognition.otherSources].slice(0, MOST_SOURCES);
  return html`<p>${t.evidence[recognition.evidence]}</p>
    <p class="quiet">${t.sources}:</p>
    <ul>
      ${sources.map((source) => html`<li>${cited(source, lang)}${source.publisher && `, ${source.publisher}`}, ${t.read(t.day(source.retrievedOn))}</li>`)}
    </ul>`;
}

function cited({ title, url, language }: NamedSource, lang: Lang): Part {
  const spoken = language === lang ? null : html` lang="${language}"`;
  return url && /^https?:/.test(url)
    ? html`<a href="${url}" rel="noreferrer" ${spoken}>${title}</a>`
    : html`<span${spoken}>${title}</span>`;
}

export const productPage = ({ slug }: { slug: string }, lang: Lang): string =>
  lang === 'vi' ? `/san-pham/${slug}/` : `/en/products/${slug}/`;

/** The answer for machines. */
export function described(verdict: KnownVerdict, { lang, origin, isAboutRecognition }: Asked) {
  const { product, recognition } = verdict;
  const shown = {
    ...product,
    category: product.productSet?.name ?? null,
    page: productPage(product, lang),
    producer: product.producer && {
      name: product.producer.name,
      page: `${lang === 'vi' ? '/chu-the/' : '/en/producers/'}${product.producer.slug}/`,
    },
    recognitions: isAboutRecognition && recognition ? [recognition] : product.recognitions,
  };
  return jsonLd(productNode(shown, { asOf: verdict.asOf, lang, origin }, verdict));
}
