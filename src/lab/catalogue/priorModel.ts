/** The prior as the engine reads it, from a fit. */
import { skillKinds, type SkillKind } from '../../der/core/modelFacts';
import { logit, priorRate, type SkillModel } from '../../der/estimate/profile';
import { priorFeatures, type PriorFeature, type PriorModel } from '../../der/estimate/prior';
import type { Fitted } from './fitPrior';
import { groupBy } from './groupBy';
import type { Result } from './results';

/** Experts that a source must have for its difficulty to be told. */
const leastExperts = 6;

export function priorModel(
  fitted: Fitted,
  results: readonly Result[],
  skill: SkillModel,
  variance: PriorModel['variance'] = none,
): PriorModel {
  const byKind = (value: (kind: SkillKind) => number) => {
    const [short, program, open] = skillKinds.map((kind) => Math.round(value(kind) * 1000) / 1000);
    return { short: short!, program: program!, open: open! };
  };
  const weights = priorFeatures.map((name): [PriorFeature, Record<SkillKind, number>] => [
    name,
    byKind((kind) => fitted.weightOf(name) + fitted.weightOf(`${kind}: ${name}`)),
  ]);
  const families = new Set(results.flatMap(({ facts }) => facts.family ?? []));
  return {
    level: byKind((kind) => levelOf(kind, fitted, results)),
    weights: Object.fromEntries(weights) as Record<PriorFeature, Record<SkillKind, number>>,
    families: Object.fromEntries(
      [...families].sort().map((name) => [name, Math.round(fitted.weightOf(`family ${name}`) * 1000) / 1000]),
    ),
    unlisted: byKind((kind) => (kind === 'short' ? 0 : aboveSize(kind, results, skill))),
    variance,
  };
}

const none: Record<SkillKind, number> = { short: 0, program: 0, open: 0 };

/** How far the recorded sources of a kind are above what size or price says, which is of short answers. */
function aboveSize(kind: SkillKind, results: readonly Result[], skill: SkillModel): number {
  return mean(
    recordedTables(kind, results).map((rows) =>
      mean(rows.map((row) => row.logOdds - bySizeAlone(row, skill))),
    ),
  );
}

/** Log-odds by size or price alone, of short answers. */
export function bySizeAlone({ model, sized }: Result, skill: SkillModel): number {
  const { sizeB: costB, sizeEstimated: costEstimated } = sized;
  return logit(priorRate({ id: model, provider: 'recorded', tool: false, costB, costEstimated }, skill));
}

/** The mean over the recorded sources of a kind, each counted once. */
function levelOf(kind: SkillKind, fitted: Fitted, results: readonly Result[]): number {
  return mean(recordedTables(kind, results).map(([row]) => fitted.weightOf(`table ${row!.table}`)));
}

function recordedTables(kind: SkillKind, results: readonly Result[]): Result[][] {
  const recorded = results.filter((result) => result.kind === kind && result.expert !== undefined);
  return [...groupBy(recorded, ({ table }) => table).values()].filter((rows) => rows.length >= leastExperts);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
