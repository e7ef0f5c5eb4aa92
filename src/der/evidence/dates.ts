/** Days, moments and times of day, in the forms in which they are read in one way only. */

const months = 'january february march april may june july august september october november december'.split(
  ' ',
);

/**
 * A day (`2024-03-05`, `5 March 2024`, `March 5th, 2024`, `05.03.2024`), a moment with its zone as the same moment in
 * UTC, a time of day in 24 hours; undefined for what is none, and for `3/5/2024`, which is read in two ways.
 */
export function dateOf(text: string): string | undefined {
  return dayOf(text) ?? momentOf(text) ?? timeOf(text);
}

function dayOf(text: string): string | undefined {
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text);
  if (iso) return isoOf(iso[1]!, Number(iso[2]), iso[3]!);
  const dotted = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/.exec(text);
  if (dotted) return isoOf(dotted[3]!, Number(dotted[2]), dotted[1]!);
  const dayFirst = /^(?:\w+day,? )?(\d{1,2})(?:st|nd|rd|th)?(?: of)? ([a-z]{3,9})\.?,? (\d{4})$/i.exec(text);
  if (dayFirst) return isoOf(dayFirst[3]!, monthOf(dayFirst[2]!), dayFirst[1]!);
  const monthFirst = /^(?:\w+day,? )?([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/i.exec(text);
  return monthFirst ? isoOf(monthFirst[3]!, monthOf(monthFirst[1]!), monthFirst[2]!) : undefined;
}

function monthOf(word: string): number {
  return months.findIndex((month) => month.startsWith(word.toLowerCase())) + 1;
}

function isoOf(year: string, month: number, day: string): string | undefined {
  if (month < 1 || month > 12 || Number(day) < 1 || Number(day) > 31) return undefined;
  return `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`;
}

function momentOf(text: string): string | undefined {
  const match =
    /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2}(?:\.\d{1,9})?)?\s?(Z|UTC|[-+]\d{2}:?\d{2})?$/i.exec(text);
  if (!match) return undefined;
  const [, day = '', time = '', seconds = ':00', zone] = match;
  const offset = /^(?:z|utc)$/i.test(zone ?? 'Z') ? 'Z' : zone!.replace(/^(.\d{2}):?/, '$1:');
  const at = Date.parse(`${day}T${time}${seconds}${offset}`);
  if (Number.isNaN(at)) return undefined;
  const moment = new Date(at).toISOString();
  // Without a zone it is a moment wherever the person is.
  return zone === undefined ? moment.slice(0, -1) : moment;
}

function timeOf(text: string): string | undefined {
  const named = /^(?:at )?(midnight|noon)$/i.exec(text)?.[1];
  if (named !== undefined) return /^m/i.test(named) ? '00:00:00' : '12:00:00';
  const [, hour, minute = '00', second = '00', half] =
    /^(\d{1,2})(?::(\d{2}))?(?::(\d{2}))?(?:\s?([ap])\.?m\.?)?$/i.exec(text) ?? [];
  if (hour === undefined || (half === undefined && !text.includes(':'))) return undefined;
  if (Number(minute) > 59 || Number(second) > 59 || Number(hour) > (half ? 12 : 23)) return undefined;
  const hours = half ? (Number(hour) % 12) + (/p/i.test(half) ? 12 : 0) : Number(hour);
  return `${String(hours).padStart(2, '0')}:${minute}:${second}`;
}
