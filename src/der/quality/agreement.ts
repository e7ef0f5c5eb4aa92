/**
 * Agreement of every answer with every other one. Agreement between answers that were given independently, and
 * agreement of an answer with one that its author was shown, are different evidence and are kept apart. An answer
 * without a final one agrees with nothing; how alike answers are worded is measured for all.
 */
import type { FinalAnswer } from './finalAnswer';
import { wordingSimilarity, type Wording } from './wording';

/** An answer on a route, as agreement sees it. */
export interface Voice {
  readonly final: Pick<FinalAnswer, 'key'> | undefined;
  readonly wording: Wording;
  /** Indices of the earlier answers its author was shown. */
  readonly shown: readonly number[];
  /** Weight of its author, not negative: its skill on this question. */
  readonly skill: number;
}

/** Shares in [0, 1], weighted by the other authors' skills; 0 where there is no other of that kind. */
export interface Agreement {
  /** Of the answers given independently of this one, those with the same final answer. */
  readonly independent: number;
  /** Of the answers related to this one by a hand-over, those with the same final answer. */
  readonly afterHandOver: number;
  /** Mean likeness of wording to the independent answers. */
  readonly wordingIndependent: number;
  /** Mean likeness of wording to the answers related by a hand-over. */
  readonly wordingAfterHandOver: number;
}

/** Agreement of each answer with all others, in order. */
export function agreements(voices: readonly Voice[]): Agreement[] {
  return voices.map((voice, index) => {
    const others = voices.flatMap((other, at) => (at === index ? [] : [{ other, at }]));
    const related = others.filter(({ other, at }) => voice.shown.includes(at) || other.shown.includes(index));
    const independent = others.filter((item) => !related.includes(item));
    const agrees = (other: Voice) =>
      Number(voice.final !== undefined && voice.final.key === other.final?.key);
    const alike = (other: Voice) => wordingSimilarity(voice.wording, other.wording);
    return {
      independent: weightedMean(independent, agrees),
      afterHandOver: weightedMean(related, agrees),
      wordingIndependent: weightedMean(independent, alike),
      wordingAfterHandOver: weightedMean(related, alike),
    };
  });
}

function weightedMean(others: readonly { readonly other: Voice }[], value: (other: Voice) => number): number {
  const weight = others.reduce((sum, { other }) => sum + other.skill, 0);
  if (weight === 0) return 0;
  return others.reduce((sum, { other }) => sum + other.skill * value(other), 0) / weight;
}
