/**
 * What the Terminator sees: one row per answer. Nothing depends on how many answers there are, on an expert's name or
 * on a question's domain, and all values are of order one whatever the input.
 */
import { projectionSize } from './encoder';
import type { Evidence } from '../evidence/evidence';
import { finite, lengthOf, projection, skillFeatures, squashOdds } from './featureScales';
import type { State } from '../core/mdp';
import { clamp, logit } from '../estimate/profile';

export const answerFeatures = [
  'belief',
  'beliefOverRival',
  'skill',
  'overall',
  'evidence',
  'nearby',
  'claims',
  'option',
  'supporters',
  'opponents',
  'support',
  'opposition',
  'ablestSupporter',
  'ablestOpponent',
  'supportersAfter',
  'opponentsAfter',
  'keeps',
  'departs',
  'refusal',
  'cutOff',
  'answers',
  'rivals',
  'believedNone',
  'difficulty',
  'questionLength',
  ...Array.from({ length: projectionSize }, (_, i) => `question${i}`),
] as const;

/** Features of one state for the Terminator. */
export interface TerminatorInput {
  /** [answers, answerFeatures], row by row. */
  readonly answers: Float32Array;
  /** How much longer each answer is than one expects, in log characters; may only lower P̂. [answers] */
  readonly excess: Float32Array;
}

export function terminatorInput(evidence: Evidence): TerminatorInput {
  const { state, signs, authors, claims, belief } = evidence;
  const rows = state.answers.map((_, index) => {
    const { claim, shown, option } = claims[index]!;
    const others = claims.map((_, other) => other).filter((other) => other !== index);
    const agreeing = others.filter((other) => claim !== undefined && claims[other]!.claim === claim);
    const opposing = others.filter(
      (other) => claims[other]!.claim !== undefined && !agreeing.includes(other),
    );
    const alone = (other: number) => !handedOver(state, index, other);
    const [supporters, supportersAfter] = parted(agreeing, alone);
    const [opponents, opponentsAfter] = parted(opposing, alone);
    const odds = (other: number) => logit(authors[other]!.mean);
    const rivals = [...new Set(claims.flatMap((one) => one.claim ?? []))].filter((one) => one !== claim);
    const strongestRival = Math.max(0, ...rivals.map((rival) => belief.right(rival)));
    const author = authors[index]!;
    return [
      claim === undefined ? -2 : squashOdds(belief.right(claim)),
      claim === undefined ? -2 : (logit(belief.right(claim)) - logit(strongestRival)) / 6,
      ...skillFeatures(author),
      Number(claim !== undefined),
      Number(option),
      Math.log1p(supporters.length),
      Math.log1p(opponents.length),
      sum(supporters, (other) => authors[other]!.mean) / (1 + supporters.length + opponents.length),
      sum(opponents, (other) => authors[other]!.mean) / (1 + supporters.length + opponents.length),
      supporters.length > 0 ? Math.max(...supporters.map(odds)) / 3 : -1,
      opponents.length > 0 ? Math.max(...opponents.map(odds)) / 3 : -1,
      Math.log1p(supportersAfter.length),
      Math.log1p(opponentsAfter.length),
      Number(claim !== undefined && shown.includes(claim)),
      Number(claim !== undefined && shown.length > 0 && !shown.includes(claim)),
      Number(signs[index]!.refusal),
      Number(signs[index]!.cutOff),
      Math.log1p(state.answers.length) / 2,
      Math.log1p(rivals.length) / 2,
      belief.noneRight,
      belief.difficulty,
      lengthOf(state.question),
      ...projection(evidence),
    ];
  });
  const excess = signs.map(({ logLength }, index) => clamp(logLength - authors[index]!.logLength, -3, 3));
  return { answers: Float32Array.from(rows.flat(), finite), excess: Float32Array.from(excess) };
}

/** Whether one of two answers was written with the other in view: agreement then means less. */
function handedOver({ answers }: State, a: number, b: number): boolean {
  return answers[a]!.shown.includes(b) || answers[b]!.shown.includes(a);
}

function parted<T>(items: readonly T[], belongs: (item: T) => boolean): [T[], T[]] {
  return [items.filter(belongs), items.filter((item) => !belongs(item))];
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}
