/** The part of a long file that a person looks at. */
import { estimateTokens } from '../../der/core/tokens';

export interface TextPart {
  readonly text: string;
  /** First and last line, counted from 1; absent where it is the whole text. */
  readonly lines?: readonly [number, number];
}

/**
 * Whole lines around one, counted from 0, as many as fit, above and below alike. At least that line is in it, which may
 * be too long by itself.
 */
export function partAround(text: string, line: number, mostTokens: number): TextPart {
  if (estimateTokens(text) <= mostTokens) return { text };
  const lines = text.split('\n');
  const sizes = lines.map((one) => estimateTokens(`${one}\n`));
  let [first, last] = [Math.min(line, lines.length - 1), Math.min(line, lines.length - 1)];
  let used = sizes[first]!;
  for (;;) {
    const above = first > 0 && used + sizes[first - 1]! <= mostTokens;
    if (above) used += sizes[--first]!;
    const below = last < lines.length - 1 && used + sizes[last + 1]! <= mostTokens;
    if (below) used += sizes[++last]!;
    if (!above && !below) break;
  }
  return { text: lines.slice(first, last + 1).join('\n'), lines: [first + 1, last + 1] };
}
