/** Puts what a snippet defines into a file: in place of what has the same name, or beside it. */
import { withElided } from './elidedLines';
import { isElision } from './elision';
import { addedImports, type LineEdit } from './imports';
import { homeOf } from './home';
import { insertedBeside } from './insertBeside';
import { escaped } from './namePattern';
import { Namesakes, type Defining, type Known } from './namesakes';
import type { Definition } from './definition';
import { exportedAs, reindentedFor } from './definitionText';
import { areSameHeads, hasStubs, stubOf, type Stub } from './stubs';

export interface Placed {
  readonly lines: readonly string[];
  readonly replaced: readonly string[];
  readonly inserted: readonly string[];
  /** Classes of the file that the snippet shows to say where its members belong. */
  readonly within: readonly string[];
  /** Members that a class of the snippet does not have, though it has most; they were kept, and may be meant to go. */
  readonly missing: readonly string[];
}

/** Longer lines are data. */
const longest = 2000;
/** A snippet with more is a text of another kind. */
const mostDefinitions = 1000;
/** Undefined where it is not clear what belongs where. */
export function placeDefinitions(
  file: Defining,
  snippet: Defining,
  language: string,
  /** Line of the file that the person looks at; tells members of the same name apart. */
  near: number | undefined,
): Placed | undefined {
  const placing = new Placing(file, snippet, language, near);
  return placing.place() ? placing.result() : undefined;
}

class Placing {
  private readonly edits: LineEdit[] = [];
  private readonly replaced: string[] = [];
  private readonly inserted: string[] = [];
  private readonly within: string[] = [];
  private readonly missing: string[] = [];

  private readonly namesakes: Namesakes;

  constructor(
    private readonly file: Defining,
    private readonly snippet: Defining,
    private readonly language: string,
    private readonly near: number | undefined,
  ) {
    this.namesakes = new Namesakes(file, snippet, language, near);
  }

  place(): boolean {
    const { definitions, imports } = this.snippet.outline;
    if (definitions.length === 0 || definitions.length > mostDefinitions) return false;
    const known = definitions.map((definition) => this.namesakes.find(definition));
    if (known.includes('several')) return false;
    const found = known as (Known | undefined)[];
    const meant = found.flatMap((one) => one?.definition ?? []);
    if (new Set(meant).size < meant.length) return false;
    for (const [index, definition] of definitions.entries()) {
      const one = found[index];
      if (one ? !this.replace(one.definition, definition) : !this.insert(index, definition, found))
        return false;
    }
    this.edits.push(
      ...addedImports(
        this.file.lines,
        this.file.outline.imports,
        this.snippet.lines.filter((_, at) => imports[at]),
        this.language,
      ),
    );
    return true;
  }

  result(): Placed {
    // In the order of the file; what was added at one place stays in its own order.
    const edits = this.edits
      .map((edit, order) => ({ ...edit, order }))
      .sort((a, b) => a.at - b.at || a.order - b.order);
    const parts: (readonly string[])[] = [];
    let at = 0;
    for (const edit of edits) {
      parts.push(this.file.lines.slice(at, edit.at), edit.lines);
      at = Math.max(at, edit.at + edit.count);
    }
    const lines = [...parts, this.file.lines.slice(at)].flat();
    const { replaced, inserted, within, missing } = this;
    return { lines, replaced, inserted, within, missing };
  }

  private replace(old: Definition, now: Definition): boolean {
    const { lines } = this.snippet;
    const shown = lines.slice(now.start, now.end + 1);
    const stub = now.kind === 'value' ? undefined : this.stubFor(old, shown);
    if (stub?.kind === 'elided') return this.keepBody(old, now, stub.head);
    // A function that would be empty may be meant to be.
    if (stub && now.kind === 'callable') this.missing.push(old.name);
    const elided = shown.some(isElision) || hasStubs(lines, [now]);
    const lost = missingMembers(old, now);
    const most = lost.length * 2 <= old.children.length;
    // Data that shows most of itself is all there is of it; a class may have been cut short.
    const isData = most && old.children.every(({ kind }) => kind === 'value');
    if (now.kind === 'container' && old.kind === 'container' && (elided || (lost.length > 0 && !isData))) {
      if (!elided && most) this.missing.push(...lost);
      this.within.push(old.name);
      return this.replaceMembers(old, now);
    }
    // What was a class and is none any more, or a section that shows fewer, has nowhere to keep its members.
    if (!isData) this.missing.push(...lost);
    const keepsLead =
      now.lead === now.start || (hasDecorator(old, this.file.lines) && !hasDecorator(now, lines));
    const first = keepsLead ? old.start : old.lead;
    const from = keepsLead ? now.start : now.lead;
    const ownLines = this.file.lines.slice(first, old.end + 1);
    const fresh = elided
      ? withElided(ownLines, lines.slice(from, now.end + 1))
      : reindentedFor(
          this.file.lines,
          lines.slice(from, now.end + 1),
          lines[now.start]!,
          this.file.lines[old.start]!,
          this.snippet.outline.literal.slice(from, now.end + 1),
        );
    if (!fresh) return false;
    this.edits.push({
      at: first,
      count: old.end + 1 - first,
      lines: exportedAs(this.file.lines[old.start]!, old.name, fresh),
    });
    this.replaced.push(now.name);
    return true;
  }

  /** Undefined where code is shown, or the file has none either. */
  private stubFor(old: Definition, shown: readonly string[]): Stub | undefined {
    const stub = stubOf(shown);
    return stub && !stubOf(this.file.lines.slice(old.start, old.end + 1)) ? stub : undefined;
  }

  /** All that the snippet shows is how it begins. */
  private keepBody(old: Definition, now: Definition, head: string): boolean {
    const own = this.file.lines[old.start]!;
    this.within.push(old.name);
    if (areSameHeads(own, head)) return true;
    const isLine = !head.includes('\n') && /[{:]\s*$/.test(own);
    if (isLine)
      this.edits.push({
        at: old.start,
        count: 1,
        lines: exportedAs(
          own,
          old.name,
          reindentedFor(this.file.lines, [head], this.snippet.lines[now.start]!, own),
        ),
      });
    return isLine;
  }

  private replaceMembers(old: Definition, now: Definition): boolean {
    const header = this.headerEdit(old, now);
    if (header) this.edits.push(header);
    const taken = new Set<Definition>();
    for (const [index, member] of now.children.entries()) {
      const isNamesake = (one: Definition) =>
        one.name === member.name && this.namesakes.isSameKind(one, member);
      const same = old.children.filter(isNamesake);
      const shown = now.children.filter(isNamesake);
      // Overloads, and a getter beside its setter: each in place of the one like it, else of the one in its place.
      const alike = same.length > 1 ? this.namesakes.overload(same, member) : same[0];
      if (same.length > 1 && !alike && same.length !== shown.length) return false;
      const own = alike ?? same[shown.indexOf(member)];
      if (own && taken.has(own)) return false;
      if (own) {
        taken.add(own);
        if (!this.replace(own, member)) return false;
        continue;
      }
      const siblings = now.children.map(({ name }) => old.children.find((one) => one.name === name));
      this.insertBeside(member, index, siblings, old);
    }
    if (now.children.length > 0) return true;
    // A class that shows no member that could be told: by its lines.
    const merged = withElided(
      this.file.lines.slice(old.start, old.end + 1),
      this.snippet.lines.slice(now.start, now.end + 1),
    );
    if (!merged) return false;
    this.edits.push({ at: old.start, count: old.end + 1 - old.start, lines: merged });
    this.replaced.push(now.name);
    return true;
  }

  /** The line that begins a class, where the snippet begins it otherwise. */
  private headerEdit(old: Definition, now: Definition): LineEdit | undefined {
    const [own, other] = [this.file.lines[old.start]!, this.snippet.lines[now.start]!];
    const opens = /[{:]\s*$/;
    if (own.trim() === other.trim() || !opens.test(own) || !opens.test(other)) return undefined;
    return {
      at: old.start,
      count: 1,
      lines: exportedAs(own, old.name, reindentedFor(this.file.lines, [other], other, own)),
    };
  }

  private insert(index: number, definition: Definition, known: readonly (Known | undefined)[]): boolean {
    const neighbour = known.slice(0, index).findLast(Boolean) ?? known.slice(index + 1).find(Boolean);
    const { file, snippet, language, near } = this;
    // Another one of that name, which no outline tells, may be the one that is meant.
    if (isHidden(definition.name, file.lines)) this.missing.push(definition.name);
    const parent =
      neighbour?.parent ?? homeOf({ definition, in: snippet, language }, file, near, neighbour !== undefined);
    if (parent === 'none') return false;
    const inParent = known.map((one) => (one && one.parent === parent ? one.definition : undefined));
    this.insertBeside(definition, index, inParent, parent);
    return true;
  }

  private insertBeside(
    definition: Definition,
    index: number,
    siblings: readonly (Definition | undefined)[],
    parent: Definition | undefined,
  ): void {
    this.inserted.push(definition.name);
    this.edits.push(insertedBeside(definition, this.snippet, this.file, index, siblings, parent));
  }
}

/** Names that a class loses where the snippet's takes its place. */
function missingMembers(old: Definition, now: Definition): string[] {
  const names = new Set(now.children.map(({ name }) => name));
  return old.children.filter(({ name }) => !names.has(name)).map(({ name }) => name);
}

/** Whether lines define a name, be it within a function or under a condition. */
function isHidden(name: string, lines: readonly string[]): boolean {
  const defines = new RegExp(
    String.raw`(?:^|[\s;{])(?:def|class|function\*?|const|let|var|fn|fun|func|val|type|interface|struct|enum)\s${escaped(name)}(?![\w$])`,
  );
  return lines.some((line) => line.length <= longest && line.includes(name) && defines.test(line));
}

/** Whether a decorator, or an attribute, stands right above it. */
function hasDecorator({ lead, start }: Definition, lines: readonly string[]): boolean {
  return lines.slice(lead, start).some((line) => /^\s*(?:@\w|#\[|\[\w)/.test(line));
}
