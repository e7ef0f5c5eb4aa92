/** The header Retry-After: seconds, or a date. */

/** Milliseconds to wait, never negative; undefined when the header is absent or says nothing readable. */
export function retryAfterMs(header: string | null | undefined, now = Date.now()): number | undefined {
  if (header === null || header === undefined) return undefined;
  const value = header.trim();
  if (/^\d+(\.\d+)?$/.test(value)) return Math.round(Number(value) * 1000);
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** How messages say it: " for another 12 s", or nothing to promise. */
export function waitText(ms: number | undefined): string {
  return ms === undefined
    ? '. Ask again later'
    : ` for another ${Math.max(1, Math.ceil(ms / 1000))} s. Ask again then, or go on with another expert`;
}
