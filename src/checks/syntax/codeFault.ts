/** The first fault of code that a grammar of tree-sitter parses. */
import type { Parser, Tree } from '@vscode/tree-sitter-wasm';
import { firstError, parseUntil, recovered, type ErrorPlace } from './boundedParse';
import { TooDeep, TooLong, type Fault } from './fault';
import type { Grammars } from './grammars';
import type { GrammarLanguage } from './languages';
import { letPass } from './leniences';
import { blockLeftOpen, bracketLeftOpen, type LeftOpen } from './openings';

import { readingsOf, type Reading } from './readings';

/** A fault, and the row in which the grammar noticed it. */
interface Noticed extends Fault {
  readonly noticed: number;
  /** Whether the grammar takes the text, so that no other reading is better. */
  readonly taken: boolean;
}

/**
 * The first fault of the likeliest reading; where a reading has none, undefined, or that it takes the text for a part of
 * something.
 * @param timeoutMs for all readings together
 * @throws TooLong, TooDeep
 */
export async function faultOfCode(
  grammars: Grammars,
  text: string,
  language: GrammarLanguage,
  timeoutMs: number,
): Promise<Fault | 'part' | undefined> {
  if (angleDepth(text) > deepestAngles) throw new TooDeep();
  const lastRow = text.trimEnd().split('\n').length - 1;
  let left = timeoutMs;
  let likeliest: Noticed | undefined;
  for (const reading of readingsOf(text, language)) {
    const fault = await grammars.withParser(reading.grammar, reading.text.length, (parser) => {
      const started = performance.now();
      const found = faultOfReading(parser, reading, language, started + left);
      left -= performance.now() - started;
      return found;
    });
    if (!fault) return reading.isPart ? 'part' : undefined;
    const [row, noticed] = [fault.row, fault.noticed].map((one) => Math.min(Math.max(0, one), lastRow));
    const within = { row: row ?? 0, noticed: noticed ?? 0, message: fault.message, taken: fault.taken };
    if (fault.taken) return within;
    // A reading that goes on for much longer understands more of the text.
    if (!likeliest || within.noticed > likeliest.noticed + 1) likeliest = within;
    if (left < 0) throw new TooLong();
  }
  return likeliest;
}

/**
 * Where "<" may open a list of types or compare, a grammar follows both: each one more doubles the work, in time and
 * memory that nothing bounds.
 */
const deepestAngles = 200;

/** Signs "<" within a statement that no ">" closes. */
function angleDepth(text: string): number {
  let depth = 0;
  let most = 0;
  for (const [sign] of text.matchAll(/[<>;{}#]|\n\n/g)) {
    if (sign === '<') most = Math.max(most, ++depth);
    else if (sign === '>') depth = Math.max(0, depth - 1);
    else depth = 0;
  }
  return most;
}

/** Rows are those of the block, and may lie in what surrounds it. */
function faultOfReading(
  parser: Parser,
  reading: Reading,
  language: GrammarLanguage,
  until: number,
): Noticed | undefined {
  const lines = reading.text.split('\n');
  const rowsBefore = reading.text.slice(0, reading.before).split('\n').length - 1;
  const inBlock = ({ row, message }: Fault, noticed: number, taken = false): Noticed => ({
    row: row - rowsBefore,
    message,
    noticed: noticed - rowsBefore,
    taken,
  });
  const parsed = parseUntil(parser, reading.text, until);
  if ('tree' in parsed) {
    try {
      if (reading.surrounded && !isOne(parsed.tree, reading))
        return { row: 0, message: 'This closes what it is a part of', noticed: -1, taken: false };
      const fault = letPass(parsed.tree.rootNode, language, lines);
      return fault && inBlock(fault, fault.row, true);
    } finally {
      parsed.tree.delete();
    }
  }
  if (parsed.failed === 'time') throw new TooLong();
  const place = firstError(parser, reading.text, until);
  if (!place) throw new TooLong();
  const lacking = lackingAt(parser, lines, place, until);
  if (lacking) return inBlock(lacking, place.row);
  const tree = recovered(parser, reading.text, until);
  const open = (tree && bracketLeftOpen(tree, lines)) ?? blockLeftOpen(lines, language);
  tree?.delete();
  return inBlock(explained(place, open, lines), place.row);
}

/** Whether what surrounds the block has stayed one construct. */
function isOne({ rootNode }: Tree, { text, before }: Reading): boolean {
  return rootNode.children.some(
    (child) => child !== null && child.startIndex < before && child.endIndex >= text.length - 1,
  );
}

/** Longest text in which it is tried whether one sign more makes it right. */
const longestTried = 64_000;

/** A sign that is missing at the end of a line, when with it the following line is understood. */
function lackingAt(
  parser: Parser,
  lines: readonly string[],
  place: ErrorPlace,
  until: number,
): Fault | undefined {
  const token = tokenAt(place, lines);
  if (!token || token.row === place.row) return undefined;
  const line = lines[place.row] ?? '';
  const begun = line.slice(0, place.column);
  const quotes = ["'", '"'].filter((quote) => begun.split(quote).length % 2 === 0);
  for (const sign of [';', ':', ...quotes]) {
    const mended = lines.with(place.row, begun + sign + line.slice(place.column)).join('\n');
    if (mended.length > longestTried) return undefined;
    const parsed = parseUntil(parser, mended, until);
    if ('tree' in parsed) parsed.tree.delete();
    else if (parsed.failed === 'time') return undefined;
    const next = 'tree' in parsed ? undefined : firstError(parser, mended, until);
    if ('tree' in parsed || (next && next.row > token.row))
      return { row: place.row, message: `"${sign}" is missing at the end of the line` };
  }
  return undefined;
}

/** Names of tokens that stand between lines rather than in one. */
const betweenLines = /^_?(?:newline|automatic_semicolon|line_break|terminator|\\n|\\0|\n|\0)$/;

function explained(place: ErrorPlace, open: LeftOpen | undefined, lines: readonly string[]): Fault {
  const token = tokenAt(place, lines);
  if (open && (!token || open.row < token.row || isClosing(token.text))) {
    const begun = `"${open.opening}"`;
    if (open.atEnd)
      return {
        row: lines.length - 1,
        message: `The code ends before the ${begun} of line ${open.row + 1} is closed`,
      };
    if (!token || open.opening !== '{' || !isClosing(token.text) || open.row < token.row)
      return { row: open.row, message: `This ${begun} is never closed` };
  }
  if (!token) return { row: lines.length - 1, message: 'The code ends too early' };
  if (betweenLines.test(place.found)) return { row: place.row, message: 'The line ends too early' };
  return { row: token.row, message: `"${token.text}" is not expected here` };
}

const isClosing = (text: string) => /^[)\]}]/.test(text);

/** The word or sign at or after a place, or undefined at the end. */
function tokenAt({ row, column, found }: ErrorPlace, lines: readonly string[]) {
  if (found === 'end') return undefined;
  for (let at = row; at < lines.length; at++) {
    const rest = (lines[at] ?? '').slice(at === row ? column : 0).trimStart();
    const text = /^(?:[\p{L}_$][\p{L}\p{N}_$]*|\d[\w.]*|"[^"]{0,30}"?|'[^']{0,30}'?|.)/u.exec(rest)?.[0];
    if (text) return { row: at, text };
  }
  return undefined;
}
