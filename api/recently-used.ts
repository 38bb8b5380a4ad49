/** A map of so many entries at the most, which lets go of what was not asked for longest. */
export class RecentlyUsed<Key, Value extends object> {
  readonly #entries = new Map<Key, Value>();

  constructor(readonly most: number) {}

  get(key: Key): Value | undefined {
    const value = this.#entries.get(key);
    if (value) {
      // Deleted and set again, it moves to the end: the first is always the one not asked for longest.
      this.#entries.delete(key);
      this.#entries.set(key, value);
    }
    return value;
  }

  set(key: Key, value: Value): void {
    this.#entries.set(key, value);
    if (this.#entries.size > this.most) this.#entries.delete(this.#entries.keys().next().value!);
  }
}
