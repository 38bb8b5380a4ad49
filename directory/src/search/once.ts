/** What is brought once for a key, whoever asks; a try that failed may be repeated. */
export function once<Key, Thing>(
  brought: Map<Key, Promise<Thing>>,
  key: Key,
  bring: () => Promise<Thing>,
): Promise<Thing> {
  let promise = brought.get(key);
  if (!promise) {
    promise = bring();
    promise.catch(() => brought.delete(key));
    brought.set(key, promise);
  }
  return promise;
}
