/** Comments that do nothing but name the file that they stand in: `// src/cart.ts`, `# File: app/run.py (updated)`. */

/** Endings that make a bare name in a comment a file: `os.path` is none. */
export const endings =
  'c|cc|cfg|conf|cpp|cs|css|env|go|h|hpp|htm|html|ini|java|js|json|jsonc|jsx|kt|lua|md|mjs|mts|php|ps1|py|rb|rs|scss|sh|sql|svelte|swift|toml|ts|tsx|txt|vue|xml|yaml|yml';
/** Files that are known by a name without an ending. */
export const knownNames =
  'codeowners|containerfile|dockerfile|gemfile|jenkinsfile|justfile|makefile|procfile|rakefile|vagrantfile';

const folder = String.raw`[\w@.+~()[\]-]+/`;
/** Without an ending or a known name, folders in a comment may be any words: `client/server`, `TCP/IP`. */
const path = new RegExp(
  String.raw`^/?(?:(?:${folder})+[\w@.+~()[\]-]*\.[a-z]\w{0,11}|(?:${folder})*(?:${knownNames})|[\w@.+-]+\.(?:${endings}))$`,
  'i',
);
/** Folders may have blanks where the name has a usual ending. */
const withBlanks = new RegExp(String.raw`^[\w@.+-][\w@.+~ -]*/[\w@.+~/ -]*\.(?:${endings})$`, 'i');
const start = /^(?:\/\/|\/\*+|<!--|#|--|;|%)[\s=*-]*(?:(?:file(?:name)?|path|in|datei)\b:?|@file\b)?\s{0,9}/i;
const remark = /\s\((?:updated|new|new file|modified|changed|excerpt)\)$/i;

/** Longer lines name no file; a hostile one must not take long to read. */
const longest = 300;

/** The file that a comment names which says nothing else. */
export function namedByComment(line: string): string | undefined {
  const text = line.slice(0, longest).trim();
  // Of a diff, and no comment.
  if (text.startsWith('--- ')) return undefined;
  const begins = start.exec(text)?.[0];
  return begins === undefined ? undefined : pathIn(text.slice(begins.length));
}

/** The file that words are the name of, in whatever marks and with whatever separates its folders. */
export function pathIn(words: string): string | undefined {
  if (words.length > longest) return undefined;
  let end = words.length;
  while (end > 0 && ' =*-:>`/\t'.includes(words[end - 1]!)) end--;
  const said = words
    .slice(0, end)
    .replace(remark, '')
    .replace(/^`/, '')
    .replace(/`$/, '')
    .replace(/^\.\//, '');
  const plain = said.replaceAll('\\', '/');
  return path.test(plain) || withBlanks.test(plain) ? plain.replace(/^\.\//, '') : undefined;
}
