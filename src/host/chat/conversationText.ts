/** A conversation as one question: what was said before goes along as data, the newest first to be kept. */
import { estimateTokens } from '../../der/core/tokens';

export interface ConversationMessage {
  readonly role: 'user' | 'assistant';
  readonly text: string;
}

/** Most tokens of earlier turns; older ones are left out whole. */
export const earlierTokens = 3_000;

/** The last message of the person, with the earlier turns before it where there are any. */
export function conversationText(turns: readonly ConversationMessage[]): string {
  const spoken = turns.filter(({ text }) => text.trim() !== '');
  const last = spoken.findLastIndex(({ role }) => role === 'user');
  if (last < 0) return '';
  const question = spoken[last]!.text;
  const earlier = fitting(spoken.slice(0, last));
  if (earlier.length === 0) return question;
  const lines = earlier.map(
    ({ role, text }) => `${role === 'user' ? 'Person' : 'Assistant'}: ${setIn(text)}`,
  );
  return ['The conversation so far:', ...lines, `The question now: ${question}`].join('\n\n');
}

/** Lines of an earlier turn are set in: none of them passes for another turn, or for the question. */
function setIn(text: string): string {
  return text.replace(/\r\n|[\n\r\v\f\x85\u2028\u2029]/g, '\n  ');
}

function fitting(turns: readonly ConversationMessage[]): readonly ConversationMessage[] {
  let room = earlierTokens;
  let first = turns.length;
  while (first > 0) {
    room -= estimateTokens(turns[first - 1]!.text);
    if (room < 0) break;
    first--;
  }
  return turns.slice(first);
}
