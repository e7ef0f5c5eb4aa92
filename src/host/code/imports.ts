/** Imports of a snippet added to those of a file. */

const script = /^(import\s+(?:type\s+)?(?:[\w$]+\s*,\s*)?)\{([^}]*)\}(\s*from\s*(?:'([^']+)'|"([^"]+)").*)$/;
const python = /^(from\s+(\S+)\s+import\s+)([\w,][\w, ]*)$/;

/** An edit of the file's lines: `count` lines from `at` on become `lines`. */
export interface LineEdit {
  readonly at: number;
  readonly count: number;
  readonly lines: readonly string[];
}

/**
 * What the snippet imports and the file does not: names join the import of the same module, other lines follow the
 * last import.
 */
export function addedImports(
  file: readonly string[],
  isImport: readonly boolean[],
  imports: readonly string[],
): LineEdit[] {
  const own = new Set<string>();
  const named = new Map<string, { readonly at: number; parts: Named }>();
  let last = -1;
  for (const [at, line] of file.entries()) {
    if (!isImport[at]) continue;
    own.add(line.trim());
    const parts = partsOf(line);
    if (parts) named.set(parts.key, { at, parts });
    last = at;
  }
  const joined = new Map<number, string>();
  const fresh: string[] = [];
  for (const line of imports) {
    if (line.trim() === '' || own.has(line.trim())) continue;
    const wanted = partsOf(line);
    const known = wanted && named.get(wanted.key);
    if (!known) {
      fresh.push(line);
      continue;
    }
    const names = [...new Set([...known.parts.names, ...wanted.names])];
    if (names.length === known.parts.names.length) continue;
    joined.set(known.at, known.parts.write(names));
    known.parts = { ...known.parts, names };
  }
  const edits: LineEdit[] = [...joined].map(([at, line]) => ({ at, count: 1, lines: [line] }));
  if (fresh.length > 0) edits.push({ at: last + 1, count: 0, lines: last < 0 ? [...fresh, ''] : fresh });
  return edits;
}

interface Named {
  /** What it imports from, and how. */
  readonly key: string;
  readonly names: readonly string[];
  readonly write: (names: readonly string[]) => string;
}

function partsOf(line: string): Named | undefined {
  const names = (list: string) =>
    list
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '');
  const js = script.exec(line);
  if (js) {
    const [, start = '', list = '', end = '', single, double = ''] = js;
    const module = single ?? double;
    const key = `${start.replace(/\s+/g, ' ')}{${module}`;
    return { key, names: names(list), write: (all) => `${start}{ ${all.join(', ')} }${end}` };
  }
  const py = python.exec(line);
  if (!py) return undefined;
  const [, start = '', module = '', list = ''] = py;
  return { key: module, names: names(list), write: (all) => start + all.join(', ') };
}
