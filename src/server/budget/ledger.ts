/**
 * Who spent what. What a call can cost at most is taken from the budget before the call, and what it did cost takes
 * its place afterwards: however many ask at once, no budget is overspent. A call of which nothing was heard again, as
 * its server died, counts as what it could have cost.
 */

/** Billionths of a US dollar; undefined where there is no limit. */
export interface Budget {
  readonly perDay: number | undefined;
  readonly perMonth: number | undefined;
}

export interface Reservation {
  /** A UUID; the same one again is the same call. */
  readonly id: string;
  /** Name of the key; empty where there are none. */
  readonly who: string;
  readonly expert: string;
  /** The most that the call can cost, in billionths of a US dollar. */
  readonly nano: number;
  readonly at: Date;
}

/** What somebody spent in a month, what calls that run may still cost included. */
export interface Spent {
  readonly who: string;
  readonly day: number;
  readonly month: number;
}

export interface Ledger {
  /** What a budget leaves, in billionths; infinite where there is none. @throws Error where it cannot be told. */
  left(who: string, budget: Budget, now: Date): Promise<number>;
  /** Whether it fits, and then it is taken. @throws Error where that cannot be told. */
  reserve(reservation: Reservation, budget: Budget): Promise<boolean>;
  /** What the call did cost; once. */
  settle(id: string, nano: number): Promise<void>;
  /** A call without a budget; once. */
  record(spent: Reservation): Promise<void>;
  /** Who spent something in this day's month, by what is known at this moment. */
  spent(now: Date): Promise<readonly Spent[]>;
}

/** What is left of a budget of which so much is taken. */
export function leftOf(budget: Budget, taken: { readonly day: number; readonly month: number }): number {
  return Math.min((budget.perDay ?? Infinity) - taken.day, (budget.perMonth ?? Infinity) - taken.month);
}
