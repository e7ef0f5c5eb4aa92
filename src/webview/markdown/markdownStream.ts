/**
 * Markdown that grows at its end, split into blocks: settled ones are rendered once, only the last one again.
 * Block structure of CommonMark is decided line by line, so a block is settled when a complete line began another.
 */
import type Token from 'markdown-it/lib/token.mjs';
import { markdown } from './renderer';

export type Block =
  | { readonly kind: 'html'; readonly html: string }
  | { readonly kind: 'code'; readonly language: string; readonly code: string };

export interface Rendering {
  /** The text is not a continuation of the last one: whatever was shown is to be dropped. */
  readonly restart: boolean;
  /** Blocks to add for good. */
  readonly settled: readonly Block[];
  /** Blocks at the end, to be rendered again with the next update. */
  readonly tail: readonly Block[];
}

export class MarkdownStream {
  /** Text of the settled blocks. */
  #settled = '';
  /** The tail is parsed for settled blocks up to here only when another line is complete. */
  #parsedUpTo = 0;
  /** Link definitions seen so far, used by markdown-it. */
  #env: { references?: Record<string, unknown> } = {};

  /** Renders what is new in `text`, all of the answer so far; `complete` when nothing will follow. */
  update(text: string, complete: boolean): Rendering {
    const source = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
    const definitions = Object.keys(this.#env.references ?? {}).length;
    // A definition at the end serves links in the middle: once all is known, all is rendered anew.
    const restart = !source.startsWith(this.#settled) || (complete && definitions > 0);
    if (restart) this.#reset();
    const settled = complete ? [] : this.#settle(source);
    const rest = source.slice(this.#settled.length);
    const tail = this.#blocks(this.#parse(rest));
    if (!complete) return { restart, settled, tail };
    this.#settled = source;
    return { restart, settled: tail, tail: [] };
  }

  #reset(): void {
    this.#settled = '';
    this.#parsedUpTo = 0;
    this.#env = {};
  }

  #settle(source: string): Block[] {
    const lineEnd = source.lastIndexOf('\n') + 1;
    if (lineEnd <= this.#parsedUpTo) return [];
    this.#parsedUpTo = lineEnd;
    const lines = source.slice(this.#settled.length, lineEnd);
    const tokens = this.#parse(lines);
    const last = tokens.findLastIndex(
      (token) => token.level === 0 && token.map !== null && token.nesting >= 0,
    );
    const line = tokens[last]?.map?.[0] ?? 0;
    if (line === 0) return [];
    const offset = lineOffset(lines, line);
    this.#settled += lines.slice(0, offset);
    return this.#blocks(tokens.slice(0, last));
  }

  #parse(text: string): Token[] {
    return markdown.parse(text, this.#env);
  }

  /** Top-level fences apart, everything between them as HTML. */
  #blocks(tokens: readonly Token[]): Block[] {
    const blocks: Block[] = [];
    let pending: Token[] = [];
    const flush = () => {
      const html = markdown.renderer.render(pending, markdown.options, this.#env);
      if (html.trim()) blocks.push({ kind: 'html', html });
      pending = [];
    };
    for (const token of tokens) {
      pending.push(token);
      if (token.level === 0 && (token.type === 'fence' || token.type === 'code_block')) {
        pending.pop();
        flush();
        const language = markdown.utils.unescapeAll(token.info).trim().split(/\s+/)[0] ?? '';
        blocks.push({ kind: 'code', language, code: token.content });
      } else if (token.level === 0 && token.nesting <= 0) {
        flush();
      }
    }
    flush();
    return blocks;
  }
}

function lineOffset(text: string, line: number): number {
  let offset = 0;
  for (let i = 0; i < line; i++) offset = text.indexOf('\n', offset) + 1;
  return offset;
}
