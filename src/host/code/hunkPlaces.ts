/** Which of several places that are alike a hunk means. */

/** `missing`: its old lines are nowhere; `ambiguous`: in several places; `done`: its new lines stand there already. */
export type Why =
  | { readonly reason: 'missing' | 'done' | 'tooLong' }
  | { readonly reason: 'ambiguous'; readonly lines: readonly number[] };

/** The nearest one, where no other is about as near; places that are alike are no matter of luck. */
export function nearest(places: readonly number[], expected: number | undefined): number | Why {
  const ambiguous: Why = { reason: 'ambiguous', lines: places.slice(0, 5).map((at) => at + 1) };
  if (expected === undefined) return ambiguous;
  let best = Infinity;
  let second = Infinity;
  let found = 0;
  for (const at of places) {
    const distance = Math.abs(at - expected);
    if (distance < best) [best, second, found] = [distance, best, at];
    else if (distance < second) second = distance;
  }
  return best * 3 <= second && best <= 20 ? found : ambiguous;
}

/** The line that anchors lead to, each below the one before it; undefined where one is nowhere, or in several places. */
export function anchorOf(lines: readonly string[], anchors: readonly string[]): number | undefined {
  let below = -1;
  for (const anchor of anchors) {
    const said = anchor.trim();
    let at = lines.indexOf(said, below + 1);
    const isMeant = at < 0 ? (line: string) => line.includes(said) : (line: string) => line === said;
    if (at < 0) at = lines.findIndex((line, index) => index > below && isMeant(line));
    const isAgain = below < 0 && lines.findIndex((line, index) => index > at && isMeant(line)) >= 0;
    if (at < 0 || isAgain) return undefined;
    below = at;
  }
  return below < 0 ? undefined : below;
}
