/** How long a server asks to wait: the header Retry-After in seconds or as a date, or words of an error. */
import type { ServerFailure } from './wire/failure';

/** Nobody waits longer than a month: whatever says so means something else. */
const longestMs = 31 * 24 * 3_600_000;

/** Milliseconds until the server takes requests again, where it says so anywhere. */
export function waitOf({ headers, words }: Pick<ServerFailure, 'headers' | 'words'>): number | undefined {
  return (
    millisecondsIn(headers.get('retry-after-ms')) ??
    retryAfterMs(headers.get('retry-after')) ??
    waitSaid(words.said)
  );
}

/** A date as HTTP writes it, or as programs do; parsers take many another text for one. */
const date = /^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},? |^\d{4}-\d\d-\d\dT/i;

/** Milliseconds to wait, never negative; undefined when the header is absent or says nothing readable. */
export function retryAfterMs(header: string | null | undefined, now = Date.now()): number | undefined {
  if (header === null || header === undefined) return undefined;
  const value = header.trim();
  if (date.test(value)) return bounded(Math.max(0, Date.parse(value) - now));
  return bounded(/^\d{1,20}(?:\.\d{1,20})?$/.test(value) ? Number(value) * 1_000 : durationMs(value));
}

/** OpenAI's own header, in milliseconds. */
function millisecondsIn(header: string | null): number | undefined {
  return header !== null && /^\d{1,12}(\.\d{1,9})?$/.test(header.trim())
    ? Math.round(Number(header))
    : undefined;
}

const asked =
  /\b(?:try again|retry|wait)(?: again)?(?: in| after| for| at least| about){0,3} (\d[\d.]{0,20} ?[a-z][\da-z.]{0,20})/i;

/** "Please try again in 7m12.5s", "Please retry after 6 seconds", as OpenAI, Groq, Gemini and Azure say it. */
function waitSaid(said: string): number | undefined {
  const duration = asked.exec(said)?.[1];
  return duration === undefined ? undefined : bounded(durationMs(duration.replace(/\.$/, '')));
}

/** Milliseconds of a unit by its first letters. */
const units: readonly (readonly [RegExp, number])[] = [
  [/^(?:ms|milli)/, 1],
  [/^s/, 1_000],
  [/^m/, 60_000],
  [/^h/, 3_600_000],
  [/^d/, 86_400_000],
];

/** "7s", "1h2m3.5s", "250 ms", "2 minutes"; undefined for anything else. */
function durationMs(text: string): number | undefined {
  const parts = [...text.toLowerCase().matchAll(/(\d{1,12}(?:\.\d{1,12})?) ?([a-z]{1,12})/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== text.toLowerCase()) return undefined;
  let ms = 0;
  for (const [, amount, name = ''] of parts) {
    const unit = units.find(([beginning]) => beginning.test(name));
    if (!unit) return undefined;
    ms += Number(amount) * unit[1];
  }
  return ms;
}

function bounded(ms: number | undefined): number | undefined {
  return ms !== undefined && ms <= longestMs ? Math.round(ms) : undefined;
}

/** How messages say it: " for another 12 s", or nothing to promise. */
export function waitText(ms: number | undefined): string {
  return ms === undefined
    ? '. Ask again later'
    : ` for another ${Math.max(1, Math.ceil(ms / 1000))} s. Ask again then, or go on with another expert`;
}
