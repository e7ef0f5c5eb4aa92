/** One parse by tree-sitter, bounded in time, and the exact place of the first error. */
import type { Parser, Tree } from '@vscode/tree-sitter-wasm';

/** Why there is no tree: the text has an error, or time is up. */
export type Parsed = { tree: Tree } | { failed: 'error' | 'time' };

/** Parses a text. The caller deletes the tree. @param until by the clock of `performance.now()` */
export function parseUntil(parser: Parser, text: string, until: number): Parsed {
  let late = false;
  const tree = parser.parse(text, null, {
    progressCallback: ({ hasError }) => hasError || (late = performance.now() > until),
  });
  if (!tree) {
    parser.reset();
    return { failed: late ? 'time' : 'error' };
  }
  if (!tree.rootNode.hasError) return { tree };
  tree.delete();
  return { failed: 'error' };
}

/** Where no rule of the grammar goes on, counted from zero. */
export interface ErrorPlace {
  readonly row: number;
  readonly column: number;
  /** The grammar's name of what was found there instead, such as `}`, `end` (of the text) or `_newline`. */
  readonly found: string;
}

/**
 * The place of the first token that no rule of the grammar accepts. Error nodes of a tree begin wherever the parser
 * thinks it best to repair the text, often lines before; its log names the place itself.
 */
export function firstError(parser: Parser, text: string, until: number): ErrorPlace | undefined {
  let row = 0;
  let column = 0;
  let furthest: ErrorPlace | undefined;
  let done = false;
  parser.setLogger((message, lexing) => {
    if (lexing || done) return;
    const place = /^process .* row:(\d+), col:(\d+)/.exec(message);
    if (place) {
      row = Number(place[1]);
      column = Number(place[2]) / bytesPerUnit;
    } else if (message.startsWith('detect_error ')) {
      const found = message.slice('detect_error lookahead:'.length);
      if (!furthest || row > furthest.row || (row === furthest.row && column >= furthest.column))
        furthest = { row, column, found };
    } else if (message.startsWith('resume ') || message.startsWith('recover')) done = true;
  });
  try {
    parser.parse(text, null, { progressCallback: () => done || performance.now() > until })?.delete();
  } finally {
    parser.setLogger(null);
    parser.reset();
  }
  return done ? furthest : undefined;
}

/** The parser counts columns in bytes of UTF-16. */
const bytesPerUnit = 2;

/** Longest text that is repaired, in characters: repairing takes many times as long as parsing. */
const longestRepaired = 200_000;

/** A tree with the parser's repairs in it, or undefined where that takes too long. The caller deletes it. */
export function recovered(parser: Parser, text: string, until: number): Tree | undefined {
  if (text.length > longestRepaired) return undefined;
  const tree = parser.parse(text, null, { progressCallback: () => performance.now() > until });
  if (!tree) parser.reset();
  return tree ?? undefined;
}
