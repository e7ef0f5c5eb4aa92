/** Programs in what is being written, told as soon as one begins, so that what runs them can load meanwhile. */

import type { Asked } from '../der/evidence/asked';

export type SeenLanguage = 'python' | 'javascript';

/** At the start of a line or of a list's item: a fence with its language or a file's name, or a header of Python's. */
const programSigns =
  /\n[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(?:(?:`{3}|~{3})[`~ \t{.]*(?:[\w./-]{1,80}\.)?(?:(python3?|py)|javascript|[cm]?js|jsx|typescript|[cm]?ts|tsx|node)(?=\W)|(?:async )?(def) \w)/gi;
/** Characters of a line that are kept until more comes. */
const longestLine = 200;

/** What is given pieces of a text, in order, and tells the language of each program that begins in them. */
export function programsSeen(send: (language: SeenLanguage) => void): (piece: string) => void {
  let line = '\n';
  return (piece) => {
    const text = line + piece;
    let told = 0;
    for (const sign of text.matchAll(programSigns)) {
      send(sign[1] || sign[2] ? 'python' : 'javascript');
      told = sign.index + sign[0].length;
    }
    line = text.slice(Math.max(told, text.lastIndexOf('\n'), text.length - longestLine));
  };
}

/** What to load before anybody writes: either language may come where the question names none. */
export function languagesAsked({
  program,
  language,
}: Pick<Asked, 'program' | 'language'>): readonly SeenLanguage[] {
  if (!program) return [];
  if (language === undefined) return ['javascript', 'python'];
  return [language === 'python' ? 'python' : 'javascript'];
}
