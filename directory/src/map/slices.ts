/** Work in pieces short enough that a finger on the map is never kept waiting. */

/** Half of a frame: the other half is the browser's. */
const SLICE = 7;

/** Lets the browser answer the reader before the next piece. */
export function breathe(): Promise<void> {
  const { scheduler } = globalThis as { scheduler?: { yield?: () => Promise<void> } };
  if (scheduler?.yield) return scheduler.yield();
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => {
      port1.close();
      resolve();
    });
    port1.start();
    port2.postMessage(null);
  });
}

/** Does it for each item; stops, and says false, when the work is no longer wanted. */
export async function inSlices<Item>(
  items: Iterable<Item>,
  act: (item: Item) => void,
  isStale: () => boolean = () => false,
): Promise<boolean> {
  let until = performance.now() + SLICE;
  for (const item of items) {
    if (performance.now() >= until) {
      await breathe();
      if (isStale()) return false;
      until = performance.now() + SLICE;
    }
    act(item);
  }
  return !isStale();
}
