interface Entry<Value> {
  value: Value;
  /** How many had been added when it moved to the end for being asked for. */
  movedAt: number;
}

/**
 * A map of so many entries at the most, which lets go of what was not asked for longest. An entry moves to the end once
 * between two additions, as only those let anything go. Moved at each asking, entries would wear a map out: it makes itself
 * anew every few times, and each of its dead tables lives until the whole heap is collected.
 */
export class RecentlyUsed<Key, Value> {
  readonly #entries = new Map<Key, Entry<Value>>();
  #added = 0;

  constructor(readonly most: number) {}

  get(key: Key): Value | undefined {
    const entry = this.#entries.get(key);
    if (entry && entry.movedAt !== this.#added) {
      entry.movedAt = this.#added;
      this.#toTheEnd(key, entry);
    }
    return entry?.value;
  }

  /** Tells what had to go. */
  set(key: Key, value: Value): [Key, Value] | null {
    this.#added += 1;
    this.#toTheEnd(key, { value, movedAt: 0 });
    if (this.#entries.size <= this.most) return null;
    const [[oldest, its]] = this.#entries as unknown as [[Key, Entry<Value>]];
    this.#entries.delete(oldest);
    return [oldest, its.value];
  }

  clear(): void {
    this.#entries.clear();
  }

  #toTheEnd(key: Key, entry: Entry<Value>): void {
    this.#entries.delete(key);
    this.#entries.set(key, entry);
  }
}
