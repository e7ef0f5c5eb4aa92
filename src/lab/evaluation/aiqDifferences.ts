/** By how much DER's area under the cost–quality curve is above that of every other method, paired by prompt. */
import type { RecordedExpert } from '../../learn/recordedAnswers';
import { averageQuality, type Point } from './hull';
import type { AiqDifference } from './report';
import type { Bootstrap } from '../../der/statistics/statistics';
import type { Measurement, MergedMethod } from './mergeFolds';

/** Compared with nobody: bounds, single experts, and DER's own variations, but for what it began with. */
const notRivals = /^(oracle|der(?!_imitation$).*|expert:.*)$/;

/**
 * Which settings belong to a curve was selected on train and stays; the hull through them and the cheapest expert is
 * taken anew from every resample. Empty where DER was not measured or all experts cost the same.
 */
export function aiqDifferences(
  measurements: readonly Measurement[],
  shown: readonly Measurement[],
  pool: readonly RecordedExpert[],
  bootstrap: Bootstrap,
): AiqDifference[] {
  const der = shown.find(({ method }) => method === 'der');
  if (!der) return [];
  const own = areaOf(der, measurements, pool);
  return shown
    .filter(({ method }) => !notRivals.test(method))
    .flatMap((rival) => {
      const difference = areaDifference(own, areaOf(rival, measurements, pool), bootstrap);
      return difference ? [{ method: 'der', against: rival.method, ...difference }] : [];
    });
}

/** Area under a method's curve, of all prompts or of a resample of them; null where all experts cost the same. */
export type Area = (weights?: Uint32Array) => number | null;

/** @param measurements with those of the pool's single experts */
export function areaOf(
  { hullWithin }: Measurement,
  measurements: readonly Measurement[],
  pool: readonly RecordedExpert[],
): Area {
  const experts = pool.map(({ name }) => measurements.find(({ method }) => method === `expert:${name}`)!);
  return (weights) => {
    const { cheapest, dearest } = endsOf(pool, experts, weights);
    const points = hullWithin.map((run) => pointOf(run, weights));
    return averageQuality(points, cheapest, dearest);
  };
}

/** By how much one area is above the other, paired by prompt; undefined where one has none. */
export function areaDifference(
  own: Area,
  other: Area,
  bootstrap: Bootstrap,
): Pick<AiqDifference, 'mean' | 'ci95'> | undefined {
  const difference = (weights?: Uint32Array) => {
    const [a, b] = [own(weights), other(weights)];
    return a === null || b === null ? undefined : a - b;
  };
  const [mean, ci95] = [difference(), bootstrap.intervalOf(difference)];
  return mean === undefined || !ci95 ? undefined : { mean, ci95 };
}

/** The cheapest and the dearest expert of the pool as points of the cost–quality plane. */
export function endsOf(
  pool: readonly RecordedExpert[],
  experts: readonly Measurement[],
  weights?: Uint32Array,
): { cheapest: Point; dearest: Point } {
  const points = pool.map(({ costB }, member) => ({
    cost: costB,
    quality: weighted(experts[member]!.row.measured.quality, weights),
  }));
  const sorted = points.sort((a, b) => a.cost - b.cost || b.quality - a.quality);
  return { cheapest: sorted[0]!, dearest: sorted.at(-1)! };
}

function pointOf({ measured: { quality, cost } }: MergedMethod, weights?: Uint32Array): Point {
  return { quality: weighted(quality, weights), cost: weighted(cost, weights) };
}

/** Mean over prompts, each counted as often as it was drawn. */
function weighted(values: Float64Array, weights?: Uint32Array): number {
  let sum = 0;
  for (let row = 0; row < values.length; row++) sum += values[row]! * (weights ? weights[row]! : 1);
  return sum / values.length;
}
