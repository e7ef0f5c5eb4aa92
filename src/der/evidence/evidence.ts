/** All that is known at one decision or judgement: the answers read, and weighed against each other. */
import { Belief, type BeliefModel, type Claim } from '../estimate/belief';
import type { GradedBeliefModel } from '../estimate/gradedBelief';
import { claimKeys } from './claims';
import { passesExamples } from './facts';
import type { AnswerKind } from './findings';
import type { QuestionSignals } from './questionSignals';
import type { State } from '../core/mdp';
import { typicalLogLength } from '../estimate/outcomeRates';
import type { Skill } from '../estimate/profile';
import type { AnswerSignals } from './answerSignals';

/** The part of an expert that features depend on. */
export interface ExpertTraits {
  readonly id: string;
  readonly costB: number;
  readonly tool: boolean;
}

/** All that is known at one decision or judgement. */
export interface Situation {
  readonly state: State;
  readonly pool: readonly ExpertTraits[];
  /** Skill of every expert on this question, in the pool's order. */
  readonly skills: readonly Skill[];
  /** Embedding of the question. */
  readonly embedding: Float32Array;
  /** How much the question is like those of training; see encoder.ts. */
  readonly familiarity: number;
  /** What the question's text shows. */
  readonly question: QuestionSignals;
  /** What each answer's text shows, in the order of the answers. */
  readonly signs: readonly AnswerSignals[];
}

/** All that the networks are shown at one decision, before it is made into numbers. */
export interface Evidence extends Situation {
  readonly claims: readonly Claim[];
  /** What answers to this question are, also before anybody has answered. */
  readonly kind: AnswerKind;
  /** How wrong answers meet here. */
  readonly meeting: keyof BeliefModel['meeting'];
  /** The question is one of choosing among options. */
  readonly options: boolean;
  /** Author of each answer: its skill on this question. */
  readonly authors: readonly Skill[];
  readonly belief: Belief;
  /** Constants for answers that are graded. */
  readonly graded: GradedBeliefModel;
}

/** Of an author that is no longer in the pool. */
const neutral: Skill = {
  mean: 0.5,
  overall: 0.5,
  evidence: 0,
  nearby: 0,
  logLength: typicalLogLength,
  source: 'estimated from size',
};

/** Reads the answers and weighs them against each other. */
export function weigh(situation: Situation, model: BeliefModel): Evidence {
  const { state, pool, skills, signs, question } = situation;
  const authors = state.answers.map(
    ({ expert }) => skills[pool.findIndex(({ id }) => id === expert)] ?? neutral,
  );
  const claimed = claimedBy({
    ...{ question, signs, checked: state.checked },
    skills: authors.map(({ mean }) => mean),
    shown: state.answers.map(({ shown }) => shown),
  });
  const belief = new Belief(claimed.claims, model, claimed.meeting);
  return { ...situation, ...claimed, authors, belief, graded: model.graded };
}

/** What answers and the question say of what is claimed. */
export interface Said {
  readonly question: QuestionSignals;
  readonly signs: readonly Pick<AnswerSignals, 'kind' | 'final' | 'option'>[];
  readonly checked: State['checked'];
  /** Of each answer's author. */
  readonly skills: readonly number[];
  /** Indices of the answers that each author was shown. */
  readonly shown: readonly (readonly number[])[];
}

/** What the answers claim, as far as the belief of who is right needs it. */
export function claimedBy({
  question,
  signs,
  checked,
  skills,
  shown,
}: Said): Pick<Evidence, 'claims' | 'kind' | 'meeting' | 'options'> {
  const keys = claimKeys({ checked }, signs);
  const distinct = [...new Set(keys.filter((key) => key !== undefined))];
  const numbers = keys.map((key) => (key === undefined ? undefined : distinct.indexOf(key)));
  const claims = signs.map(({ option }, index) => ({
    skill: skills[index]!,
    claim: numbers[index],
    shown: shown[index]!.flatMap((earlier) => numbers[earlier] ?? []),
    option: option && keys[index] !== undefined,
    passes: passesExamples(checked?.answers[index]),
  }));
  const options = claims.some(({ option }) => option) || question.asked.options;
  const kind = kindOf(signs, question);
  return { claims, kind, meeting: options ? 'option' : kind === 'program' ? 'program' : 'other', options };
}

/** What most answers are; before the first, what the question asks for. */
function kindOf(signs: Said['signs'], { asked }: QuestionSignals): AnswerKind {
  if (signs.length === 0) return asked.program ? 'program' : asked.explanation ? 'open' : 'short';
  const count = (kind: AnswerKind) => signs.filter((one) => one.kind === kind).length;
  return (['short', 'program', 'open'] as const).reduce((most, kind) =>
    count(kind) > count(most) ? kind : most,
  );
}
