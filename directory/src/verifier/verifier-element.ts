/** The form in which an inspector types, pastes or scans a code, and its answer. Works on where there is no network. */
import { readCode } from '../../../api/register/proofs/proof.rules.ts';
import { todayInVietnam } from '../data/today.ts';
import { formatDate } from '../i18n/format.ts';
import { href, routeOf, type Lang } from '../i18n/routes.ts';
import { verdictHref } from '../i18n/verdict-href.ts';
import { standingOf, unpack } from '../verdict/standing.ts';
import { PackedParts } from './packed-products.ts';
import { scan } from './scan.ts';
import { fetchTrusted } from './trusted.ts';
import { verifyProof, type Answer, type Finding, type Trusted } from './verify-proof.ts';

/** On a weak network what is on the device already is better than waiting. */
const PATIENCE_MS = 4_000;

class VerifierElement extends HTMLElement {
  #lang: Lang = routeOf(location.pathname)?.lang ?? (document.documentElement.lang as Lang);
  #trusted: Trusted | null = null;
  readonly #products = new PackedParts(Number(this.dataset['parts']));
  #loading: Promise<unknown> = Promise.resolve();
  #asked = 0;

  connectedCallback(): void {
    const form = this.querySelector('form');
    const input = form?.querySelector('input');
    if (!form || !input) return;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#verify(input.value);
    });
    const camera = this.querySelector<HTMLElement>('[data-camera]');
    if (camera && 'BarcodeDetector' in window && 'mediaDevices' in navigator) {
      camera.hidden = false;
      camera.querySelector('button')?.addEventListener('click', () => void this.#scan(camera, input));
    }
    addEventListener('hashchange', () => this.#verifyAddress(input));
    addEventListener('online', () => void this.#load());
    void this.#load();
    // All of a province is there before the network goes.
    if (this.#products.areOne) void this.#loadProducts('');
    this.#verifyAddress(input);
  }

  /** An address with a proof leads here where there is no network; a link may also hand over both behind its `#`. */
  #verifyAddress(input: HTMLInputElement): void {
    const { pathname, hash } = location;
    const text = pathname.startsWith('/v/') ? pathname + hash : decoded(hash.slice(1));
    if (!readCode(text)) return;
    input.value = text.replace(/^\/v\//, '');
    void this.#verify(text);
  }

  async #scan(camera: HTMLElement, input: HTMLInputElement): Promise<void> {
    try {
      const text = await scan(camera);
      if (text === null) return;
      input.value = text;
      await this.#verify(text);
    } catch {
      const trouble = camera.querySelector<HTMLElement>('[data-trouble]');
      if (trouble) trouble.hidden = false;
    }
  }

  #load(): Promise<unknown> {
    const trusted = async () => {
      this.#trusted = await fetchTrusted();
      this.#sayHowFresh(this.#trusted);
    };
    // What cannot be fetched now stays as it was.
    this.#loading = Promise.allSettled([trusted()]);
    return this.#loading;
  }

  /** Without a network it comes from what the reader keeps, or stays as it was. */
  async #loadProducts(code: string): Promise<void> {
    try {
      await this.#products.read(code);
    } catch {
      // The proof is verified all the same.
    }
  }

  #sayHowFresh({ revocation }: Trusted): void {
    const line = this.querySelector<HTMLElement>('[data-fresh]');
    if (!line || !revocation) return;
    line.textContent = (line.dataset['fresh'] ?? '').replace('{day}', formatDate(revocation.day, this.#lang));
    line.hidden = false;
  }

  async #verify(text: string): Promise<void> {
    const asked = ++this.#asked;
    this.toggleAttribute('data-busy', true);
    const read = readCode(text);
    const loading = Promise.all([
      navigator.onLine ? this.#load() : this.#loading,
      read && this.#loadProducts(read.code),
    ]);
    await Promise.race([loading, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
    const today = todayInVietnam();
    const finding = await this.#finding(read, today);
    // Another question may have been asked meanwhile.
    if (asked !== this.#asked) return;
    this.toggleAttribute('data-busy', false);
    this.#show(finding, read?.code ?? '', today);
  }

  async #finding(read: ReturnType<typeof readCode>, today: string): Promise<Finding> {
    const say = (answer: Answer): Finding => ({ answer, proof: null, listDay: null });
    if (!read) return say('NOT_A_CODE');
    if (!read.fragment) return say('NO_PROOF');
    if (!isSecureContext) return say('INSECURE');
    return verifyProof(read.code, read.fragment, this.#trusted, today);
  }

  #show({ answer, proof, listDay }: Finding, code: string, today: string): void {
    const place = this.querySelector('[data-finding]');
    const template = this.querySelector<HTMLTemplateElement>(`template[data-answer="${answer}"]`);
    if (!place || !template) return;
    const date = (day: string | null | undefined) => (day ? formatDate(day, this.#lang) : '–');
    const age = listDay ? Math.round((Date.parse(today) - Date.parse(listDay)) / 86_400_000) : 0;
    const product = this.#product(code, today);
    const said: Record<string, string> = {
      code,
      stars: String(proof?.stars ?? ''),
      lastDay: date(proof?.lastDay),
      listDay: date(listDay),
      today: date(today),
      age: String(age),
      name: product?.name ?? '',
      standing: product?.sentence ?? '',
      packedDay: date(this.#products.of(code)?.day),
    };
    const content = template.content.cloneNode(true) as DocumentFragment;
    fill(content, said);
    for (const part of content.querySelectorAll<HTMLElement>('[data-when]'))
      part.hidden = (part.dataset['when'] === 'known') !== (product !== null);
    for (const link of content.querySelectorAll<HTMLAnchorElement>('a[data-to]'))
      link.href = link.dataset['to'] === 'product' ? (product?.href ?? '#') : verdictHref(code, this.#lang);
    place.replaceChildren(content);
    place.querySelector<HTMLElement>('h2')?.focus();
  }

  /** What the register that is packed with the pages says of a code. */
  #product(code: string, today: string) {
    const products = this.#products.of(code);
    const at = products?.code.indexOf(code) ?? -1;
    if (!products || at < 0) return null;
    const facts = (products.facts[at] ?? []).map(unpack);
    return {
      name: products.name[at] ?? '',
      href: href('product', products.slug[at] ?? '', this.#lang),
      sentence: standingOf(facts, today, this.#lang).sentence,
    };
  }
}

function fill(content: DocumentFragment, said: Record<string, string>): void {
  const texts = document.createTreeWalker(content, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode as Text;
    text.data = text.data.replace(/\{(\w+)\}/g, (_, slot: string) => said[slot] ?? '');
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

customElements.define('ocop-verifier', VerifierElement);
