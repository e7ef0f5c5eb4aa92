/** Definitions of a text by its structure: brackets, indentation or keys. */
import { balanceOf } from './brackets';
import { closedFunction, closing, inOneLine } from './closedFunction';
import { definedBy } from './definedName';
import type { Definition } from './definition';
import { isElision } from './elision';
import { indentationOf } from './lines';

/** Deeper definitions are none of those that a snippet shows alone. */
const deepest = 6;
/** Longer lines define nothing that is told by its first words. */
const longest = 2000;
/** A name that is given a value, in languages where indentation is the structure. */
const assigned = /^([A-Za-z_]\w*)\s*(?::[^=]+)?=(?!=)/;

/** Reads definitions by the signs that a language gives its structure with: brackets, indentation or keys. */
export class DefinitionReader {
  /** Brackets open before each line, and after the last. */
  private readonly depths: number[] = [0];

  constructor(
    private readonly raw: readonly string[],
    private readonly text: readonly string[],
    private readonly imports: readonly boolean[],
  ) {
    for (const line of text) this.depths.push(this.depths.at(-1)! + balanceOf([line]));
  }

  /** Definitions of languages with braces, at a depth of brackets. */
  braced(from: number, to: number, depth: number): Definition[] {
    const found: Definition[] = [];
    for (let at = from; at < to; at++) {
      if (this.depths[at] !== depth || this.imports[at]) continue;
      const line = this.text[at]!.trim();
      if (line === '' || line.startsWith('}') || line.length > longest) continue;
      const named = definedBy(line, depth > 0);
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

  /** Functions of languages that close one in a line of its own, indented as the line that opens it. */
  closed(from: number, to: number): Definition[] {
    const found: Definition[] = [];
    for (let at = from; at < to; at++) {
      const line = this.text[at]!;
      if (line.length > longest || indentationOf(line) !== '' || this.imports[at]) continue;
      const name = closedFunction(line.trimEnd());
      const end = name === undefined ? undefined : this.closedEnd(at, to);
      if (name === undefined || end === undefined) continue;
      found.push({ name, kind: 'callable', lead: this.lead(at, from), start: at, end, children: [] });
      at = end;
    }
    return found;
  }

  /** Undefined where nothing closes what begins here. */
  private closedEnd(at: number, to: number): number | undefined {
    if (inOneLine.test(this.text[at]!.trim())) return at;
    for (let line = at + 1; line < to; line++) {
      const said = this.text[line]!;
      if (said.trim() === '' || indentationOf(said) !== '') continue;
      return closing.test(said) ? line : undefined;
    }
    return undefined;
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
