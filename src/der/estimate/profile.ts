/**
 * What is known of an expert's skill on a question: outcomes on calibration prompts weighted by similarity to it,
 * shrunk to the expert's overall rate and that to its prior. No domain label is seen anywhere.
 */
import { sizeOf } from '../core/costUnit';
import { dot } from '../networks/encoder';
import type { Expert } from '../core/experts';
import { skillKinds, type SkillKind } from '../core/modelFacts';
import { logit, sigmoid } from './logOdds';
import { countOf, offset, smoothed, total, usualLength, type Outcome } from './outcomeRates';
import { expectedSkill, fittedPrior, type PriorModel, type RestsOn } from './prior';

/** Where a skill comes from; shown to the person. */
export type SkillSource =
  'calibrated' | 'estimated from size' | 'estimated from price' | RestsOn | 'built in';

/** Skill of one expert on one question. Qualities in [0, 1] are read as chances of being right. */
export interface Skill {
  /** Expected quality of its answer to this question. */
  readonly mean: number;
  /** Expected quality over all questions. */
  readonly overall: number;
  /** Calibration outcomes behind `overall`, each as much as it counts. */
  readonly evidence: number;
  /** Similarity-weighted outcomes behind the difference between `mean` and `overall`. */
  readonly nearby: number;
  /** Logarithm of the characters its answers to questions like this one have. */
  readonly logLength: number;
  readonly source: SkillSource;
}

/** Outcomes of experts on prompts with known references. */
export interface Calibration {
  /** L2-normalised embedding of every prompt. */
  readonly prompts: readonly Float32Array[];
  /** By expert id. Nobody needs to have answered everything. */
  readonly outcomes: ReadonlyMap<string, readonly Outcome[]>;
}

/** A calibration without outcomes: every expert's skill is its prior. */
export const noCalibration: Calibration = { prompts: [], outcomes: new Map() };

/** Constants of the estimate, fitted on recorded experts; kept in the models' manifest. Rates are in log-odds. */
export interface SkillModel {
  /** Prior from size: `intercept + slope · log10(1 + billions of parameters)`. */
  readonly size: RateLine;
  /** Prior from the estimated cost, where the size is not stated. */
  readonly price: RateLine;
  /** Outcomes that a prior is worth. */
  readonly priorWeight: number;
  /** Variance of how far a set of questions shifts all experts from their priors. */
  readonly poolVariance: number;
  /** Variance of the difficulty that experts share on one prompt. */
  readonly promptVariance: number;
  /** Cosine at which a prompt's weight falls to 1/e of an identical one's is `1 - width`. */
  readonly width: number;
  /** Precision of a neighbourhood's shift that all experts share: its difficulty. */
  readonly nearbyPrecision: number;
  /** Precision of an expert's own shift in a neighbourhood: its speciality. */
  readonly ownPrecision: number;
  /**
   * How much of what is known of an expert on questions of other kinds (how far it is from what was expected of it
   * there, in log-odds) is expected of it here, 0 … 1. A half as shipped, which is not fitted: recorded experts answered
   * questions of one kind each. A person's own outcomes can fit it.
   */
  readonly acrossKinds: number;
}

/** A straight line in log-odds. */
export interface RateLine {
  readonly intercept: number;
  readonly slope: number;
}

/** Skill of a tool whose kind states none. */
const usualToolSkill = 0.3;

type Known = Pick<Expert, 'id' | 'costB' | 'costEstimated' | 'counts' | 'tool' | 'priorSkill' | 'facts'>;

/** Skills of any pool on any question, from one set of calibration outcomes. */
export class Profiles {
  private overallOfPool: { key: string; rates: ReadonlyMap<string, number> } = { key: '', rates: new Map() };

  constructor(
    private calibration: Calibration,
    private readonly model: SkillModel,
    private readonly prior: PriorModel = fittedPrior,
  ) {}

  /** What it goes by. */
  get learned(): Calibration {
    return this.calibration;
  }

  /** Goes by other outcomes from now on. */
  learn(calibration: Calibration): void {
    this.calibration = calibration;
    this.overallOfPool = { key: '', rates: new Map() };
  }

  /** What is expected of an expert that nobody has tried, on questions of these kinds. */
  guess(expert: Known, kinds: readonly SkillKind[]): number {
    return priorRate(expert, this.model, this.prior, kinds);
  }

  /**
   * Skill of every expert, in the pool's order.
   * @param question L2-normalised embedding of the question.
   * @param kinds of answer that it may ask for; see kindsAsked.ts.
   */
  skills(question: Float32Array, pool: readonly Known[], kinds: readonly SkillKind[] = skillKinds): Skill[] {
    const rates = this.overall(pool, kinds);
    const weights = Float64Array.from(this.calibration.prompts, (prompt) =>
      Math.exp((dot(prompt, question) - 1) / this.model.width),
    );
    const shared = this.sharedShift(pool, kinds, rates, weights);
    return pool.map((expert) => this.skillOf(expert, kinds, rates.get(expert.id)!, weights, shared));
  }

  /** Overall rate of every expert; kept for the pool and kinds asked about last: no other part of a question matters. */
  private overall(pool: readonly Known[], kinds: readonly SkillKind[]): ReadonlyMap<string, number> {
    const ids = pool.map((expert) => `${expert.id} ${sizeOf(expert).sizeB} ${expert.facts?.name}`);
    const key = [kinds.join(' '), ...ids].join('\n');
    if (key !== this.overallOfPool.key)
      this.overallOfPool = { key, rates: this.estimateOverall(pool, kinds) };
    return this.overallOfPool.rates;
  }

  /** Rates shrunk to priors, which are first shifted together: some sets of questions are easier than others. */
  private estimateOverall(pool: readonly Known[], kinds: readonly SkillKind[]): ReadonlyMap<string, number> {
    const { priorWeight, poolVariance, promptVariance } = this.model;
    const priors = new Map(
      pool.map((expert) => [
        expert.id,
        logit(this.guess(expert, kinds)) + this.fromOtherKinds(expert, kinds),
      ]),
    );
    const prompts = new Map<number, number>();
    let pull = 0;
    let precision = 0;
    for (const expert of pool) {
      const outcomes = this.outcomesOf(expert, kinds);
      if (expert.tool || outcomes.length === 0) continue;
      for (const outcome of outcomes)
        prompts.set(outcome.prompt, Math.max(prompts.get(outcome.prompt) ?? 0, countOf(outcome)));
      const count = total(outcomes);
      const weight = (count * priorWeight) / (count + priorWeight);
      pull += weight * (logit(smoothed(outcomes, 0.5, 1)) - priors.get(expert.id)!);
      precision += weight;
    }
    // Experts share the prompts' difficulty, so many experts on few prompts still tell little.
    const asked = [...prompts.values()].reduce((sum, counts) => sum + counts, 0);
    const noise = 1 / precision + promptVariance / asked;
    const shift = precision === 0 ? 0 : (pull / precision) * (poolVariance / (poolVariance + noise));
    return new Map(
      pool.map((expert) => {
        const prior = sigmoid(priors.get(expert.id)! + (expert.tool ? 0 : shift));
        return [expert.id, smoothed(this.outcomesOf(expert, kinds), prior, priorWeight)];
      }),
    );
  }

  /** Log-odds by which outcomes of other kinds raise what is expected of an expert; 0 where there are none. */
  private fromOtherKinds(expert: Known, kinds: readonly SkillKind[]): number {
    const others = skillKinds.filter((kind) => !kinds.includes(kind));
    return others.reduce((sum, kind) => {
      const outcomes = this.allOf(expert).filter((outcome) => outcome.kind === kind);
      if (expert.tool || outcomes.length === 0) return sum;
      const expected = this.guess(expert, [kind]);
      const found = smoothed(outcomes, expected, this.model.priorWeight);
      return sum + (this.model.acrossKinds * (logit(found) - logit(expected))) / others.length;
    }, 0);
  }

  /**
   * Log-odds by which questions like this one are easier for everybody. A prompt counts once however many experts
   * answered it, since they share its difficulty.
   */
  private sharedShift(
    pool: readonly Known[],
    kinds: readonly SkillKind[],
    rates: ReadonlyMap<string, number>,
    weights: Float64Array,
  ): number {
    const answered = new Float64Array(weights.length);
    for (const expert of pool)
      for (const outcome of this.outcomesOf(expert, kinds)) answered[outcome.prompt]! += countOf(outcome);
    const divided = weights.map((weight, prompt) => weight / Math.max(1, answered[prompt]!));
    const groups = pool.map((expert) => ({
      level: logit(rates.get(expert.id)!),
      outcomes: this.outcomesOf(expert, kinds),
    }));
    return offset(groups, divided, this.model.nearbyPrecision);
  }

  private skillOf(
    expert: Known,
    kinds: readonly SkillKind[],
    rate: number,
    weights: Float64Array,
    shared: number,
  ): Skill {
    const outcomes = this.outcomesOf(expert, kinds);
    const evidence = total(outcomes);
    let nearby = 0;
    for (const outcome of outcomes) nearby += weights[outcome.prompt]! * countOf(outcome);
    const logLength = usualLength(outcomes, weights);
    if (expert.tool) return { mean: rate, overall: rate, evidence, nearby, logLength, source: 'built in' };
    const level = logit(rate) + shared;
    return {
      mean: sigmoid(level + offset([{ level, outcomes }], weights, this.model.ownPrecision)),
      overall: rate,
      evidence,
      nearby,
      logLength,
      source:
        evidence > 0
          ? 'calibrated'
          : (expectedSkill(expert.facts, sizeOf(expert), this.prior, skillKinds)?.restsOn ??
            (sizeOf(expert).sizeEstimated ? 'estimated from price' : 'estimated from size')),
    };
  }

  /** Outcomes on questions of these kinds, or of a kind that is not known. */
  private outcomesOf(expert: Known, kinds: readonly SkillKind[]): readonly Outcome[] {
    const all = this.allOf(expert);
    const own = ({ kind }: Outcome) => kind === undefined || kinds.includes(kind);
    return all.every(own) ? all : all.filter(own);
  }

  private allOf(expert: Known): readonly Outcome[] {
    return this.calibration.outcomes.get(expert.id) ?? [];
  }
}

/**
 * Chance of being right that is assumed of an expert nobody has tried: by what a catalogue knows of its model, else by
 * its size or price alone.
 * @param kinds that the question may be of.
 */
export function priorRate(
  expert: Known,
  model: SkillModel,
  prior: PriorModel = fittedPrior,
  kinds: readonly SkillKind[] = skillKinds,
): number {
  if (expert.tool) return expert.priorSkill ?? usualToolSkill;
  const expected = expectedSkill(expert.facts, sizeOf(expert), prior, kinds);
  if (expected) return sigmoid(expected.logOdds);
  const { sizeB, sizeEstimated } = sizeOf(expert);
  const { intercept, slope } = sizeEstimated ? model.price : model.size;
  const more = kinds.includes('short')
    ? 0
    : kinds.reduce((sum, kind) => sum + prior.unlisted[kind], 0) / kinds.length;
  return sigmoid(intercept + slope * Math.log10(1 + sizeB) + more);
}
