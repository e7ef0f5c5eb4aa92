/** The dated model that a service means by a name, as its reply says. */

/** Characters of a name beyond which a reply says something else. */
const longest = 200;

/**
 * The name in a reply where it is the one that was asked for with its date or number behind it, such as
 * `gpt-4o-2024-08-06` for `gpt-4o`; undefined otherwise: routers name whichever model they chose, and others echo. What
 * OpenAI calls `system_fingerprint` is none: it names the servers' settings, which differ from one request to the next.
 */
export function datedName(asked: string, replied: unknown): string | undefined {
  if (typeof replied !== 'string' || replied.length > longest) return undefined;
  const stem = asked.replace(/[-:@]latest$/, '');
  const rest = replied.startsWith(stem) ? replied.slice(stem.length) : '';
  return /^[-:@_.][\w.:-]*\d/.test(rest) ? replied : undefined;
}
