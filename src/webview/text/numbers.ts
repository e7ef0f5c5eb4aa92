/** Numbers as people read them. */

/** Parameters, from billions: `135M`, `3.2B`, `70B`. */
export function size(billions: number): string {
  if (billions < 1) return `${Math.round(billions * 1000)}M`;
  return `${billions < 10 ? trimmed(billions, 1) : Math.round(billions)}B`;
}

/** A duration from milliseconds: `0.4 ms`, `40 ms`, `1.4 s`, `2 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 995) return `${trimmed(ms, ms < 10 ? 1 : 0)} ms`;
  if (ms < 59_950) return `${trimmed(ms / 1000, 1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

export function percent(share: number): string {
  const value = share * 100;
  return value > 0 && value < 1 ? '< 1 %' : `${Math.round(value)} %`;
}

/** A quality in [0, 1]; rounded down, so that it never seems to reach a mark that it misses. */
export function quality(value: number): string {
  return (Math.floor(value * 100 + 1e-9) / 100).toFixed(2);
}

/** A reward term with its sign; small costs keep a digit that counts. */
export function signed(value: number): string {
  const digits = value !== 0 && Math.abs(value) < 0.01 ? 4 : 2;
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(digits)}`;
}

export function count(value: number): string {
  return value.toLocaleString('en-US');
}

/** `1 answer`, `2 answers`. */
export function counted(value: number, noun: string): string {
  return `${count(value)} ${noun}${value === 1 ? '' : 's'}`;
}

function trimmed(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)));
}
