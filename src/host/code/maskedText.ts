/** Code with blanks in place of what only looks like code: comments, strings, templates. Linear in the text. */

/** Languages whose `#` begins a comment. */
const hashes =
  /^(?:python|ruby|shellscript|yaml|toml|makefile|dockerfile|perl|r|elixir|julia|powershell|coffeescript)$/;
/** Languages whose `--` does. */
const dashes = /^(?:lua|sql)$/;
/** Languages with `'` for single characters or lifetimes. */
const singles = /^(?:rust|c|cpp|java|go|csharp|kotlin|swift|scala)$/;
/** What a regular expression of JavaScript may follow. */
const beforeRegExp = /(?:^|[=(,:;!&|?{}[+]|\breturn|\bcase|=>)\s*$/;

/**
 * Of the same length and with the same lines as the code.
 * @param texts takes where strings are that may go on over several lines
 */
export function masked(code: string, language: string, texts: [from: number, to: number][] = []): string {
  const python = language === 'python';
  const script = /^(?:java|type)script/.test(language);
  const hash = hashes.test(language);
  const dash = dashes.test(language);
  const slashes = language !== 'css' && !dash;
  const out: string[] = [];
  let from = 0;
  let at = 0;
  const hide = (end: number) => {
    out.push(code.slice(from, at), code.slice(at, end).replace(/[^\n]/g, ' '));
    from = at = end;
  };
  const hideText = (end: number) => {
    texts.push([at, end]);
    hide(end);
  };
  while (at < code.length) {
    const c = code[at]!;
    if (dash && c === '-' && code[at + 1] === '-') hide(endOf(code, at, '\n'));
    else if (hash ? c === '#' : slashes && c === '/' && code[at + 1] === '/') hide(endOf(code, at, '\n'));
    else if (!hash && c === '/' && code[at + 1] === '*') hide(after(code, '*/', at + 2));
    else if (python && /^(?:"""|''')/.test(code.slice(at, at + 3)))
      hideText(after(code, code.slice(at, at + 3), at + 3));
    else if (c === '"' || (c === "'" && !singles.test(language))) hide(stringEnd(code, at, c));
    else if (c === "'" && singles.test(language)) {
      const literal = /^'(?:\\.[^'\n]{0,8}|[^\\\n])'/u.exec(code.slice(at, at + 14))?.[0];
      if (literal) hide(at + literal.length);
      else at++;
    } else if (c === '`' && (script || language === 'go')) hideText(templateEnd(code, at));
    else if (
      c === '/' &&
      script &&
      beforeRegExp.test(
        code
          .slice(Math.max(0, at - 40), at)
          .split('\n')
          .at(-1)!,
      )
    )
      hide(regExpEnd(code, at));
    else at++;
  }
  out.push(code.slice(from));
  return out.join('');
}

function endOf(code: string, from: number, what: string): number {
  const end = code.indexOf(what, from);
  return end < 0 ? code.length : end;
}

function after(code: string, what: string, from: number): number {
  const end = code.indexOf(what, from);
  return end < 0 ? code.length : end + what.length;
}

/** A string that is not closed ends with its line. */
function stringEnd(code: string, start: number, quote: string): number {
  for (let at = start + 1; at < code.length; at++) {
    if (code[at] === '\\') at++;
    else if (code[at] === quote) return at + 1;
    else if (code[at] === '\n') return at;
  }
  return code.length;
}

function templateEnd(code: string, start: number): number {
  for (let at = start + 1; at < code.length; at++) {
    if (code[at] === '\\') at++;
    else if (code[at] === '`') return at + 1;
  }
  return code.length;
}

/** Within its line; else the slash is a sign. */
function regExpEnd(code: string, start: number): number {
  let inClass = false;
  for (let at = start + 1; at < code.length && code[at] !== '\n'; at++) {
    if (code[at] === '\\') at++;
    else if (code[at] === '[') inClass = true;
    else if (code[at] === ']') inClass = false;
    else if (code[at] === '/' && !inClass) return at + 1;
  }
  return start + 1;
}
