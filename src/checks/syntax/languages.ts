/** The languages whose blocks are parsed: the names that fences give them, and what parses them. */

/** A language by the name that findings give it. */
export type Language =
  | 'typescript'
  | 'tsx'
  | 'javascript'
  | 'python'
  | 'go'
  | 'rust'
  | 'java'
  | 'csharp'
  | 'cpp'
  | 'ruby'
  | 'php'
  | 'bash'
  | 'css'
  | 'json'
  | 'yaml';

/** Languages that a grammar of tree-sitter parses; JSON and YAML have parsers of their own. */
export type GrammarLanguage = Exclude<Language, 'json' | 'yaml'>;

/** The file of a grammar, without `tree-sitter-` and `.wasm`. */
export type Grammar = Exclude<GrammarLanguage, 'csharp'> | 'c-sharp';

/** Every name of a language, in lower case, its own first. */
const names: Record<Language, readonly string[]> = {
  typescript: ['typescript', 'ts', 'mts', 'cts', 'deno'],
  tsx: ['tsx', 'typescriptreact'],
  javascript: [
    'javascript',
    'js',
    'jsx',
    'mjs',
    'cjs',
    'javascriptreact',
    'ecmascript',
    'es6',
    'node',
    'nodejs',
  ],
  python: ['python', 'py', 'python3', 'py3', 'pyi', 'ipython', 'ipython3', 'pycon', 'python-repl', 'sage'],
  go: ['go', 'golang'],
  rust: ['rust', 'rs'],
  java: ['java'],
  csharp: ['csharp', 'cs', 'c#', 'c-sharp', 'dotnet', 'csx'],
  cpp: ['cpp', 'c++', 'cxx', 'cc', 'hpp', 'hxx', 'hh', 'h++', 'ino', 'arduino'],
  ruby: ['ruby', 'rb', 'rake', 'gemspec'],
  php: ['php', 'php3', 'php4', 'php5', 'php7', 'php8', 'phtml'],
  bash: ['bash', 'sh', 'shell', 'zsh', 'ksh', 'shellscript', 'shell-script'],
  css: ['css'],
  json: ['json', 'jsonc', 'json5', 'jsonl', 'ndjson', 'geojson', 'webmanifest'],
  yaml: ['yaml', 'yml'],
};

const byName = new Map<string, Language>();
for (const [language, all] of Object.entries(names) as [Language, readonly string[]][])
  for (const name of all) byName.set(name, language);

/**
 * The language that a name means, or undefined for one that is not parsed.
 * @param name as a fence or a file's extension gives it: `ts`, `.py`, `C++`, `language-go`, `{.yaml}`
 */
export function languageOf(name: string): Language | undefined {
  if (name.length > 64) return undefined;
  let plain = name
    .trim()
    .toLowerCase()
    .replace(/^[{.]+/, '')
    .replace(/^lang(uage)?-/, '');
  while (plain.endsWith('}')) plain = plain.slice(0, -1);
  return byName.get(plain);
}

/** Grammars that may parse a language, the strictest first: components are often called plain TypeScript. */
export const grammarsOf: Record<GrammarLanguage, readonly Grammar[]> = {
  typescript: ['typescript', 'tsx'],
  tsx: ['tsx'],
  javascript: ['javascript'],
  python: ['python'],
  go: ['go'],
  rust: ['rust'],
  java: ['java'],
  csharp: ['c-sharp'],
  cpp: ['cpp'],
  ruby: ['ruby'],
  php: ['php'],
  bash: ['bash'],
  css: ['css'],
};
