/** JSON, times and quoting as a Go server writes them. */

/** Like Go's `json.Marshal`: `<`, `>`, `&` and the two Unicode line ends are escaped; undefined is left out. */
export function goJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** RFC 3339 in UTC with up to nine fraction digits, trailing zeros cut, as Go's `time.Time` marshals. */
export function goTime(epochMs: number): string {
  const [seconds, fraction] = new Date(epochMs).toISOString().replace('Z', '').split('.');
  const micros = Math.floor((epochMs % 1) * 1e6);
  const digits = `${fraction ?? ''}${String(micros).padStart(6, '0')}`.replace(/0+$/, '');
  return `${seconds}${digits && `.${digits}`}Z`;
}

/** Now, with the sub-millisecond part that `Date.now` lacks. */
export function goNow(): string {
  return goTime(performance.timeOrigin + performance.now());
}

/** Go's `%q` for ordinary text. */
export function quoted(text: string): string {
  return JSON.stringify(text);
}

/** Whole nanoseconds; a metric of 0 is absent. */
export function nanoseconds(ms: number): number | undefined {
  return Math.round(ms * 1e6) || undefined;
}

/** A count, absent where it is 0. */
export function nonZero(count: number): number | undefined {
  return count || undefined;
}

const unitMs: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** Milliseconds of a Go duration such as `1h15m30.5s`; undefined when it is none. */
export function goDuration(text: string): number | undefined {
  if (text === '0') return 0;
  const match = /^([-+]?)((?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|ms|s|m|h))+)$/.exec(text);
  if (!match) return undefined;
  let sum = 0;
  for (const [, amount, unit] of (match[2] ?? '').matchAll(/([\d.]+)(ns|us|µs|ms|s|m|h)/g)) {
    sum += Number(amount) * (unitMs[unit ?? ''] ?? 0);
  }
  return match[1] === '-' ? -sum : sum;
}
