/**
 * What a report of a fault says a program does, told from what it should do: "f(5) returns 24 instead of 120" states 120,
 * "f(5) returns 24" states nothing where the question is how to mend that.
 */
import { readLiteral, type ParsedLiteral } from './literals';

const faults =
  /\b(?:fix|debug|bugs?|buggy|broken|wrong|wrongly|incorrect(?:ly)?|mistakes?|doesn['’]?t work|does not work|not working|fails?|failing|instead of|rather than|whats? wrong|unexpected(?:ly)?|correct (?:it|this|the)|repair)\b/i;
const asksWhy = /\bwhy\s{1,3}(?:does|do|is|are|did)\b/i;

/** Whether a question is about a program that does something else than it should. */
export function reportsFault(prose: string): boolean {
  return faults.test(prose) || asksWhy.test(prose);
}

/** What is stated and not only seen: what should be, an equation, an assertion, an arrow. */
const demands =
  /\b(?:should|must|shall|ought|expect(?:ed|s)?|assert|required|(?:so|such)\s{1,3}that|make|want)\b|={2,3}|[-=]{1,2}>|→|➞|⟹|⇒|➜|↦/i;

const clauseEnds = /[.!?;]\s|\b(?:but|however|yet|currently|actually|now)\b/i;

/** "… 4 but should be 6", "… 4, expected 6", "… undefined, should be 3", "… 6? It should return 10". */
const corrections =
  /^["'`)\].,;:!?*]{0,3}\s{0,3}(?:\(|--?|–|—)?\s{0,3}(?:(?:but|and|when|where|while|whereas|although|though)\s{1,3})?(?:(?:it|this|that|i|we|the|a|an|what|result|output|answer|value|correct|right|actually|really|is|was|in|fact|instead|would|which)\s{1,3}){0,6}(?:should(?:\s{1,3}(?:be|have\s{1,3}been|return|give|print|output|equal|say|become|produce|have\s{1,3}returned|actually|really))?|expect(?:ed|s|ing)?|want(?:ed)?|need(?:ed)?|must\s{1,3}(?:be|return))\b(?:\s{0,3}(?:it|to|be|is|was|the|a|an|get|have|return|returned|result|output|answer|value|see|actually|really|instead|:|=))*\s{0,3}[`*]{0,2}/i;
const replaced =
  /^["'`)\].,;:!*]{0,3}\s{0,3}(?:instead\s{1,3}of|rather\s{1,3}than|and\s{1,3}not|not)\s{1,3}/i;

/** The value that a text gives behind `end` in place of what it says before. */
export function correction(text: string, end: number): ParsedLiteral | undefined {
  const lead = corrections.exec(text.slice(end, end + 160))?.[0];
  return lead === undefined ? undefined : readLiteral(text, end + lead.length);
}

/**
 * The value that a text states where `read` is the first one it names.
 * @param before what stands before that value, from the beginning of its line
 * @param isReport whether the question reports a fault
 * @returns undefined where it only says what happens
 */
export function demanded(
  text: string,
  read: ParsedLiteral,
  before: string,
  isReport: boolean,
): ParsedLiteral | undefined {
  const rest = text.slice(read.end, read.end + 160);
  const clause = before.slice(-400).split(clauseEnds).at(-1)!;
  const isDemand = demands.test(clause) && !asksWhy.test(clause);
  const corrected = isDemand ? undefined : correction(text, read.end);
  if (corrected) return corrected;
  const instead = isDemand ? undefined : replaced.exec(rest)?.[0];
  if (instead !== undefined) {
    const value = readLiteral(text, read.end + instead.length);
    if (value) return /not\s{1,3}$/i.test(instead) ? undefined : value;
  }
  return isDemand || !isReport ? read : undefined;
}
