/** Knobs: settings are selected on train prompts and then measured on the split. */
import { hull } from './hull';
import type { Setting } from './method';
import type { Measured } from './measure';
import { mean } from './statistics';

/** Price of cost at which a method's row is chosen. */
export const rowAlpha = 1e-3;

export interface Tried {
  readonly setting: Setting;
  readonly quality: number;
  readonly cost: number;
}

export function tried(setting: Setting, measured: Measured): Tried {
  return { setting, quality: mean(measured.quality), cost: mean(measured.cost) };
}

/** The settings on the hull on train, the cheapest first; all of them when there was nothing to select on. */
export function onHull(settings: readonly Setting[], train: readonly Tried[]): ReadonlySet<Setting> {
  return new Set(train.length === 0 ? settings : hull(train).map(({ setting }) => setting));
}

/** The setting that is best at `rowAlpha` on train; the middle one when there was nothing to select on. */
export function forRow(settings: readonly Setting[], train: readonly Tried[]): Setting {
  if (train.length === 0) return settings[Math.floor(settings.length / 2)]!;
  return train.reduce((best, next) => (worth(next) > worth(best) ? next : best)).setting;
}

function worth({ quality, cost }: Tried): number {
  return quality - rowAlpha * cost;
}

/** The cheapest setting that reaches a quality on train; undefined when none does. */
export function cheapestReaching(train: readonly Tried[], quality: number): Setting | undefined {
  const reaching = train.filter((point) => point.quality >= quality);
  if (reaching.length === 0) return undefined;
  return reaching.reduce((best, next) => (next.cost < best.cost ? next : best)).setting;
}
