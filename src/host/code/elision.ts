/** Comments that stand for code which an answer left out: "// … existing code …". */

/** The start of a comment in some language, and its end. */
const comment = /^(?:\/\/+|#+|--+|;+|%+|\/\*+|<!--|\{\s*\/\*+|"""|\*)\s*(.*?)\s*(?:\*+\/\s*\}?|-->|""")?$/;
const ellipsis = /\.{3}|…/;
const words =
  /^(?:\(?(?:the )?(?:rest|remainder) of\b.*|(?:the )?(?:existing|remaining|unchanged|previous|other|same)\b.*\b(?:code|methods?|functions?|class|imports?|members?|tests?|implementation|fields?|properties|logic|content|lines|as before|unchanged|here)\b.*|(?:unchanged|no changes?(?: here)?|same as (?:before|above)|as before))$/i;

/** Longer lines are code. */
const longest = 200;

/** Whether a line only stands for code that was left out. */
export function isElision(line: string): boolean {
  const text = line.trim();
  if (text.length > longest || text === '') return false;
  if (/^(?:\.{3}|…)$/.test(text)) return true;
  const said = comment.exec(text)?.[1];
  if (said === undefined) return false;
  const bare = said.replace(/^[[(]|[\])]\.?$/g, '').trim();
  if (/^(?:\.{3}|…)/.test(bare) || (/(?:\.{3}|…)$/.test(bare) && elides(bare))) return true;
  return words.test(bare.replace(/[.…]+$/, ''));
}

function elides(said: string): boolean {
  return (
    words.test(
      said
        .replace(ellipsis, '')
        .replace(/[.…]+$/, '')
        .trim(),
    ) || /\b(?:existing|rest|remaining|unchanged|omitted|same|before|other)\b/i.test(said)
  );
}
