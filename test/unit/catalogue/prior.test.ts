import { describe, expect, it } from 'vitest';
import type { ModelFacts } from '../../../src/der/core/modelFacts';
import { logit } from '../../../src/der/estimate/logOdds';
import { noCalibration, priorRate, Profiles } from '../../../src/der/estimate/profile';
import { PriorFit } from '../../../src/lab/catalogue/fitPrior';
import { leaveOneOut, rankCorrelation, standingOf } from '../../../src/lab/catalogue/leaveOneOut';
import { priorModel } from '../../../src/lab/catalogue/priorModel';
import type { CatalogueResult } from '../../../src/lab/catalogue/results';
import { Random } from '../../../src/learn/random';
import { untrainedSkill as skill } from '../../../src/learn/untrained';
import { expert } from '../learnedSupport';

const released = (month: string, more: Partial<ModelFacts> = {}): ModelFacts => ({
  name: 'one',
  released: month,
  ...more,
});

describe('what is expected of an expert nobody has tried', () => {
  it('is by size alone, as ever, where nothing else is known', () => {
    const one = expert('one', 8);
    const { intercept, slope } = skill.size;
    expect(logit(priorRate(one, skill))).toBeCloseTo(intercept + slope * Math.log10(9));
    expect(priorRate({ ...one, facts: { name: 'one', family: 'llama' } }, skill)).toBe(priorRate(one, skill));
  });

  it('rises with size, with every year and with public results', () => {
    const rate = (facts: ModelFacts, costB = 8) => priorRate(expert('one', costB, { facts }), skill);
    expect(rate(released('2025-01'))).toBeGreaterThan(rate(released('2023-07')));
    expect(rate(released('2023-07'), 70)).toBeGreaterThan(rate(released('2023-07')));
    const standing = { short: 0.5, program: 0.5, open: 0.5 };
    expect(rate(released('2023-07', { standing }))).toBeGreaterThan(rate(released('2023-07')));
    expect(rate(released('2090-01'))).toBe(rate(released('2080-01')));
  });

  it('differs by the kind of question', () => {
    const rate = (madeFor: ModelFacts['madeFor'], kind: 'program' | 'open') =>
      priorRate(expert('one', 13, { facts: released('2023-08', { madeFor }) }), skill, undefined, [kind]);
    expect(rate('code', 'program')).toBeGreaterThan(rate(undefined, 'program'));
    expect(rate('code', 'open')).toBeLessThan(rate(undefined, 'open'));
  });

  it('says what it rests on', () => {
    const source = (facts: ModelFacts, more = {}) =>
      new Profiles(noCalibration, skill).skills(new Float32Array(2), [
        expert('one', 8, { facts, ...more }),
      ])[0]!.source;
    expect(source({ name: 'one' })).toBe('estimated from size');
    expect(source(released('2024-01'))).toBe('estimated from size and release');
    expect(source(released('2024-01'), { costEstimated: true })).toBe('estimated from price and release');
    const standing = { short: 0, program: 0, open: 0 };
    expect(source(released('2024-01', { standing }))).toBe('estimated from size, release and public results');
  });
});

/** Models whose ability is size, release and a deviation of their own, in a recorded source and in a public table. */
function madeUp(count: number): CatalogueResult[] {
  const random = new Random(3);
  return Array.from({ length: count }, (_, at) => {
    const [sizeB, year] = [2 + random.uniform() * 70, 2023 + Math.floor(random.uniform() * 3)];
    const own = (random.uniform() - 0.5) * 2;
    const ability = Math.log10(1 + sizeB) + 0.8 * (year - 2024) + own;
    const model = `model ${at}`;
    const facts: ModelFacts = { name: model, family: 'made', paramsB: sizeB, released: `${year}-01` };
    const common = {
      model,
      facts,
      sized: { sizeB, sizeEstimated: false },
      kind: 'short' as const,
      questions: 500,
    };
    const result = (table: string, harder: number) => ({ ...common, table, logOdds: ability - harder });
    return [{ ...result('recorded', 1), expert: model }, result('public', 2)];
  }).flat();
}

describe('the fit of the prior', () => {
  const results = madeUp(60);
  const fit = new PriorFit(results);

  it('finds what facts are worth, and tells models apart that it has not seen', () => {
    const { weights } = priorModel(fit.without(), results, skill);
    expect(weights.size.short).toBeCloseTo(1, 0);
    expect(weights.release.short).toBeGreaterThan(0.6);
    expect(weights.release.short).toBeLessThan(1.1);
    const left = leaveOneOut(fit, results, skill);
    const correlation = (of: (one: (typeof left)[number]) => number) =>
      rankCorrelation(
        left.map(({ result }) => result.logOdds),
        left.map(of),
      );
    expect(correlation(({ expected }) => expected)).toBeGreaterThan(0.9);
    expect(correlation(({ expected }) => expected)).toBeGreaterThan(
      correlation(({ bySize }) => bySize) + 0.2,
    );
  });

  it('leaves a model out altogether', () => {
    const others = results.filter(({ model }) => model !== 'model 7');
    const without = fit.without('model 7');
    const anew = new PriorFit(others).without();
    for (const name of ['size', 'release', 'table public']) {
      expect(without.weightOf(name)).toBeCloseTo(anew.weightOf(name), 6);
    }
    expect(fit.without().weightOf('size')).not.toBeCloseTo(without.weightOf('size'), 6);
  });

  it('lifts a model by its public results', () => {
    const publicly = results.filter(
      ({ expert: recorded, model }) => recorded === undefined && model === 'model 1',
    );
    const better = publicly.map((one) => ({ ...one, logOdds: one.logOdds + 1 }));
    const lift = (own: CatalogueResult[]) => standingOf(fit, own, fit.without()).short;
    expect(lift(better)).toBeGreaterThan(lift(publicly) + 0.3);
  });
});
