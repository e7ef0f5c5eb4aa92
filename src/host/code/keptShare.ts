/** How much of a change still stands in a file that was written on since. */

/** Characters of a text that are looked at. */
const most = 400_000;

/**
 * Share in [0, 1] of the words that a change brought into a file and that it still has; 1 where it brought none. Words
 * stay when a formatter breaks lines elsewhere.
 */
export function keptShare(before: string, after: string, now: string): number {
  const [was, brought, has] = [wordsOf(before), wordsOf(after), wordsOf(now)];
  let all = 0;
  let kept = 0;
  for (const [word, count] of brought) {
    const earlier = was.get(word) ?? 0;
    const added = Math.max(0, count - earlier);
    all += added;
    kept += Math.min(added, Math.max(0, (has.get(word) ?? 0) - earlier));
  }
  return all === 0 ? 1 : kept / all;
}

function wordsOf(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [word] of text.slice(0, most).matchAll(/[\p{L}\p{N}_]+|[^\p{L}\p{N}_\s]/gu))
    counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
