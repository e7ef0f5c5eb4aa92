/**
 * What the policy sees: one vector of the state and one row per expert. Nothing depends on how large the pool is, on an
 * expert's name or on a question's domain, and all values are of order one whatever the input, so that the network
 * meets no number it was not trained for.
 */
import type { Evidence } from '../evidence/evidence';
import { lengthOf, projection, skillFeatures, squashOdds } from './featureScales';
import { expertFeatures, stateFeatures } from './policyFeatureTable';
import type { Outlooks } from '../estimate/outlooks';
import { GradedBelief } from '../estimate/gradedBelief';
import { lookAhead } from '../estimate/lookahead';
import { clamp } from '../estimate/logOdds';

/** Features of one state for the policy. */
export interface PolicyInput {
  /** [stateFeatures] */
  readonly state: Float32Array;
  /** [pool, expertFeatures], row by row. */
  readonly experts: Float32Array;
}

/** @param allowed by expert, in the pool’s order: who may be asked now. Nothing here is learned or drawn. */
export function policyInput(evidence: Evidence, allowed: readonly boolean[]): PolicyInput {
  const { state, pool, skills, belief, claims, kind } = evidence;
  const outlook = outlookOf(evidence);
  const { alpha, beta, p0 } = state.knobs;
  const first = state.answers.length === 0;
  const price = pool.map(({ costB }) => alpha * costB);
  const asked = counts(state.answers.map(({ expert }) => expert));
  // Whoever has answered makes the same mistakes again: its word says nothing new, whatever it is shown.
  const options = skills.map(({ mean }, i) => ({
    skill: asked.has(pool[i]!.id) ? 0 : mean,
    price: price[i]!,
    open: allowed[i]!,
  }));
  const outlooks = lookAhead(outlook.belief, options, { beta, p0, stepsLeft: state.stepsLeft });
  const open = pool.map((_, index) => index).filter((index) => allowed[index]);
  const bestNet = Math.max(-10, ...open.map((index) => outlooks[index]!.net));
  const bestPlan = Math.max(-10, ...open.map((index) => outlooks[index]!.plan));
  const byCost = ranks(open, (index) => pool[index]!.costB);
  const bySkill = ranks(open, (index) => skills[index]!.mean);
  const last = state.answers.at(-1)?.expert;

  const experts = new Float32Array(pool.length * expertFeatures.length);
  pool.forEach(({ id, costB, tool }, index) => {
    const { right, gain, reaches, net, plan } = outlooks[index]!;
    const skill = skills[index]!;
    const known = skillFeatures(skill);
    expertFeatures.write(
      {
        // Named one by one: copying them into each of many rows takes most of a decision's time.
        skill: known.skill,
        overall: known.overall,
        evidence: known.evidence,
        nearby: known.nearby,
        calibrated: Number(skill.evidence > 0),
        logCost: Math.log10(1 + costB) / 3,
        logPrice: squashLog(price[index]!),
        price: price[index]! / (price[index]! + 0.1),
        right: squashOdds(right),
        logGain: squashLog(gain),
        gain,
        net: squashNet(net),
        netBelowBest: squashNet(net - bestNet),
        plan: squashNet(plan),
        planBelowBest: squashNet(plan - bestPlan),
        gainPerPrice: squashLog(((1 + beta) * gain + 1e-6) / (price[index]! + 1e-6)),
        reaches,
        reachesAlone: Number(right >= p0),
        // Whoever may be asked had not been in training: what only a second asking moves is not shown until it is learned.
        timesAsked: allowed[index] ? 0 : Math.log1p(Math.min(1, asked.get(id) ?? 0)),
        answeredLast: allowed[index] ? 0 : Number(id === last),
        tool: Number(tool),
        cheaperShare: byCost(costB),
        abler: 1 - bySkill(skill.mean),
        dominated: byCost(costB) * (1 - bySkill(skill.mean)),
      },
      experts,
      index,
    );
  });
  const judged = [...state.judged].sort((a, b) => b - a);
  const vector = new Float32Array(stateFeatures.length);
  stateFeatures.write(
    {
      alphaIsZero: Number(alpha === 0),
      logAlpha: squashLog(alpha),
      logBeta: Math.log1p(beta) / 2,
      p0,
      stepsLeft: state.stepsLeft / 10,
      stepsTaken: state.answers.length / 10,
      hasAnswer: Number(!first),
      logSpent: Math.log10(1 + state.spent) / 3,
      priceOfSpent: squashLog(alpha * state.spent),
      judgedBest: judged[0] ?? 0,
      toThreshold: p0 - (judged[0] ?? 0),
      judgedSecond: secondClaim(evidence),
      believedBest: outlook.belief.best,
      believedNone: kind === 'open' ? 1 - outlook.belief.best : belief.noneRight,
      difficulty: outlook.difficulty,
      program: Number(kind === 'program'),
      open: Number(kind === 'open'),
      claims: Math.log1p(new Set(claims.flatMap(({ claim }) => claim ?? [])).size),
      unclaimed: claims.filter(({ claim }) => claim === undefined).length / Math.max(1, claims.length),
      options: Number(evidence.options),
      questionLength: lengthOf(state.question),
      logPool: Math.log(1 + pool.length) / 7,
      openShare: open.length / pool.length,
      bestNet: squashNet(bestNet),
      bestPlan: squashNet(bestPlan),
      bestSkill: squashOdds(Math.max(0, ...open.map((index) => skills[index]!.mean))),
      cheapest: squashLog(Math.min(1e6, ...open.map((index) => price[index]!))),
      ...projection(evidence),
    },
    vector,
  );
  return { state: vector, experts };
}

/** What may come of asking on: answers to open questions are graded, all others are right or wrong. */
function outlookOf({ kind, belief, state, authors, graded }: Evidence): {
  readonly belief: Outlooks;
  readonly difficulty: number;
} {
  if (kind !== 'open') return { belief, difficulty: belief.difficulty };
  const answers = state.judged.map((judged, index) => ({ skill: authors[index]!.mean, judged }));
  const own = new GradedBelief(answers, graded);
  return { belief: own, difficulty: clamp(-own.shift * 4, -4, 4) };
}

/** Highest P̂ among answers that disagree with the best one, or claim nothing that could agree; 0 where all agree. */
function secondClaim({ state, claims }: Evidence): number {
  const best = state.judged.indexOf(Math.max(...state.judged));
  const rivals = state.judged.filter((_, index) => {
    const { claim } = claims[index]!;
    return index !== best && (claim === undefined || claim !== claims[best]!.claim);
  });
  return Math.max(0, ...rivals);
}

/** Maps a value to the share of the given items that lie strictly below it. */
function ranks(items: readonly number[], value: (item: number) => number): (value: number) => number {
  const sorted = Float64Array.from(items, value).sort();
  return (wanted) => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle]! < wanted) low = middle + 1;
      else high = middle;
    }
    return low / Math.max(1, sorted.length);
  };
}

function counts(items: readonly string[]): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const item of items) times.set(item, (times.get(item) ?? 0) + 1);
  return times;
}

/** Amounts over many orders of magnitude: 0 at 0.01, and from −1 to 1.7 for all that occurs. */
function squashLog(amount: number): number {
  return Math.log10(1e-4 + Math.min(amount, 1e3)) / 3 + 2 / 3;
}

/** Amounts of either sign, most precise around 0. */
function squashNet(amount: number): number {
  return Math.asinh(clamp(amount, -100, 100) * 20) / 4;
}
