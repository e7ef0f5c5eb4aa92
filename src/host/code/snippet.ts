/** Where code that is no diff goes in a file: the whole of it, the definitions it shows, what is selected, or unclear. */
import { placeDefinitions, type Placed } from './placeDefinitions';
import { withElided } from './elidedLines';
import { elidesWithin, isElision, withBareDots } from './elision';
import { asFile } from './fitCode';
import { areAlike, indentationOf } from './lines';
import type { Defining } from './namesakes';
import { hasStubs } from './stubs';
import type { Definition } from './definition';
import { isComponent, outlineOf, type Outline } from './outline';

export interface Target {
  readonly text: string;
  /** The editor's id. */
  readonly language: string;
  /** The code names this file. */
  readonly named: boolean;
  /** Its path, which a comment on the code's first line may repeat. */
  readonly path: string;
  /** What the editor says that the file defines, beside what its text tells. */
  readonly definitions?: readonly Definition[];
  /** Something is selected in the file's editor. */
  readonly selected: boolean;
  /** Line of the caret, counted from 0. */
  readonly line?: number | undefined;
  /** Names that other code of the same answer defines: they may have moved there. */
  readonly elsewhere?: ReadonlySet<string>;
  /** Names that other code of the same answer defines for this file: it is shown in parts. */
  readonly beside?: ReadonlySet<string>;
}

/** A whole text of the file, and what became of its definitions. */
export interface Rewritten {
  readonly text: string;
  readonly replaced: readonly string[];
  readonly inserted: readonly string[];
}

export type Placement =
  | { readonly kind: 'whole'; readonly text: string }
  | ({ readonly kind: 'placed' } & Rewritten)
  | { readonly kind: 'selection' }
  /** The person chooses; `placed` is what the definitions would come to, `whole` what the file would. */
  | { readonly kind: 'unclear'; readonly placed: Rewritten | undefined; readonly whole: string | undefined };

export function placeSnippet(code: string, target: Target): Placement {
  const whole = asFile(code, target.text, target.path);
  if (target.text.trim() === '') return { kind: 'whole', text: whole };
  const file = defining(target.text, target.language, target.definitions);
  const own = new Set(file.lines.map((line) => line.trim()));
  const shown = withBareDots(unindented(whole).split(/\r?\n/));
  const snippet = defining(shown.join('\n'), target.language);
  if (shown.some((line) => elidesWithin(line) && !own.has(line.trim())) || showsBoth(shown))
    return { kind: 'unclear', placed: undefined, whole: undefined };
  const stubs = hasStubs(
    snippet.lines.map((line) => (own.has(line.trim()) ? 'own;' : line)),
    snippet.outline.definitions,
  );
  const elides = stubs || snippet.lines.some((line) => isElision(line) && !own.has(line.trim()));
  const shows = !isComponent(target.language) || tagsOf(file).every((tag) => tagsOf(snippet).includes(tag));
  const share = elides || !shows ? 'part' : sharedBy(file, snippet, target);
  if (share === 'whole') return { kind: 'whole', text: whole };
  const placed = placeDefinitions(file, snippet, target.language, target.line);
  const rewritten = placed && asText(placed, target.text, whole);
  if (target.selected && !repeats(placed, snippet, target)) return { kind: 'selection' };
  if (rewritten && share === 'part' && isClear(placed, snippet, target))
    return { kind: 'placed', ...rewritten };
  const byLines = elides && !stubs && (!rewritten || looseLines(snippet) > 0);
  const merged = byLines ? withElided(file.lines, snippet.lines, false) : undefined;
  if (merged) return { kind: 'placed', replaced: [], inserted: [], text: joined(merged, target.text, whole) };
  // Code with places left out is never a file.
  return { kind: 'unclear', placed: rewritten, whole: elides ? undefined : whole };
}

/** Code as it is above code as it should be, each below its word. */
function showsBoth(lines: readonly string[]): boolean {
  const at = (word: RegExp) => lines.findIndex((line) => line.length < 80 && word.test(line.trim()));
  const before = at(/^(?:\/\/|#|--)\s*(?:before|old|vorher)\b[^\w]*$/i);
  return before >= 0 && at(/^(?:\/\/|#|--)\s*(?:after|new|nachher)\b[^\w]*$/i) > before;
}

/** A method as it stands in its class is read as one alone. */
function unindented(code: string): string {
  const lines = code.split('\n');
  const [first, ...others] = lines.filter((line) => line.trim() !== '').map(indentationOf);
  const common = others.every((one) => one.startsWith(first!)) ? first!.length : 0;
  return common === 0 ? code : lines.map((line) => line.slice(common)).join('\n');
}

function defining(text: string, language: string, further: readonly Definition[] = []): Defining {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return { lines, outline: outlineOf(text, language), further };
}

function asText({ lines, replaced, inserted }: Placed, before: string, eolOf: string): Rewritten {
  return { text: joined(lines, before, eolOf), replaced, inserted };
}

/** With the ends of line of the file, and at its end what was there. */
function joined(lines: readonly string[], before: string, like: string): string {
  const eol = like.includes('\r\n') ? '\r\n' : '\n';
  return lines.join(eol) + (/\n$/.test(before) ? eol : '');
}

/** The selection is not meant: the code shows something that has its own place. Names alone may be of anything. */
function repeats(placed: Placed | undefined, snippet: Defining, { named }: Target): boolean {
  const found = [...(placed?.replaced ?? []), ...(placed?.within ?? [])];
  if (found.length === 0) return false;
  const { definitions } = snippet.outline;
  return named || definitions.some(({ kind, name }) => kind !== 'value' && found.includes(name));
}

/** Nobody needs to be asked: everything the code shows has a place, and nothing is left behind that may be meant to go. */
function isClear(placed: Placed, snippet: Defining, { named }: Target): boolean {
  if (looseLines(snippet) > 0) return false;
  if (placed.missing.length > 0) return false;
  // New definitions with imports of their own may be another file altogether.
  const isFound = placed.replaced.length + placed.within.length > 0;
  return isFound || (named && !snippet.outline.imports.some(Boolean));
}

/** What a component is made of. */
function tagsOf({ lines }: Defining): string[] {
  return lines.flatMap((line) => /^<(script|template|style)\b/.exec(line)?.[1] ?? []);
}

/** Statements of the top level, which no name leads to a place. */
function looseLines({ lines, outline }: Defining): number {
  return looseOf(lines, outline).filter(
    (line) => !/^(?:\/\/|#|--|\/?\*|<!--|<\/?script\b|'''|"""|['"]use \w+['"];?$)/.test(line),
  ).length;
}

function looseOf(lines: readonly string[], { definitions, imports }: Outline): string[] {
  const covered = new Uint8Array(lines.length);
  for (const { lead, end } of definitions) covered.fill(1, lead, end + 1);
  return lines.flatMap((line, at) =>
    covered[at] || imports[at] || line.trim() === '' || isElision(line) ? [] : [line.trim()],
  );
}

/** How much of the file the code repeats: all that makes it one, a part, or so much that either may be meant. */
function sharedBy(
  file: Defining,
  snippet: Defining,
  { elsewhere = new Set(), beside = new Set() }: Target,
): 'whole' | 'part' | 'either' {
  const { definitions } = file.outline;
  if (definitions.length === 0) return sharedLines(file, snippet);
  const shown = new Map(snippet.outline.definitions.map((one) => [one.name, one]));
  const renamed = renamedBy(file, snippet);
  const missing = definitions.filter((one) => !shown.has(one.name) && !renamed.has(one));
  const moved = missing.filter(({ name }) => elsewhere.has(name));
  if (missing.some(({ name }) => beside.has(name))) return 'part';
  const imports = file.outline.imports.some(Boolean);
  const begins =
    !imports || snippet.outline.imports.some(Boolean) || file.lines[0]!.trim() === snippet.lines[0]!.trim();
  if (!begins || snippet.outline.definitions.length === 0) return 'part';
  const fewMembers = definitions.some((one) => {
    const now = shown.get(one.name);
    const names = new Set(now?.children.map(({ name }) => name));
    return (
      now !== undefined &&
      one.children.filter(({ name }) => !names.has(name)).length * 2 > one.children.length
    );
  });
  const statements = looseOf(file.lines, file.outline).filter(
    (line) => /\w/.test(line) && !/^(?:\/\/|#|\*|\/\*)/.test(line),
  );
  const keepsStatements = statements.length === 0 || looseLines(snippet) > 0;
  if (missing.length === moved.length) return fewMembers || !keepsStatements ? 'part' : 'whole';
  const shares = (definitions.length - missing.length) * 2 >= definitions.length;
  return shares && imports && !fewMembers ? 'either' : 'part';
}

const words =
  /\b(?:export|default|const|let|var|function|class|interface|type|async|def|public|private|static|return)\b/g;

/** Definitions of the file that the code has under other names: as many new ones as there are missing, each alike. */
function renamedBy(file: Defining, snippet: Defining): ReadonlySet<Definition> {
  const names = (side: Defining) => new Set(side.outline.definitions.map(({ name }) => name));
  const [own, shown] = [names(file), names(snippet)];
  const gone = file.outline.definitions.filter(({ name }) => !shown.has(name));
  const fresh = snippet.outline.definitions.filter(({ name }) => !own.has(name));
  const text = ({ lines }: Defining, { name, start, end }: Definition) =>
    lines
      .slice(start, end + 1)
      .join(' ')
      .replaceAll(name, '')
      .replace(words, '');
  const pairs = gone.length === fresh.length ? gone.map((one, at) => [one, fresh[at]!] as const) : [];
  const alike = pairs.filter(
    ([one, other]) => one.kind === other.kind && areAlike(text(file, one), text(snippet, other), 2 / 3),
  );
  return new Set(alike.map(([one]) => one));
}

/** By lines, where nothing is known of what they define. */
function sharedLines(file: Defining, snippet: Defining): 'whole' | 'either' {
  const significant = (lines: readonly string[]) =>
    new Set(lines.map((line) => line.trim()).filter((line) => /\w/.test(line)));
  const own = significant(file.lines);
  const shown = significant(snippet.lines);
  const common = [...own].filter((line) => shown.has(line)).length;
  const sameStart =
    file.lines.find((line) => line.trim() !== '')?.trim() ===
    snippet.lines.find((line) => line.trim() !== '')?.trim();
  const shares = common * 2 >= own.size && (sameStart || common * 5 >= own.size * 4);
  return shares && !stopsEarlier(file.lines, snippet.lines) ? 'whole' : 'either';
}

/** The last thing that the code shows is one of the file's, behind which there is more. */
function stopsEarlier(file: readonly string[], code: readonly string[]): boolean {
  const parts = (lines: readonly string[]) => {
    const said = lines.filter((line) => /\w/.test(line));
    const least = said.reduce((depth, line) => Math.min(depth, indentationOf(line).length), Infinity);
    return said.filter((line) => indentationOf(line).length === least).map((line) => line.trim());
  };
  const [own, shown] = [parts(file), parts(code)];
  return !shown.includes(own.at(-1) ?? '') && own.includes(shown.at(-1) ?? '');
}
