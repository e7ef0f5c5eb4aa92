import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endBonus, knobError, rewardSum, stepReward } from '../../src/der/core/mdp';

const quality = fc.double({ min: 0, max: 1, noNaN: true });
const knobs = fc.record({
  alpha: fc.double({ min: 0, max: 0.1, noNaN: true }),
  beta: fc.double({ min: 0, max: 10, noNaN: true }),
});

describe('the reward', () => {
  it('in the paper form is P − αC at first, and adds β times the change afterwards', () => {
    const first = stepReward('paper', { current: 0.7, best: 0.7 }, 8, { alpha: 0.001, beta: 5 });
    expect(rewardSum(first)).toBeCloseTo(0.7 - 0.008, 12);
    const later = { current: 0.74, previous: 0.7, best: 0.74, bestBefore: 0.7 };
    expect(rewardSum(stepReward('paper', later, 8, { alpha: 0.001, beta: 5 }))).toBeCloseTo(
      0.74 - 0.008 + 0.2,
      12,
    );
  });

  it('in the paper form pays for delay, which the telescoped form does not', () => {
    const values = (form: 'paper' | 'telescoped', route: number[]) =>
      route.reduce((sum, current, t) => {
        const before = route.slice(0, t);
        const bestBefore = t > 0 ? Math.max(...before) : undefined;
        const best = Math.max(current, ...before);
        return (
          sum +
          rewardSum(
            stepReward(form, { current, previous: before.at(-1), best, bestBefore }, 10, {
              alpha: 0.001,
              beta: 5,
            }),
          )
        );
      }, 0);
    const atOnce = [0.74];
    const delayed = [0.7, 0.7, 0.7, 0.7, 0.74];
    expect(values('paper', delayed)).toBeGreaterThan(values('paper', atOnce));
    expect(values('telescoped', delayed)).toBeLessThan(values('telescoped', atOnce));
  });

  it('telescopes to (1 + β) times the best quality, less what was paid', () =>
    fc.assert(
      fc.property(fc.array(quality, { minLength: 1, maxLength: 10 }), knobs, (route, { alpha, beta }) => {
        const total = route.reduce((sum, current, t) => {
          const before = route.slice(0, t);
          const bestBefore = t > 0 ? Math.max(...before) : undefined;
          const best = Math.max(current, ...before);
          return sum + rewardSum(stepReward('telescoped', { current, best, bestBefore }, 3, { alpha, beta }));
        }, 0);
        const paid = alpha * 3 * (1 + beta + route.length - 1);
        expect(total).toBeCloseTo((1 + beta) * Math.max(...route) - paid, 9);
      }),
    ));

  it('ends with + γ when good enough, − γ when the steps ran out, and nothing otherwise', () => {
    expect(endBonus('good_enough', 2)).toBe(2);
    expect(endBonus('max_steps', 2)).toBe(-2);
    expect(endBonus('not_worth_it', 2)).toBe(0);
  });
});

describe('knobs', () => {
  it.each([
    ['alpha', 0],
    ['alpha', 1e-5],
    ['beta', 10],
    ['p0', 1],
    ['maxSteps', 10],
  ] as const)('%s may be %s', (name, value) => expect(knobError(name, value)).toBeUndefined());

  it.each([
    ['alpha', 0.5],
    ['alpha', 1e-6],
    ['beta', -1],
    ['p0', 'high'],
    ['p0', NaN],
    ['maxSteps', 2.5],
    ['maxSteps', 0],
  ] as const)('%s may not be %s, and the message names it', (name, value) =>
    expect(knobError(name, value)).toContain(name),
  );
});
