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

/** Which part of a long text is kept. */
export type Kept = 'start' | 'end' | 'both';

/** How much of what is kept stands before what is left out. */
const shareOfHead: Record<Kept, number> = { start: 1, end: 0, both: 0.5 };

/**
 * The text cut to about `limit` tokens; a line says how much was left out, and where. Of an answer start and end are
 * kept, since answers conclude at the end.
 */
export function cutTo(text: string, limit: number, kept: Kept = 'both'): string {
  const tokens = estimateTokens(text);
  if (tokens <= limit) return text;
  const mark = `\n[… about ${tokens - limit} tokens left out …]\n`;
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

function utf8Length(text: string): number {
  return encoder.encode(text).length;
}
