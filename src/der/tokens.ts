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

/**
 * The text cut to about `limit` tokens. Its start and its end are kept, since answers conclude at the end;
 * a line in between says how much was left out.
 */
export function cutMiddle(text: string, limit: number): string {
  const tokens = estimateTokens(text);
  if (tokens <= limit) return text;
  const mark = `\n[… about ${tokens - limit} tokens left out …]\n`;
  let characters = Math.floor((text.length * limit) / tokens);
  for (;;) {
    const head = Math.ceil(characters / 2);
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
