/** Answers that choose several of the options of their question. */

const next =
  /[*_$`"')\].\s]{0,6}(?:,|&|\band\b|\bor\b)\s{0,3}(?:(?:and|or)\s{1,3})?[*_$`"'([]{0,4}([A-J])(?![\w'’])/y;

/** `(A), (C)` for "A and C" or "(A), (C)" at the start of a text; undefined where it names one or none. */
export function optionsNamed(text: string): string | undefined {
  const first = /^[*_$`"'([\s]{0,6}([A-J])(?![\w'’])/.exec(text);
  if (!first) return undefined;
  const letters = [first[1]!];
  for (next.lastIndex = first[0].length; ;) {
    const found = next.exec(text);
    if (!found) break;
    letters.push(found[1]!);
  }
  const chosen = [...new Set(letters)];
  return chosen.length > 1 ? chosen.map((letter) => `(${letter})`).join(', ') : undefined;
}
