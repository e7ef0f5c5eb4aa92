/** Which definition of a file one of a snippet means: by its name, its kind, what it takes, and where the person looks. */
import type { Definition } from './definition';
import type { Outline } from './outline';

/** A text with what it defines. */
export interface Defining {
  readonly lines: readonly string[];
  readonly outline: Outline;
  /** More that it defines, as the editor says: counts for names that the outline does not have. */
  readonly further?: readonly Definition[];
}

/** A definition of the file, and what it is in. */
export interface Known {
  readonly definition: Definition;
  readonly parent: Definition | undefined;
}

/** Languages in which a value and a function of one name are two things. */
const apart = /^(?:java|csharp|kotlin|scala|swift|dart|php|go|rust|c|cpp)$/;

export class Namesakes {
  /** Of the file, by name. */
  private readonly known = new Map<string, Known[]>();
  /** How often the snippet defines a name in a form. */
  private readonly shown = new Map<string, number>();

  /** @param near line of the file that the person looks at; tells members of the same name apart. */
  constructor(
    private readonly file: Defining,
    private readonly snippet: Defining,
    private readonly language: string,
    private readonly near: number | undefined,
  ) {
    const outer = file.outline.definitions.map((definition) => ({ definition, parent: undefined }));
    for (const one of [...outer, ...file.outline.definitions.flatMap(membersOf)]) {
      const named = this.known.get(one.definition.name);
      if (named) named.push(one);
      else this.known.set(one.definition.name, [one]);
    }
    const further = (file.further ?? []).flatMap((one) => [
      { definition: one, parent: one },
      ...membersOf(one),
    ]);
    const told = new Set(this.known.keys());
    for (const one of further) {
      const { name } = one.definition;
      if (!told.has(name)) this.known.set(name, [...(this.known.get(name) ?? []), one]);
    }
    for (const one of snippet.outline.definitions) {
      const key = this.keyOf(one);
      this.shown.set(key, (this.shown.get(key) ?? 0) + 1);
    }
  }

  /** Undefined where the file has none; `several` where it is not clear which is meant. */
  find(definition: Definition): Known | 'several' | undefined {
    const named = (this.known.get(definition.name) ?? []).filter((one) =>
      this.isSameKind(one.definition, definition),
    );
    const form = formOf(this.snippet.lines, definition);
    const alike = named.filter((one) => formOf(this.file.lines, one.definition) === form);
    const known = alike.length > 0 ? alike : named;
    const outer = known.filter(({ parent }) => parent === undefined);
    const candidates = outer.length > 0 ? outer : known;
    const twice = this.shown.get(this.keyOf(definition))! > 1;
    if (candidates.length === 0 || (candidates.length === 1 && !twice)) return candidates[0];
    const same = this.overload(
      candidates.map((one) => one.definition),
      definition,
    );
    if (same) return candidates.find((one) => one.definition === same)!;
    if (outer.length > 0 || twice) return 'several';
    const { near } = this;
    const here = known.filter(
      ({ parent }) => near !== undefined && parent!.start <= near && near <= parent!.end,
    );
    return here.length === 1 ? here[0] : 'several';
  }

  private keyOf(definition: Definition): string {
    return `${formOf(this.snippet.lines, definition)} ${definition.name}`;
  }

  isSameKind(old: Definition, now: Definition): boolean {
    return !apart.test(this.language) || (old.kind === 'value') === (now.kind === 'value');
  }

  /** Of definitions with one name, the one that takes the same parameters, else as many. */
  overload(known: readonly Definition[], definition: Definition): Definition | undefined {
    const wanted = parametersOf(this.snippet.lines, definition);
    const given = known.map((one) => parametersOf(this.file.lines, one));
    if (!wanted) return undefined;
    const only = (like: (one: readonly string[]) => boolean) => {
      const found = known.filter((_, at) => given[at] && like(given[at]));
      return found.length === 1 ? found[0] : undefined;
    };
    return (
      only((one) => one.join() === wanted.join()) ??
      (given.some((one) => one?.join() === wanted.join())
        ? undefined
        : only((one) => one.length === wanted.length))
    );
  }
}

/** A type beside a value, a class beside its constructor, and what is declared beside what is written out have one name. */
function formOf(lines: readonly string[], { kind, start, end }: Definition): string {
  const first = lines[start] ?? '';
  if (/^\s*(?:(?:export|declare)\s+)*(?:type|interface)\s/.test(first)) return 'type';
  if (kind === 'container') return 'class';
  const isDeclared = kind === 'callable' && /;\s*$/.test(lines[end] ?? '');
  return isDeclared && !lines.slice(start, end + 1).some((line) => /[{=]/.test(line))
    ? 'declared'
    : 'written';
}

function membersOf(parent: Definition): Known[] {
  return parent.children.flatMap((definition) => [{ definition, parent }, ...membersOf(definition)]);
}

/** Types and names of what a function takes, each without its blanks; undefined where it takes nothing that is seen. */
function parametersOf(lines: readonly string[], { start, end }: Definition): string[] | undefined {
  const head = lines
    .slice(start, Math.min(end + 1, start + 20))
    .join(' ')
    .slice(0, 4000);
  const from = head.indexOf('(');
  if (from < 0) return undefined;
  const found: string[] = [];
  let depth = 0;
  let one = '';
  for (const c of head.slice(from)) {
    if ('([{<'.includes(c)) depth++;
    if (')]}>'.includes(c)) depth--;
    if (depth === 0) break;
    if (c === ',' && depth === 1) {
      found.push(one);
      one = '';
    } else if (!/\s/.test(c)) one += c;
  }
  const last = one.slice(found.length === 0 ? 1 : 0);
  if (found.length > 0) found[0] = found[0]!.slice(1);
  return last === '' ? found : [...found, last];
}
