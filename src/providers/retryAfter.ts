/** The header Retry-After: seconds, or a date. */

/** Nobody waits longer than a month: whatever says so means something else. */
const longestMs = 31 * 24 * 3_600_000;

/** Milliseconds to wait, never negative; undefined when the header is absent or says nothing readable. */
export function retryAfterMs(header: string | null | undefined, now = Date.now()): number | undefined {
  if (header === null || header === undefined) return undefined;
  const value = header.trim();
  const date = Date.parse(value);
  const ms = /^\d+(\.\d+)?$/.test(value) ? Math.round(Number(value) * 1000) : Math.max(0, date - now);
  return ms <= longestMs ? ms : undefined;
}

/** How messages say it: " for another 12 s", or nothing to promise. */
export function waitText(ms: number | undefined): string {
  return ms === undefined
    ? '. Ask again later'
    : ` for another ${Math.max(1, Math.ceil(ms / 1000))} s. Ask again then, or go on with another expert`;
}
