/**
 * What is expected of an expert nobody has tried, from what a catalogue knows of its model: size, release, family, what
 * it was made for, public results, by kind of question. Fitted by `npm run catalogue`; docs/method.md says how.
 */
import fitted from '../../../models/prior.json';
import type { ModelFacts, SkillKind } from '../core/modelFacts';

/** Amounts in log-odds. */
export interface PriorModel {
  /** What is expected where every feature is nought, on questions of a kind such as were recorded. */
  readonly level: Readonly<Record<SkillKind, number>>;
  /** What each feature adds, by kind. */
  readonly weights: Readonly<Record<PriorFeature, Readonly<Record<SkillKind, number>>>>;
  /** How much abler a family's models are than their size and release say. */
  readonly families: Readonly<Record<string, number>>;
  /** How much more than its size or price says is expected of a model of which nothing else is known. */
  readonly unlisted: Readonly<Record<SkillKind, number>>;
  /** Of experts that were left out of the fit about what it expects of them, within a source. */
  readonly variance: Readonly<Record<SkillKind, number>>;
}

/** The prior of experts that nobody has measured, as `npm run catalogue` fitted it. */
export const fittedPrior: PriorModel = fitted;

/** Everything that the prior knows of a model, in the order of its weights. */
export const priorFeatures = ['size', 'unknownSize', 'price', 'release', 'code', 'math', 'base'] as const;
export type PriorFeature = (typeof priorFeatures)[number];

/** What an estimate rests on; shown to the person. */
export type RestsOn =
  | 'estimated from size and release'
  | 'estimated from size, release and public results'
  | 'estimated from price and release'
  | 'estimated from price, release and public results';

/** The size that an expert's prior is computed from. */
export interface Sized {
  /** Billions of parameters, or what counts as them where `sizeEstimated`; see cost.ts. */
  readonly sizeB: number;
  readonly sizeEstimated: boolean;
}

/** US dollars per million answer tokens at which a price adds nothing. */
const usualUsd = 10;
/** Year from which releases are counted. */
const firstYear = 2024;
/** Years about it within which models were recorded; beyond them nothing is extrapolated. */
const [earliest, latest] = [-1.5, 2.5];

/** Features of a model, by what is known of it; what is not known is nought. */
export function featuresOf(facts: ModelFacts, sized: Sized): Record<PriorFeature, number> {
  const sizeB = facts.paramsB ?? (sized.sizeEstimated ? undefined : sized.sizeB);
  const { usdPerMtok, released, madeFor } = facts;
  return {
    size: sizeB === undefined ? 0 : Math.log10(1 + sizeB),
    unknownSize: sizeB === undefined ? 1 : 0,
    price: sizeB === undefined && usdPerMtok !== undefined ? Math.log10(usdPerMtok / usualUsd) : 0,
    release: released === undefined ? 0 : Math.min(latest, Math.max(earliest, yearOf(released) - firstYear)),
    code: Number(madeFor === 'code'),
    math: Number(madeFor === 'math'),
    base: Number(madeFor === 'base'),
  };
}

/** `2024-07` as a number of years. */
function yearOf(month: string): number {
  return Number(month.slice(0, 4)) + (Number(month.slice(5, 7)) - 1) / 12;
}

/**
 * What is expected of a model; undefined where its release is not known, so that nothing but its size or price speaks.
 * @param kinds that the question may be of: the mean over them, at the level of short answers where it may be one.
 */
export function expectedSkill(
  facts: ModelFacts | undefined,
  sized: Sized,
  model: PriorModel,
  kinds: readonly SkillKind[],
): { readonly logOdds: number; readonly variance: number; readonly restsOn: RestsOn } | undefined {
  if (facts?.released === undefined) return undefined;
  const over = (values: Readonly<Record<SkillKind, number>>) =>
    kinds.reduce((sum, kind) => sum + values[kind], 0) / kinds.length;
  const features = featuresOf(facts, sized);
  const { family = '', standing } = facts;
  const logOdds =
    (kinds.includes('short') ? model.level.short : over(model.level)) +
    priorFeatures.reduce((sum, name) => sum + features[name] * over(model.weights[name]), 0) +
    (Object.hasOwn(model.families, family) ? model.families[family]! : 0) +
    (standing ? over(standing) : 0);
  const from = features.unknownSize ? 'price' : 'size';
  const restsOn: RestsOn = standing
    ? `estimated from ${from}, release and public results`
    : `estimated from ${from} and release`;
  return { logOdds, variance: over(model.variance), restsOn };
}
