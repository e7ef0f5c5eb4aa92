/** What a text defines: functions, classes, members and the like, each by the lines it takes. */
import { balanceOf } from './brackets';
import type { Definition } from './definition';
import { DefinitionReader } from './definitionReader';
import { sectionsOf } from './markdownSections';
import { masked } from './maskedText';

export interface Outline {
  readonly definitions: readonly Definition[];
  /** By line: whether it imports something. */
  readonly imports: readonly boolean[];
  /** By line: whether it begins within a string of several lines, whose indentation is part of it. */
  readonly literal: readonly boolean[];
}

const importing =
  /^(?:<\?php|import\b(?!\s*\()|import\s\($|from\s+\S+\s+import\b|export\s+(?:\*|\{[^}]*\}|type\s+\{[^}]*\})\s*from\b|use\s+[\w:\\]|using\s[\w.=\s]+;|#\s*include\b|package\s+\w|(?:const|let|var)\s[^=]+=\s*require\(|require(?:_relative)?\s+['"]|@import\b|@use\b)/;

/** Longer lines define nothing that is told by its first words. */
const longest = 2000;

/** Reads what a text defines; nothing where its language is not one that is written like most. */
export function outlineOf(code: string, language: string): Outline {
  if (isComponent(language)) return outlineOf(scriptOf(code), 'typescript');
  const raw = code.split(/\r?\n/);
  const texts: [number, number][] = [];
  const text = masked(code, language, texts).split(/\r?\n/);
  const imports = importsOf(raw, text);
  const literal = beginsWithin(code, texts);
  return { definitions: definitionsOf(language, raw, text, imports), imports, literal };
}

/**
 * By line: whether it begins within one of the texts.
 * @param texts Places of the code, in order.
 */
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

function definitionsOf(
  language: string,
  raw: readonly string[],
  text: readonly string[],
  imports: readonly boolean[],
): Definition[] {
  if (language === 'markdown') return sectionsOf(raw);
  const reader = new DefinitionReader(raw, text, imports);
  const lines = text.length;
  if (/^(?:css|scss|less)$/.test(language)) return reader.rules(0, lines, 0);
  if (/^(?:python|coffeescript|gdscript)$/.test(language)) return reader.indented(0, lines, '');
  if (/^(?:lua|shellscript)$/.test(language)) return reader.closed(0, lines);
  if (language === 'yaml') return reader.keys(0, lines, '');
  return unread.test(language) ? [] : reader.braced(0, lines, 0);
}

/** Languages that are written unlike most. */
const unread =
  /^(?:json|jsonc|plaintext|html|xml|sql|toml|ini|diff|dockerfile|makefile|ruby|elixir|astro|razor|handlebars|erb)$/;

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
      depth += balanceOf([text[at]!]);
    } while (depth > 0 && ++at < raw.length);
  }
  return imports;
}
