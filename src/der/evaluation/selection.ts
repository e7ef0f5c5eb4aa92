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

/** Settings of a method, by what they were selected for. */
export interface Selection {
  /** On the hull on train, the cheapest first. */
  readonly hull: ReadonlySet<Setting>;
  /** The one that the method's row shows. */
  readonly row: Setting;
  /** Those that are worth measuring on the split: hull, row, and the cheapest that reach a goal. */
  readonly all: ReadonlySet<Setting>;
}

/** Selects on train; the middle setting when there was nothing to select on. */
export function select(
  settings: readonly Setting[],
  train: readonly Tried[],
  goals: readonly number[],
): Selection {
  const row = forRow(settings, train);
  if (train.length === 0) return { hull: new Set([row]), row, all: new Set([row]) };
  const corners = new Set(hull(train).map(({ setting }) => setting));
  const reaching = goals
    .map((goal) => cheapestReaching(train, goal))
    .filter((setting) => setting !== undefined);
  const chosen = new Set([...corners, row, ...reaching]);
  return { hull: corners, row, all: new Set(settings.filter((setting) => chosen.has(setting))) };
}

/** The setting that is best at `rowAlpha` on train; the middle one when there was nothing to select on. */
function forRow(settings: readonly Setting[], train: readonly Tried[]): Setting {
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
