import { filterWords, validWords } from '../../../api/web/embed/filter-words.rules.ts';
import { DEFAULT_LIMIT, LARGEST_LIMIT } from '../../../api/web/embed/list.rules.ts';
import {
  CARD_HEIGHT,
  cardMarkup,
  listHeight,
  listMarkup,
  lookCss,
  MAP_HEIGHT,
  NARROW,
  NARROW_CARD_HEIGHT,
} from '../../../api/web/embed/look.rules.ts';
import type { Markup } from '../../../api/web/embed/markup.rules.ts';
import { draw } from './draw.ts';
import { hub, read, readCard, readList } from './hub.ts';

/**
 * Made by script, as a host's policy may forbid styles in the page. `!important` holds within against whatever a
 * host's style says of every element; sizes and margins stay the host's.
 */
const sheet = new CSSStyleSheet();
sheet.replaceSync(`:host{display:block!important;min-width:200px;container-type:inline-size;color-scheme:inherit}
:host([hidden]){display:none!important}:host([theme=light]){color-scheme:light}:host([theme=dark]){color-scheme:dark}
iframe{display:block;width:100%;height:100%;border:0;border-radius:var(--ocop-radius,14px)}
.ocop-product{min-height:${CARD_HEIGHT}px}
@container (max-width:${NARROW - 1}px){.ocop-product{min-height:${NARROW_CARD_HEIGHT}px}}
${lookCss}`);

const LONGEST_CODE = 100;
const CHECK_MS = 15_000;
const RETRY_SECONDS = 30;
const live = new Set<HubElement>();

function refreshDue(): void {
  if (!document.hidden) for (const element of live) element.refresh();
}
setInterval(refreshDue, CHECK_MS);
document.addEventListener('visibilitychange', refreshDue);

export interface Shown {
  markup: (isStale: boolean) => Markup;
  refreshIn: number;
  isStale: boolean;
}

abstract class HubElement extends HTMLElement {
  readonly #frame = document.createElement('div');
  #asked: string | undefined;
  #last: Shown | undefined;
  #drawn = '';
  #due = 0;

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [sheet];
    this.#frame.className = this.localName;
    this.#frame.append(document.createElement('slot'));
    root.append(this.#frame);
  }

  connectedCallback(): void {
    live.add(this);
    this.attributeChangedCallback();
  }

  disconnectedCallback(): void {
    live.delete(this);
  }

  attributeChangedCallback(): void {
    // Of several changes at once only the last is asked for.
    queueMicrotask(() => {
      if (!this.isConnected) return;
      this.#frame.style.height = this.height();
      const question = this.question();
      if (question === this.#asked) return this.refresh();
      this.#asked = question;
      this.#last = undefined;
      this.#draw(null);
      void this.#ask();
    });
  }

  /** Asks again when the answer is too old to be shown as today's. */
  refresh(): void {
    if (this.#asked && Date.now() >= this.#due) void this.#ask();
  }

  /** What is asked of the hub; empty where there is nothing to ask. */
  protected abstract question(): string;
  protected abstract answer(question: string): Promise<Shown>;
  protected height(): string {
    return '';
  }
  /** In the language of the element, else of the host's page, else in Vietnamese. */
  protected get language(): 'vi' | 'en' {
    return /^en\b/i.test(this.lang || document.documentElement.lang) ? 'en' : 'vi';
  }

  async #ask(): Promise<void> {
    const question = this.#asked;
    if (!question) return;
    this.#due = Date.now() + RETRY_SECONDS * 1_000;
    let shown: Shown | undefined;
    try {
      shown = await this.answer(question);
    } catch {
      shown = this.#last && { ...this.#last, isStale: true };
    }
    // Another question was asked meanwhile; or nothing is known, and what the host wrote stays.
    if (question !== this.#asked || !shown) return;
    this.#last = shown;
    if (!shown.isStale) this.#due = Date.now() + shown.refreshIn * 1_000;
    this.#draw(shown.markup(shown.isStale));
  }

  #draw(markup: Markup | null): void {
    const text = JSON.stringify(markup);
    if (text === this.#drawn) return;
    this.#drawn = text;
    const links = () => [...this.#frame.querySelectorAll('a')];
    const focused = links().indexOf(this.shadowRoot?.activeElement as HTMLAnchorElement);
    this.#frame.replaceChildren(markup ? draw(markup, hub) : document.createElement('slot'));
    links()[focused]?.focus();
  }
}

export class OcopProduct extends HubElement {
  static observedAttributes = ['code', 'lang'];

  protected question(): string {
    const code = this.getAttribute('code')?.trim().slice(0, LONGEST_CODE);
    return code ? `${this.language} ${code}` : '';
  }

  protected async answer(question: string): Promise<Shown> {
    const { data, ...rest } = await readCard(question.slice(3), question.slice(0, 2));
    return { markup: (isStale) => cardMarkup(data, isStale), ...rest };
  }
}

/** The attributes that choose products, as the query of an address. */
const words = [...Object.values(filterWords), ...validWords];
function filterOf(element: HubElement): URLSearchParams {
  const query = new URLSearchParams();
  for (const word of words) {
    const value = element.getAttribute(word);
    if (value !== null) query.set(word, value);
  }
  return query;
}

export class OcopList extends HubElement {
  static observedAttributes = [...words, 'limit', 'lang'];

  protected question(): string {
    const query = filterOf(this);
    query.set('limit', `${this.#limit}`);
    query.set('lang', this.language);
    return query.toString();
  }

  protected async answer(question: string): Promise<Shown> {
    const { data, ...rest } = await readList(question);
    return { markup: (isStale) => listMarkup(data, isStale), ...rest };
  }

  protected override height(): string {
    return `${listHeight(this.#limit)}px`;
  }

  get #limit(): number {
    const given = Number.parseInt(this.getAttribute('limit') ?? '', 10);
    return given >= 1 ? Math.min(given, LARGEST_LIMIT) : DEFAULT_LIMIT;
  }
}

export class OcopMap extends HubElement {
  static observedAttributes = [...words, 'region', 'place', 'lang', 'theme'];

  protected question(): string {
    const query = filterOf(this);
    for (const [name, word] of [
      ['region', filterWords.region],
      ['place', filterWords.place],
    ] as const) {
      const value = this.getAttribute(name);
      if (value !== null) query.set(word, value);
    }
    query.set('lang', this.language);
    query.set('theme', this.getAttribute('theme') ?? 'inherit');
    return query.toString();
  }

  /** The map is a page of its own; it is shown once the hub says that it is there. */
  protected async answer(question: string): Promise<Shown> {
    const { data } = await read<{ title: string; refreshIn: number }>(`/embed/map.json?${question}`);
    const frame = {
      src: `${hub}/embed/map?${question}`,
      title: data.title,
      part: 'map',
      sandbox: 'allow-scripts allow-popups allow-popups-to-escape-sandbox',
    };
    return { markup: () => ['iframe', frame], refreshIn: data.refreshIn, isStale: false };
  }

  protected override height(): string {
    return `var(--ocop-map-height,${MAP_HEIGHT}px)`;
  }
}
