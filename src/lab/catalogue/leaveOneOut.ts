/** How well the prior tells recorded experts apart when it was fitted without them. */
import { logit, sigmoid } from '../../der/estimate/logOdds';
import { priorRate, type SkillModel } from '../../der/estimate/profile';
import { Random } from '../../learn/random';
import { argMax } from '../evaluation/methods/single';
import type { PriorModel } from '../../der/estimate/prior';
import { skillKinds, type SkillKind } from '../../der/core/modelFacts';
import { groupBy } from './groupBy';
import { bySizeAlone, priorModel } from './priorModel';
import type { FittedPrior, PriorFit } from './fitPrior';
import type { CatalogueResult } from './results';

export interface LeftOutModel {
  readonly result: CatalogueResult;
  /** Log-odds that the prior expects without this expert's model, and that its size or price alone does. */
  readonly expected: number;
  readonly bySize: number;
}

/** What is expected of every recorded expert by a fit without all that was recorded of its model. */
export function leaveOneOut(
  fit: PriorFit,
  results: readonly CatalogueResult[],
  skill: SkillModel,
): LeftOutModel[] {
  const publicly = groupBy(
    results.filter(({ expert }) => expert === undefined),
    ({ model }) => model,
  );
  const priors = new Map<string, PriorModel>();
  return results
    .filter(({ expert }) => expert !== undefined)
    .map((result) => {
      const { model, facts, sized, kind } = result;
      const fitted = fit.without(model);
      const prior =
        priors.get(model) ??
        priorModel(
          fitted,
          results.filter((other) => other.model !== model),
          skill,
        );
      priors.set(model, prior);
      const own = facts.ofBase ? undefined : publicly.get(model);
      const standing = own && standingOf(fit, own, fitted);
      const expert = {
        ...{ id: model, tool: false },
        ...{ costB: sized.sizeB, costEstimated: sized.sizeEstimated },
      };
      return {
        result,
        expected: logit(priorRate({ ...expert, facts: { ...facts, standing } }, skill, prior, [kind])),
        bySize: bySizeAlone(result, skill),
      };
    });
}

/** How far public results lift a model, by kind. */
export function standingOf(
  fit: PriorFit,
  results: readonly CatalogueResult[],
  fitted: FittedPrior,
): Record<SkillKind, number> {
  const lift = (kind: SkillKind) => Math.round(fit.lift(results, kind, fitted) * 100) / 100;
  return { short: lift('short'), program: lift('program'), open: lift('open') };
}

/** Variance of experts about what was expected of them, each source's mean difference taken out. */
export function varianceOf(left: readonly LeftOutModel[]): Record<SkillKind, number> {
  const of = (kind: SkillKind) => {
    const tables = groupBy(
      left.filter(({ result }) => result.kind === kind && result.facts.released !== undefined),
      ({ result }) => result.table,
    );
    let [squares, count] = [0, 0];
    for (const rows of tables.values()) {
      const errors = rows.map(({ result, expected }) => result.logOdds - expected);
      const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
      squares += errors.reduce((sum, error) => sum + (error - mean) ** 2, 0);
      count += errors.length - 1;
    }
    return count === 0 ? 1 : Math.round((squares / count) * 100) / 100;
  };
  const [short, program, open] = skillKinds.map(of);
  return { short: short!, program: program!, open: open! };
}

/** Told apart, experts of one source. */
export interface Correlations {
  readonly table: string;
  readonly experts: number;
  /** How many of them the catalogue knows. */
  readonly known: number;
  /** Spearman's, of mean quality with what is expected, and with size or price alone. */
  readonly prior: number;
  readonly bySize: number;
  readonly pools: PoolQualities;
}

/** Mean quality over drawn pools of the source. */
export interface PoolQualities {
  /** Of anybody. */
  readonly random: number;
  /** Of whom size or price alone takes for the ablest, and of whom the prior does. */
  readonly bySize: number;
  readonly prior: number;
  /** Of the ablest. */
  readonly best: number;
}

const poolSize = 6;
const drawnPools = 500;

export function correlations(left: readonly LeftOutModel[]): Correlations[] {
  return [...groupBy(left, ({ result }) => result.table)].map(([table, rows]) => {
    const actual = rows.map(({ result }) => result.logOdds);
    return {
      table,
      experts: rows.length,
      known: rows.filter(({ result }) => result.facts.released !== undefined).length,
      prior: rankCorrelation(
        actual,
        rows.map(({ expected }) => expected),
      ),
      bySize: rankCorrelation(
        actual,
        rows.map(({ bySize }) => bySize),
      ),
      pools: poolQualities(rows),
    };
  });
}

function poolQualities(rows: readonly LeftOutModel[]): PoolQualities {
  const random = new Random(1);
  const sum = { random: 0, bySize: 0, prior: 0, best: 0 };
  for (let draw = 0; draw < drawnPools; draw++) {
    const pool = random.shuffle([...rows]).slice(0, poolSize);
    const quality = ({ result }: LeftOutModel) => sigmoid(result.logOdds);
    sum.random += pool.reduce((total, one) => total + quality(one), 0) / pool.length;
    sum.bySize += quality(argMax(pool, ({ bySize }) => bySize));
    sum.prior += quality(argMax(pool, ({ expected }) => expected));
    sum.best += Math.max(...pool.map(quality));
  }
  return {
    random: sum.random / drawnPools,
    bySize: sum.bySize / drawnPools,
    prior: sum.prior / drawnPools,
    best: sum.best / drawnPools,
  };
}

/** Spearman's rank correlation; ties share their mean rank. */
export function rankCorrelation(one: readonly number[], other: readonly number[]): number {
  const [a, b] = [ranks(one), ranks(other)];
  const middle = (a.length - 1) / 2;
  let [together, first, second] = [0, 0, 0];
  a.forEach((rank, i) => {
    together += (rank - middle) * (b[i]! - middle);
    first += (rank - middle) ** 2;
    second += (b[i]! - middle) ** 2;
  });
  return together / Math.sqrt(first * second);
}

function ranks(values: readonly number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b);
  return values.map((value) => (sorted.indexOf(value) + sorted.lastIndexOf(value)) / 2);
}
