/** Constants of profiles by a person's own outcomes: how much what was expected beforehand counts, and what carries over. */
import { logit } from '../../der/estimate/logOdds';
import type { SkillModel } from '../../der/estimate/profile';
import { crossEntropy, descend, nudge, type Knob } from '../terminator/estimateConstants';
import { crossedSkills, type CrossProfiles, type TunedPerson } from './persons';

/** A constant with where it stands, in steps, and how far it may go: a few outcomes may not turn it upside down. */
interface BoundedKnob extends Knob<SkillModel> {
  readonly position: (model: SkillModel) => number;
  readonly bounds: readonly [number, number];
}

function scale(
  name: 'priorWeight' | 'poolVariance' | 'ownPrecision' | 'nearbyPrecision',
  factor: number,
  bounds: readonly [number, number],
): BoundedKnob {
  const steps = (value: number) => Math.log(value) / Math.log(factor);
  return {
    position: (model) => steps(model[name]),
    change: (model, by) => ({ ...model, [name]: model[name] * factor ** by }),
    bounds: [steps(bounds[0]), steps(bounds[1])],
  };
}

const knobs: readonly BoundedKnob[] = [
  scale('priorWeight', 1.5, [2, 60]),
  scale('poolVariance', 2, [0.02, 5]),
  scale('ownPrecision', 1.6, [0.8, 30]),
  scale('nearbyPrecision', 2, [0.0005, 0.5]),
  {
    position: ({ acrossKinds }) => logit(acrossKinds) / Math.log(1.5),
    change: (model, by) => ({ ...model, acrossKinds: nudge(model.acrossKinds, by) }),
    bounds: [-10, 10],
  },
];

/** Steps of a constant that are one standard deviation beforehand. */
const usualSteps = 2.5;
/** By how much the surprise at all outcomes together has to fall. */
const worthChanging = 0.05;

/**
 * The constants under which outcomes are most likely that profiles do not know, each question judged by the others,
 * less a penalty on the distance from those shipped.
 */
export function tunedConstants(
  person: Pick<TunedPerson, 'experts'>,
  parts: readonly CrossProfiles[],
  shipped: SkillModel,
): SkillModel {
  const loss = (model: SkillModel) => {
    let penalty = 0;
    for (const { position, bounds } of knobs) {
      const at = position(model);
      const isWithin = at >= bounds[0] && at <= bounds[1];
      if (!isWithin && at !== position(shipped)) return Infinity;
      penalty += ((at - position(shipped)) / usualSteps) ** 2 / 2;
    }
    return surpriseOf(person, parts, model) + penalty;
  };
  return descend(shipped, knobs, loss, worthChanging);
}

/** Cross-entropy of all outcomes, by weight, under the skills that profiles give without knowing them. */
function surpriseOf(
  person: Pick<TunedPerson, 'experts'>,
  parts: readonly CrossProfiles[],
  model: SkillModel,
): number {
  let sum = 0;
  for (const [{ outcomes }, skills] of crossedSkills(person, parts, model)) {
    for (const { expert, quality, weight } of outcomes)
      sum += weight * crossEntropy(skills[expert]!.mean, quality);
  }
  return sum;
}
