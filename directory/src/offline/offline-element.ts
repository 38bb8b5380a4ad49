import { formatDate, formatNumber } from '../i18n/format.ts';
import { inLanguage, routeOf, sectionHref } from '../i18n/routes.ts';
import { pageLang } from '../search/words.ts';
import { canKeep, forget, keep, kept, type Kept } from './keeping.ts';
import { words } from './words.ts';

/** Lets the reader keep the register on the device, and give the room back. */
class KeepOffline extends HTMLElement {
  #lang = pageLang();

  connectedCallback(): void {
    this.#sayInsteadOf(location.pathname);
    if (!canKeep()) return this.#say(words[this.#lang].unable);
    this.#button('keep').addEventListener('click', () =>
      this.#while(words[this.#lang].keeping, () => keep(this.#lang)),
    );
    this.#button('forget').addEventListener('click', () =>
      this.#while(words[this.#lang].forgetting, async () => {
        await forget();
        return null;
      }),
    );
    void this.#while('', kept);
  }

  async #while(state: string, act: () => Promise<Kept | null>): Promise<void> {
    this.#say(state);
    for (const name of ['keep', 'forget'] as const) this.#button(name).disabled = true;
    const t = words[this.#lang];
    try {
      const known = await act();
      this.#button('keep').hidden = known !== null;
      this.#button('forget').hidden = known === null;
      this.#say(
        known
          ? t.kept(formatNumber(known.products, this.#lang), formatDate(known.day, this.#lang))
          : t.notKept,
      );
    } catch {
      this.#say(t.failed);
    }
    for (const name of ['keep', 'forget'] as const) this.#button(name).disabled = false;
  }

  /** This page also stands in for pages that are not kept, in the language that is. */
  #sayInsteadOf(path: string): void {
    if (path === sectionHref('offline', this.#lang)) return;
    const note = this.querySelector<HTMLElement>('[data-no-page]');
    const twin = this.querySelector<HTMLAnchorElement>('[data-twin]');
    if (note) note.hidden = false;
    const route = routeOf(path);
    if (!twin || !route || route.lang === this.#lang) return;
    twin.href = inLanguage(path, this.#lang);
    twin.hidden = false;
  }

  #say(text: string): void {
    const place = this.querySelector('[data-state]');
    if (place) place.textContent = text;
  }

  #button(name: 'keep' | 'forget'): HTMLButtonElement {
    const button = this.querySelector<HTMLButtonElement>(`[data-do="${name}"]`);
    if (!button) throw new Error(`There is no button to ${name}`);
    return button;
  }
}

customElements.define('keep-offline', KeepOffline);
