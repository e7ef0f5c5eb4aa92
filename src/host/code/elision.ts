/** Comments that stand for code which an answer left out: "// … existing code …". */

/** The start of a comment in some language. */
const commentStart = /^(?:\/\/+|#+|--+|;+|%+|\/\*+|<!--|\{\s*\/\*+|"""|\*)/;
const ellipsis = /\.{3}|…/;
const words =
  /^(?:\(?(?:the )?(?:rest|remainder) of\b.*|(?:the )?(?:existing|remaining|unchanged|previous|other|same)\b.*\b(?:code|methods?|functions?|class|imports?|members?|tests?|implementation|fields?|properties|props|logic|contents?|lines|styles?|rules?|declarations|settings|options|services|dependencies|scripts|keys|entries|routes|handlers|hooks|state|markup|template|as before|unchanged|here)\b.*|(?:unchanged|no changes?(?: here)?|same as (?:before|above)|as before))$/i;

/** What only a comment in place of code says. */
const kept =
  /\b(?:unchanged|stays?|remains?|same as|the same|as before|as is|omitted|keep|kept|no changes?|unverändert|bleib(?:t|en)|wie bisher)\b/i;
/** More words are a remark, unless they say that something is kept. */
const mostWords = 6;

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
  return stands(withoutDots(bare));
}

/** Whether a comment says that what it stands in stays as it is. */
export function saysUnchanged(line: string): boolean {
  return line.length <= longest && kept.test(line);
}

/** Says so in words, and says no more: "the rest of the list is sorted already, so …" is a remark. */
function stands(said: string): boolean {
  return words.test(said) && (kept.test(said) || said.split(/\s+/).length <= mostWords);
}

/** Dots among the entries of a list or an object on one line; `Tuple[int, ...]` and `a[..., 0]` are code. */
const dotsInLine =
  /(?:^|[^\w)\]])\[\s{0,3}(?:\.{3}|…)\s{0,3}[,\]]|\{\s{0,3}(?:\.{3}|…),|[=(:]\s{0,3}[[{][^[\]{}]{0,200},\s{0,3}(?:\.{3}|…)\s{0,3}[\]}]/;

/** Whether entries are left out within the line. */
export function elidesWithin(line: string): boolean {
  return line.length <= longest && dotsInLine.test(line);
}

/** Lines on which dots stand for the first entries of a list or an object, without the comma behind them. */
export function withBareDots(lines: readonly string[]): readonly string[] {
  return lines.map((line, at) =>
    /^\s*(?:\.{3}|…),$/.test(line) && /[[{]\s*$/.test(lines[at - 1] ?? '') ? line.replace(/,$/, '') : line,
  );
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
    stands(withoutDots(said.replace(ellipsis, '')).trim()) ||
    (said.split(/\s+/).length <= mostWords &&
      /\b(?:existing|rest|remaining|unchanged|omitted|same|before|other)\b/i.test(said))
  );
}
