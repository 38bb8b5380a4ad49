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

export const callerWithBudget = (budget: Budget, address: string, wantsCost: boolean): Caller =>
  new CallerWithBudget(budget, address, wantsCost);

class CallerWithBudget implements Caller {
  readonly wantsCost: boolean;
  balance: Balance | null = null;
  readonly #budget: Budget;
  readonly #address: string;

  constructor(budget: Budget, address: string, wantsCost: boolean) {
    this.#budget = budget;
    this.#address = address;
    this.wantsCost = wantsCost;
  }

  spend(points: number, how: Spending): boolean | Promise<boolean> {
    const spent = this.#budget.spend(this.#address, points, how);
    // A budget that is kept in this process answers at once.
    return spent instanceof Promise ? spent.then((balance) => this.#note(balance)) : this.#note(spent);
  }

  #note(balance: Balance): boolean {
    this.balance = balance;
    return balance.granted;
  }
}

/** The hub itself, building its pages: held to every limit of a query, but not to a budget. */
export const callerWithoutBudget = (wantsCost: boolean): Caller => ({
  wantsCost,
  spend: () => true,
  balance: null,
});
