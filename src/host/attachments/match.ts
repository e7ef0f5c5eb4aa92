/** How well a name matches what was typed after `@`. */

/** What was typed stands in the name in one piece from this match on. */
export const inOnePiece = 100;

/**
 * Every letter must occur in order. Higher is better: letters in one piece, at the start of a name or of a word of it,
 * and short names are; undefined where a letter is missing.
 */
export function matchOf(name: string, typed: string): number | undefined {
  const lower = name.toLowerCase();
  const wanted = typed.toLowerCase();
  if (wanted === '') return 0;
  const base = lower.slice(lower.lastIndexOf('/') + 1);
  const inBase = base.indexOf(wanted);
  if (inBase >= 0) return Math.max(inOnePiece, 400 - (inBase === 0 ? 0 : 100) - base.length);
  const whole = lower.indexOf(wanted);
  if (whole >= 0) return Math.max(inOnePiece, 200 - lower.length / 10);
  let at = -1;
  let gaps = 0;
  for (const letter of wanted) {
    const next = lower.indexOf(letter, at + 1);
    if (next < 0) return undefined;
    if (at >= 0 && next > at + 1) gaps += 1;
    at = next;
  }
  return inOnePiece - 1 - 10 * gaps - lower.length / 10;
}

/** The best matches, best first; equals keep their order. */
export function bestMatches<T>(
  items: readonly T[],
  nameOf: (item: T) => string,
  typed: string,
  most: number,
): T[] {
  return items
    .flatMap((item) => {
      const match = matchOf(nameOf(item), typed);
      return match === undefined ? [] : [{ item, match }];
    })
    .sort((a, b) => b.match - a.match)
    .slice(0, most)
    .map(({ item }) => item);
}
