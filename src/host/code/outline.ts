/** What a text defines: functions, classes, members and the like, each by the lines it takes. */
import { isElision } from './elision';
import { indentationOf } from './lines';
import { masked } from './maskedText';

export interface Definition {
  readonly name: string;
  readonly kind: 'container' | 'callable' | 'value';
  /** First line of the comments and decorators that belong to it, counted from 0; else `start`. */
  readonly lead: number;
  readonly start: number;
  /** Last line, included. */
  readonly end: number;
  readonly children: readonly Definition[];
}

export interface Outline {
  readonly definitions: readonly Definition[];
  /** By line: whether it imports something. */
  readonly imports: readonly boolean[];
  /** By line: whether it begins within a string of several lines, whose indentation is part of it. */
  readonly literal: readonly boolean[];
}

const modifiers = String.raw`(?:(?:export|default|declare|public|private|protected|internal|static|abstract|final|sealed|override|readonly|async|unsafe|extern|inline|virtual|partial|open|data|suspend|pub(?:\([^)]*\))?|const(?=\s+(?:fn|enum|unsafe|async)\b))\s+)*`;
const container = new RegExp(
  String.raw`^${modifiers}(?:class|interface|enum(?:\s+class)?|namespace|module|struct|trait|object|record|protocol|extension|union)\s+([\w$]+)`,
);
const impl = /^(?:unsafe\s+)?impl\b(?:<[^>]*>)?([\w:<>,'&\s]*)/;
/** A method of Go, by its receiver's type: two types may have one of the same name. */
const goMethod = /^func \((?:\w+ )?\*?(\w+)(?:\[[^\]]*\])?\) (\w+)/;
const goType = /^type\s+(\w+)(?:\[[^\]]*\])?\s+(?:struct|interface)\b/;
const callable = new RegExp(
  String.raw`^${modifiers}(?:function(?:\s*\*)?|fn|fun|func|def|sub)\s+(?:\([^)]*\)\s*)?(?:[\w.]+\.)?([\w$]+[?!]?)`,
);
const value = new RegExp(
  String.raw`^${modifiers}(?:(?:const|let|var|val|type)\s+(?:mut\s+)?|static\s+(?:mut\s+)?(?=\w+\s*:))([\w$]+)\b(?!\s*\()`,
);
/** A method, or a function of a language that begins one with its type. */
const method = new RegExp(
  String.raw`^${modifiers}(?:(?:get|set)\s+(?=[\w$#]))?(?:\*\s*)?(?:[\w$<>[\],.?:*&]+\s+){0,4}?[*&]*((?:\w+::)*(?:#?~?[\w$]+|operator(?:\(\)|[^\s\w()]{1,3}\w{0,99})))\s*(?:<[^>()]*>\s*)?\(`,
);
const field = new RegExp(String.raw`^${modifiers}(#?[\w$]+)[?!]?\s*(?::[^=(]*)?(?:=|;|$)`);
/** A variable of a language that begins one with its type, or a property of C#. */
const typed = new RegExp(
  String.raw`^${modifiers}(?:[\w$<>[\],.?:*&]+\s+){1,4}?[*&]*([\w$]+)(?:\[[^\]]*\])?\s*(?:=(?![=>])|;|=>|\{\s*(?:get|set|init)\b)`,
);
/** `exports.list = async (request) => {`, `Cart.prototype.total = function () {`. */
const assignedMember =
  /^((?:module\.)?exports\.[\w$]+|[A-Za-z_$][\w$]*(?:\.prototype)?\.[\w$]+)\s*=\s*(?:async\s+)?(?:function\b|\(|[\w$]+\s*=>)/;
/** Words that only members of a class begin with. */
const ofMember = /^(?:(?:private|protected|public|static|readonly|override)\b|#\w)/;
const assigned = /^([A-Za-z_]\w*)\s*(?::[^=]+)?=(?!=)/;
const keywords =
  /^(?:if|for|while|switch|catch|return|do|else|try|throw|new|await|yield|typeof|delete|case|with|elif|except|finally|match|when|unless|until|foreach|lock|using|import|from|export|super|this|assert|expect|print|describe|it|test|not|and|or|in|is|lambda|pass|raise|break|continue|default|goto|sizeof|defer|go|select|where|impl|use|package|include|require|echo)$/;
const importing =
  /^(?:<\?php|import\b(?!\s*\()|import\s\($|from\s+\S+\s+import\b|export\s+(?:\*|\{[^}]*\}|type\s+\{[^}]*\})\s*from\b|use\s+[\w:\\]|using\s[\w.=\s]+;|#\s*include\b|package\s+\w|(?:const|let|var)\s[^=]+=\s*require\(|require(?:_relative)?\s+['"]|@import\b|@use\b)/;

/** Deeper definitions are none of those that a snippet shows alone. */
const deepest = 6;
/** Longer lines define nothing that is told by its first words. */
const longest = 2000;

/** Reads what a text defines; nothing where its language is not one that is written like most. */
export function outlineOf(code: string, language: string): Outline {
  if (isComponent(language)) return outlineOf(scriptOf(code), 'typescript');
  const raw = code.split(/\r?\n/);
  const texts: [number, number][] = [];
  const text = masked(code, language, texts).split(/\r?\n/);
  const imports = importsOf(raw, text);
  const reader = new Reader(raw, text, imports);
  const literal = beginsWithin(code, texts);
  return { definitions: definitionsOf(reader, language, text.length), imports, literal };
}

/** @param texts places of the code, in order */
function beginsWithin(code: string, texts: readonly (readonly [number, number])[]): boolean[] {
  let offset = 0;
  let next = 0;
  return code.split('\n').map((line) => {
    while (next < texts.length && texts[next]![1] <= offset) next++;
    const isWithin = next < texts.length && texts[next]![0] < offset;
    offset += line.length + 1;
    return isWithin;
  });
}

function definitionsOf(reader: Reader, language: string, lines: number): Definition[] {
  if (/^(?:css|scss|less)$/.test(language)) return reader.rules(0, lines, 0);
  if (/^(?:python|coffeescript|gdscript)$/.test(language)) return reader.indented(0, lines, '');
  if (language === 'yaml') return reader.keys(0, lines, '');
  if (language === 'markdown') return reader.sections(0, lines, 1);
  return unread.test(language) ? [] : reader.braced(0, lines, 0);
}

/** Languages that are written unlike most. */
const unread =
  /^(?:json|jsonc|plaintext|html|xml|shellscript|sql|toml|ini|diff|dockerfile|makefile|ruby|elixir|lua|astro|razor|handlebars|erb)$/;

/** Whether a file of the language has its script, its template and its styles side by side. */
export function isComponent(language: string): boolean {
  return /^(?:vue|svelte)$/.test(language);
}

/** The script of a component, on the lines where it stands; all of a text that is nothing but script. */
function scriptOf(code: string): string {
  if (!/^<(?:script|template|style)\b/m.test(code)) return code;
  let inside = false;
  return code
    .split('\n')
    .map((line) => {
      const edge = /^<(\/?)script\b/.exec(line);
      if (edge) inside = edge[1] === '';
      return inside && !edge ? line : '';
    })
    .join('\n');
}

/** An import may go on over several lines, until its brackets are closed. */
function importsOf(raw: readonly string[], text: readonly string[]): boolean[] {
  const imports = raw.map(() => false);
  for (let at = 0; at < raw.length; at++) {
    if (raw[at]!.length > longest || !importing.test(raw[at]!)) continue;
    let depth = 0;
    do {
      imports[at] = true;
      depth += balance(text[at]!);
    } while (depth > 0 && ++at < raw.length);
  }
  return imports;
}

function balance(text: string): number {
  let depth = 0;
  for (const c of text) {
    if (c === '{' || c === '(' || c === '[') depth++;
    else if (c === '}' || c === ')' || c === ']') depth--;
  }
  return depth;
}

/** `impl Store` or `impl Default for Store`: a type may have several, each by what it is. */
function implemented(line: string): string | undefined {
  const said = impl
    .exec(line)?.[1]
    ?.split(/\bwhere\b/)[0]!
    .trim();
  return said ? `impl ${said.split(/\s+/).join(' ')}` : undefined;
}

class Reader {
  /** Brackets open before each line, and after the last. */
  private readonly depths: number[] = [0];
  private headings: readonly number[] | undefined;

  constructor(
    private readonly raw: readonly string[],
    private readonly text: readonly string[],
    private readonly imports: readonly boolean[],
  ) {
    for (const line of text) this.depths.push(this.depths.at(-1)! + balance(line));
  }

  /** Definitions of languages with braces, at a depth of brackets. */
  braced(from: number, to: number, depth: number): Definition[] {
    const found: Definition[] = [];
    for (let at = from; at < to; at++) {
      if (this.depths[at] !== depth || this.imports[at]) continue;
      const line = this.text[at]!.trim();
      if (line === '' || line.startsWith('}') || line.length > longest) continue;
      const named = this.named(this.withoutDecorators(line), depth > 0);
      const end = this.statementEnd(at, to, depth);
      if (named) {
        const children =
          named.kind === 'container' && end > at && depth < deepest
            ? this.braced(at + 1, end, depth + 1)
            : [];
        found.push({ ...named, lead: this.lead(at, from), start: at, end, children });
      }
      at = end;
    }
    return found;
  }

  /** Rules of a style sheet, each by its selector; those that hold others are known by them. */
  rules(from: number, to: number, depth: number): Definition[] {
    const found: Definition[] = [];
    for (let at = from; at < to; at++) {
      if (this.depths[at] !== depth || this.imports[at] || this.text[at]!.trim() === '') continue;
      const end = this.statementEnd(at, to, depth);
      const said = this.text.slice(at, end + 1).join(' ');
      const name = said.split('{', 1)[0]!.trim().replace(/\s+/g, ' ');
      const isRule = said.includes('{') && this.depths[end + 1] === depth;
      if (name !== '' && isRule) {
        const children = depth < deepest && end > at ? this.rules(at + 1, end, depth + 1) : [];
        const kind = children.length > 0 ? 'container' : 'callable';
        found.push({ name, kind, lead: this.lead(at, from), start: at, end, children });
      }
      at = end;
    }
    return found;
  }

  /** Definitions of languages where indentation is the structure. */
  indented(from: number, to: number, indentation: string, depth = 0): Definition[] {
    const found: Definition[] = [];
    for (let at = from; at < to; at++) {
      const line = this.text[at]!;
      if (
        line.trim() === '' ||
        indentationOf(line) !== indentation ||
        this.depths[at] !== 0 ||
        this.imports[at]
      )
        continue;
      const said = line.trim();
      if (said.length > longest) continue;
      const isClass = /^class\s+(\w+)/.exec(said);
      const isFunction = /^(?:async\s+)?def\s+(\w+)/.exec(said);
      const name = (isClass ?? isFunction ?? assigned.exec(said))?.[1];
      if (name === undefined) continue;
      const end = isClass || isFunction ? this.blockEnd(at, to, indentation) : this.bracketEnd(at, to);
      const inner = isClass && depth < deepest ? this.innerIndentation(at, end) : undefined;
      const children = inner !== undefined ? this.indented(at + 1, end + 1, inner, depth + 1) : [];
      const kind = isClass ? 'container' : isFunction ? 'callable' : 'value';
      found.push({ name, kind, lead: this.lead(at, from), start: at, end, children });
      at = end;
    }
    return found;
  }

  /** Keys of YAML, each with what is below it. */
  keys(from: number, to: number, indentation: string, depth = 0): Definition[] {
    const found: Definition[] = [];
    for (let at = from; at < to; at++) {
      const line = this.text[at]!;
      if (line.trim() === '' || line.length > longest || indentationOf(line) !== indentation) continue;
      const name = /^[ ]*("[^"]*"|'[^']*'|[\w./$@-]+):(?:\s|$)/.exec(this.raw[at]!)?.[1];
      if (name === undefined) continue;
      let end = at;
      for (let below = at + 1; below < to; below++) {
        const said = this.raw[below]!;
        const isInside = indentationOf(said).length > indentation.length || /^\s*-(?:\s|$)/.test(said);
        if (said.trim() === '') continue;
        if (!isInside || indentationOf(said).length < indentation.length) break;
        end = below;
      }
      const inner = depth < deepest ? this.innerIndentation(at, end) : undefined;
      const children = inner ? this.keys(at + 1, end + 1, inner, depth + 1) : [];
      const kind = children.length > 0 ? 'container' : 'value';
      found.push({ name, kind, lead: this.lead(at, from), start: at, end, children });
      at = end;
    }
    return found;
  }

  /** Sections of Markdown by their headings, each with the ones in it. */
  sections(from: number, to: number, level: number): Definition[] {
    const levels = this.levels();
    const starts: number[] = [];
    for (let at = from; at < to; at++) if (levels[at] === level) starts.push(at);
    if (starts.length === 0) return level < 6 ? this.sections(from, to, level + 1) : [];
    const before = level < 6 ? this.sections(from, starts[0]!, level + 1) : [];
    const own = starts.map((start, index): Definition => {
      const end = (starts[index + 1] ?? to) - 1;
      const children = level < 6 ? this.sections(start + 1, end + 1, level + 1) : [];
      let said = end;
      while (said > start && this.raw[said]!.trim() === '') said--;
      const name = this.raw[start]!.trim();
      return { name, kind: 'callable', lead: start, start, end: said, children };
    });
    return [...before, ...own];
  }

  /** By line: how deep the heading is that stands there, outside of fences. */
  private levels(): readonly number[] {
    let fence: string | undefined;
    return (this.headings ??= this.raw.map((line) => {
      const mark = /^ {0,3}(```|~~~)/.exec(line)?.[1];
      if (mark) fence = fence === undefined ? mark : fence === mark ? undefined : fence;
      return fence === undefined ? (/^(#{1,6})\s/.exec(line)?.[1]!.length ?? 0) : 0;
    }));
  }

  private named(line: string, member: boolean): Pick<Definition, 'name' | 'kind'> | undefined {
    const inner = (container.exec(line) ?? goType.exec(line))?.[1] ?? implemented(line);
    if (inner !== undefined) return { name: inner, kind: 'container' };
    const received = goMethod.exec(line);
    if (received) return { name: `${received[1]}.${received[2]}`, kind: 'callable' };
    const called = callable.exec(line)?.[1];
    if (called !== undefined) return { name: called, kind: 'callable' };
    const valued = value.exec(line)?.[1];
    if (valued !== undefined) return { name: valued, kind: 'value' };
    const given = member ? undefined : assignedMember.exec(line)?.[1];
    if (given !== undefined) return { name: given, kind: 'callable' };
    const methodName = method.exec(line)?.[1];
    const first = /^[\w$]+/.exec(line)?.[0] ?? '';
    if (methodName !== undefined && !keywords.test(methodName) && !keywords.test(first))
      return { name: methodName, kind: 'callable' };
    const fieldName = member || ofMember.test(line) ? field.exec(line)?.[1] : undefined;
    const variable = fieldName ?? (keywords.test(first) ? undefined : typed.exec(line)?.[1]);
    return variable === undefined || keywords.test(variable) ? undefined : { name: variable, kind: 'value' };
  }

  private withoutDecorators(line: string): string {
    return line.replace(/^(?:@[\w.]+(?:\([^)]*\))?\s+)+/, '');
  }

  /** The last line of what begins here: where its brackets are closed and nothing goes on. */
  private statementEnd(at: number, to: number, depth: number): number {
    for (let line = at; line < to; line++) {
      if (this.depths[line + 1]! > depth) continue;
      if (this.depths[line + 1]! < depth) return Math.max(at, line - 1);
      const said = this.text[line]!.trimEnd();
      if (said.endsWith(';')) return line;
      const next = this.text[line + 1]?.trim() ?? '';
      if (/^(?:[.?:|&=+]|(?:extends|implements|where|throws|else|catch|finally)\b)/.test(next)) continue;
      if (said.endsWith('}')) return line;
      const goesOn = /[=(,&|?:+*<.\\]$/.test(said) && !said.endsWith('++');
      if (!goesOn && !next.startsWith('{')) return line;
    }
    return to - 1;
  }

  private blockEnd(at: number, to: number, indentation: string): number {
    let end = at;
    for (let line = at + 1; line < to; line++) {
      const said = this.raw[line]!;
      if (said.trim() === '') continue;
      const inside = indentationOf(said).length > indentation.length || this.depths[line]! > 0;
      // Lines of a string that goes on are blank in the masked text.
      if (!inside && this.text[line]!.trim() !== '') break;
      if (!inside && /^\s*#/.test(said)) break;
      end = line;
    }
    return end;
  }

  private bracketEnd(at: number, to: number): number {
    let end = at;
    while (end + 1 < to && this.depths[end + 1]! > 0) end++;
    return end;
  }

  private innerIndentation(at: number, end: number): string | undefined {
    for (let line = at + 1; line <= end; line++)
      if (this.text[line]!.trim() !== '' && this.depths[line] === 0) return indentationOf(this.text[line]!);
    return undefined;
  }

  /** The first line of a decorator of several lines that ends right above a line. */
  private decoratorAt(line: number): number | undefined {
    if (this.depths[line - 1]! <= this.depths[line]!) return undefined;
    let at = line - 1;
    while (at > 0 && this.depths[at]! > this.depths[line]!) at--;
    const isDecorator = /^\s*(?:@[\w.]+\(|#\[)[^)\]]*$/.test(this.text[at]!);
    return isDecorator && /[)\]]\s*$/.test(this.text[line - 1]!) ? at : undefined;
  }

  /** Comments and decorators right above it. */
  private lead(at: number, from: number): number {
    let lead = at;
    while (lead > from) {
      const above = this.raw[lead - 1]!.trim();
      const begin = this.decoratorAt(lead);
      if (begin !== undefined && begin >= from) {
        lead = begin;
        continue;
      }
      const isComment = above !== '' && this.text[lead - 1]!.trim() === '';
      if (isElision(above) || (!isComment && !/^(?:@\w|#\[|\[\w.*\]$)/.test(above))) break;
      lead--;
    }
    return lead;
  }
}
