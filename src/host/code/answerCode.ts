/** The blocks of code in an answer. */
import MarkdownIt from 'markdown-it';
import { withLongFences } from '../../nestedFences';

export interface Block {
  readonly language: string;
  readonly code: string;
}

/** Fences and indented blocks in the answer's order, also those in lists. */
export function codeBlocks(answer: string): Block[] {
  return new MarkdownIt()
    .parse(withLongFences(answer), {})
    .filter(({ type }) => type === 'fence' || type === 'code_block')
    .map(({ info, content }) => ({ language: /^[^\s:{]*/.exec(info.trim())![0], code: content }))
    .filter(({ code }) => code.trim() !== '');
}
