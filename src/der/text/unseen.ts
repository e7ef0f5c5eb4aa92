/** Signs that cannot be seen, or that turn what is read around: in text of experts, servers and files they may hide something. */

/** Letters that join or vary the one before them, as emoji and many scripts need. Behind plain ASCII they only hide. */
const joining = String.raw`\u200c\u200d`;
const varying = String.raw`\ufe00-\ufe0f\u{e0100}-\u{e01ef}\u180b-\u180d\u180f`;
const letter = String.raw`[^\x00-\x7f\p{DI}]`;

const hiding = [
  String.raw`[^\P{Cc}\n\t]`,
  String.raw`[\u2028\u2029\ufff9-\ufffb]`,
  String.raw`(?![${joining}${varying}])\p{DI}`,
  String.raw`(?<!${letter}|\ufe0f)[${joining}]`,
  // The digits of keycaps are ASCII.
  String.raw`(?<!${letter})[${varying}](?!\u20e3)`,
].join('|');

/** Each sign that has no place in text for people; line feeds and tabs have. */
export const hidingSigns = new RegExp(hiding, 'gu');

/** Blanks that are none to a shell, and letters that look like blanks. */
const oddBlanks = String.raw`(?! )\p{Zs}|\u2800`;
const anyUnseen = String.raw`[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\ufff9-\ufffb]|(?!\ufe0f)\p{DI}|(?<!\p{Extended_Pictographic})\ufe0f`;
const inOneLine = new RegExp(`${anyUnseen}|${oddBlanks}`, 'u');
const eachInOneLine = new RegExp(anyUnseen, 'gu');

/** Whether a line that will be run or written holds anything that its reader would not see. */
export function hidesSomething(line: string): boolean {
  return inOneLine.test(line);
}

/** Longest name that is shown whole. */
const longestName = 1_000;

/** A name of a file or a model as one line that hides nothing: `a\u{a}b`. */
export function visibleName(name: string): string {
  const shown = name.length > longestName ? `${name.slice(0, longestName)}…` : name;
  return shown.replace(eachInOneLine, (sign) => `\\u{${sign.codePointAt(0)!.toString(16)}}`);
}

/** What stands behind the opening of a fence: a plain word, or nothing. */
export function fenceWord(word: string): string {
  return /^[\w+#.-]{1,40}$/.test(word) ? word : '';
}
