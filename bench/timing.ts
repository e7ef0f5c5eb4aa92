/** What a benchmark found: a median with its spread, and the limit it is held against. */

export interface Timing {
  readonly what: string;
  readonly unit: 'ms' | 'MB' | 'tokens/s' | '/s' | '×';
  readonly p25: number;
  readonly p50: number;
  readonly p75: number;
  /** The median must not be beyond it: not above, or not below. */
  readonly atMost?: number | undefined;
  readonly atLeast?: number | undefined;
}

export type Limit = Pick<Timing, 'atMost' | 'atLeast'>;

/** Median and quartiles of what was measured. */
export function timing(
  what: string,
  unit: Timing['unit'],
  values: readonly number[],
  limit: Limit = {},
): Timing {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? NaN;
  return { what, unit, p25: at(0.25), p50: at(0.5), p75: at(0.75), ...limit };
}

export function withinLimit({ p50, atMost = Infinity, atLeast = -Infinity }: Timing): boolean {
  return p50 <= atMost && p50 >= atLeast;
}

/** One line of the table. */
export function described(result: Timing): string {
  const { what, unit, p25, p50, p75, atMost, atLeast } = result;
  const figure = (value: number): string => value.toFixed(unit === '×' ? 3 : 2);
  const bound = atMost !== undefined ? `≤ ${atMost}` : atLeast !== undefined ? `≥ ${atLeast}` : '';
  const verdict = bound === '' ? '' : withinLimit(result) ? `  ${bound}  ok` : `  ${bound}  MISSED`;
  const spread = p25 === p75 ? '' : `  (${figure(p25)} … ${figure(p75)})`;
  return `${what.padEnd(46)} ${figure(p50).padStart(9)} ${unit}${spread}${verdict}`;
}
