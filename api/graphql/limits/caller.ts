import type { Balance, Budget, Spending } from './budget.ts';

/** Whoever asks over HTTP, and what is left of their budget. */
export interface Caller {
  /** Whether the answer shall tell its cost. */
  wantsCost: boolean;
  /** Takes points from the budget; false where too few are left. */
  spend(points: number, how: Spending): boolean | Promise<boolean>;
  /** As it stands after the last spending; null for a caller without a budget. */
  balance: Balance | null;
}

export function callerWithBudget(budget: Budget, address: string, wantsCost: boolean): Caller {
  const noted = (balance: Balance): boolean => {
    caller.balance = balance;
    return balance.granted;
  };
  const caller: Caller = {
    wantsCost,
    balance: null,
    spend(points, how) {
      const spent = budget.spend(address, points, how);
      // A budget that is kept in this process answers at once.
      return spent instanceof Promise ? spent.then(noted) : noted(spent);
    },
  };
  return caller;
}

/** The hub itself, building its pages: held to every limit of a query, but not to a budget. */
export const callerWithoutBudget = (wantsCost: boolean): Caller => ({
  wantsCost,
  spend: () => true,
  balance: null,
});
