/** Imports of a snippet added to those of a file. */
import { indentationOf } from './lines';

const script = /^(import\s+(?:type\s+)?(?:[\w$]+\s*,\s*)?)\{([^}]*)\}(\s*from\s*(?:'([^']+)'|"([^"]+)").*)$/;
const python = /^(from (\S+) import) \(? ?([\w,][\w, ]*)\)?$/;
const goPackage = /^(?:import\s)?((?:[\w.]+\s)?"[^"]+")/;
/** What a file says once, whatever a snippet says. */
const once = /^(?:package\b|<\?php|namespace\b)/;

/** An edit of the file's lines: `count` lines from `at` on become `lines`. */
export interface LineEdit {
  readonly at: number;
  readonly count: number;
  readonly lines: readonly string[];
}

/** An import, which may take several lines. */
interface Statement {
  readonly at: number;
  readonly lines: readonly string[];
  /** On one line, with single blanks: what tells it from others. */
  readonly text: string;
}

/**
 * What the snippet imports and the file does not: names join the import of the same module, other imports follow the
 * last one.
 */
export function addedImports(
  file: readonly string[],
  isImport: readonly boolean[],
  imports: readonly string[],
  language: string,
): LineEdit[] {
  const own = statementsOf(file, isImport);
  const wanted = statementsOf(
    imports,
    imports.map(() => true),
  );
  const said = new Set(own.map(({ text }) => text));
  const added = wanted.filter(({ text }) => !said.has(text) && !(once.test(text) && said.size > 0));
  return language === 'go' ? ofGo(own, added) : joinedOrAdded(own, added);
}

function statementsOf(lines: readonly string[], isImport: readonly boolean[]): Statement[] {
  const found: Statement[] = [];
  for (let at = 0; at < lines.length; at++) {
    if (!isImport[at] || lines[at]!.trim() === '') continue;
    let end = at;
    let depth = depthOf(lines[at]!);
    while (depth > 0 && end + 1 < lines.length && isImport[end + 1]) depth += depthOf(lines[++end]!);
    const own = lines.slice(at, end + 1);
    const text = own.join(' ').trim().split(/\s+/).join(' ').replaceAll(', }', ' }').replaceAll(', )', ' )');
    found.push({ at, lines: own, text });
    at = end;
  }
  return found;
}

function depthOf(line: string): number {
  return line.split(/[({]/).length - line.split(/[)}]/).length;
}

function joinedOrAdded(own: readonly Statement[], added: readonly Statement[]): LineEdit[] {
  const named = new Map<string, { readonly statement: Statement; parts: Named }>();
  for (const statement of own) {
    const parts = partsOf(statement.text);
    if (parts) named.set(parts.key, { statement, parts });
  }
  const joined = new Map<number, LineEdit>();
  const fresh: string[] = [];
  for (const { text, lines } of added) {
    const wanted = partsOf(text);
    const known = wanted && named.get(wanted.key);
    if (!known) {
      fresh.push(...lines);
      continue;
    }
    const names = [...new Set([...known.parts.names, ...wanted.names])];
    if (names.length === known.parts.names.length) continue;
    const { at, lines: before } = known.statement;
    joined.set(at, { at, count: before.length, lines: known.parts.write(names, before) });
    known.parts = { ...known.parts, names };
  }
  const last = own.at(-1);
  const at = last ? last.at + last.lines.length : 0;
  const edits = [...joined.values()];
  if (fresh.length > 0) edits.push({ at, count: 0, lines: last ? fresh : [...fresh, ''] });
  return edits;
}

/** Packages of Go stand in one bracket, or each on a line of its own. */
function ofGo(own: readonly Statement[], added: readonly Statement[]): LineEdit[] {
  const packages = (statements: readonly Statement[]) =>
    statements.flatMap(({ lines }) => lines.flatMap((line) => goPackage.exec(line.trim())?.[1] ?? []));
  const known = new Set(packages(own));
  const fresh = packages(added).filter((one) => !known.has(one));
  if (fresh.length === 0) return [];
  const block = own.find(({ lines }) => lines.length > 1);
  if (block) {
    const at = block.at + block.lines.length - 1;
    return [{ at, count: 0, lines: fresh.map((one) => `\t${one}`) }];
  }
  const last = own.at(-1);
  const lines = fresh.map((one) => `import ${one}`);
  const isFirst = last !== undefined && once.test(last.text);
  return [{ at: last ? last.at + last.lines.length : 0, count: 0, lines: isFirst ? ['', ...lines] : lines }];
}

interface Named {
  /** What it imports from, and how. */
  readonly key: string;
  readonly names: readonly string[];
  /** On as many lines as before, or on one. */
  readonly write: (names: readonly string[], before: readonly string[]) => readonly string[];
}

function partsOf(text: string): Named | undefined {
  const names = (list: string) =>
    list
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '');
  const inLines = (all: readonly string[], before: readonly string[]) => [
    before[0]!,
    ...all.map((name) => `${indentationOf(before[1]!)}${name},`),
    before.at(-1)!,
  ];
  const js = script.exec(text);
  if (js) {
    const [, start = '', list = '', end = '', single, double = ''] = js;
    const module = single ?? double;
    const key = `${start.replace(/\s+/g, ' ')}{${module}`;
    const write: Named['write'] = (all, before) =>
      before.length > 2 ? inLines(all, before) : [`${start}{ ${all.join(', ')} }${end}`];
    return { key, names: names(list), write };
  }
  const py = python.exec(text);
  if (!py) return undefined;
  const [, start = '', module = '', list = ''] = py;
  const write: Named['write'] = (all, before) =>
    before.length > 2 ? inLines(all, before) : [`${start} ${all.join(', ')}`];
  return { key: module, names: names(list), write };
}
