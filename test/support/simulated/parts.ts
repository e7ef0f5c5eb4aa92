/** Messages whose content is a list of parts, as the protocols of OpenAI and Anthropic take it. */
import type { ChatTurn } from './model';

export interface PartedTurn {
  readonly role: string;
  readonly content: string | readonly { readonly type: string; readonly text?: string }[];
}

/** The same turns with the text of their parts alone: these models look at no image. */
export function textTurns(turns: readonly PartedTurn[]): ChatTurn[] {
  return turns.map(({ role, content }) => ({
    role,
    content: typeof content === 'string' ? content : content.map(({ text = '' }) => text).join('\n'),
  }));
}
