/** Yes and no, however they are said. */

const good = 'true|correct|right|valid|accurate|supported';
const bad = 'false|incorrect|wrong|untrue|invalid|inaccurate';
const thing = String.raw`(?:the|this|that) (?:statement|claim|assertion|proposition|answer)`;
const is = String.raw`(?:is|['’]s|would be)`;
const isNot = String.raw`(?:(?:is|['’]s) not|isn['’]?t|would not be)`;
const it = String.raw`(?:${thing}|it|this|that)`;

/** What may stand behind a plain word without taking anything back. */
const tail = String.raw`(?: (?:indeed|answer|statement|of course)| (?:because|since|as)\b.*)?`;

const affirmed = new RegExp(
  String.raw`^(?:(?:yes|yep|yeah|true|correct|agreed?|valid|accurate)${tail}|${it} ?${is} (?:${good}|yes|so)(?: because\b.*)?|${it} holds(?: true)?)$`,
  'i',
);
const denied = new RegExp(
  String.raw`^(?:(?:no|nope|${bad}|not (?:${good}))${tail}|${it} ?(?:${isNot} (?:${good})|${is} (?:${bad}|no))(?: because\b.*)?|${it} (?:does not|doesn['’]?t) hold(?: true)?|${it} fails)$`,
  'i',
);

/** What begins so, behind a sign, takes back some of what was said. */
const condition =
  /\b(?:but|unless|except|only|if|when|provided|depending|depends|no|not always|yes and no|sometimes)\b/i;

/** Undefined for what is neither, and for what is so under a condition; a clause behind a comma explains it. */
export function truthOf(text: string): boolean | undefined {
  const head = /^[^,;:(.!?–—]{0,60}/.exec(text)?.[0].trim() ?? '';
  if (head.split(/\s+/).length > 8) return undefined;
  const said = denied.test(head) ? false : affirmed.test(head) ? true : undefined;
  const rest = text.slice(head.length, head.length + 80);
  // What explains a no may say no again.
  const takenBack = said === false ? rest.replace(/\bno\b/gi, '') : rest;
  return condition.test(takenBack) || /^\s*\?/.test(rest) ? undefined : said;
}
