/** The prior as the engine reads it, from a fit. */
import { skillKinds, type SkillKind } from '../../der/core/modelFacts';
import { logit } from '../../der/estimate/logOdds';
import { priorRate, type SkillModel } from '../../der/estimate/profile';
import { priorFeatures, type PriorFeature, type PriorModel } from '../../der/estimate/prior';
import type { FittedPrior } from './fitPrior';
import { groupBy } from './groupBy';
import type { CatalogueResult } from './results';

/** Experts that a source must have for its difficulty to be told. */
const leastExperts = 6;

export function priorModel(
  fitted: FittedPrior,
  results: readonly CatalogueResult[],
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
function aboveSize(kind: SkillKind, results: readonly CatalogueResult[], skill: SkillModel): number {
  return overSources(kind, results, (rows) =>
    rows.reduce((sum, row) => sum + (row.logOdds - bySizeAlone(row, skill)) / rows.length, 0),
  );
}

/** Log-odds by size or price alone, of short answers. */
export function bySizeAlone({ model, sized }: CatalogueResult, skill: SkillModel): number {
  const { sizeB: costB, sizeEstimated: costEstimated } = sized;
  return logit(priorRate({ id: model, tool: false, costB, costEstimated }, skill));
}

/** How easy the recorded sources of a kind are. */
function levelOf(kind: SkillKind, fitted: FittedPrior, results: readonly CatalogueResult[]): number {
  return overSources(kind, results, ([row]) => fitted.weightOf(`table ${row!.table}`));
}

/** Mean over the recorded sources of a kind, each weighted by its questions. */
function overSources(
  kind: SkillKind,
  results: readonly CatalogueResult[],
  value: (rows: readonly CatalogueResult[]) => number,
): number {
  const recorded = results.filter((result) => result.kind === kind && result.expert !== undefined);
  let [sum, weight] = [0, 0];
  for (const rows of groupBy(recorded, ({ table }) => table).values()) {
    if (rows.length < leastExperts) continue;
    const questions = Math.max(...rows.map((row) => row.questions));
    sum += questions * value(rows);
    weight += questions;
  }
  return weight === 0 ? 0 : sum / weight;
}
