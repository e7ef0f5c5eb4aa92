/** Fits the constants of profiles and belief on recorded answers, by the likelihood of what was right. */
import { Belief, type BeliefModel } from '../../der/estimate/belief';
import { Profiles, type SkillModel } from '../../der/estimate/profile';
import type { Random } from '../random';
import { evidenceOf, type RandomRoute } from '../episodes/randomRoutes';
import { draws, type Draw, type EpisodeContextOptions } from '../episodes/episodeContexts';
import type { PreparedSource } from '../episodes/preparedSource';
import { untrainedBelief, untrainedSkill } from '../untrained';

/** A constant that may be changed: by a factor where it is a scale, by a step where it is a position. */
export interface Knob<M> {
  readonly change: (model: M, steps: number) => M;
}

const skillKnobs: readonly Knob<SkillModel>[] = [
  { change: (m, by) => ({ ...m, size: { ...m.size, intercept: m.size.intercept + 0.2 * by } }) },
  { change: (m, by) => ({ ...m, size: { ...m.size, slope: m.size.slope + 0.15 * by } }) },
  { change: (m, by) => ({ ...m, price: { ...m.price, intercept: m.price.intercept + 0.2 * by } }) },
  { change: (m, by) => ({ ...m, price: { ...m.price, slope: m.price.slope + 0.15 * by } }) },
  { change: (m, by) => ({ ...m, width: m.width * 1.3 ** by }) },
  { change: (m, by) => ({ ...m, nearbyPrecision: m.nearbyPrecision * 2 ** by }) },
  { change: (m, by) => ({ ...m, ownPrecision: m.ownPrecision * 1.6 ** by }) },
  { change: (m, by) => ({ ...m, priorWeight: m.priorWeight * 1.4 ** by }) },
];
// How far sets of questions are shifted (`poolVariance`) cannot be fitted on a handful of sources and is set by hand.

/**
 * Constants of the profiles under which recorded outcomes are most likely.
 * @param comparedDraws Draws on which a set of constants is compared with another.
 */
export function fitSkill(
  tables: readonly PreparedSource[],
  options: Omit<EpisodeContextOptions, 'skill'>,
  comparedDraws: number,
  random: Random,
): SkillModel {
  const drawn = take(draws(tables, options, random), comparedDraws);
  return descend(untrainedSkill, skillKnobs, (model) => mean(drawn.map((draw) => surprise(draw, model))));
}

/** Mean cross-entropy of the outcomes of a draw's prompts under the skills that profiles give. */
function surprise({ table, members, calibration, prompts }: Draw, model: SkillModel): number {
  const profiles = new Profiles(calibration, model);
  // What size and price alone say is fitted; what else is known of a model has a fit of its own.
  const pool = members.map((member) => ({ ...table.experts[member]!, facts: undefined }));
  return mean(
    prompts.flatMap((index) =>
      profiles
        .skills(table.prompts[index]!.embedding, pool)
        .map(({ mean: skill }, i) => crossEntropy(skill, table.answers[index]![members[i]!]!.quality)),
    ),
  );
}

const beliefKnobs: readonly Knob<BeliefModel>[] = [
  { change: (m, by) => ({ ...m, difficulty: m.difficulty * 1.2 ** by }) },
  { change: (m, by) => ({ ...m, meeting: { ...m.meeting, option: nudge(m.meeting.option, by) } }) },
  { change: (m, by) => ({ ...m, lapse: nudge(m.lapse, by) }) },
  { change: (m, by) => ({ ...m, meeting: { ...m.meeting, program: nudge(m.meeting.program, by) } }) },
  { change: (m, by) => ({ ...m, meeting: { ...m.meeting, other: nudge(m.meeting.other, by) } }) },
  { change: (m, by) => ({ ...m, passing: { ...m.passing, right: nudge(m.passing.right, by) } }) },
  { change: (m, by) => ({ ...m, passing: { ...m.passing, wrong: nudge(m.passing.wrong, by) } }) },
];

/** Constants of the belief about independent answers; what a hand-over does is fitted elsewhere (handOver.ts). */
export function fitBelief(routes: readonly RandomRoute[]): BeliefModel {
  const read = routes.map((route) => ({
    route,
    evidence: evidenceOf(route, route.answers.length, untrainedBelief),
  }));
  return descend(untrainedBelief, beliefKnobs, (model) =>
    mean(
      read.flatMap(({ route, evidence: { claims, meeting } }) => {
        const belief = new Belief(claims, model, meeting);
        return claims.flatMap(({ claim }, index) =>
          claim === undefined ? [] : [crossEntropy(belief.right(claim), route.answers[index]!.quality)],
        );
      }),
    ),
  );
}

/**
 * Changes one constant after another while that lowers the loss; first in whole steps, then in halves.
 * @param worth by how much a change has to lower it
 */
export function descend<M>(start: M, knobs: readonly Knob<M>[], loss: (model: M) => number, worth = 1e-5): M {
  let [model, least] = [start, loss(start)];
  for (const size of [1, 0.5]) {
    for (const { change } of knobs) {
      for (const direction of [size, -size]) {
        for (let steps = 0; steps < 8; steps++) {
          const changed = change(model, direction);
          const found = loss(changed);
          if (found > least - worth) break;
          [model, least] = [changed, found];
        }
      }
    }
  }
  return model;
}

/** Multiplies the odds by 1.5 for every step. */
export function nudge(chance: number, by: number): number {
  const odds = (chance / (1 - chance)) * 1.5 ** by;
  return odds / (1 + odds);
}

/** Surprise at a quality in [0, 1] where a chance was predicted. */
export function crossEntropy(predicted: number, quality: number): number {
  const inside = Math.min(1 - 1e-6, Math.max(1e-6, predicted));
  return -(quality * Math.log(inside) + (1 - quality) * Math.log(1 - inside));
}

/** The first `count` of an endless supply. */
export function take<T>(supply: Iterable<T>, count: number): T[] {
  const taken: T[] = [];
  if (count <= 0) return taken;
  for (const item of supply) if (taken.push(item) === count) break;
  return taken;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
