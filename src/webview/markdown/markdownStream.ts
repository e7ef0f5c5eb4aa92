/**
 * Markdown that grows at its end, split into blocks: settled ones are rendered once, only the last one again.
 * Block structure of CommonMark is decided line by line, so a block is settled when a complete line began another.
 */
import type Token from 'markdown-it/lib/token.mjs';
import type { CodeBlockView } from '../protocol';
import { codePath } from './codePath';
import { markdown } from './renderer';

export type Block =
  | { readonly kind: 'html'; readonly html: string }
  | {
      readonly kind: 'code';
      readonly language: string;
      /** The file that the code is meant for, where its author says so. */
      readonly path?: string;
      readonly code: string;
    };

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
    const restart = !source.startsWith(this.#settled);
    if (restart) this.#reset();
    if (complete) return this.#finish(source, restart);
    const settled = this.#settle(source);
    // A definition that is still being written must not be remembered as it is.
    const env = { references: { ...this.#env.references } };
    const tail = this.#blocks(markdown.parse(source.slice(this.#settled.length), env));
    return { restart, settled, tail };
  }

  #finish(source: string, restart: boolean): Rendering {
    let tokens = this.#parse(source.slice(this.#settled.length));
    // A definition at the end serves links in the middle: once all is known, all is rendered anew.
    const anew = this.#settled !== '' && Object.keys(this.#env.references ?? {}).length > 0;
    if (anew) {
      this.#reset();
      tokens = this.#parse(source);
    }
    this.#settled = source;
    return { restart: restart || anew, settled: this.#blocks(tokens), tail: [] };
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
        const info = markdown.utils.unescapeAll(token.info).trim();
        const path = codePath(info, token.content);
        const language = languageOf(info);
        blocks.push({ kind: 'code', language, ...(path !== undefined && { path }), code: token.content });
      } else if (token.level === 0 && token.nesting <= 0) {
        flush();
      }
    }
    flush();
    return blocks;
  }
}

/** All blocks of code in an answer, also those in lists, in its order. */
export function codeBlocks(answer: string): CodeBlockView[] {
  return markdown
    .parse(answer, {})
    .filter(({ type }) => type === 'fence' || type === 'code_block')
    .map(({ info, content }) => {
      const said = markdown.utils.unescapeAll(info).trim();
      const path = codePath(said, content);
      return { language: languageOf(said), code: content, ...(path !== undefined && { path }) };
    });
}

/** The first word of a fence's info string: "ts" of `ts title="a.ts"`, and of `ts:src/a.ts`. */
export function languageOf(info: string): string {
  return /^[^\s:{]*/.exec(info)?.[0] ?? '';
}

function lineOffset(text: string, line: number): number {
  let offset = 0;
  for (let i = 0; i < line; i++) offset = text.indexOf('\n', offset) + 1;
  return offset;
}
