import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { callerOf } from '../graphql/limits/address.ts';
import type { Balance, Budget } from '../graphql/limits/budget.ts';
import { callerWithBudget, callerWithoutBudget, type Caller } from '../graphql/limits/caller.ts';

export const VARY = 'Accept, Accept-Encoding, GraphQL-Cost';

const OWN_KEY_HEADER = 'hub-key';

/** Who asks: an address with its budget, or the hub itself, which shows its own key. */
export function callerFor(
  headers: IncomingHttpHeaders,
  ip: string,
  { budget, ownKey }: { budget: Budget; ownKey: string },
): Caller {
  const wantsCost = headers['graphql-cost'] === '1';
  const shown = headers[OWN_KEY_HEADER];
  return typeof shown === 'string' && isSame(shown, ownKey)
    ? callerWithoutBudget(wantsCost)
    : callerWithBudget(budget, callerOf(ip), wantsCost);
}

function isSame(a: string, b: string): boolean {
  const [shown, own] = [Buffer.from(a), Buffer.from(b)];
  return shown.length === own.length && timingSafeEqual(shown, own);
}

/** What is left of a budget, as every answer tells it. */
export const balanceHeaders = ({ points, seconds }: Budget, { remaining, reset }: Balance) => ({
  'ratelimit-policy': `"anonymous";q=${points};w=${seconds};qu="points"`,
  ratelimit: `"anonymous";r=${remaining};t=${reset}`,
});
