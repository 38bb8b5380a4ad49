interface Entry<Value> {
  value: Value;
  weight: number;
  /** How many had been added when it moved to the end for being asked for. */
  movedAt: number;
}

/**
 * A map of so many entries at the most, or of so much weight, which lets go of what was not asked for longest. An entry
 * moves to the end once between two additions, as only those let anything go. Moved at each asking, entries would wear a
 * map out: it makes itself anew every few times, and each of its dead tables lives until the whole heap is collected.
 */
export class RecentlyUsed<Key, Value> {
  readonly #entries = new Map<Key, Entry<Value>>();
  readonly #most: number;
  readonly #weightOf: (key: Key, value: Value) => number;
  #added = 0;
  #weight = 0;

  constructor(most: number, weightOf: (key: Key, value: Value) => number = () => 1) {
    this.#most = most;
    this.#weightOf = weightOf;
  }

  get(key: Key): Value | undefined {
    const entry = this.#entries.get(key);
    if (entry && entry.movedAt !== this.#added) {
      entry.movedAt = this.#added;
      this.#entries.delete(key);
      this.#entries.set(key, entry);
    }
    return entry?.value;
  }

  /** Tells what had to go. What is too heavy by itself is not held. */
  set(key: Key, value: Value): [Key, Value][] {
    this.delete(key);
    const weight = this.#weightOf(key, value);
    if (weight > this.#most) return [];
    this.#added += 1;
    this.#entries.set(key, { value, weight, movedAt: 0 });
    this.#weight += weight;
    const gone: [Key, Value][] = [];
    // The first is always the one not asked for longest.
    for (const [oldest, its] of this.#entries) {
      if (this.#weight <= this.#most) break;
      this.delete(oldest);
      gone.push([oldest, its.value]);
    }
    return gone;
  }

  delete(key: Key): void {
    const entry = this.#entries.get(key);
    if (entry && this.#entries.delete(key)) this.#weight -= entry.weight;
  }

  clear(): void {
    this.#entries.clear();
    this.#weight = 0;
  }
}
