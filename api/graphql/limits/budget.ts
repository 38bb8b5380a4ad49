import { budget as published } from './limits.rules.ts';

/** What one address may still spend. */
export interface Balance {
  granted: boolean;
  /** Points that are left. */
  remaining: number;
  /** Seconds until all points are back. */
  reset: number;
  /** Seconds until what was refused could be granted; 0 where it was. */
  retryAfter: number;
}

/** `ask` is refused where too little is left; `owe` takes what there is. */
export type Spending = 'ask' | 'owe';

/** A bucket of points for each address, filled evenly up to its brim. */
export interface Budget {
  readonly points: number;
  readonly seconds: number;
  spend(address: string, points: number, how: Spending): Balance | Promise<Balance>;
  close(): Promise<void>;
}

export interface BudgetSize {
  points: number;
  seconds: number;
}

export function balanceOf(size: BudgetSize, granted: boolean, tokens: number, points: number): Balance {
  const perSecond = size.points / size.seconds;
  return {
    granted,
    remaining: Math.floor(tokens),
    reset: Math.ceil((size.points - tokens) / perSecond),
    retryAfter: granted ? 0 : Math.max(1, Math.ceil((points - tokens) / perSecond)),
  };
}

/** More addresses than this at once, and the one not seen for longest starts afresh. */
const MOST_ADDRESSES = 100_000;
/** Who asks many times a second keeps the place among the others for as long. */
const STAYS_MS = 1_000;

interface Bucket {
  tokens: number;
  at: number;
  movedAt: number;
}

/** The budget of a hub that runs as one process. */
export function memoryBudget(
  size: BudgetSize = published,
  now: () => number = () => performance.now(),
): Budget {
  const buckets = new Map<string, Bucket>();
  const perMs = size.points / size.seconds / 1_000;
  const filled = ({ tokens, at }: Bucket, now: number) => Math.min(size.points, tokens + (now - at) * perMs);

  /** Moves an address to the end: the first is always the one not seen for longest. */
  const move = (address: string, bucket: Bucket, at: number): void => {
    bucket.movedAt = at;
    buckets.delete(address);
    buckets.set(address, bucket);
    for (const [oldest, its] of buckets) {
      const isFull = filled(its, at) === size.points;
      if (oldest === address || (!isFull && buckets.size <= MOST_ADDRESSES)) break;
      buckets.delete(oldest);
    }
  };

  return {
    ...size,
    spend(address, points, how) {
      const at = now();
      const bucket = buckets.get(address) ?? { tokens: size.points, at, movedAt: -Infinity };
      const before = filled(bucket, at);
      const granted = how === 'owe' || before >= points;
      bucket.tokens = granted ? Math.max(0, before - points) : before;
      bucket.at = at;
      if (at - bucket.movedAt > STAYS_MS) move(address, bucket, at);
      return balanceOf(size, granted, bucket.tokens, points);
    },
    async close() {},
  };
}
