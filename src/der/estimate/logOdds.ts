/** Chances as log-odds and back. */

/** Log-odds, finite for 0 and 1 as well. */
export function logit(rate: number): number {
  const inside = Math.min(1 - 1e-4, Math.max(1e-4, rate));
  return Math.log(inside / (1 - inside));
}

/** The probability that has these log-odds. */
export function sigmoid(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

/** The value, but no lower than `low` and no higher than `high`. */
export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
