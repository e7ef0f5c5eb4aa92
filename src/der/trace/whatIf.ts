/**
 * What a finished route would have been with other knobs, from what was recorded and without asking anybody.
 *
 * An earlier stop by p₀ or by the number of answers is exact: the answers up to there are recorded, and the rule
 * that stops is the route's own. Everything that the policy would have to decide anew is an estimate: a price α or
 * a worth β at which a recorded step no longer pays, and whatever lies beyond the recorded end.
 */
import { rewardSum, stepReward, type Knobs, type StopReason } from '../core/mdp';
import { best, stepQuality, stopByRule } from '../route/rule';

/** A request as it was recorded. */
export interface RecordedRequest {
  readonly costB: number;
  /** P̂ of every answer by the judgement after this one; absent where the request gave no answer. */
  readonly judged?: readonly number[];
  /** The person asked for it: no rule and no price could stop before it. */
  readonly wanted?: boolean;
}

/** A finished route, every answer of it judged. */
export interface Recorded {
  /** As they stood at the last decision. */
  readonly knobs: Knobs;
  readonly requests: readonly RecordedRequest[];
  readonly stop: StopReason;
}

/** Where a route would have ended, and what that would have come to. */
export interface WhatIf {
  /** Against the recorded end; `later`: it would have gone on, and what follows is not recorded. */
  readonly end: 'earlier' | 'same' | 'later';
  readonly basis: 'exact' | 'estimated';
  /** Why it would have ended; for `later`, the recorded reason, which would not have held. */
  readonly stop: StopReason;
  /** Answers given up to there. */
  readonly answers: number;
  /** Index of the best of them, and its P̂; undefined where there is none. */
  readonly best: { readonly step: number; readonly quality: number } | undefined;
  /** Billions of parameters asked up to there. */
  readonly costB: number;
  /** Share of the recorded compute that would not have been needed, 0 to 1. */
  readonly saved: number;
  /** Return up to there under the other knobs, without end bonus. */
  readonly reward: number;
}

/** Runs the recorded requests through the rule with other knobs. */
export function whatIf(recorded: Recorded, knobs: Knobs): WhatIf {
  const { requests, stop } = recorded;
  const from = earliestEnd(requests);
  const ruled = requests.findIndex(
    (_, index) => index >= from && ruleAfter(recorded, knobs, index) !== undefined,
  );
  const last = ruled < 0 ? requests.length - 1 : ruled;
  const paying = lastPaying(requests.slice(0, last + 1), knobs);
  const paid = lastPaying(requests.slice(0, last + 1), recorded.knobs);
  if (paying < paid) return upTo(recorded, knobs, paying, 'earlier', 'estimated', 'not_worth_it');

  const priced = knobs.alpha !== recorded.knobs.alpha || knobs.beta !== recorded.knobs.beta;
  if (ruled >= 0) {
    const end = ruled < requests.length - 1 ? 'earlier' : 'same';
    return upTo(
      recorded,
      knobs,
      ruled,
      end,
      priced ? 'estimated' : 'exact',
      ruleAfter(recorded, knobs, ruled)!,
    );
  }
  const byRule = stop === 'good_enough' || stop === 'max_steps';
  const unchanged = (['alpha', 'beta', 'p0', 'maxSteps'] as const).every(
    (name) => knobs[name] === recorded.knobs[name],
  );
  return upTo(recorded, knobs, last, byRule ? 'later' : 'same', unchanged ? 'exact' : 'estimated', stop);
}

/** Index of the first request after which the route could end: what the person asked for is made in any case. */
function earliestEnd(requests: readonly RecordedRequest[]): number {
  return Math.max(
    0,
    requests.findLastIndex(({ wanted }) => wanted),
  );
}

/** The rule that ends the route after a request. */
function ruleAfter({ requests }: Recorded, knobs: Knobs, index: number): StopReason | undefined {
  return stopByRule({ judged: judgedAfter(requests, index), attempts: index + 1 }, knobs);
}

function judgedAfter(requests: readonly RecordedRequest[], index: number): readonly number[] {
  return requests.slice(0, index + 1).findLast((request) => request.judged)?.judged ?? [];
}

/** Index of the request after which the return is highest: in hindsight, the later ones were not worth it. */
function lastPaying(requests: readonly RecordedRequest[], knobs: Knobs): number {
  const from = earliestEnd(requests);
  const answered = requests.flatMap(({ judged }, index) => (judged && index >= from ? [index] : []));
  const returns = answered.map((index) => returnUpTo(requests, knobs, index));
  return answered[best(returns)] ?? requests.length - 1;
}

/** The return of the answers up to a request, with the form of reward that routes are asked with. */
function returnUpTo(requests: readonly RecordedRequest[], knobs: Knobs, index: number): number {
  let sum = 0;
  let before: readonly number[] = [];
  for (const { costB, judged } of requests.slice(0, index + 1)) {
    if (!judged) continue;
    const quality = stepQuality({ quality: judged, judged }, { quality: before, judged: before });
    sum += rewardSum(stepReward('telescoped', quality, costB, knobs));
    before = judged;
  }
  return sum;
}

function upTo(
  { requests }: Recorded,
  knobs: Knobs,
  index: number,
  end: WhatIf['end'],
  basis: WhatIf['basis'],
  stop: StopReason,
): WhatIf {
  const judged = judgedAfter(requests, index);
  const step = best(judged);
  const cost = (list: readonly RecordedRequest[]) => list.reduce((sum, request) => sum + request.costB, 0);
  const [costB, whole] = [cost(requests.slice(0, index + 1)), cost(requests)];
  return {
    end,
    basis,
    stop,
    answers: judged.length,
    best: judged.length > 0 ? { step, quality: judged[step]! } : undefined,
    costB,
    saved: whole > 0 ? 1 - costB / whole : 0,
    reward: returnUpTo(requests, knobs, index),
  };
}
