/** What is never closed: the place that a person looks for when the rest of a text no longer fits. */
import type { Tree } from '@vscode/tree-sitter-wasm';
import type { GrammarLanguage } from './languages';

/** Something that is left open. */
export interface LeftOpen {
  /** As it stands in the text: a bracket, or the word that begins a block. */
  readonly opening: string;
  /** Counted from zero. */
  readonly row: number;
  /** Whether only the end of the text is missing. */
  readonly atEnd: boolean;
}

const closings: Record<string, string> = { '{': '}', '(': ')', '[': ']' };
const mostTokens = 200_000;

/**
 * The bracket that is left open. Indentation says which one: a brace that begins its line closes one whose line is
 * indented alike.
 * @param lines of the text that the tree, which may have errors, is of
 */
export function bracketLeftOpen(tree: Tree, lines: readonly string[]): LeftOpen | undefined {
  const open: { opening: string; row: number; indent: number }[] = [];
  let lost: (typeof open)[number] | undefined;
  const excess: Record<string, number> = { '{': 0, '(': 0, '[': 0 };
  for (const { bracket, row, column } of bracketsOf(tree)) {
    const line = lines[row] ?? '';
    const indent = indentOf(line);
    if (bracket in closings) {
      open.push({ opening: bracket, row, indent });
      excess[bracket] = (excess[bracket] ?? 0) + 1;
      continue;
    }
    for (const opening of Object.keys(closings))
      if (closings[opening] === bracket) excess[opening] = (excess[opening] ?? 0) - 1;
    let at = open.findLastIndex(({ opening }) => closings[opening] === bracket);
    if (bracket === '}' && column === line.search(/\S/)) {
      const alike = open.findLastIndex((one) => one.opening === '{' && one.indent <= indent);
      if (alike >= 0 && open[alike]?.indent === indent) at = alike;
    }
    if (at < 0) continue;
    lost ??= open[at + 1];
    open.length = at;
  }
  const first = lost ?? open.at(-1);
  // Where as many are closed as are opened, one too many of another kind is closed between them.
  if (!first || (excess[first.opening] ?? 0) <= 0) return undefined;
  const { opening, row, indent } = first;
  const goesOn = lines.slice(row + 1).some((line) => line.trim() !== '' && indentOf(line) <= indent);
  return { opening, row, atEnd: !lost && !goesOn };
}

/** Brackets outside strings and comments, in order. */
function* bracketsOf(tree: Tree): Generator<{ bracket: string; row: number; column: number }> {
  const cursor = tree.walk();
  try {
    for (let tokens = 0; tokens < mostTokens; tokens++) {
      if (cursor.gotoFirstChild()) continue;
      const bracket = /[{}()[\]]$/.exec(cursor.nodeType)?.[0];
      if (bracket && !cursor.nodeIsMissing) yield { bracket, ...cursor.startPosition };
      while (!cursor.gotoNextSibling()) if (!cursor.gotoParent()) return;
    }
  } finally {
    cursor.delete();
  }
}

/** Lines that begin a block which a word ends, and those that may follow it at the same indentation. */
const blocks: Partial<Record<GrammarLanguage, { begins: RegExp; ends: RegExp; goesOn: RegExp }>> = {
  ruby: {
    begins:
      /^\s*(?:(?:def|class|module|if|unless|while|until|case|begin|for)\b|[\w.@]+ = (?:if|case|begin)\b)|\bdo(?: ?\|[^|]*\|)?\s*$/,
    ends: /\bend\b|^\s*def [^=]*\) =|;\s*\}/,
    goesOn: /^\s*(?:end|else|elsif|when|in|rescue|ensure)\b/,
  },
  bash: {
    begins: /^\s*(?:if|for|while|until|case)\b/,
    ends: /\b(?:fi|done|esac)\b/,
    goesOn: /^(?:\s*(?:fi|done|esac|else|elif|then|do|;;)|[^()]*\))/,
  },
};

/** The block that no word ends, by indentation. */
export function blockLeftOpen(lines: readonly string[], language: GrammarLanguage): LeftOpen | undefined {
  const words = blocks[language];
  if (!words) return undefined;
  const open: { opening: string; row: number; indent: number }[] = [];
  for (const [row, line] of lines.entries()) {
    if (line.trim() === '' || /^\s*#/.test(line)) continue;
    const indent = indentOf(line);
    for (let inner = open.at(-1); inner && inner.indent >= indent; inner = open.at(-1)) {
      if (inner.indent > indent || !words.goesOn.test(line)) return { ...inner, atEnd: false };
      if (!words.ends.test(line)) break;
      open.pop();
      break;
    }
    if (words.begins.test(line) && !words.ends.test(line))
      open.push({ opening: /[a-z]+/.exec(line.slice(indent))?.[0] ?? 'do', row, indent });
  }
  const inner = open.at(-1);
  return inner && { ...inner, atEnd: true };
}

const indentOf = (line: string) => Math.max(0, line.search(/\S/));
