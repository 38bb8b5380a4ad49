/** Keeps the form, the address, the code and the preview the same: the preview runs the code that is copied. */
import { filterWords } from '../../../../api/web/embed/filter-words.rules.ts';
import { listHeight, MAP_HEIGHT, NARROW_CARD_HEIGHT } from '../../../../api/web/embed/look.rules.ts';
import { parseChoice, printChoice, type Choice } from './choice.ts';
import { snippets, type Named, type Released } from './snippets.ts';

interface Found extends Named {
  code: string;
  producer: { name: string } | null;
}

const foundDocument = `query BuilderFind($text: String!) {
  products(first: 8, where: { text: $text }, orderBy: { by: RELEVANCE, direction: DESC }) {
    nodes { code slug name producer { name } }
  }
}`;
const oneDocument = `query BuilderProduct($code: String!) {
  product(by: { code: $code }) { code slug name producer { name } }
}`;

const TYPING_MS = 250;
/** Of a page without a style. */
const PREVIEW_MARGIN = 8;

class BuilderElement extends HTMLElement {
  #form = this.querySelector('form');
  #first = this.#data<Choice>('first');
  #released = this.#data<Released>('released');
  #names = new Map<string, Named>([[this.#first.product, this.#data<Named>('named')]]);
  #choice = this.#first;
  #typing: ReturnType<typeof setTimeout> | undefined;
  #search = 0;
  #isReady = false;

  connectedCallback(): void {
    const form = this.#form;
    if (!form || this.#isReady) return;
    this.#isReady = true;
    form.addEventListener('submit', (event) => event.preventDefault());
    form.addEventListener('change', ({ target }) => {
      if ((target as HTMLInputElement).name !== 'find') this.#go(this.#read());
    });
    form.addEventListener('input', ({ target }) => {
      const { name, value } = target as HTMLInputElement;
      if (name !== 'find') return;
      clearTimeout(this.#typing);
      this.#typing = setTimeout(() => void this.#find(value.trim()), TYPING_MS);
    });
    this.querySelector('[data-found]')?.addEventListener('click', ({ target }) => {
      const code = (target as Element).closest<HTMLElement>('[data-code]')?.dataset['code'];
      if (code) this.#go({ ...this.#choice, product: code });
    });
    addEventListener('popstate', () => this.#follow());
    this.#follow();
  }

  #data<Data>(name: string): Data {
    return JSON.parse(this.dataset[name] ?? '{}') as Data;
  }

  #follow(): void {
    this.#choice = parseChoice(new URLSearchParams(location.search), this.#first);
    this.#write();
    void this.#show();
  }

  #go(choice: Choice): void {
    this.#choice = choice;
    history.replaceState(null, '', location.pathname + printChoice(choice, this.#first) + location.hash);
    this.#write();
    void this.#show();
  }

  async #show(): Promise<void> {
    const choice = this.#choice;
    const named = choice.kind === 'product' ? await this.#named(choice.product) : null;
    if (choice !== this.#choice) return;
    const code = snippets(choice, named, location.origin, this.#released);
    for (const [name, text] of Object.entries(code)) {
      const place = this.querySelector(`[data-snippet="${name}"] code`);
      if (place) place.textContent = text;
    }
    const preview = this.querySelector<HTMLIFrameElement>('[data-preview]');
    if (!preview) return;
    const scheme = choice.theme === 'inherit' ? 'light dark' : choice.theme;
    preview.width = String(choice.width + 2 * PREVIEW_MARGIN);
    preview.height = String(heightOf(choice) + 2 * PREVIEW_MARGIN);
    preview.srcdoc = `<!doctype html><html lang="${choice.lang}"><meta name="color-scheme" content="${scheme}"><body>${code.html}`;
  }

  async #named(code: string): Promise<Named | null> {
    const known = this.#names.get(code);
    if (known) return known;
    const product = (await ask<{ product: Found | null }>(oneDocument, { code }).catch(() => null))?.product;
    if (product) this.#names.set(code, product);
    return product ?? null;
  }

  async #find(text: string): Promise<void> {
    const list = this.querySelector('[data-found]');
    const status = this.querySelector('[data-status]');
    const search = ++this.#search;
    if (!list || !status) return;
    if (!text) {
      list.replaceChildren();
      status.textContent = '';
      return;
    }
    const found = await ask<{ products: { nodes: Found[] } }>(foundDocument, { text }).catch(() => null);
    if (search !== this.#search) return;
    const nodes = found?.products.nodes ?? [];
    status.textContent = !found
      ? (this.dataset['unreachable'] ?? '')
      : nodes.length === 0
        ? (this.dataset['nothing'] ?? '')
        : '';
    for (const product of nodes) this.#names.set(product.code, product);
    list.replaceChildren(...nodes.map((product) => this.#item(product)));
  }

  #item({ code, name, producer }: Found): HTMLLIElement {
    const item = document.createElement('li');
    const button = document.createElement('button');
    const maker = document.createElement('small');
    button.type = 'button';
    button.dataset['code'] = code;
    button.setAttribute('aria-pressed', String(code === this.#choice.product));
    maker.textContent = [producer?.name, code].filter(Boolean).join(' · ');
    button.append(name, maker);
    item.append(button);
    return item;
  }

  #read(): Choice {
    const data = new FormData(this.#form ?? undefined);
    const filter = new URLSearchParams();
    for (const word of Object.values(filterWords)) {
      const values = data.getAll(word).map(String).filter(Boolean);
      if (values.length > 0) filter.set(word, values.join());
    }
    const asAddress = new URLSearchParams(filter);
    for (const name of ['kind', 'in', 'theme', 'width', 'limit'])
      asAddress.set(name, String(data.get(name) ?? ''));
    if (data.has('valid')) asAddress.set('valid', '');
    asAddress.set('product', this.#choice.product);
    return parseChoice(asAddress, this.#first);
  }

  #write(): void {
    const { kind, product, filter, validOnly, limit, lang, theme, width } = this.#choice;
    const words = new URLSearchParams(filter);
    const values: Record<string, string[]> = {
      kind: [kind],
      in: [lang],
      theme: [theme],
      width: [String(width)],
      limit: [String(limit)],
      valid: validOnly ? ['on'] : [],
      ...Object.fromEntries(
        Object.values(filterWords).map((word) => [word, words.get(word)?.split(',') ?? []]),
      ),
    };
    for (const control of this.#form?.elements ?? []) {
      const wanted = values[(control as HTMLInputElement).name];
      if (!wanted) continue;
      if (control instanceof HTMLSelectElement) control.value = wanted[0] ?? '';
      else if (control instanceof HTMLInputElement && ['radio', 'checkbox'].includes(control.type))
        control.checked = wanted.includes(control.value);
      else if (control instanceof HTMLInputElement) control.value = wanted[0] ?? '';
    }
    for (const part of this.querySelectorAll<HTMLElement>('[data-for]'))
      part.hidden = !part.dataset['for']?.split(' ').includes(kind);
    for (const button of this.querySelectorAll('[data-code]'))
      button.setAttribute('aria-pressed', String((button as HTMLElement).dataset['code'] === product));
  }
}

function heightOf({ kind, limit }: Choice): number {
  if (kind === 'map') return MAP_HEIGHT;
  return kind === 'list' ? listHeight(limit) : NARROW_CARD_HEIGHT;
}

async function ask<Data>(query: string, variables: Record<string, unknown>): Promise<Data> {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data } = (await response.json()) as { data?: Data };
  if (!data) throw new Error(`${response.status}`);
  return data;
}

customElements.define('ocop-builder', BuilderElement);
