const tasks = new Set<() => void>();
let isListening = false;

/**
 * Runs a synchronous task when this process ends, also by a signal: a server or a folder that we made for
 * ourselves is not left behind. Returns how to take the task back.
 */
export function atExit(task: () => void): () => void {
  tasks.add(task);
  listenOnce();
  return () => void tasks.delete(task);
}

function listenOnce(): void {
  if (isListening) return;
  isListening = true;
  process.once('exit', runAll);
  for (const [signal, number] of [
    ['SIGINT', 2],
    ['SIGTERM', 15],
    ['SIGHUP', 1],
  ] as const) {
    process.once(signal, () => process.exit(128 + number));
  }
}

function runAll(): void {
  for (const task of tasks) {
    try {
      task();
    } catch (error) {
      console.error(error);
    }
  }
  tasks.clear();
}
