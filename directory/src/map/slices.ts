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

/** In a task of its own, after the browser has shown what changed; at once where nobody looks. */
const shown = (): Promise<void> =>
  document.hidden ? breathe() : new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

/** So many elements are styled, laid out and painted in one frame without keeping a finger waiting. */
const PER_FRAME = 32;

/** Adds or takes away elements, some a frame: what the browser makes of them costs more than making them. */
export async function inFrames<Item>(
  items: readonly Item[],
  act: (item: Item) => void,
  isStale: () => boolean = () => false,
): Promise<boolean> {
  for (let from = 0; from < items.length; from += PER_FRAME) {
    if (from > 0) await shown();
    if (isStale()) return false;
    for (const item of items.slice(from, from + PER_FRAME)) act(item);
  }
  return !isStale();
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
