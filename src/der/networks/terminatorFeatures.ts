/**
 * What the Terminator sees: one row per answer. Nothing depends on how many answers there are, on an expert's name or
 * on a question's domain, and all values are of order one whatever the input.
 */
import { projectionSize } from './encoder';
import type { Evidence } from '../evidence/evidence';
import { feature, FeatureTable, numbered } from './features';
import { openFeatures, openValues } from './openFeatures';
import { programFeatures, programValues } from './programFeatures';
import type { AnswerKind } from '../evidence/findings';
import { lengthOf, projection, skillFeatures, squashOdds } from './featureScales';
import type { State } from '../core/mdp';
import { clamp, logit } from '../estimate/logOdds';

/** Of a short answer in the light of all others. */
export const answerFeatures = new FeatureTable({
  belief: feature('odds that its final answer is right, by everybody; −2 where it has none', -2.4, 2.4),
  beliefOverRival: feature(
    "how far that is above the strongest rival's, in log-odds; −2 where it has none",
    -3.1,
    3.1,
  ),
  skill: feature("log-odds of its author's skill on this question, thirds", -3.1, 3.1),
  overall: feature("log-odds of its author's skill on all questions, thirds", -3.1, 3.1),
  evidence: feature('log(1 + outcomes known of its author), fifths; 0 where only size or price speak', 0, 4),
  nearby: feature("log(1 + its author's outcomes on questions like this one), fifths", 0, 4),
  claims: feature('1 where it has a final answer', 0, 1),
  option: feature("1 where that is an option's letter", 0, 1),
  supporters: feature('log(1 + answers that agree, given without a look at it)', 0, 3),
  opponents: feature('log(1 + answers that disagree, given without a look at it)', 0, 3),
  support: feature('skill of those supporters over all who spoke independently', 0, 1),
  opposition: feature('skill of those opponents over all who spoke independently', 0, 1),
  ablestSupporter: feature(
    'log-odds of the ablest of those supporters, thirds; −1 where there is none',
    -3.1,
    3.1,
  ),
  ablestOpponent: feature(
    'log-odds of the ablest of those opponents, thirds; −1 where there is none',
    -3.1,
    3.1,
  ),
  supportersAfter: feature('log(1 + answers that agree after a hand-over between the two)', 0, 3),
  opponentsAfter: feature('log(1 + answers that disagree after a hand-over between the two)', 0, 3),
  keeps: feature('1 where it keeps the final answer that its author was shown', 0, 1),
  departs: feature('1 where it departs from the final answer that its author was shown', 0, 1),
  refusal: feature('1 where its author refuses', 0, 1),
  cutOff: feature('1 where it ends in the middle', 0, 1),
  answers: feature('log(1 + answers so far) / 2', 0, 1.5),
  rivals: feature('log(1 + other final answers) / 2', 0, 1.5),
  believedNone: feature('chance that no final answer so far is right', 0, 1),
  difficulty: feature('how hard the question seems, in standard deviations', -4.6, 4.6),
  questionLength: feature(
    'logarithm of its characters, centred on a usual one; 0 where it is not known',
    -2,
    2,
  ),
  ...numbered(
    'question',
    projectionSize,
    feature(
      "a direction of the question's embedding; 0 where the question is unlike any of training",
      -2.1,
      2.1,
    ),
  ),
});

/** Kinds of answers, in the order in which the network knows them. */
export const answerKinds = ['short', 'program', 'open'] as const satisfies readonly AnswerKind[];

/** Features of one state for the Terminator. */
export interface TerminatorInput {
  /** [answers, answerFeatures], row by row. */
  readonly answers: Float32Array;
  /** Rows of answers that are no programs are 0. [answers, programFeatures], row by row. */
  readonly programs: Float32Array;
  /** Rows of answers that are not open are 0. [answers, openFeatures], row by row. */
  readonly open: Float32Array;
  /** 1 at the kind of each answer, in the order of `answerKinds`. [answers, answerKinds], row by row. */
  readonly kinds: Float32Array;
  /** How much longer each answer is than one expects, in log characters; may only lower P̂. [answers] */
  readonly excess: Float32Array;
}

/** One row for each answer so far, in their order; of no answers every array is empty. */
export function terminatorInput(evidence: Evidence): TerminatorInput {
  const { state, signs, authors, claims, belief } = evidence;
  const count = state.answers.length;
  const answers = new Float32Array(count * answerFeatures.length);
  const programs = new Float32Array(count * programFeatures.length);
  const open = new Float32Array(count * openFeatures.length);
  const kinds = new Float32Array(count * answerKinds.length);
  state.answers.forEach((_, index) => {
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
    const values = {
      belief: claim === undefined ? -2 : squashOdds(belief.right(claim)),
      beliefOverRival: claim === undefined ? -2 : (logit(belief.right(claim)) - logit(strongestRival)) / 6,
      ...skillFeatures(author),
      claims: Number(claim !== undefined),
      option: Number(option),
      supporters: Math.log1p(supporters.length),
      opponents: Math.log1p(opponents.length),
      support: sum(supporters, (other) => authors[other]!.mean) / (1 + supporters.length + opponents.length),
      opposition:
        sum(opponents, (other) => authors[other]!.mean) / (1 + supporters.length + opponents.length),
      ablestSupporter: supporters.length > 0 ? Math.max(...supporters.map(odds)) / 3 : -1,
      ablestOpponent: opponents.length > 0 ? Math.max(...opponents.map(odds)) / 3 : -1,
      supportersAfter: Math.log1p(supportersAfter.length),
      opponentsAfter: Math.log1p(opponentsAfter.length),
      keeps: Number(claim !== undefined && shown.includes(claim)),
      departs: Number(claim !== undefined && shown.length > 0 && !shown.includes(claim)),
      refusal: Number(signs[index]!.refusal),
      cutOff: Number(signs[index]!.cutOff),
      answers: Math.log1p(state.answers.length) / 2,
      rivals: Math.log1p(rivals.length) / 2,
      believedNone: belief.noneRight,
      difficulty: belief.difficulty,
      questionLength: lengthOf(state.question),
      ...projection(evidence),
    };
    answerFeatures.write(values, answers, index);
    const kind = judgedAs(evidence, index);
    kinds[index * answerKinds.length + answerKinds.indexOf(kind)] = 1;
    if (kind === 'program') programFeatures.write(programValues(evidence, index), programs, index);
    if (kind === 'open') openFeatures.write(openValues(evidence, index), open, index);
  });
  const excess = signs.map(({ logLength }, index) => clamp(logLength - authors[index]!.logLength, -3, 3));
  return {
    ...{ answers, programs, open, kinds },
    excess: Float32Array.from(excess, (value) => (Number.isFinite(value) ? value : 0)),
  };
}

/**
 * The kind that an answer is judged as. Where nobody asked for an explanation, an answer that refuses, breaks off or
 * stands among short ones is a short one without anything in it.
 */
function judgedAs({ signs, state, question: { asked } }: Evidence, index: number): AnswerKind {
  const { kind, refusal, cutOff } = signs[index]!;
  if (kind !== 'open' || asked.explanation || asked.program) return kind;
  const short = signs.filter((one) => one.kind === 'short').length;
  const isAmongShort = short > 0 && short * 2 >= signs.length - 1;
  return isAmongShort || (state.question !== '' && (refusal || cutOff)) ? 'short' : kind;
}

/** The kinds that the answers of a row were written for. */
export function kindsIn({ kinds }: Pick<TerminatorInput, 'kinds'>): AnswerKind[] {
  return Array.from({ length: kinds.length / answerKinds.length }, (_, row) => {
    const own = kinds.subarray(row * answerKinds.length, (row + 1) * answerKinds.length);
    return answerKinds[own.indexOf(1)]!;
  });
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
