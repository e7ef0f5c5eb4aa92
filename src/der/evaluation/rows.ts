/** From measurements to the rows of the report. */
import type { RecordedExpert } from '../data/source';
import { averageQuality, type Point } from './hull';
import type { Measured } from './measure';
import type { Setting } from './method';
import { targets, type MethodRow, type OperatingPoint, type Target } from './report';
import { cheapestReaching, type Tried } from './selection';
import { mean, type Bootstrap } from './statistics';

/** A method with one setting, measured on the split. */
export interface Run {
  readonly setting: Setting;
  readonly measured: Measured;
  /** On the method's hull on train. */
  readonly onHull: boolean;
}

/** A method, measured. */
export interface Measurement {
  readonly method: string;
  readonly hasKnobs: boolean;
  readonly runs: readonly Run[];
  /** The run that its row is taken from. */
  readonly row: Run;
  /** Every setting on train; empty when there was nothing to select on. */
  readonly train: readonly Tried[];
}

export function methodRow(
  { method, hasKnobs, runs, row }: Measurement,
  bestSingle: Measured,
  ends: { readonly cheapest: Point; readonly dearest: Point },
  bootstrap: Bootstrap,
): MethodRow {
  const { measured, setting } = row;
  const difference = measured.quality.map((quality, index) => quality - bestSingle.quality[index]!);
  return {
    name: method,
    quality: mean(measured.quality),
    ci95: bootstrap.interval(measured.quality),
    delta_vs_best_single: { mean: mean(difference), ci95: bootstrap.interval(difference) },
    calls: mean(measured.calls),
    cost: mean(measured.cost),
    params_b: meanOf(measured.paramsB),
    params_tokens: meanOf(measured.paramsTokens),
    usd: meanOf(measured.usd),
    aiq: averageQuality(runs.filter(({ onHull }) => onHull).map(pointOf), ends.cheapest, ends.dearest),
    ...(hasKnobs && {
      knobs: setting,
      curve: runs.map((run) => ({
        knobs: run.setting,
        ...pointOf(run),
        calls: mean(run.measured.calls),
        on_hull: run.onHull,
      })),
    }),
  };
}

/** The cheapest and the dearest expert of the pool as points of the cost–quality plane. */
export function endsOf(
  pool: readonly RecordedExpert[],
  experts: readonly Measurement[],
): { cheapest: Point; dearest: Point } {
  const points = pool.map(({ costB }, member) => ({
    cost: costB,
    quality: mean(experts[member]!.row.measured.quality),
  }));
  const sorted = points.sort((a, b) => a.cost - b.cost || b.quality - a.quality);
  return { cheapest: sorted[0]!, dearest: sorted.at(-1)! };
}

/** Qualities on train that operating points have to reach, by target; empty when nothing was measured on train. */
export function goalsOf(
  trainQuality: (method: 'best_single' | 'vote_weighted') => number | undefined,
): Map<Target, number> {
  const goals = new Map<Target, number>();
  for (const target of targets) {
    const [name, slack] = target.split('-') as ['best_single' | 'vote_weighted', string | undefined];
    const quality = trainQuality(name);
    if (quality !== undefined) goals.set(target, quality - Number(slack ?? 0));
  }
  return goals;
}

/** For every target and method with knobs: the cheapest setting that reached the target on train, measured. */
export function operatingPoints(
  measurements: readonly Measurement[],
  goals: ReadonlyMap<Target, number>,
  bootstrap: Bootstrap,
): OperatingPoint[] {
  return [...goals].flatMap(([target, goal]) =>
    measurements.flatMap(({ method, hasKnobs, train, runs }) => {
      const setting = hasKnobs ? cheapestReaching(train, goal) : undefined;
      const run = runs.find((each) => each.setting === setting);
      if (run === undefined) return [];
      const ci95 = bootstrap.interval(run.measured.quality);
      return [{ target, method, knobs: run.setting, ...pointOf(run), ci95 }];
    }),
  );
}

function pointOf({ measured }: Run): Point {
  return { quality: mean(measured.quality), cost: mean(measured.cost) };
}

function meanOf(values: Float64Array | null): number | null {
  return values === null ? null : mean(values);
}
