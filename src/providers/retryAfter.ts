/**
 * How long a server asks to wait: the header Retry-After in seconds or as a date, words of an error, or the headers
 * that tell when a limit begins anew.
 */
import type { ServerFailure } from './wire/failure';

/** Nobody waits longer than a month: whatever says so means something else. */
const longestMs = 31 * 24 * 3_600_000;

/** Milliseconds until the server takes requests again, where it says so anywhere. */
export function waitOf({ headers, words }: Pick<ServerFailure, 'headers' | 'words'>): number | undefined {
  return asked(headers) ?? waitSaid(words.said) ?? untilReset(headers);
}

/** What a header asks for by itself. */
function asked(headers: Headers): number | undefined {
  return (
    millisecondsIn(headers.get('retry-after-ms') ?? headers.get('x-ms-retry-after-ms')) ??
    retryAfterMs(headers.get('retry-after')) ??
    retryAfterMs(headers.get('x-retry-after')) ??
    retryAfterMs(headers.get('x-ratelimit-retry-after'))
  );
}

/** Headers of limits, of which a server has several: of requests, of tokens, by the minute and by the day. */
const resets = /^(?:[a-z]{1,20}-)?(?:x-)?rate-?limit-(?:[a-z-]{0,40}-)?reset(?:-[a-z-]{1,40})?$/;
/** Headers that are looked at; servers send a few dozen. */
const mostHeaders = 100;

/**
 * When the limits that are used up begin anew. Of those that do not say what remains, the one that ends first: they
 * are told with every reply, whichever of them was met.
 */
function untilReset(headers: Headers): number | undefined {
  const [spent, unknown]: [number[], number[]] = [[], []];
  for (const [name, value] of [...headers].slice(0, mostHeaders)) {
    const [ms, remains] = /^x?-?rate-?limit$/.test(name)
      ? inFields(value)
      : resets.test(name)
        ? [retryAfterMs(value), remaining(headers.get(name.replace('reset', 'remaining')))]
        : [];
    if (ms === undefined) continue;
    if (remains === undefined) unknown.push(ms);
    else if (remains <= 0) spent.push(ms);
  }
  if (spent.length > 0) return Math.max(...spent);
  return unknown.length > 0 ? Math.min(...unknown) : undefined;
}

/** `limit=10, remaining=0, reset=30`, and `"default";r=0;t=30` of its newer draft. */
function inFields(value: string): [ms: number | undefined, remains: number | undefined] {
  const fields = new Map(
    value
      .slice(0, 500)
      .split(/[,;]/)
      .map((field) => fieldOf(field)),
  );
  return [
    retryAfterMs(fields.get('reset') ?? fields.get('t')),
    remaining(fields.get('remaining') ?? fields.get('r')),
  ];
}

function fieldOf(text: string): [name: string, value: string] {
  const [name = '', value = ''] = text.split('=');
  return [name.trim().toLowerCase(), value.trim()];
}

function remaining(text: string | null | undefined): number | undefined {
  return text && /^-?\d{1,15}(?:\.\d{1,9})?$/.test(text.trim()) ? Number(text) : undefined;
}

/** A date as HTTP writes it, or as programs do; parsers take many another text for one. */
const date = /^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},? |^\d{4}-\d\d-\d\dT/i;
/** A number that is no time to wait, but the moment itself: seconds, or milliseconds, since 1970. */
const firstMoment = 1e9;

/** Milliseconds to wait, never negative; undefined when the header is absent or says nothing readable. */
export function retryAfterMs(header: string | null | undefined, now = Date.now()): number | undefined {
  if (header === null || header === undefined) return undefined;
  const value = header.trim().replace(/^"(.{0,100})"$/, '$1');
  if (date.test(value)) return bounded(Math.max(0, Date.parse(value) - now));
  if (!/^\d{1,20}(?:\.\d{1,20})?$/.test(value)) return bounded(isoMs(value) ?? durationMs(value));
  const number = Number(value);
  if (number < firstMoment) return bounded(number * 1_000);
  return bounded(Math.max(0, (number < 1_000 * firstMoment ? number * 1_000 : number) - now));
}

/** `PT1M30S`. */
function isoMs(value: string): number | undefined {
  return /^PT(?=\d)/.test(value) ? durationMs(value.slice(2)) : undefined;
}

/** OpenAI's own header, in milliseconds. */
function millisecondsIn(header: string | null): number | undefined {
  return header !== null && /^\d{1,12}(\.\d{1,9})?$/.test(header.trim())
    ? Math.round(Number(header))
    : undefined;
}

const waiting =
  /\b(?:try again|available(?: again)?|resets?|(?:re)?try(?: your request)?|retry-after|retry[_ ]?delay|wait)"?(?: again)?(?: in| after| for| at least| about| approximately|:){0,3} "?(\d[\d.]{0,20}(?: ?[a-z][\da-z.]{0,20})?)/i;

/** "Please try again in 7m12.5s", "Please retry after 6 seconds", as OpenAI, Groq, Gemini and Azure say it. */
function waitSaid(said: string): number | undefined {
  const [words = '', duration] = waiting.exec(said) ?? [];
  if (duration === undefined) return undefined;
  // Without a unit it is told as the header has it.
  if (/^retry-after/i.test(words) && /^\d{1,9}$/.test(duration)) return bounded(Number(duration) * 1_000);
  return bounded(durationMs(duration.replace(/\.$/, '')));
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
