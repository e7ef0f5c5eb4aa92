/** Markdown of a model, read as data: no HTML, no images, no styles, harmless links only. */
import { t } from '@vscode/l10n';
import MarkdownIt from 'markdown-it';
import type Token from 'markdown-it/lib/token.mjs';
import { isFilePath } from './codePath';

/** A heading of an answer never outranks the panel's own. */
const headingOffset = 3;
/** Pages and paths, with a line where they have one (`a.ts:12`, `a.ts:3-9`); no other scheme. */
export const harmlessLink = /^(https?:|[^:]*(?:[/?#]|$)|[^:]*:\d+(?:[-–:]\d+)*$)/i;

export const markdown = createRenderer();

function createRenderer(): MarkdownIt {
  const md = new MarkdownIt({ html: false, linkify: true, breaks: false });
  md.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
  md.validateLink = (href) => harmlessLink.test(href.trim());
  const { rules } = md.renderer;
  // A picture would tell its server who reads: it becomes a link that a person may follow.
  rules.image = (tokens, index) => {
    const token = tokens[index];
    const href = md.utils.escapeHtml(token?.attrGet('src') ?? '');
    const text = plainText(token?.children ?? []);
    return `<a href="${href}">${md.utils.escapeHtml(text || t('image'))}</a>`;
  };
  // Models write paths as code; the host opens them where there are such files.
  md.core.ruler.push('paths', ({ tokens }) => {
    for (const { children } of tokens) markPaths(children ?? []);
  });
  rules.code_inline = (tokens, index) => {
    const content = md.utils.escapeHtml(tokens[index]?.content ?? '');
    const code = `<code>${content}</code>`;
    return tokens[index]?.meta === path ? `<a href="${content}">${code}</a>` : code;
  };
  for (const kind of ['fence', 'code_block'] as const) {
    const write = rules[kind]!;
    rules[kind] = (tokens, index, ...rest) => {
      const { path: file } = (tokens[index]?.meta ?? {}) as CodeMeta;
      const html = write(tokens, index, ...rest);
      return file === undefined
        ? html
        : html.replace('<pre', () => `<pre title="${md.utils.escapeHtml(file)}"`);
    };
  }
  rules.heading_open = (tokens, index) => `<${lowered(tokens[index])}>`;
  rules.heading_close = (tokens, index) => `</${lowered(tokens[index])}>\n`;
  // The content security policy forbids style attributes; the alignment becomes a class.
  for (const cell of ['th_open', 'td_open'] as const) {
    rules[cell] = (tokens, index) => {
      const align = /text-align:(\w+)/.exec(String(tokens[index]?.attrGet('style') ?? ''))?.[1];
      const tag = cell === 'th_open' ? 'th' : 'td';
      return align ? `<${tag} class="align-${align}">` : `<${tag}>`;
    };
  }
  return md;
}

/** What a block of code carries: the file that it is for, which becomes the title of its element. */
export interface CodeMeta {
  readonly path?: string | undefined;
  readonly old?: true | undefined;
}

/** The words of inline Markdown without its marks. */
export function plainText(tokens: readonly Token[]): string {
  return tokens
    .map(({ type, content, children }) => {
      if (type === 'image') return plainText(children ?? []);
      return type === 'softbreak' || type === 'hardbreak' ? ' ' : content;
    })
    .join('');
}

function lowered(token: Token | undefined): string {
  return `h${Math.min(6, Number(token?.tag.slice(1) ?? 1) + headingOffset)}`;
}

/** What inline code carries that is the path of a file, outside of any link. */
const path = Symbol('path');

function markPaths(tokens: readonly Token[]): void {
  let inLink = false;
  for (const token of tokens) {
    if (token.type === 'link_open' || token.type === 'link_close') inLink = token.type === 'link_open';
    else if (token.type === 'code_inline' && !inLink && isFilePath(token.content)) token.meta = path;
  }
}
