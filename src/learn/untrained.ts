/** Constants that stand in, and from which fitting starts, before there is data to fit them on. */
import type { BeliefModel } from '../der/estimate/belief';
import type { SkillModel } from '../der/estimate/profile';
import type { ScalingByKind } from './terminator/scaling';

/** Skill constants for networks that nobody has trained: plausible, and fitted to nothing. */
export const untrainedSkill: SkillModel = {
  size: { intercept: -1.2, slope: 0.9 },
  price: { intercept: -0.6, slope: 0.6 },
  priorWeight: 8,
  poolVariance: 0.3,
  promptVariance: 3,
  width: 0.15,
  nearbyPrecision: 0.02,
  ownPrecision: 6,
  acrossKinds: 0.5,
};

/** Constants of the belief for the same networks. */
export const untrainedBelief: BeliefModel = {
  difficulty: 1.5,
  meeting: { option: 0.3, program: 0.3, other: 0.15 },
  lapse: 0.05,
  passing: { right: 0.98, wrong: 0.3 },
  adoption: { right: 0.6, wrong: 0.4 },
  graded: { shared: 0.5, spread: 0.1 },
};

/** Predictions as the network makes them. */
export const untrainedScaling: ScalingByKind = {
  short: { scale: 1, shift: 0 },
  program: { scale: 1, shift: 0 },
  open: { scale: 1, shift: 0 },
};
