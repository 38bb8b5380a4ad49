/**
 * What the page's own thread did, from the browser's trace, in milliseconds of the thread itself: on a machine that
 * does other things as well, the clock on the wall counts those too.
 */
import type { Browser, Page } from 'playwright-core';

export interface Task {
  start: number;
  /** By the clock on the wall. */
  duration: number;
  /** Of the thread. */
  work: number;
  events: ReadonlySet<string>;
}

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
  tdur?: number;
  args: { name?: string; data?: { type?: string } };
}

export async function tasksWhile(browser: Browser, page: Page, act: () => Promise<void>): Promise<Task[]> {
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline'] });
  let trace: Buffer;
  try {
    await act();
  } finally {
    trace = await browser.stopTracing();
  }
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] };
  const site = new URL(page.url()).origin;
  // The browser's own pages have such a thread as well, and so had the page before.
  const pages = new Set(
    traceEvents.filter(({ args }) => JSON.stringify(args).includes(site)).map(({ pid }) => pid),
  );
  const threads = traceEvents.filter(
    ({ name, args, pid }) => name === 'thread_name' && args.name === 'CrRendererMain' && pages.has(pid),
  );
  const eventsOf = ({ pid, tid }: TraceEvent) =>
    traceEvents.filter((one) => one.ph === 'X' && one.pid === pid && one.tid === tid);
  const [events = []] = threads.map(eventsOf).toSorted((a, b) => b.length - a.length);
  const tasks: (Task & { events: Set<string> })[] = [];
  for (const { name, ts, dur = 0, tdur = 0, args } of events.toSorted((a, b) => a.ts - b.ts)) {
    const last = tasks.at(-1);
    if (last && ts / 1000 < last.start + last.duration) last.events.add(args.data?.type ?? name);
    else if (name.endsWith('RunTask'))
      tasks.push({ start: ts / 1000, duration: dur / 1000, work: tdur / 1000, events: new Set() });
  }
  return tasks;
}
