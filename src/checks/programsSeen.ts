/** Programs in what is being written, told as soon as one begins, so that what runs them can load meanwhile. */

/** At the start of a line: a fence with its language, or a header of Python's. */
const programSigns =
  /\n[ \t>]*(?:(?:`{3}|~{3})[`~ \t{.]*(?:(python3?|py)|javascript|js|jsx|typescript|ts|tsx|node)(?=\W)|(?:async )?(def) \w)/gi;
/** Characters of a line that are kept until more comes. */
const longestLine = 200;

/** What is given pieces of a text, in order, and tells the language of each program that begins in them. */
export function programsSeen(tell: (language: 'python' | 'javascript') => void): (piece: string) => void {
  let line = '\n';
  return (piece) => {
    const text = line + piece;
    let told = 0;
    for (const sign of text.matchAll(programSigns)) {
      tell(sign[1] || sign[2] ? 'python' : 'javascript');
      told = sign.index + sign[0].length;
    }
    line = text.slice(Math.max(told, text.lastIndexOf('\n'), text.length - longestLine));
  };
}
