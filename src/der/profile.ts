/**
 * What is known of an expert's skill on a question: outcomes on calibration prompts weighted by similarity to it,
 * shrunk to the expert's overall rate and that to its prior. No domain label is seen anywhere.
 */
import { dot } from './encoder';
import type { Expert } from './experts';

/** Where a skill comes from; shown to the person. */
export type SkillSource = 'calibrated' | 'estimated from size' | 'estimated from price' | 'built in';

/** Skill of one expert on one question. Qualities in [0, 1] are read as chances of being right. */
export interface Skill {
  /** Expected quality of its answer to this question. */
  readonly mean: number;
  /** Expected quality over all questions. */
  readonly overall: number;
  /** Calibration outcomes behind `overall`. */
  readonly evidence: number;
  /** Similarity-weighted outcomes behind the difference between `mean` and `overall`. */
  readonly nearby: number;
  readonly source: SkillSource;
}

/** Outcomes of experts on prompts with known references. */
export interface Calibration {
  /** L2-normalised embedding of every prompt. */
  readonly prompts: readonly Float32Array[];
  /** By expert id: quality of its answer to prompt `prompt`. Nobody needs to have answered everything. */
  readonly outcomes: ReadonlyMap<string, readonly { readonly prompt: number; readonly quality: number }[]>;
}

export const noCalibration: Calibration = { prompts: [], outcomes: new Map() };

/** Constants of the estimate, fitted on recorded experts; kept in the models' manifest. Rates are in log-odds. */
export interface SkillModel {
  /** Prior from size: `intercept + slope · log10(1 + billions of parameters)`. */
  readonly size: Line;
  /** Prior from the estimated cost, where the size is not stated. */
  readonly price: Line;
  /** Outcomes that a prior is worth. */
  readonly priorWeight: number;
  /** Precision of how far a whole pool is shifted from its priors (easy or hard questions). */
  readonly poolPrecision: number;
  /** Cosine at which a prompt's weight falls to 1/e of an identical one's is `1 - width`. */
  readonly width: number;
  /** Precision of a neighbourhood's shift that all experts share: its difficulty. */
  readonly nearbyPrecision: number;
  /** Precision of an expert's own shift in a neighbourhood: its speciality. */
  readonly ownPrecision: number;
}

export interface Line {
  readonly intercept: number;
  readonly slope: number;
}

/**
 * Chance that a built-in tool's answer is what was asked for, given that it answers at all: it declines what it
 * cannot do, which costs nothing. Set by hand, since no recorded data has tools in it.
 */
const toolSkill: Readonly<Record<string, number>> = { calculator: 0.9, workspace: 0.3 };
const otherToolSkill = 0.3;

type Known = Pick<Expert, 'id' | 'provider' | 'costB' | 'costEstimated' | 'tool'>;

interface Overall {
  readonly rate: number;
  readonly evidence: number;
}

/** Skills of any pool on any question, from one set of calibration outcomes. */
export class Profiles {
  private readonly overall = new Map<string, Overall>();
  /** Log-odds by which this set of questions is easier than the priors say. */
  private poolShift = 0;
  private shiftKnownFor = '';

  constructor(
    private readonly calibration: Calibration,
    private readonly model: SkillModel,
  ) {}

  /**
   * Skill of every expert, in the pool's order.
   * @param question L2-normalised embedding of the question.
   */
  skills(question: Float32Array, pool: readonly Known[]): Skill[] {
    this.estimateOverall(pool);
    const weights = this.calibration.prompts.map((prompt) =>
      Math.exp((dot(prompt, question) - 1) / this.model.width),
    );
    const calibrated = pool.filter((expert) => this.outcomesOf(expert).length > 0);
    const shared = this.sharedShift(calibrated, weights);
    return pool.map((expert) => this.skillOf(expert, weights, shared));
  }

  /** Overall rates depend on who is in the pool only through the shift from the priors that its members share. */
  private estimateOverall(pool: readonly Known[]): void {
    const key = pool.map(({ id, costB }) => `${id} ${costB}`).join('\n');
    if (key === this.shiftKnownFor) return;
    this.shiftKnownFor = key;
    this.overall.clear();
    const { priorWeight, poolPrecision } = this.model;
    let pull = 0;
    let precision = poolPrecision;
    for (const expert of pool) {
      const outcomes = this.outcomesOf(expert);
      if (outcomes.length === 0) continue;
      const prior = priorRate(expert, this.model);
      const weight = (outcomes.length * priorWeight) / (outcomes.length + priorWeight);
      const rate = smoothed(outcomes, 0.5, 1);
      pull += weight * (logit(rate) - logit(prior));
      precision += weight;
    }
    this.poolShift = pull / precision;
    for (const expert of pool) {
      const outcomes = this.outcomesOf(expert);
      const shift = expert.tool ? 0 : this.poolShift;
      const prior = sigmoid(logit(priorRate(expert, this.model)) + shift);
      this.overall.set(expert.id, {
        rate: smoothed(outcomes, prior, priorWeight),
        evidence: outcomes.length,
      });
    }
  }

  /**
   * Log-odds by which questions like this one are easier for everybody: one Newton step on the outcomes nearby
   * with a normal prior. A prompt counts once however many experts answered it, since they share its difficulty.
   */
  private sharedShift(calibrated: readonly Known[], weights: readonly number[]): number {
    const residual = new Float64Array(weights.length);
    const variance = new Float64Array(weights.length);
    const answered = new Float64Array(weights.length);
    for (const expert of calibrated) {
      const { rate } = this.overall.get(expert.id)!;
      for (const { prompt, quality } of this.outcomesOf(expert)) {
        residual[prompt]! += quality - rate;
        variance[prompt]! += rate * (1 - rate);
        answered[prompt]! += 1;
      }
    }
    let pull = 0;
    let precision = this.model.nearbyPrecision;
    weights.forEach((weight, prompt) => {
      if (answered[prompt] === 0) return;
      pull += (weight * residual[prompt]!) / answered[prompt]!;
      precision += (weight * variance[prompt]!) / answered[prompt]!;
    });
    return pull / precision;
  }

  private skillOf(expert: Known, weights: readonly number[], shared: number): Skill {
    const { rate, evidence } = this.overall.get(expert.id)!;
    const outcomes = this.outcomesOf(expert);
    const nearby = outcomes.reduce((sum, { prompt }) => sum + weights[prompt]!, 0);
    if (expert.tool) return { mean: rate, overall: rate, evidence, nearby, source: 'built in' };
    const here = sigmoid(logit(rate) + shared);
    const pull = outcomes.reduce((sum, { prompt, quality }) => sum + weights[prompt]! * (quality - here), 0);
    const own = pull / (nearby * here * (1 - here) + this.model.ownPrecision);
    return {
      mean: sigmoid(logit(here) + own),
      overall: rate,
      evidence,
      nearby,
      source:
        evidence > 0 ? 'calibrated' : expert.costEstimated ? 'estimated from price' : 'estimated from size',
    };
  }

  private outcomesOf(expert: Known): readonly { readonly prompt: number; readonly quality: number }[] {
    return this.calibration.outcomes.get(expert.id) ?? [];
  }
}

/** Chance of being right that is assumed of an expert nobody has tried. */
export function priorRate(expert: Known, model: SkillModel): number {
  if (expert.tool) return toolSkill[expert.provider] ?? otherToolSkill;
  const { intercept, slope } = expert.costEstimated ? model.price : model.size;
  return sigmoid(intercept + slope * Math.log10(1 + expert.costB));
}

/** Mean of the outcomes, with a prior worth `weight` of them. */
function smoothed(outcomes: readonly { readonly quality: number }[], prior: number, weight: number): number {
  const sum = outcomes.reduce((total, { quality }) => total + quality, 0);
  return (sum + weight * prior) / (outcomes.length + weight);
}

/** Log-odds, finite for 0 and 1 as well. */
export function logit(rate: number): number {
  const inside = Math.min(1 - 1e-4, Math.max(1e-4, rate));
  return Math.log(inside / (1 - inside));
}

export function sigmoid(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}
