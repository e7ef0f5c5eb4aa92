/**
 * Money as whole billionths of a US dollar, so that sums are exact: a token at a dollar per million costs a thousand
 * of them, and what is known to the billionth is known to the cent however much is added up.
 */

const perUsd = 1e9;

/** Rounded up: what is spent is never counted as less. Infinite where there is no bound. */
export function nanoOf(usd: number): number {
  // The product is off by its last bits, which must not make another billionth.
  return Math.ceil(usd * perUsd * (1 - Number.EPSILON));
}

export function usdOf(nano: number): number {
  return nano / perUsd;
}

/** The day and the month of a moment, in UTC: what budgets are counted by. */
export function periodsOf(at: Date): { readonly day: string; readonly month: string } {
  const day = at.toISOString().slice(0, 10);
  return { day, month: day.slice(0, 7) };
}
