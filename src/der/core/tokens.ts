/** Token counts without a tokenizer: every model has another one, so these are estimates and bounds. */

const encoder = new TextEncoder();

/** About how many tokens the text has: four bytes each, the usual figure for English and code. */
export function estimateTokens(text: string): number {
  return Math.ceil(utf8Length(text) / 4);
}

/** No byte-level tokenizer makes more tokens than there are bytes; each message adds a few of its own. */
export function tokenBound(messages: readonly { readonly content: string }[]): number {
  return messages.reduce((sum, message) => sum + utf8Length(message.content) + 16, 16);
}

/** Characters that one token may plausibly hold at most. */
export const mostCharactersPerToken = 16;

/** The fewest tokens that a text of so many characters can be. */
export function fewestTokens(characters: number): number {
  return Math.ceil(characters / mostCharactersPerToken);
}

/** Which part of a long text is kept. */
export type KeptPart = 'start' | 'end' | 'both';

/** How much of what is kept stands before what is left out. */
const shareOfHead: Record<KeptPart, number> = { start: 1, end: 0, both: 0.5 };

/**
 * The text cut to about `limit` tokens; a line says how much was left out, and where. Of an answer start and end are
 * kept, since answers conclude at the end.
 */
export function cutTo(text: string, limit: number, kept: KeptPart = 'both'): string {
  const tokens = estimateTokens(text);
  if (tokens <= limit) return text;
  const mark = `\n${cutMark(tokens - limit)}\n`;
  let characters = Math.floor((text.length * limit) / tokens);
  for (;;) {
    const head = Math.ceil(characters * shareOfHead[kept]);
    const ends = text.slice(0, head) + mark + text.slice(text.length - (characters - head));
    // Half of a surrogate pair is no text; some servers reject it.
    const cut = ends.replace(/\p{Cs}/gu, '');
    if (characters === 0 || estimateTokens(cut) <= limit) return cut;
    characters = Math.floor(characters * 0.95);
  }
}

const cutMark = (tokens: number): string => `[… about ${tokens} tokens left out …]`;
const cutMarkLine = /^\[… about \d{1,9} tokens left out …\]$/;

/** A text that `cutTo` may have cut, without the two lines that it cut: half of what they said says something else. */
export function withoutCutLines(text: string): string {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => cutMarkLine.test(line));
  return at < 0 ? text : [...lines.slice(0, Math.max(0, at - 1)), ...lines.slice(at + 2)].join('\n');
}

function utf8Length(text: string): number {
  return encoder.encode(text).length;
}
