/**
 * Markdown that grows at its end, split into blocks: settled ones are rendered once, only the last one again.
 * Block structure of CommonMark is decided line by line, so a block is settled when a complete line began another.
 */
import { withLongFences } from '../../nestedFences';
import type Token from 'markdown-it/lib/token.mjs';
import type { CodeBlockView } from '../protocol';
import { codePath, isNew, isOld, languageOf } from './codePath';
import { markdown, type CodeMeta } from './renderer';

export type MarkdownBlock =
  | { readonly kind: 'html'; readonly html: string }
  | {
      readonly kind: 'code';
      readonly language: string;
      /** The file that the code is meant for, where its author says so. */
      readonly path?: string;
      readonly code: string;
      /** It shows what the file has, and not what it should have. */
      readonly old?: true;
    };

export interface Rendering {
  /** The text is not a continuation of the last one: whatever was shown is to be dropped. */
  readonly restart: boolean;
  /** Blocks to add for good. */
  readonly settled: readonly MarkdownBlock[];
  /** Blocks at the end, to be rendered again with the next update. */
  readonly tail: readonly MarkdownBlock[];
}

export class MarkdownStream {
  /** Text of the settled blocks. */
  #settled = '';
  /** The tail is parsed for settled blocks up to here only when another line is complete. */
  #parsedUpTo = 0;
  /** Link definitions seen so far, used by markdown-it. */
  #env: { references?: Record<string, unknown> } = {};
  /** The last line of words before what is not settled yet. */
  #lead = '';

  /** Renders what is new in `text`, all of the answer so far; `complete` when nothing will follow. */
  update(text: string, complete: boolean): Rendering {
    const source = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
    const restart = !source.startsWith(this.#settled);
    if (restart) this.#reset();
    if (complete) return this.#finish(source, restart);
    const settled = this.#settle(source);
    // A definition that is still being written must not be remembered as it is.
    const env = { references: { ...this.#env.references } };
    const tokens = markdown.parse(withLongFences(source.slice(this.#settled.length)), env);
    nameFiles(tokens, this.#lead);
    return { restart, settled, tail: this.#blocks(tokens) };
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
    this.#lead = nameFiles(tokens, this.#lead);
    return { restart: restart || anew, settled: this.#blocks(tokens), tail: [] };
  }

  #reset(): void {
    this.#settled = '';
    this.#parsedUpTo = 0;
    this.#env = {};
    this.#lead = '';
  }

  #settle(source: string): MarkdownBlock[] {
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
    const settled = tokens.slice(0, last);
    this.#lead = nameFiles(settled, this.#lead);
    return this.#blocks(settled);
  }

  #parse(text: string): Token[] {
    return markdown.parse(withLongFences(text), this.#env);
  }

  /** Top-level fences apart, everything between them as HTML. */
  #blocks(tokens: readonly Token[]): MarkdownBlock[] {
    const blocks: MarkdownBlock[] = [];
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
        blocks.push({ kind: 'code', ...codeOf(token) });
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
  const tokens = markdown.parse(withLongFences(answer), {});
  nameFiles(tokens, '');
  return tokens.filter(isCode).map(codeOf);
}

function isCode({ type }: Token): boolean {
  return type === 'fence' || type === 'code_block';
}

function codeOf(token: Token): { language: string; path?: string; code: string; old?: true } {
  const { path, old } = token.meta as CodeMeta;
  const language = languageOf(infoOf(token));
  return { language, ...(path !== undefined && { path }), code: token.content, ...(old && { old }) };
}

/**
 * Has each block of code know the file that it is for, which the line above it may say.
 * @param lead the last line of words before all tokens
 * @returns the one after them
 */
function nameFiles(tokens: readonly Token[], lead: string): string {
  let last = lead;
  /** The file whose code as it is stands in the block before. */
  let before: string | undefined;
  for (const token of tokens) {
    if (token.type === 'inline') last = token.content.slice(token.content.lastIndexOf('\n') + 1);
    else if (token.type === 'hr') last = '';
    if (!isCode(token)) continue;
    const own = codePath(infoOf(token), token.content, last);
    const path = own ?? (isNew(last) ? before : undefined);
    const old = isOld(last);
    before = old ? path : undefined;
    token.meta = { path, ...(old && { old }) } satisfies CodeMeta;
    last = '';
  }
  return last;
}

function infoOf({ info }: Token): string {
  return markdown.utils.unescapeAll(info).trim();
}

function lineOffset(text: string, line: number): number {
  let offset = 0;
  for (let i = 0; i < line; i++) offset = text.indexOf('\n', offset) + 1;
  return offset;
}
