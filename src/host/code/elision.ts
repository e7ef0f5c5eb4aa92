/** Comments that stand for code which an answer left out: "// … existing code …". */

/** The start of a comment in some language. */
const commentStart = /^(?:\/\/+|#+|--+|;+|%+|\/\*+|<!--|\{\s*\/\*+|"""|\*)/;
const ellipsis = /\.{3}|…/;
const words =
  /^(?:\(?(?:the )?(?:rest|remainder) of\b.*|(?:the )?(?:existing|remaining|unchanged|previous|other|same)\b.*\b(?:code|methods?|functions?|class|imports?|members?|tests?|implementation|fields?|properties|props|logic|contents?|lines|styles?|rules?|declarations|settings|options|services|dependencies|scripts|keys|entries|routes|handlers|hooks|state|markup|template|as before|unchanged|here)\b.*|(?:unchanged|no changes?(?: here)?|same as (?:before|above)|as before))$/i;

/** Longer lines are code. */
const longest = 200;

/** Whether a line only stands for code that was left out. */
export function isElision(line: string): boolean {
  const text = line.trim();
  if (text.length > longest || text === '') return false;
  if (/^(?:\.{3}|…)$/.test(text)) return true;
  const start = commentStart.exec(text)?.[0];
  if (start === undefined) return false;
  const said = withoutCommentEnd(text.slice(start.length).trim());
  const bare = said.replace(/^[[(]|[\])]\.?$/g, '').trim();
  if (/^(?:\.{3}|…)/.test(bare) || (/(?:\.{3}|…)$/.test(bare) && elides(bare))) return true;
  return words.test(withoutDots(bare));
}

function withoutCommentEnd(said: string): string {
  if (said.endsWith('-->') || said.endsWith('"""')) return said.slice(0, -3).trimEnd();
  const inBraces = said.endsWith('}') ? said.slice(0, -1).trimEnd() : said;
  if (!inBraces.endsWith('*/')) return said;
  let end = inBraces.length - 1;
  while (inBraces[end - 1] === '*') end--;
  return inBraces.slice(0, end).trimEnd();
}

function withoutDots(said: string): string {
  let end = said.length;
  while (said[end - 1] === '.' || said[end - 1] === '…') end--;
  return said.slice(0, end);
}

function elides(said: string): boolean {
  return (
    words.test(withoutDots(said.replace(ellipsis, '')).trim()) ||
    /\b(?:existing|rest|remaining|unchanged|omitted|same|before|other)\b/i.test(said)
  );
}
