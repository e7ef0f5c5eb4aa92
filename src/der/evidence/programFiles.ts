/** Several files of one answer, put into one program: what they import from each other is there already. */
import type { CodeBlock } from './codeBlock';
import { signaturesIn } from './signatures';

/**
 * Source of all files, each after those that it imports; imports among them are taken out, and one under another name
 * becomes a second name for the same thing. Files that import each other keep the order in which they stand.
 */
export function joinedFiles(blocks: readonly CodeBlock[]): string {
  if (blocks.length === 1) return blocks[0]!.text;
  const names = blocks.map(({ path }, at) => moduleName(path) ?? `block ${at}`);
  const siblings = new Set(names);
  const wants = blocks.map(({ text }) => importsOf(text).filter((name) => siblings.has(name)));
  const order: number[] = [];
  const state = new Map<number, 'open' | 'done'>();
  const visit = (at: number): void => {
    if (state.has(at)) return;
    state.set(at, 'open');
    for (const name of wants[at]!) visit(names.indexOf(name));
    state.set(at, 'done');
    order.push(at);
  };
  blocks.forEach((_, at) => visit(at));
  // A sole exported default per program: the last file's, which is the one that uses the others.
  const last = order.at(-1);
  const modules = new Map(
    blocks.map(({ text }, at) => [names[at]!, moduleOf(names[at]!, text, wants.flat().includes(names[at]!))]),
  );
  return order
    .map((at) => {
      const { text } = at === last ? blocks[at]! : modules.get(names[at]!)!;
      return withoutImports(text, siblings, modules);
    })
    .join('\n\n');
}

/** `./src/cart.ts` and `cart` are one module. */
export function moduleName(path: string | undefined): string | undefined {
  return path
    ?.split(/[/\\]/)
    .at(-1)
    ?.replace(/\.\w{1,10}$/, '');
}

const relativeImport =
  /^[ \t]*(?:import\s{1,9}(?:type\s{1,9})?([^'";]{0,400}?)\s{1,9}from\s{1,9}|import\s{1,9}|(?:const|let|var)\s{1,9}([^=;]{1,400})=\s{0,9}require\()['"](\.{1,2}\/[^'"\n]{1,200})['"]\)?;?[ \t]*$/gm;
const pythonImport = /^from\s+\.{0,2}([\w.]{1,100})\s+import\s+([^\n#]{1,400})$/gm;

/** The modules of the answer itself that a block imports, by their names without folders and endings. */
export function importsOf(text: string): string[] {
  const found = [...text.matchAll(relativeImport)].map((match) =>
    moduleName(match[3]!.replace(/\.[jt]sx?$/, '')),
  );
  const python = [...text.matchAll(pythonImport)].map((match) => match[1]!.split('.').at(-1));
  return [...found, ...python].filter((name) => name !== undefined);
}

/** A file as the others find it. */
interface Module {
  /** With what it exports as a whole under a name, so that the others can use it. */
  readonly text: string;
  readonly defined: ReadonlySet<string>;
  /** Name of what it exports as a whole. */
  readonly whole: string | undefined;
}

function moduleOf(name: string, source: string, isWanted: boolean): Module {
  const declared =
    /^export default (?:async )?(?:function\b\s{0,9}\*?|class\b)\s{0,9}(?!extends\b)([\w$]{1,80})/m.exec(
      source,
    );
  const plain = source.replace(
    /^export default (?=(?:async )?(?:function|class)\b\s{0,9}\*?\s{0,9}(?!extends\b)[\w$])/m,
    '',
  );
  const own = `module$${name.replace(/\W/g, '$')}`;
  const text = isWanted
    ? plain.replace(/^(?:export default\b|(?:exports = )?module\.exports =)/m, `const ${own} =`)
    : plain;
  return {
    text,
    defined: new Set(signaturesIn(source).map((one) => one.name)),
    whole: declared?.[1] ?? (text === plain ? undefined : own),
  };
}

function withoutImports(
  text: string,
  siblings: ReadonlySet<string>,
  modules: ReadonlyMap<string, Module>,
): string {
  return text
    .replace(
      relativeImport,
      (whole, names: string | undefined, required: string | undefined, path: string) =>
        isSibling(path.replace(/\.[jt]sx?$/, ''), siblings)
          ? boundTo(modules.get(moduleName(path.replace(/\.[jt]sx?$/, ''))!)!, names ?? required ?? '', whole)
          : whole,
    )
    .replace(pythonImport, (whole, module: string, names: string) =>
      siblings.has(module.split('.').at(-1)!) ? renamed(names.replace(/[()]/g, ''), 'as', '') : whole,
    );
}

function isSibling(path: string, siblings: ReadonlySet<string>): boolean {
  return siblings.has(moduleName(path) ?? '');
}

/** What an import gives names to, as declarations: second names, the whole of a file, what only its whole has. */
function boundTo({ defined, whole }: Module, names: string, statement: string): string {
  if (/^\s*import\s+type\b/.test(statement)) return '';
  const lines = [renamed(names.replace(/\*\s{1,9}as\s{1,9}[\w$]{1,80}/, ''), 'as|:', 'const ')];
  const all = /\*\s{1,9}as\s{1,9}([\w$]{1,80})/.exec(names)?.[1];
  const single = /^\s{0,9}([\w$]{1,80})\s{0,9}(?:,|$|:)/.exec(names)?.[1];
  const everything = `{ ${[...defined].join(', ')} }`;
  if (all !== undefined) lines.push(`const ${all} = ${everything};`);
  // Of a file that exports nothing as a whole, all that it has.
  if (single !== undefined && single !== whole && !(whole === undefined && defined.has(single)))
    lines.push(`const ${single} = ${whole ?? everything};`);
  const missing = (/\{([^{}]*)\}/.exec(names)?.[1] ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => /^[\w$]+$/.test(one) && !defined.has(one));
  if (missing.length > 0 && whole !== undefined) lines.push(`const { ${missing.join(', ')} } = ${whole};`);
  return lines.filter((line) => line !== '').join('\n');
}

/** Second names that an import gives: `{ add as plus }` becomes `const plus = add;`. */
function renamed(names: string, word: string, declare: string): string {
  const pairs = new RegExp(
    String.raw`([\w$]+)\s*(?:\s${word.split('|')[0]}\s${word.includes(':') ? '|:' : ''})\s*([\w$]+)`,
    'g',
  );
  return [...names.matchAll(pairs)]
    .filter(([, name, alias]) => name !== alias)
    .map(([, name, alias]) => `${declare}${alias} = ${name}`)
    .join('\n');
}
