/** What a block's tag, path or text says about its language. */

/** What a block is for: only a `program` is ever run; `shell` never is. */
export type Role = 'program' | 'shell' | 'diff' | 'data' | 'markup' | 'output';

interface Named {
  readonly name: string;
  readonly role: Role;
  readonly tags: readonly string[];
}

/** Names as the findings show them, with what people write after a fence and as a file's extension. */
const languages: readonly Named[] = [
  { name: 'typescript', role: 'program', tags: ['ts', 'typescript', 'mts', 'cts', 'deno'] },
  { name: 'tsx', role: 'program', tags: ['tsx', 'typescriptreact'] },
  {
    name: 'javascript',
    role: 'program',
    tags: ['js', 'javascript', 'mjs', 'cjs', 'node', 'nodejs', 'es6', 'ecmascript'],
  },
  { name: 'jsx', role: 'program', tags: ['jsx', 'javascriptreact', 'react'] },
  { name: 'python', role: 'program', tags: ['py', 'python', 'python3', 'py3', 'python2', 'sage', 'ipython'] },
  { name: 'go', role: 'program', tags: ['go', 'golang'] },
  { name: 'rust', role: 'program', tags: ['rs', 'rust'] },
  { name: 'java', role: 'program', tags: ['java'] },
  { name: 'kotlin', role: 'program', tags: ['kt', 'kts', 'kotlin'] },
  { name: 'swift', role: 'program', tags: ['swift'] },
  { name: 'csharp', role: 'program', tags: ['cs', 'c#', 'csharp'] },
  { name: 'cpp', role: 'program', tags: ['cpp', 'c++', 'cc', 'cxx', 'hpp', 'h++'] },
  { name: 'c', role: 'program', tags: ['c', 'h'] },
  { name: 'ruby', role: 'program', tags: ['rb', 'ruby'] },
  { name: 'php', role: 'program', tags: ['php'] },
  { name: 'sql', role: 'program', tags: ['sql', 'mysql', 'postgresql', 'psql', 'sqlite', 'plsql', 'tsql'] },
  { name: 'lua', role: 'program', tags: ['lua'] },
  { name: 'r', role: 'program', tags: ['r', 'rscript'] },
  { name: 'scala', role: 'program', tags: ['scala'] },
  { name: 'haskell', role: 'program', tags: ['hs', 'haskell'] },
  { name: 'perl', role: 'program', tags: ['pl', 'perl'] },
  { name: 'dart', role: 'program', tags: ['dart'] },
  {
    name: 'bash',
    role: 'shell',
    tags: [
      'sh',
      'bash',
      'zsh',
      'shell',
      'console',
      'terminal',
      'shell-session',
      'shellscript',
      'cli',
      'fish',
    ],
  },
  { name: 'powershell', role: 'shell', tags: ['powershell', 'ps1', 'pwsh', 'cmd', 'bat', 'batch', 'dos'] },
  { name: 'diff', role: 'diff', tags: ['diff', 'patch', 'udiff'] },
  { name: 'json', role: 'data', tags: ['json', 'jsonc', 'json5', 'jsonl', 'ipynb'] },
  { name: 'yaml', role: 'data', tags: ['yaml', 'yml'] },
  {
    name: 'toml',
    role: 'data',
    tags: ['toml', 'ini', 'cfg', 'conf', 'env', 'dotenv', 'properties', 'csv', 'tsv'],
  },
  {
    name: 'html',
    role: 'markup',
    tags: ['html', 'htm', 'xml', 'svg', 'vue', 'svelte', 'jinja', 'handlebars'],
  },
  { name: 'css', role: 'markup', tags: ['css', 'scss', 'less', 'sass'] },
  { name: 'markdown', role: 'markup', tags: ['md', 'markdown', 'mdx', 'latex', 'tex', 'math'] },
  {
    name: 'text',
    role: 'output',
    tags: [
      'text',
      'txt',
      'plaintext',
      'plain',
      'output',
      'log',
      'result',
      'stdout',
      'ascii',
      'none',
      'pycon',
      'mermaid',
    ],
  },
];

const byTag = new Map(languages.flatMap((language) => language.tags.map((tag) => [tag, language] as const)));
const byName = new Map(languages.map((language) => [language.name, language]));

/** A language with what a block in it is for. */
export interface Spoken {
  readonly language: string;
  readonly role: Role;
}

/** The language that a tag or a file's extension names; undefined for one that is not known. */
export function taggedLanguage(tag: string): Spoken | undefined {
  const found = byTag.get(tag);
  return found && { language: found.name, role: found.role };
}

/** Characters that are looked at: a language shows at once. */
const looked = 6000;

/**
 * Marks of a language, one point for each pattern that is found at the start of a line or in it. All are anchored to
 * lines or plain words, so that they are linear.
 */
const marks: readonly (readonly [string, readonly RegExp[]])[] = [
  ['diff', [/^diff --git /m, /^@@ -\d+/m, /^(?:---|\+\+\+) [ab]?\/?\S/m]],
  [
    'python',
    [
      /^[ \t]{0,40}(?:async )?def \w{1,80}\(/m,
      /^(?:from [\w.]{1,80} import |import \w{1,80}(?:$|[ ,.]))/m,
      /^[ \t]{0,40}(?:if|elif|for|while|with|try|else|except|class)\b[^\n{;]{0,200}:[ \t]{0,9}(?:#[^\n]*)?$/m,
      /^[ \t]{0,40}(?:return|print\(|elif |except |raise )[^\n;{]*$/m,
      /\bself\.|\b(?:None|True|False)\b|\blambda \w|\bin range\(/,
    ],
  ],
  [
    'javascript',
    [
      /^[ \t]{0,40}(?:export )?(?:default )?(?:async )?function\b/m,
      /^[ \t]{0,40}(?:export )?(?:const|let|var) [\w${[]/m,
      /=> ?[{(\w]/,
      /\bconsole\.log\(|\brequire\(['"]|\bmodule\.exports\b|===|!==/,
      /^(?:import|export) [^\n]*(?:from )?['"][^'"\n]+['"];?$/m,
      /^[ \t]{0,40}class \w{1,80}(?: extends [\w.]{1,80})? \{/m,
    ],
  ],
  [
    'bash',
    [
      /^(?:\$|>|#!\/) ?\S/m,
      /^(?:\$ )?(?:npm|npx|yarn|pnpm|pip3?|git|cd|mkdir|curl|wget|docker|sudo|apt(?:-get)?|brew|node|python3?|cargo|go|chmod|export|echo|source|ls|cat) [\w./@"'-]/m,
    ],
  ],
  [
    'java',
    [
      /\bpublic (?:static |final |abstract )*(?:class|interface|enum|void)\b/,
      /\bSystem\.out\.|^import java/m,
    ],
  ],
  ['csharp', [/^using System/m, /\bnamespace [\w.]+|\bConsole\.Write/]],
  ['cpp', [/^#include [<"]/m, /\bstd::|\bint main\(/]],
  ['go', [/^package \w+$/m, /^func (?:\(|\w)/m]],
  ['rust', [/\bfn \w{1,80}(?:<[^>\n]{0,80}>)?\(/, /\blet mut \b|\bimpl\b|\bprintln!\(/]],
  ['ruby', [/^[ \t]{0,40}def \w{1,80}[?!]?(?:\([^\n]*\))?$/m, /^[ \t]{0,40}end$/m]],
  ['php', [/<\?php/, /\$\w+ ?=[^\n]*;/]],
  ['sql', [/^(?:SELECT|INSERT INTO|UPDATE|CREATE TABLE|WITH|DELETE FROM)\b/im, /\bFROM\b[^\n]*|\bVALUES\b/]],
  ['html', [/^[ \t]{0,40}<(?:!DOCTYPE|html|div|head|body|svg|p|ul|script|style|template)\b/im]],
];

/** Marks that tell TypeScript from JavaScript. */
const typed =
  /[\w)\]?]: ?(?:string|number|boolean|void|unknown|any|never|null|Array<|Record<|Map<|Set<|Promise<|readonly )|^[ \t]{0,40}(?:export )?(?:interface|type) \w{1,80}[^\n=]{0,80}[={]|<T(?: extends [^>\n]{1,60})?>\(|\bas const\b/m;

/**
 * The language that a text is written in, by its own marks; undefined for prose, for output shown as code, and for
 * what is too little to tell.
 */
export function guessedLanguage(text: string): Spoken | undefined {
  const head = text.slice(0, looked);
  const trimmed = head.trim();
  if (/^[[{]/.test(trimmed) && isJson(text)) return { language: 'json', role: 'data' };
  let best: string | undefined;
  let most = 0;
  for (const [name, patterns] of marks) {
    const score = patterns.reduce((sum, pattern) => sum + Number(pattern.test(head)), 0);
    if (score > most) [best, most] = [name, score];
  }
  if (best === undefined) return undefined;
  const name = best === 'javascript' && typed.test(head) ? 'typescript' : best;
  return { language: name, role: byName.get(name)!.role };
}

function isJson(text: string): boolean {
  if (text.length > 200_000) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
