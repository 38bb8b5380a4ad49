/** Where to start from: the reader's own position, asked for only on their word, or any commune. */
import { fold } from '../../../api/register/vietnamese.rules.ts';
import type { Lang } from '../i18n/routes.ts';
import { roughly, type Near } from '../../../api/register/products/filter-state.rules.ts';
import type { SearchIndex } from '../search/search-index.ts';
import { GLANCE } from './options.ts';
import { words } from './words.ts';

export class NearView {
  readonly #status: HTMLElement;
  readonly #km: HTMLSelectElement;
  readonly #find: HTMLInputElement;
  readonly #places: HTMLElement;
  #near: Near | null = null;

  constructor(
    readonly details: HTMLDetailsElement,
    readonly lang: Lang,
    readonly choose: (near: Near) => void,
  ) {
    const part = <Part extends HTMLElement>(name: string) =>
      details.querySelector(`[data-near-${name}]`) as Part;
    this.#status = part('status');
    this.#km = part<HTMLSelectElement>('km');
    this.#find = part<HTMLInputElement>('find');
    this.#places = part('places');
    part('me').addEventListener('click', () => this.#ask());
    this.#km.addEventListener('change', () => {
      if (this.#near) this.choose({ ...this.#near, km: this.#radius });
    });
    this.#places.addEventListener('click', (event) => {
      const button = (event.target as Element).closest<HTMLElement>('[data-lat]');
      if (button) this.#start(Number(button.dataset['lat']), Number(button.dataset['lon']));
    });
  }

  set near(near: Near | null) {
    this.#near = near;
    if (near) this.#km.value = String(near.km);
  }

  onTyped(act: () => void): void {
    this.#find.addEventListener('input', act);
  }

  /** The communes that have what was typed in their names. */
  draw({ places }: SearchIndex): void {
    const wanted = fold(this.#find.value);
    const found: number[] = [];
    for (let i = 0; i < places.name.length && found.length < GLANCE; i++) {
      if (places.lat[i] !== null && fold(`${places.name[i]} ${places.also[i]}`).includes(wanted))
        found.push(i);
    }
    this.#places.replaceChildren(
      ...found.map((i) => {
        const button = document.createElement('button');
        button.type = 'button';
        button.className = 'option';
        button.textContent = places.name[i] ?? '';
        button.dataset['lat'] = String((places.lat[i] ?? 0) / 1e4);
        button.dataset['lon'] = String((places.lon[i] ?? 0) / 1e4);
        return button;
      }),
    );
  }

  get #radius(): number {
    return Number(this.#km.value);
  }

  #start(lat: number, lon: number): void {
    this.choose({ lat: roughly(lat), lon: roughly(lon), km: this.#radius });
  }

  #ask(): void {
    const say = words[this.lang];
    const refused = () => {
      this.#status.textContent = say.nearRefused;
      this.#find.focus();
    };
    if (!('geolocation' in navigator)) return refused();
    this.#status.textContent = say.nearAsking;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        this.#status.textContent = say.nearHint;
        this.#start(coords.latitude, coords.longitude);
      },
      refused,
      { maximumAge: 300_000, timeout: 15_000 },
    );
  }
}
