import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noCalibration, Profiles } from '../../src/der/estimate/profile';
import { feature, FeatureTable, hashOf } from '../../src/der/networks/features';
import { EvidenceExtractor } from '../../src/der/networks/inference';
import { openFeatures } from '../../src/der/networks/openFeatures';
import { policyInput } from '../../src/der/networks/policyFeatures';
import { expertFeatures, stateFeatures } from '../../src/der/networks/policyFeatureTable';
import { programFeatures } from '../../src/der/networks/programFeatures';
import { answerFeatures, terminatorInput } from '../../src/der/networks/terminatorFeatures';
import { untrainedBelief, untrainedSkill } from '../../src/learn/untrained';
import { anyState, expert, poolOf, seededModels } from './learnedSupport';

/** Values that lie outside the range that their feature states. */
function outside(table: FeatureTable<string>, data: Float32Array): string[] {
  return Array.from(data).flatMap((value, at) => {
    const name = table.names[at % table.length]!;
    const [least, largest] = table.features[name]!.range;
    return value >= least && value <= largest ? [] : [`${name} ${value}`];
  });
}

describe('features', () => {
  it('keep the ranges that they state, whatever there is to see', async () => {
    const { encoder } = await seededModels(3);
    const profiles = new Profiles(noCalibration, untrainedSkill);
    const pool = [
      ...poolOf(5),
      expert('tool', 0, { tool: true, provider: 'calculator' }),
      expert('huge', 1e9),
    ];
    const check = async (state: Parameters<EvidenceExtractor['extract']>[0], closed: number) => {
      const evidence = await new EvidenceExtractor(encoder, profiles, untrainedBelief).extract(state, pool);
      const allowed = pool.map((_, index) => index !== closed);
      const seen = policyInput(evidence, allowed);
      expect(outside(stateFeatures, seen.state)).toEqual([]);
      expect(outside(expertFeatures, seen.experts)).toEqual([]);
      const { answers, programs, open } = terminatorInput(evidence);
      expect(outside(answerFeatures, answers)).toEqual([]);
      expect(outside(programFeatures, programs)).toEqual([]);
      expect(outside(openFeatures, open)).toEqual([]);
    };
    await fc.assert(fc.asyncProperty(anyState(pool), fc.nat({ max: 7 }), check), { numRuns: 200 });
  });

  it('each say what they are', () => {
    for (const table of [stateFeatures, expertFeatures, answerFeatures, programFeatures, openFeatures]) {
      for (const { meaning, range, version } of Object.values(table.features)) {
        expect(meaning.length).toBeGreaterThan(3);
        expect(range[0]).toBeLessThan(range[1]);
        expect(version).toBeGreaterThanOrEqual(1);
      }
    }
  });

  it('have another hash after a change of name, order or version', () => {
    const [a, b] = [feature('one thing', 0, 1), feature('another', 0, 1)];
    const of = (features: Record<string, typeof a>) => hashOf({ table: new FeatureTable(features) });
    const hashes = [of({ a, b }), of({ b, a }), of({ a, c: b }), of({ a, b: { ...b, version: 2 } })];
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(of({ a, b: feature('worded otherwise', 0, 1) })).toBe(of({ a, b }));
  });

  it('are written by name, and what is no number becomes 0', () => {
    const table = new FeatureTable({ a: feature('a', 0, 1), b: feature('b', 0, 1) });
    const data = new Float32Array(4);
    table.write({ b: 0.5, a: NaN }, data, 1);
    expect([...data]).toEqual([0, 0, 0, 0.5]);
  });
});
