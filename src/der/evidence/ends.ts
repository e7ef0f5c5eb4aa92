/** A text without the signs at its two ends that belong to it least: quotes, marks, spaces. Each is looked at once. */
export function withoutEnds(text: string, head: RegExp, tail: RegExp = head): string {
  let from = 0;
  let to = text.length;
  while (from < to && head.test(text.charAt(from))) from += 1;
  while (to > from && tail.test(text.charAt(to - 1))) to -= 1;
  return text.slice(from, to);
}
