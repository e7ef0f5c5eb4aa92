/**
 * The decision process of DER: state, action, step and reward, as the paper defines them
 * (arXiv 2412.07448, section 3), with the symbols α, β, γ, p₀, T_max spelled out.
 */

import type { Checked } from '../evidence/findings';

/** What a person tunes. All of it is read anew at every decision. */
export interface Knobs {
  /** α: price of cost, reward per unit of `costB`. 0, or 1e-5 … 1e-1. */
  readonly alpha: number;
  /** β: how much improving on an earlier answer is worth against its cost. 0 … 10. */
  readonly beta: number;
  /** p₀: an answer whose predicted quality reaches it is good enough. 0 … 1. */
  readonly p0: number;
  /** T_max: answers per route. 1 … 10. */
  readonly maxSteps: number;
  /** Whether later experts are shown an earlier answer, or asked independently. */
  readonly transfer: 'always' | 'never';
}

/** The knobs of whoever sets none. `alpha` is the price of a billion parameters in units of quality. */
export const defaultKnobs: Knobs = { alpha: 1e-3, beta: 1, p0: 0.75, maxSteps: 5, transfer: 'always' };

/** Ranges of the numeric knobs, both ends included. `alpha` may also be exactly 0. */
export const knobRanges = {
  alpha: { min: 1e-5, max: 1e-1 },
  beta: { min: 0, max: 10 },
  p0: { min: 0, max: 1 },
  maxSteps: { min: 1, max: 10 },
} as const;

/** Says what is wrong with a knob's value, or nothing when it is in range. */
export function knobError(name: keyof typeof knobRanges, value: unknown): string | undefined {
  const { min, max } = knobRanges[name];
  const zero = name === 'alpha' ? '0, or ' : '';
  const kind = name === 'maxSteps' ? 'a whole number' : 'a number';
  const valid =
    typeof value === 'number' &&
    ((value >= min && value <= max) || (name === 'alpha' && value === 0)) &&
    (name !== 'maxSteps' || Number.isInteger(value));
  return valid
    ? undefined
    : `${name} must be ${zero}${kind} from ${min} to ${max}, not ${JSON.stringify(value)}`;
}

/** An answer on the route, with what is needed to judge it. */
export interface Answer {
  /** Id of the expert that gave it. */
  readonly expert: string;
  readonly text: string;
  /** Indices of the earlier answers its author was shown. */
  readonly shown: readonly number[];
  /** Proven right by the tool that gave it (a computed expression), not merely claimed. */
  readonly verified: boolean;
  /** `length`: cut off at the token limit. */
  readonly finish: 'stop' | 'length';
  /** The text contains, or was written with, text of the person's workspace. */
  readonly fromWorkspace: boolean;
}

/** s_t: the question, every answer so far, what is left and what the person wants. */
export interface State {
  readonly question: string;
  /** It follows earlier turns or goes with files, so that its own words need not say what it is about. */
  readonly inContext?: boolean;
  readonly answers: readonly Answer[];
  /** P̂ of every answer so far, by the last judgement; empty before the first answer. */
  readonly judged: readonly number[];
  /** What running the answers showed; absent where nothing was checked. */
  readonly checked?: Checked;
  readonly knobs: Knobs;
  /** Answers that may still be asked for. */
  readonly stepsLeft: number;
  /** Σ costB of the calls so far, failed ones included. */
  readonly spent: number;
}

/** Every reason why a route ends; saved traces hold these words, so that none may be renamed. */
export const stopReasons = [
  'good_enough',
  'not_worth_it',
  'max_steps',
  'spend_cap',
  'nobody_left',
  'user',
  'all_failed',
] as const;

/** Why a route ended. */
export type StopReason = (typeof stopReasons)[number];

/** The reward of one step, term by term. Their sum over the route is the return. */
export interface Reward {
  readonly quality: number;
  /** Never positive. */
  readonly cost: number;
  readonly increment: number;
  /** γ at the end of the route: positive when good enough, negative when `maxSteps` was reached below p₀. */
  readonly bonus: number;
}

/**
 * `paper`: as published; it collects quality at every step and so pays for delay.
 * `telescoped`: counts the best quality once; β makes refining cheap and never pays for a bad start.
 */
export type RewardForm = 'paper' | 'telescoped';

/** Qualities that the reward of one step is made of, each in [0, 1]. */
export interface StepQuality {
  /** P of this step's answer. */
  readonly current: number;
  /** P of the answer before it; undefined at t = 0. */
  readonly previous?: number | undefined;
  /** Best P so far, this step included. */
  readonly best: number;
  /** Best P before this step; undefined at t = 0. */
  readonly bestBefore?: number | undefined;
}

/** Reward of one step before the end bonus. `costB` is the step's cost in billions of parameters. */
export function stepReward(
  form: RewardForm,
  quality: StepQuality,
  costB: number,
  knobs: Pick<Knobs, 'alpha' | 'beta'>,
): Reward {
  const { alpha, beta } = knobs;
  if (form === 'paper') {
    const increment = quality.previous === undefined ? 0 : beta * (quality.current - quality.previous);
    return { quality: quality.current, cost: -alpha * costB, increment, bonus: 0 };
  }
  if (quality.bestBefore === undefined) {
    return {
      quality: (1 + beta) * quality.current,
      cost: -(1 + beta) * alpha * costB,
      increment: 0,
      bonus: 0,
    };
  }
  const increment = (1 + beta) * (quality.best - quality.bestBefore);
  return { quality: 0, cost: -alpha * costB, increment, bonus: 0 };
}

/** γ at the end of a route; 0 when it ended for neither of the two reasons that carry it. */
export function endBonus(stop: StopReason, gamma: number): number {
  if (stop === 'good_enough') return gamma;
  return stop === 'max_steps' ? -gamma : 0;
}

/** Sum of a reward's terms. */
export function rewardSum(reward: Reward): number {
  return reward.quality + reward.cost + reward.increment + reward.bonus;
}
