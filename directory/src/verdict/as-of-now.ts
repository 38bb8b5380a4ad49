/**
 * The reader's now: what day it is while a page stays open, and what the register learned after the page was built.
 * Whatever depends on either is decided by a callback of `asOfNow`, as often as one of them changes.
 */
import { todayInVietnam } from '../data/today.ts';
import { learn } from './latest-facts.ts';
import type { StandingFacts } from './standing.ts';

type Decide = (day: string) => void;

const DAY_MS = 24 * 3_600_000;
const VIETNAM_MS = 7 * 3_600_000;

const deciding: Decide[] = [];
let day = todayInVietnam();

/** Decides for today at once, and again on each new day and whenever facts change. */
export function asOfNow(decide: Decide): void {
  deciding.push(decide);
  decide(day);
}

const decideAll = () => {
  for (const decide of deciding) decide(day);
};

let timer: ReturnType<typeof setTimeout> | undefined;

/** A timer sleeps with the phone that it is on: what wakes a page looks at the day as well. */
function look(): void {
  const today = todayInVietnam();
  if (today !== day) {
    day = today;
    decideAll();
    void catchUp();
  }
  clearTimeout(timer);
  timer = setTimeout(look, DAY_MS - ((Date.now() + VIETNAM_MS) % DAY_MS) + 500);
}

/** Asks for what is newer than the page. Without an answer the page stays true to its dates. */
export async function catchUp(): Promise<void> {
  const revision = document.documentElement.dataset['revision'];
  if (!revision || !navigator.onLine || !document.querySelector('[data-day], hub-map')) return;
  try {
    const answer = await fetch(`/live/changes.json?since=${revision}`);
    if (!answer.ok) return;
    const { products } = (await answer.json()) as { products: Record<string, StandingFacts[]> };
    if (learn(products)) decideAll();
  } catch {
    // No network: the dates in the page are what is known.
  }
}

look();
document.addEventListener('visibilitychange', look);
addEventListener('pageshow', look);
if (document.readyState === 'complete') void catchUp();
else addEventListener('load', () => void catchUp());
