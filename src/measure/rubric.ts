/**
 * How many of the facts that a good explanation would name are named in one. A stated proxy: it is blind to what is
 * wrong, to order and to style, so that it tells experts apart who do or do not know the subject, and no more.
 */

/** Characters of an answer that are read. */
const readCharacters = 40_000;

/** Share of the facts, in [0, 1]; see `facts` in question.ts. */
export function factsNamed(answer: string, facts: readonly (readonly string[])[]): number {
  const text = plain(answer.slice(0, readCharacters));
  const named = facts.filter((ways) => ways.some((way) => says(text, way)));
  return named.length / facts.length;
}

function says(text: string, way: string): boolean {
  return way.split('&').every((part) => text.includes(plain(part).trimEnd()));
}

/** In lower case, words alone, a blank before each: what is looked for begins at a word and may go on in an ending. */
function plain(text: string): string {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return ` ${words.join(' ')}`;
}
