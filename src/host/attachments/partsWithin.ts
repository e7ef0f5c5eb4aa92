/** How much of what a folder names goes with a question by itself: every expert is sent it, and paid for it. */
import { estimateTokens } from '../../der/core/tokens';

/** So many parts of full length fit. */
const fullParts = 3;
/** Names that are looked for. */
const mostNames = 100;

/**
 * The parts that were found, in the order of their names, as long as there is room.
 * @param read a part of at most so many tokens; undefined where there is none
 */
export async function partsWithin<Name, Part extends { readonly passage: { readonly text: string } }>(
  names: readonly Name[],
  mostTokens: number,
  read: (name: Name, most: number) => Promise<Part | undefined>,
): Promise<Part[]> {
  const parts: Part[] = [];
  let left = mostTokens * fullParts;
  for (const name of names.slice(0, mostNames)) {
    if (left <= 0) break;
    const part = await read(name, Math.min(mostTokens, left));
    if (!part) continue;
    parts.push(part);
    left -= estimateTokens(part.passage.text);
  }
  return parts;
}
