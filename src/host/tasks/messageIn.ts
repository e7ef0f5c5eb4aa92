/** The commit message in an answer: its first block of code, else all of it. Whatever an expert wraps around it goes. */
export function messageIn(answer: string): string {
  const lines = answer.split('\n');
  const opening = lines.findIndex((line) => /^\s{0,3}(?:```|~~~)/.test(line));
  if (opening < 0) return answer.trim();
  const after = lines.slice(opening + 1);
  const closing = after.findIndex((line) => /^\s{0,3}(?:```|~~~)\s*$/.test(line));
  const inside = after
    .slice(0, closing < 0 ? undefined : closing)
    .join('\n')
    .trim();
  return inside || answer.trim();
}
