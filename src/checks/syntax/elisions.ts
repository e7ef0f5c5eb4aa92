/** "..." where the rest of the code stands, prompts of consoles, names to fill in: what answers show and no compiler reads. */
import type { Language } from './languages';

/**
 * The text without what stands for something else, line by line as before.
 * @returns the same text where there is nothing of the kind
 */
export function withoutElisions(text: string, language: Language): string {
  if (language === 'python') return pythonSession(text);
  if (language === 'bash') return bashPlaceholders(text);
  if (language === 'css' || language === 'javascript')
    text = text.replace(/^[ \t]*<\/?(?:style|script)\b[^<>\n]*>[ \t]*$/gm, '');
  return withoutDots(text.replace(/^([ \t]*)(?:\.{3}|…)[^\n(){}[\]=;,"'`<>]*$/gm, '$1'));
}

/** Without "..." where nothing is spread: a value where one is needed, nothing elsewhere, and no comma for nothing. */
function withoutDots(text: string): string {
  const parts: string[] = [];
  let from = 0;
  for (const { index, 0: dots } of text.matchAll(/\.{3}|…/g)) {
    let end = index + dots.length;
    let start = index;
    while (start > from && isBlank(text[start - 1])) start--;
    const before = text[start - 1] ?? '\n';
    if (start === index && /\w/.test(before)) continue;
    let next = end;
    while (isBlank(text[next])) next++;
    let after = next;
    while (isBlank(text[after]) || text[after] === '\n' || text[after] === '\r') after++;
    const closes = ')]}'.includes(text[after] ?? ' ');
    const ends = closes || '\n\r;,/'.includes(text[next] ?? '\n');
    if (!ends) continue;
    const valueWanted =
      '=>:?|&+'.includes(before) || /\breturn$/.test(text.slice(Math.max(0, start - 7), start));
    if (!valueWanted && closes && before === ',' && start > from) start--;
    if (!valueWanted && text[next] === ',') end = next + 1;
    parts.push(text.slice(from, start), valueWanted ? ' 0 ' : ' ');
    from = end;
  }
  return from === 0 ? text : parts.join('') + text.slice(from);
}

const isBlank = (character: string | undefined) => character === ' ' || character === '\t';

/** Without prompts, the output between them, the commands of notebooks, and arguments that are left out. */
function pythonSession(text: string): string {
  const lines = text.split('\n');
  if (/^\s*>>>(?: |\n)/.test(text))
    return lines.map((line) => /^[ \t]*(?:>>>|\.\.\.)(?: (.*)|$)/.exec(line)?.[1] ?? '').join('\n');
  return lines
    .map((line) => (/^[ \t]*(?:[%!][a-zA-Z%]|\?\w)/.test(line) ? '' : line))
    .join('\n')
    .replace(/(,[ \t]*)\.\.\.(?=[ \t]*\))/g, '$1');
}

/** Without prompts; names to fill in, such as `<image>`, become words. */
function bashPlaceholders(text: string): string {
  return text
    .replace(/^([ \t]*)(?:\.{3}|…)[^\n]*$/gm, '$1')
    .replace(/<[A-Za-z][\w./:| -]{0,60}>/g, (name) => '_'.repeat(name.length))
    .replace(/^[ \t]*\$ /gm, '');
}
