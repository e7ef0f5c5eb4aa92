/** What is written like an expression and is none: dates, times, versions, ranges, names that are numbers. */

/**
 * Dates, times, versions, spans of years and figures of speech.
 * @param bare neither a word nor a sign asks for a value: then ranges, telephone numbers and the like as well
 */
export function looksLikeSomethingElse(said: string, bare: boolean): boolean {
  return (
    /\d([-/.])\d+\1\d/.test(said) ||
    /\d:\d/.test(said) ||
    // Whole numbers of so many bits, which run over; and points in numbers of another base.
    /\b0[xbo][\da-f]*(i\d|\.)/i.test(said) ||
    // The factorial of a factorial to some, the double factorial to others.
    /!!/.test(said) ||
    /(^|[^\d.,])0\d/.test(said) ||
    // An exponent that is torn apart or missing, or a multiple of e.
    /(?<![\w.])\d+(?:\.\d+)?e(?:$|\s+[-+])/i.test(said) ||
    isSpanOfYears(said) ||
    /^(9\/11|24\/7|50\/50|20\/20|7\/11|7-11|9-5|4\/20)$/.test(said) ||
    (bare && looksLikeSpan(said))
  );
}

/** "1914-1918", "1914-18" and "2024/25", but not "2024-1990". */
function isSpanOfYears(said: string): boolean {
  const [, first, sign, second = ''] = /^((?:1\d|20)\d\d)([-–/])((?:1\d|20)?\d\d)$/.exec(said) ?? [];
  if (first === undefined) return false;
  if (sign === '/') return Number(second) % 100 === (Number(first) + 1) % 100;
  return second.length === 2 || Number(second) >= Number(first);
}

/** Ranges, telephone numbers, versions and parts of dates, written without blanks. */
function looksLikeSpan(said: string): boolean {
  const range = /^([\d.]+)[-–]([\d.]+)(?:\s?%)?$/.exec(said.replaceAll(',', ''));
  return (
    (range !== null && Number(range[1]) < Number(range[2])) ||
    /^\(?\d{3}\)?[- ]\d{3,4}$/.test(said) ||
    /\d[-/]\d+[-/]\d/.test(said) ||
    /^\d+\.\d+[-/]\d+(?:\.\d+)?$/.test(said)
  );
}

/** What is named by a number rather than counted: the statuses of HTTP, and versions. */
const name = /^(?:10[0-3]|20[0-8]|226|30[0-8]|4[0-5]\d|50\d|51[01]|\d{1,2}\.\d{1,2})$/;

/** Whoever asks for the difference of two such things asks how they differ. */
export function areNames(first: string, second: string): boolean {
  return name.test(first) && name.test(second);
}
