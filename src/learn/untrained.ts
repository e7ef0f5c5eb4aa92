/** Constants that stand in, and from which fitting starts, before there is data to fit them on. */
import type { BeliefModel } from '../der/estimate/belief';
import type { SkillModel } from '../der/estimate/profile';

export const untrainedSkill: SkillModel = {
  size: { intercept: -1.2, slope: 0.9 },
  price: { intercept: -0.6, slope: 0.6 },
  priorWeight: 8,
  poolVariance: 0.3,
  promptVariance: 3,
  width: 0.15,
  nearbyPrecision: 0.02,
  ownPrecision: 6,
};

export const untrainedBelief: BeliefModel = {
  difficulty: 1.5,
  meeting: { option: 0.3, other: 0.15 },
  adoption: { right: 0.6, wrong: 0.4 },
};
