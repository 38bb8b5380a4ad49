const WIDTH = 24;

/** A bar, how many rows are done, and when the rest will be: for somebody who watches a long list go by. */
export function progressLine(done: number, total: number, elapsedMs: number): string {
  const part = total === 0 ? 1 : Math.min(1, done / total);
  const filled = Math.round(part * WIDTH);
  const bar = '█'.repeat(filled) + '░'.repeat(WIDTH - filled);
  const rows = `${done}/${Math.max(done, total)} dòng / rows`;
  if (done === 0 || part === 1) return `${bar} ${rows}`;
  const left = Math.ceil((elapsedMs * (total - done)) / done / 1000);
  const clock = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
  return `${bar} ${rows}, còn / left ${clock}`;
}
