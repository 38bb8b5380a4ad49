import type { Balance, Budget, Spending } from './budget.ts';

/** Whoever asks over HTTP, and what is left of their budget. */
export interface Caller {
  /** Whether the answer shall tell its cost. */
  wantsCost: boolean;
  /** Takes points from the budget; false where too few are left. */
  spend(points: number, how: Spending): Promise<boolean>;
  /** As it stands after the last spending; null for a caller without a budget. */
  balance: Balance | null;
}

export function callerWithBudget(budget: Budget, address: string, wantsCost: boolean): Caller {
  const caller: Caller = {
    wantsCost,
    balance: null,
    async spend(points, how) {
      caller.balance = await budget.spend(address, points, how);
      return caller.balance.granted;
    },
  };
  return caller;
}

/** The hub itself, building its pages: held to every limit of a query, but not to a budget. */
export const callerWithoutBudget = (wantsCost: boolean): Caller => ({
  wantsCost,
  spend: async () => true,
  balance: null,
});
