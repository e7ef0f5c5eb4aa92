/** From measurements to the rows of the report. */
import { averageQuality, type Point } from './hull';
import type { MeasuredMethod } from './measure';
import { targets, type MethodRow, type OperatingPoint } from './report';
import { mean, type Bootstrap } from '../../der/statistics/statistics';
import type { Measurement, MergedMethod } from './mergeFolds';

export function methodRow(
  { method, hasKnobs, runs, hull, hullWithin, row }: Measurement,
  bestSingle: MeasuredMethod,
  ends: { readonly cheapest: Point; readonly dearest: Point },
  bootstrap: Bootstrap,
): MethodRow {
  const { measured, knobs } = row;
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
    aiq: averageQuality(hullWithin.map(pointOf), ends.cheapest, ends.dearest),
    ...(hasKnobs && {
      knobs,
      curve: runs.map((run) => ({
        knobs: run.knobs,
        ...pointOf(run),
        calls: mean(run.measured.calls),
        on_hull: hull.includes(run) || hullWithin.includes(run),
      })),
    }),
  };
}

/** For every target and method with knobs: the cheapest setting that reached the target on train, measured. */
export function operatingPoints(
  measurements: readonly Measurement[],
  bootstrap: Bootstrap,
): OperatingPoint[] {
  return targets.flatMap((target) =>
    measurements.flatMap(({ method, hasKnobs, reaching }) => {
      const run = hasKnobs ? reaching.get(target) : undefined;
      if (run === undefined) return [];
      const ci95 = bootstrap.interval(run.measured.quality);
      return [{ target, method, knobs: run.knobs, ...pointOf(run), ci95 }];
    }),
  );
}

function pointOf({ measured }: MergedMethod): Point {
  return { quality: mean(measured.quality), cost: mean(measured.cost) };
}

function meanOf(values: Float64Array | null): number | null {
  return values === null ? null : mean(values);
}
