/** References that are probably wrong: nobody gives them, and those who were asked agree on something else. */
import { answerKey } from '../der/evidence/answerKey';
import { finalAnswer } from '../der/evidence/finalAnswer';
import type { ShortQuestion } from './question';

/** Experts that must have given the same other answer, and their least share of all that were asked. */
const fewestAlike = 3;
const leastShare = 2 / 3;

export class Suspects {
  private readonly given = new Map<ShortQuestion, (string | undefined)[]>();

  add(question: ShortQuestion, answer: string): void {
    const keys = this.given.get(question) ?? [];
    keys.push(finalAnswer(answer)?.key);
    this.given.set(question, keys);
  }

  /** The questions whose reference nobody should be held against. */
  get questions(): readonly ShortQuestion[] {
    return [...this.given].flatMap(([question, keys]) => (isSuspect(question, keys) ? [question] : []));
  }
}

function isSuspect({ reference }: ShortQuestion, keys: readonly (string | undefined)[]): boolean {
  const right = new Set([answerKey(reference), finalAnswer(reference)?.key]);
  if (keys.some((key) => key !== undefined && right.has(key))) return false;
  const counts = new Map<string, number>();
  for (const key of keys) if (key !== undefined) counts.set(key, (counts.get(key) ?? 0) + 1);
  const most = Math.max(0, ...counts.values());
  return most >= fewestAlike && most >= leastShare * keys.length;
}
