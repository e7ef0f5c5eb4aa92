/** All that is known at one decision or judgement: the answers read, and weighed against each other. */
import { Belief, type BeliefModel, type Claim } from '../estimate/belief';
import { claimKeys } from './claims';
import type { State } from '../core/mdp';
import { typicalLogLength, type Skill } from '../estimate/profile';
import type { Signs } from './answerSignals';

/** The part of an expert that features depend on. */
export interface Candidate {
  readonly id: string;
  readonly costB: number;
  readonly tool: boolean;
}

/** All that is known at one decision or judgement. */
export interface Situation {
  readonly state: State;
  readonly pool: readonly Candidate[];
  /** Skill of every expert on this question, in the pool's order. */
  readonly skills: readonly Skill[];
  /** Embedding of the question. */
  readonly embedding: Float32Array;
  /** How much the question is like those of training; see encoder.ts. */
  readonly familiarity: number;
  /** What each answer's text shows, in the order of the answers. */
  readonly signs: readonly Signs[];
}

export interface Evidence extends Situation {
  readonly claims: readonly Claim[];
  /** The question is one of choosing among options. */
  readonly options: boolean;
  /** Author of each answer: its skill on this question. */
  readonly authors: readonly Skill[];
  readonly belief: Belief;
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
  const { state, pool, skills, signs } = situation;
  const authors = state.answers.map(
    ({ expert }) => skills[pool.findIndex(({ id }) => id === expert)] ?? neutral,
  );
  const keys = claimKeys(state, signs);
  const distinct = [...new Set(keys.filter((key) => key !== undefined))];
  const numbers = keys.map((key) => (key === undefined ? undefined : distinct.indexOf(key)));
  const claims = state.answers.map(({ shown }, index) => ({
    skill: authors[index]!.mean,
    claim: numbers[index],
    shown: shown.flatMap((earlier) => numbers[earlier] ?? []),
    option: signs[index]!.option && keys[index] === signs[index]!.final,
  }));
  const options = claims.some(({ option }) => option) || offersOptions(state.question);
  return { ...situation, claims, options, authors, belief: new Belief(claims, model, options) };
}

/** The question lists options to choose from: `(A) …`, `A. …`, `A) …` and at least B beside it. */
function offersOptions(question: string): boolean {
  const text = question.slice(0, 20_000);
  return /^[^\S\n\r\u2028\u2029]*\(?A[).:]\s/m.test(text) && /^[^\S\n\r\u2028\u2029]*\(?B[).:]\s/m.test(text);
}
