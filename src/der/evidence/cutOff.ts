/** Whether a text stops in the middle, by what it looks like. */

/** An open fence or brace, or a last line that breaks off inside a clause, a row, a mark. */
export function looksCutOff(text: string): boolean {
  const trimmed = text.trimEnd();
  if (trimmed === '') return false;
  const fences = trimmed.match(/^[^\S\n\r\u2028\u2029]*```/gm)?.length ?? 0;
  if (fences % 2 === 1 && !trimmed.endsWith('```')) return true;
  if (/^\s*(?:```\w*\s*)?\{/.test(trimmed) && !/[}\]](?:\s*```)?$/.test(trimmed)) return true;
  if (trimmed.length <= 80) return false;
  return inClause.test(trimmed) || (fences === 0 && isTornLine(trimmed));
}

const inClause = /(?:[,:;(=+*/\\-]|\b(?:the|a|an|of|and|or|to|is|are|that|with|by|so|we))$/i;

/** Lines shorter than this are headings, verses, entries: they end as they like. */
const shortLine = 40;

/** Other lines end as sentences do, and the last one ends in a word. */
function isTornLine(text: string): boolean {
  const lines = text.split('\n').map((line) => line.trim());
  const last = lines.at(-1)!;
  if (!/\p{L}$/u.test(last) || /^(?:#|>)/.test(last)) return false;
  if (last.startsWith('|')) return true;
  if (last.split('`').length % 2 === 0 || last.split('**').length % 2 === 0) return true;
  if (last.length < shortLine) return false;
  const others = lines.slice(0, -1).filter((line) => line.length >= shortLine && !/^[#|>]/.test(line));
  const whole = others.filter((line) => /[.!?:;)"”’'`*…|]$/.test(line)).length;
  if (others.length < 2) return whole === others.length && /[a-z\d)][.!?] +\p{Lu}/u.test(last);
  return whole * 10 >= others.length * 9;
}
