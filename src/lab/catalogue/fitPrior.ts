/**
 * Fits what is expected of a model (src/der/estimate/prior.ts) on results of recorded experts and public tables: a
 * mixed linear model of log-odds. Tables differ in difficulty, kinds in what facts are worth; families and models
 * deviate normally, so that few results of one move it little.
 */
import type { SkillKind } from '../../der/core/modelFacts';
import { featuresOf, priorFeatures } from '../../der/estimate/prior';
import { sigmoid } from '../../der/estimate/logOdds';
import { inverse, solve } from './positiveDefinite';
import type { CatalogueResult } from './results';

/** Variances in squared log-odds, chosen by what they bring for experts left out. */
export interface Deviations {
  /** Of a fact's weight about nought. */
  readonly weight: number;
  /** Of its weight for one kind about that for all. */
  readonly kindWeight: number;
  readonly family: number;
  /** Of a model, in all kinds alike. */
  readonly model: number;
  /** Of a model, in one kind. */
  readonly modelKind: number;
  /** Of a single result, beside what its number of questions leaves open. */
  readonly result: number;
}

const deviations: Deviations = {
  weight: 1,
  kindWeight: 0.25,
  family: 0.1,
  model: 0.15,
  modelKind: 0.1,
  result: 0.1,
};

/** Variance of a table's difficulty: anything can be. */
const tableVariance = 100;

/** A fact of a result, by its column's name. */
type Term = readonly [name: string, value: number];

/** What results of one model say, beyond their tables' difficulties and the facts. */
interface Own {
  readonly results: readonly CatalogueResult[];
  readonly columns: readonly { readonly at: number; readonly value: number }[][];
  /** Inverse of the covariance of the results. */
  readonly precision: Float64Array;
}

export interface FittedPrior {
  weightOf(name: string): number;
}

export class PriorFit {
  private readonly columns = new Map<string, number>();
  private readonly models = new Map<string, Own>();
  private readonly normal: Float64Array;
  private readonly right: Float64Array;

  constructor(
    results: readonly CatalogueResult[],
    private readonly variances: Deviations = deviations,
  ) {
    const byModel = new Map<string, CatalogueResult[]>();
    for (const result of results) {
      for (const [name] of termsOf(result))
        if (!this.columns.has(name)) this.columns.set(name, this.columns.size);
      const own = byModel.get(result.model);
      if (own) own.push(result);
      else byModel.set(result.model, [result]);
    }
    const size = this.columns.size;
    this.normal = new Float64Array(size * size);
    this.right = new Float64Array(size);
    for (const [name, at] of this.columns) this.normal[at * size + at] = 1 / this.varianceOf(name);
    for (const [model, own] of byModel) {
      const columns = own.map((result) =>
        termsOf(result).map(([name, value]) => ({ at: this.columns.get(name)!, value })),
      );
      this.models.set(model, { results: own, columns, precision: inverse(this.covariance(own), own.length) });
    }
    for (const own of this.models.values()) this.count(own, 1);
  }

  /** What is fitted on all results but one model's; on all where none is named. */
  without(model?: string): FittedPrior {
    const own = model === undefined ? undefined : this.models.get(model);
    if (own) this.count(own, -1);
    const weights = solve(this.normal, this.right, this.columns.size);
    if (own) this.count(own, 1);
    return { weightOf: (name) => weights[this.columns.get(name) ?? -1] ?? 0 };
  }

  /** How far results of one model lift it in a kind of question above what its facts say. */
  lift(results: readonly CatalogueResult[], kind: SkillKind, fitted: FittedPrior): number {
    const { model, modelKind } = this.variances;
    const n = results.length;
    const precision = inverse(this.covariance(results), n);
    let lift = 0;
    for (let i = 0; i < n; i++) {
      const shared = model + (results[i]!.kind === kind ? modelKind : 0);
      for (let j = 0; j < n; j++) {
        lift += shared * precision[i * n + j]! * (results[j]!.logOdds - expected(results[j]!, fitted));
      }
    }
    return lift;
  }

  private covariance(results: readonly CatalogueResult[]): Float64Array {
    const { model, modelKind, result } = this.variances;
    const n = results.length;
    const matrix = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const same = results[i]!.kind === results[j]!.kind ? modelKind : 0;
        matrix[i * n + j] = model + same + (i === j ? result + noiseOf(results[i]!) : 0);
      }
    }
    return matrix;
  }

  /** Adds what a model's results say to the equations, or takes it out. */
  private count({ results, columns, precision }: Own, sign: 1 | -1): void {
    const n = results.length;
    const size = this.columns.size;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const weight = sign * precision[i * n + j]!;
        for (const { at, value } of columns[i]!) {
          this.right[at]! += weight * value * results[j]!.logOdds;
          for (const other of columns[j]!) this.normal[at * size + other.at]! += weight * value * other.value;
        }
      }
    }
  }

  private varianceOf(name: string): number {
    const { weight, kindWeight, family } = this.variances;
    if (name.startsWith('table ')) return tableVariance;
    if (name.startsWith('family ')) return family;
    return name.includes(': ') ? kindWeight : weight;
  }
}

/** The facts of a result: its table, and those of its model, for all kinds and for its own. */
function termsOf(result: CatalogueResult): Term[] {
  const { facts, sized, kind, table } = result;
  const features = featuresOf(facts, sized);
  return [
    [`table ${table}`, 1],
    ...(facts.family === undefined ? [] : [[`family ${facts.family}`, 1] as Term]),
    ...(result.hard ? [['thought hard', 1] as Term] : []),
    ...priorFeatures.flatMap((name): Term[] =>
      features[name] === 0
        ? []
        : [
            [name, features[name]],
            [`${kind}: ${name}`, features[name]],
          ],
    ),
  ];
}

/** Variance of log-odds that were counted on so many questions. */
function noiseOf({ logOdds, questions }: CatalogueResult): number {
  const rate = sigmoid(logOdds);
  return 1 / (questions * rate * (1 - rate));
}

function expected(result: CatalogueResult, fitted: FittedPrior): number {
  return termsOf(result).reduce((sum, [name, value]) => sum + value * fitted.weightOf(name), 0);
}
