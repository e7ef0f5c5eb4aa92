/** Knobs: settings are selected on train prompts and then measured on the split. */
import { hull } from './hull';
import type { Setting } from './method';
import type { MeasuredMethod } from './measure';
import { targets, type SelectionTarget } from './report';
import { mean } from '../../der/statistics/statistics';

/** Price of cost at which a method's row is chosen. */
const rowAlpha = 1e-3;

export interface Tried {
  readonly setting: Setting;
  readonly quality: number;
  readonly cost: number;
  /** Standard deviation of the cost between prompts. */
  readonly costSpread: number;
}

export function tried(setting: Setting, measured: MeasuredMethod): Tried {
  const cost = mean(measured.cost);
  const costSpread = Math.sqrt(mean(measured.cost.map((one) => (one - cost) ** 2)));
  return { setting, quality: mean(measured.quality), cost, costSpread };
}

/** A setting of the hull, and the price of cost up to which it is the best one: Δ quality / Δ cost to the one before. */
export interface Corner {
  readonly setting: Setting;
  readonly price: number;
}

/** Settings of a method, by what they were selected for. */
export interface SelectedSettings {
  /** On the hull on train, the cheapest first. */
  readonly hull: readonly Corner[];
  /**
   * The same of the settings that cost no more on train than the dearest expert. The area under a curve ends there: a
   * hull that leaps over that end, from far below it to far beyond, would leave nothing to measure in between.
   */
  readonly hullWithin: readonly Corner[];
  /**
   * The same of those whose cost on the split will hardly lie beyond that end. A corner just below it on train may
   * lie just beyond it on a few other prompts and leave nothing of the curve, as where the best expert is the dearest.
   */
  readonly hullSurelyWithin: readonly Corner[];
  /** The one that the method's row shows. */
  readonly row: Setting;
  /** The cheapest that reach a target; those that none reaches are missing. */
  readonly reaching: ReadonlyMap<SelectionTarget, Setting>;
  /** All of these, each once: those that are worth measuring on the split. */
  readonly settings: readonly Setting[];
}

/** How many standard errors of its mean a cost must lie below the end of the axis to lie there surely. */
const surely = 2;

/**
 * Selects on train; the middle setting when there was nothing to select on.
 * @param dearest Cost of the dearest expert.
 * @param prompts On how many prompts the settings will be measured.
 */
export function select(
  settings: readonly Setting[],
  train: readonly Tried[],
  goals: ReadonlyMap<SelectionTarget, number>,
  dearest: number,
  prompts: number,
): SelectedSettings {
  if (train.length === 0) {
    const middle = settings[Math.floor(settings.length / 2)]!;
    const alone = [{ setting: middle, price: Infinity }];
    return {
      hull: alone,
      hullWithin: alone,
      hullSurelyWithin: alone,
      row: middle,
      reaching: new Map(),
      settings: [middle],
    };
  }
  const corners = cornersOf(train);
  const within = cornersOf(train.filter(({ cost }) => cost <= dearest));
  const surelyWithin = cornersOf(
    train.filter(({ cost, costSpread }) => cost + (surely * costSpread) / Math.sqrt(prompts) <= dearest),
  );
  const row = train.reduce((one, next) => (worth(next) > worth(one) ? next : one)).setting;
  const reaching = new Map<SelectionTarget, Setting>();
  for (const [target, goal] of goals) {
    const setting = cheapestReaching(train, goal);
    if (setting !== undefined) reaching.set(target, setting);
  }
  const chosen = new Set([
    ...[...corners, ...within, ...surelyWithin].map(({ setting }) => setting),
    row,
    ...reaching.values(),
  ]);
  return {
    hull: corners,
    hullWithin: within,
    hullSurelyWithin: surelyWithin,
    row,
    reaching,
    settings: [...chosen],
  };
}

function cornersOf(train: readonly Tried[]): Corner[] {
  const corners = hull(train);
  return corners.map(({ setting, quality, cost }, at) => {
    const before = corners[at - 1];
    return { setting, price: before ? (quality - before.quality) / (cost - before.cost) : Infinity };
  });
}

function worth({ quality, cost }: Tried): number {
  return quality - rowAlpha * cost;
}

/** The cheapest setting that reaches a quality on train; undefined when none does. */
function cheapestReaching(train: readonly Tried[], quality: number): Setting | undefined {
  const reaching = train.filter((point) => point.quality >= quality);
  if (reaching.length === 0) return undefined;
  return reaching.reduce((best, next) => (next.cost < best.cost ? next : best)).setting;
}

/** Qualities on train that operating points have to reach, by target; empty when nothing was measured on train. */
export function goalsOf(
  trainQuality: (method: 'best_single' | 'vote_weighted') => number | undefined,
): Map<SelectionTarget, number> {
  const goals = new Map<SelectionTarget, number>();
  for (const target of targets) {
    const [name, slack] = target.split('-') as ['best_single' | 'vote_weighted', string | undefined];
    const quality = trainQuality(name);
    if (quality !== undefined) goals.set(target, quality - Number(slack ?? 0));
  }
  return goals;
}
