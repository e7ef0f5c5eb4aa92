import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepPreferences, preferenceOutcomes } from '../../../src/der/comparison/preferences';
import { verdicts, type Verdict, type Vote } from '../../../src/der/comparison/vote';
import { calibrationFrom } from '../../../src/der/estimate/learnedCalibration';
import { outcomesFile, readOutcomes, type OutcomeRecord } from '../../../src/der/estimate/outcomes';
import { side, vote } from './votes';

const at = '2026-01-02T03:04:05.000Z';
const said = (verdict: Verdict, change: Partial<Vote> = {}) =>
  vote({
    left: side('der', { expert: 'qwen' }),
    right: side('single', { expert: 'llama' }),
    verdict,
    ...change,
  });
const qualities = (...votes: Vote[]) =>
  Object.fromEntries(preferenceOutcomes('One?', votes, at).map(({ expert, quality }) => [expert, quality]));

describe('a preference', () => {
  it('is a soft outcome of each expert by Bradley and Terry', () => {
    expect(qualities(said('left'))).toEqual({ qwen: 0.794, llama: 0.371 });
    expect(qualities(said('right'))).toEqual({ qwen: 0.371, llama: 0.794 });
    expect(qualities(said('tie'))).toEqual({ qwen: 0.739, llama: 0.739 });
    expect(qualities(said('both_bad'))).toEqual({ qwen: 0.261, llama: 0.261 });
  });

  it('of many raters says more, within bounds', () => {
    const votes = ['ada', 'bob', 'eve'].map((rater) => said('left', { rater }));
    expect(qualities(...votes)['qwen']).toBeGreaterThan(0.85);
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...verdicts), { minLength: 1, maxLength: 60 }), (some) => {
        for (const quality of Object.values(qualities(...some.map((verdict) => said(verdict))))) {
          expect(quality).toBeGreaterThanOrEqual(0.1);
          expect(quality).toBeLessThanOrEqual(0.9);
        }
      }),
    );
  });

  it('says nothing of who was shown more than the question, nor of who of two is better where both are one', () => {
    const handed = side('der', { expert: 'qwen', alone: false });
    expect(qualities(said('left', { left: handed }))).toEqual({ llama: 0.371 });
    const same = qualities(said('left', { right: side('single', { expert: 'qwen' }) }));
    expect(Object.keys(same)).toEqual(['qwen']);
    expect(same['qwen']).toBeGreaterThan(0.6);
  });
});

describe('what is kept of preferences', () => {
  let folder: string;
  beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'der-preferences-'))));
  afterAll(() => rm(folder, { recursive: true }));

  it('is not doubled when the same votes are read again', async () => {
    const env = { DER_HOME: folder };
    const outcomes = preferenceOutcomes('One?', [said('left')], at);
    expect(await keepPreferences(env, outcomes)).toBe(2);
    expect(await keepPreferences(env, outcomes)).toBe(0);
    expect(await readOutcomes(outcomesFile(env))).toHaveLength(2);
    const more = preferenceOutcomes('One?', [said('left'), said('left', { rater: 'bob' })], at);
    expect(await keepPreferences(env, more)).toBe(2);
  });

  it('never comes before what is proven or rated, before or after it', async () => {
    const encoder = { encode: () => Promise.resolve({ vector: Float32Array.of(1), familiarity: 1 }) };
    const [preferred] = preferenceOutcomes('One?', [said('left')], at);
    const proven: OutcomeRecord = { ...preferred!, quality: 0, from: 'calibrate' };
    for (const records of [
      [preferred!, proven],
      [proven, preferred!],
    ]) {
      const { outcomes } = await calibrationFrom(records, encoder);
      expect(outcomes.get('qwen')!.map(({ quality }) => quality)).toEqual([0]);
    }
    const { outcomes } = await calibrationFrom([preferred!], encoder);
    expect(outcomes.get('qwen')!.map(({ quality }) => quality)).toEqual([0.794]);
  });
});
