/** The fenced blocks of an answer, whatever form their fences have. Linear in the text's length. */

import { withoutEnds } from './ends';

/** A fenced block of Markdown. */
export interface Block {
  /** First word after the fence in lower case, as written otherwise; empty where there is none. */
  readonly tag: string;
  /** File that the fence, or the line above it, names. */
  readonly path: string | undefined;
  /** Content without the indentation and quote marks of its fence, and without a line break at its end. */
  readonly text: string;
  /** Line of the answer on which the content starts, counted from 1. */
  readonly line: number;
  /** False where the text ends before the fence is closed. */
  readonly closed: boolean;
  /** The last line of prose before the fence; empty where a block or nothing precedes it. */
  readonly lead: string;
}

/** A text parted into its blocks and what stands around them. */
export interface Blocks {
  readonly blocks: readonly Block[];
  /** What stands outside of all fences. */
  readonly prose: string;
}

/** More blocks than this are no answer to read; the rest is left as prose. */
const mostBlocks = 500;

interface Fence {
  readonly mark: '`' | '~';
  readonly length: number;
  /** Columns before the mark, tabs as four. */
  readonly indent: number;
  readonly info: string;
  readonly quoted: boolean;
}

interface Open {
  readonly fence: Fence;
  readonly lead: string;
  readonly line: number;
  readonly content: string[];
  /** Fences inside a Markdown block that wait for their end. */
  depth: number;
}

/**
 * Reads fences as CommonMark does, with what models write beyond it: fences at any indentation, a path or attributes
 * beside the language, and blocks inside a Markdown block whose fence is not longer than theirs.
 */
export function blocksOf(text: string): Blocks {
  const blocks: Block[] = [];
  const prose: string[] = [];
  let open: Open | undefined;
  let lead = '';
  let number = 0;
  for (const line of linesOf(text)) {
    number += 1;
    const fence = fenceOf(line);
    if (open) {
      if (fence && closes(fence, open)) {
        blocks.push(blockOf(open, true));
        open = undefined;
        lead = '';
      } else {
        open.content.push(line);
      }
    } else if (fence && blocks.length < mostBlocks) {
      open = { fence, lead, line: number + 1, content: [], depth: 0 };
    } else {
      prose.push(line);
      if (line.trim() !== '') lead = line.slice(0, 300).trim();
    }
  }
  if (open) blocks.push(blockOf(open, false));
  return { blocks, prose: prose.join('\n') };
}

function linesOf(text: string): string[] {
  return text.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
}

/** The fence that a line is, by hand: a pattern for nested quotes and blanks would not be linear. */
function fenceOf(line: string): Fence | undefined {
  let at = 0;
  let indent = 0;
  let quoted = false;
  for (; at < line.length; at++) {
    const char = line[at];
    if (char === ' ') indent += 1;
    else if (char === '\t') indent += 4;
    else if (char === '>') [quoted, indent] = [true, 0];
    else break;
  }
  const item = /^(?:[-*+]|\d{1,9}[.)])[ \t]+(?=```|~~~)/.exec(line.slice(at, at + 40));
  if (item) at += item[0].length;
  const mark = line[at];
  if (mark !== '`' && mark !== '~') return undefined;
  const from = at;
  while (line[at] === mark) at += 1;
  if (at - from < 3) return undefined;
  const info = line.slice(at).trim();
  // Three backticks around words on one line are code inside a sentence.
  if (mark === '`' && info.includes('`')) return undefined;
  return { mark, length: at - from, indent, info: info.slice(0, 1000), quoted };
}

function closes(fence: Fence, open: Open): boolean {
  const { fence: opening } = open;
  if (fence.mark !== opening.mark || fence.indent > opening.indent + 3) return false;
  const markdown = isMarkdown(opening.info);
  if (fence.info !== '') {
    if (markdown && fence.length <= opening.length) open.depth += 1;
    return false;
  }
  if (open.depth > 0 && fence.length <= opening.length) {
    open.depth -= 1;
    return false;
  }
  return fence.length >= opening.length;
}

function isMarkdown(info: string): boolean {
  return /^(?:markdown|md|mdx)\b/i.test(info);
}

function blockOf({ fence, lead, line, content }: Open, closed: boolean): Block {
  const { tag, path } = infoOf(fence.info);
  const text = content.map((row) => unindented(row, fence)).join('\n');
  return { tag, path: path ?? pathIn(lead) ?? pathAtTop(text), text, line, closed, lead };
}

/** A content line without the quote marks and as many leading columns as its fence has. */
function unindented(row: string, { indent, quoted }: Fence): string {
  let at = 0;
  if (quoted) {
    while (row[at] === ' ' || row[at] === '>') at += 1;
    const mark = row.lastIndexOf('>', at);
    at = mark < 0 ? 0 : mark + (row[mark + 1] === ' ' ? 2 : 1);
    return row.slice(at);
  }
  for (let columns = 0; columns < indent && at < row.length; at++) {
    if (row[at] === ' ') columns += 1;
    else if (row[at] === '\t') columns += 4;
    else break;
  }
  return row.slice(at);
}

/** `ts`, `ts src/cart.ts`, `ts:src/cart.ts`, `src/cart.ts`, `ts title="src/cart.ts"`, `{.python .numberLines}`. */
function infoOf(info: string): { tag: string; path: string | undefined } {
  const attributes = /^\{\s*\.?([\w+#-]+)/.exec(info);
  if (attributes) return { tag: attributes[1]!.toLowerCase(), path: undefined };
  const [first = '', ...rest] = info.split(/\s+/);
  const colon = /^([\w+#-]+):(.+)$/.exec(first);
  const words = colon ? [colon[2]!, ...rest] : rest;
  const path = words.map(pathOfWord).find((word) => word !== undefined);
  if (colon) return { tag: colon[1]!.toLowerCase(), path };
  const own = pathOfWord(first);
  if (own !== undefined) return { tag: extensionOf(own), path: own };
  return { tag: first.toLowerCase().split(/[{,;]/, 1)[0]!, path };
}

function pathOfWord(word: string): string | undefined {
  const value = word.slice(0, 400).replace(/^(?:title|file|filename|path|name)=/i, '');
  const bare = withoutEnds(value, /["'`({[]/, /["'`)}\],:;]/);
  return /^[\w@./\\ -]*\w\.[A-Za-z][A-Za-z0-9]{0,9}$/.test(bare) ? bare : undefined;
}

function extensionOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1).toLowerCase();
}

/** A file that a line names and says nothing else of: `**src/cart.ts**`, "### `src/cart.ts`", "File: src/cart.ts:". */
function pathIn(lead: string): string | undefined {
  if (lead.length > 160) return undefined;
  const words = lead.replace(/^[#>*\-\d.)\s]+/, '').split(/\s+/);
  const named = words.map((word) => pathOfWord(word.replace(/[*_`"']+/g, '')));
  const paths = named.filter((path) => path !== undefined);
  return paths.length === 1 && words.length <= 6 ? paths[0] : undefined;
}

/** `// src/cart.ts` or `# app/main.py` as the first line. */
function pathAtTop(text: string): string | undefined {
  const top =
    /^(?:\/\/|#|--|<!--|\/\*)[ \t]*(?:file(?:name)?:[ \t]*)?(\S{1,200})[ \t]*(?:(?:-->|\*\/)[ \t]*)?(?:\n|$)/i.exec(
      text.slice(0, 300),
    );
  return top ? pathOfWord(top[1]!) : undefined;
}
