import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advantages, normalised } from '../../../src/learn/policy/advantage';
import type { Decision } from '../../../src/learn/episodes/rollout';

const decisions = (values: readonly number[], rewards: readonly number[]) =>
  values.map((value, index) => ({ value, reward: rewards[index]! }) as Decision);

const finite = fc.double({ min: -5, max: 5, noNaN: true });
const episodes = fc.array(fc.tuple(finite, finite), { minLength: 1, maxLength: 10 }).map((steps) =>
  decisions(
    steps.map(([value]) => value),
    steps.map(([, reward]) => reward),
  ),
);

describe('generalised advantage estimation', () => {
  it('matches a case worked out by hand', () => {
    // δ₁ = 2 − 0.5 = 1.5; δ₀ = 1 + 0.9·0.5 − 0.2 = 1.25; A₀ = 1.25 + 0.9·0.8·1.5 = 2.33.
    const [first, second] = advantages(decisions([0.2, 0.5], [1, 2]), 0.9, 0.8);
    expect(second!.advantage).toBeCloseTo(1.5, 12);
    expect(first!.advantage).toBeCloseTo(2.33, 12);
    expect(first!.return).toBeCloseTo(2.53, 12);
  });

  it('is the whole return less the value for λ = 1, and one step ahead for λ = 0', () =>
    fc.assert(
      fc.property(episodes, (episode) => {
        const whole = advantages(episode, 1, 1);
        const short = advantages(episode, 1, 0);
        episode.forEach(({ value, reward }, at) => {
          const rest = episode.slice(at).reduce((sum, one) => sum + one.reward, 0);
          expect(whole[at]!.advantage).toBeCloseTo(rest - value, 9);
          expect(short[at]!.advantage).toBeCloseTo(reward + (episode[at + 1]?.value ?? 0) - value, 9);
        });
      }),
    ));

  it('normalises to mean 0 and deviation 1', () =>
    fc.assert(
      fc.property(fc.uniqueArray(finite, { minLength: 3, maxLength: 50 }), (values) => {
        fc.pre(Math.max(...values) - Math.min(...values) > 0.1);
        const scaled = [...normalised(values)];
        const mean = scaled.reduce((a, b) => a + b, 0) / scaled.length;
        expect(mean).toBeCloseTo(0, 4);
        expect(Math.sqrt(scaled.reduce((a, b) => a + b * b, 0) / scaled.length)).toBeCloseTo(1, 3);
      }),
    ));
});
