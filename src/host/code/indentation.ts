/** Makes code of an answer fit where it goes. */

/** The code as the whole of a file: its ends of line, one at the end, and no comment that only names the file. */
export function asFile(code: string, before: string, path: string): string {
  const eol = before.includes('\r\n') ? '\r\n' : '\n';
  const [first = '', ...rest] = code.trimEnd().split(/\r?\n/);
  const onlyNames =
    path !== '' && first.includes(path) && !/\w/.test(first.replace(path, '').replace(/file(?:name)?:/i, ''));
  const dropped = onlyNames && !before.startsWith(first);
  return (dropped ? rest.join(eol).trimStart() : [first, ...rest].join(eol)) + eol;
}

/**
 * The code in place of whole lines or of a part of one.
 * @param indentation of the first line; undefined where the part does not begin at the start of its line's text.
 */
export function asPart(code: string, replaced: string, indentation: string | undefined, eol: string): string {
  const lines = code.trimEnd().split(/\r?\n/);
  const end = /\r?\n$/.test(replaced) ? eol : '';
  if (indentation === undefined) return lines.join(eol) + end;
  const depths = lines.filter((line) => line.trim() !== '').map((line) => /^[ \t]*/.exec(line)![0].length);
  const common = Math.min(...depths);
  const [first = '', ...others] = lines.map((line) => line.slice(common));
  // The indentation stays where the part begins behind it.
  const lead = /^[ \t]/.test(replaced) ? indentation : '';
  return [lead + first, ...others.map((line) => (line === '' ? '' : indentation + line))].join(eol) + end;
}
