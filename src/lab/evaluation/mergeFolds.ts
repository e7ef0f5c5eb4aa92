/** Measurements of folds, each with what was selected without it, put together as if they were one. */
import { concatenated, type MeasuredMethod } from './measure';
import type { Setting } from './method';
import type { SelectedSetting, SelectionTarget } from './report';
import type { SelectedSettings } from './selection';

/** A method on one fold: what was selected for it elsewhere, and what every selected setting reaches here. */
export interface FoldMeasurement {
  readonly method: string;
  readonly hasKnobs: boolean;
  readonly selection: SelectedSettings;
  readonly measured: ReadonlyMap<Setting, MeasuredMethod>;
}

/** A method with one setting, or with one for each fold. */
export interface MergedMethod {
  readonly knobs: SelectedSetting;
  readonly measured: MeasuredMethod;
}

/** A method, measured. */
export interface Measurement {
  readonly method: string;
  readonly hasKnobs: boolean;
  /** All that follow, each once. */
  readonly runs: readonly MergedMethod[];
  /** What the hull on train gives, the cheapest first. */
  readonly hull: readonly MergedMethod[];
  /** The same of the hulls of what costs no more than the dearest expert, and surely no more: the area is theirs. */
  readonly hullWithin: readonly MergedMethod[];
  /** The run that its row is taken from. */
  readonly row: MergedMethod;
  /** The cheapest run that reached a target on train; for a target that is missing in a fold there is none. */
  readonly reaching: ReadonlyMap<SelectionTarget, MergedMethod>;
}

/**
 * Unites a method's measurements on several folds. Every fold has a hull of its own; for any price of cost, each
 * takes the setting that is best at it there, and these together are one point of the common hull.
 */
export function mergeFolds(folds: readonly FoldMeasurement[]): Measurement {
  const runs = new Map<string, MergedMethod>();
  const numbers = folds.map(
    ({ measured }) => new Map([...measured.keys()].map((setting, at) => [setting, at])),
  );
  const run = (settings: readonly Setting[]): MergedMethod => {
    const key = settings.map((setting, fold) => numbers[fold]!.get(setting)).join();
    const measured = () => concatenated(settings.map((setting, fold) => folds[fold]!.measured.get(setting)!));
    const known = runs.get(key) ?? {
      knobs: settings.length === 1 ? settings[0]! : settings,
      measured: measured(),
    };
    runs.set(key, known);
    return known;
  };
  const { method, hasKnobs, selection } = folds[0]!;
  const hullOf = (name: 'hull' | 'hullWithin' | 'hullSurelyWithin'): MergedMethod[] => {
    const hulls = folds.map((fold) => fold.selection[name]);
    if (hulls.some((corners) => corners.length === 0)) return [];
    const prices = new Set(hulls.flatMap((corners) => corners.map(({ price }) => price)));
    return [...prices]
      .sort((a, b) => b - a)
      .map((price) => run(hulls.map((corners) => corners.findLast((at) => at.price >= price)!.setting)));
  };
  const hull = hullOf('hull');
  const hullWithin = [...new Set([...hullOf('hullWithin'), ...hullOf('hullSurelyWithin')])];
  const row = run(folds.map((fold) => fold.selection.row));
  const reaching = [...selection.reaching.keys()].flatMap((target) => {
    const settings = folds.map((fold) => fold.selection.reaching.get(target));
    return settings.every((setting) => setting !== undefined) ? [[target, run(settings)] as const] : [];
  });
  return {
    method,
    hasKnobs,
    runs: [...runs.values()],
    hull,
    hullWithin,
    row,
    reaching: new Map(reaching),
  };
}
