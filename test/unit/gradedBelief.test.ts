import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GradedBelief } from '../../src/der/estimate/gradedBelief';

const model = { shared: 0.5, spread: 0.1 };
const quality = fc.double({ min: 0.01, max: 0.99, noNaN: true });
const answers = fc.array(fc.record({ skill: quality, judged: quality }), { maxLength: 6 });

describe('the belief about open answers', () => {
  it('expects of the first answer what its author is known for', () => {
    const { right, gain } = new GradedBelief([], model).prospect(0.6, 0.75);
    expect(right).toBe(0.6);
    expect(gain).toBeCloseTo(0.6, 3);
  });

  it('gains no less from an abler expert, and little where the best is better than anybody', () => {
    fc.assert(
      fc.property(answers, quality, quality, (given, a, b) => {
        const belief = new GradedBelief(given, model);
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        expect(belief.prospect(high, 0.75).gain).toBeGreaterThanOrEqual(
          belief.prospect(low, 0.75).gain - 1e-12,
        );
        expect(belief.prospect(low, 0.75).gain).toBeGreaterThanOrEqual(0);
      }),
    );
    expect(new GradedBelief([{ skill: 0.6, judged: 0.9 }], model).prospect(0.6, 1).gain).toBeLessThan(0.01);
  });

  it('expects less of all when answers fall short of their authors, and more when they exceed them', () => {
    const after = (judged: number) =>
      new GradedBelief([{ skill: 0.6, judged }], model).prospect(0.6, 1).right;
    expect(after(0.3)).toBeLessThan(0.6);
    expect(after(0.9)).toBeGreaterThan(0.6);
  });

  it('comes to what it expects on average over what may become of asking', () => {
    fc.assert(
      fc.property(answers, fc.double({ min: 0.35, max: 0.65, noNaN: true }), (given, skill) => {
        const belief = new GradedBelief(given, { ...model, shared: 0 });
        const outlooks = belief.outlooks(skill);
        const total = outlooks.reduce((sum, { chance }) => sum + chance, 0);
        const best = outlooks.reduce((sum, { chance, belief: then }) => sum + chance * then.best, 0);
        expect(total).toBeCloseTo(1, 12);
        expect(best - belief.best).toBeCloseTo(belief.prospect(skill, 1).gain, 1);
      }),
    );
  });
});
