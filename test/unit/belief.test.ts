import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Belief, type Claim } from '../../src/der/estimate/belief';
import { untrainedBelief as model } from '../../src/learn/untrained';

const said = (skill: number, claim: number | undefined, shown: number[] = []): Claim => ({
  skill,
  claim,
  shown,
  option: false,
});

const skill = fc.double({ min: 0.02, max: 0.98, noNaN: true });
/** Claims numbered in the order they first appear, as features number them. */
const claims = fc
  .array(fc.record({ skill, pick: fc.nat(3) }), { minLength: 1, maxLength: 8 })
  .map((given) => {
    const order = [...new Set(given.map(({ pick }) => pick))];
    return given.map((one) => said(one.skill, order.indexOf(one.pick)));
  });

describe('the belief over who is right', () => {
  it('takes one expert at its skill', () => {
    for (const mean of [0.2, 0.5, 0.8])
      expect(new Belief([said(mean, 0)], model).right(0)).toBeCloseTo(mean, 1);
    expect(new Belief([], model).prospect(0.7, 0.5).right).toBeCloseTo(0.7, 1);
  });

  it('sums to one over who is right, none included', () => {
    fc.assert(
      fc.property(claims, (given) => {
        const belief = new Belief(given, model);
        const count = new Set(given.map(({ claim }) => claim)).size;
        const total = Array.from({ length: count }, (_, claim) => belief.right(claim)).reduce(
          (a, b) => a + b,
          0,
        );
        expect(total + belief.noneRight).toBeCloseTo(1, 9);
      }),
    );
  });

  it('does not depend on the order of independent answers', () => {
    fc.assert(
      fc.property(claims, (given) => {
        const forwards = new Belief(given, model);
        const reversed = [...given].reverse();
        const order = [...new Set(reversed.map(({ claim }) => claim))];
        const renumbered = reversed.map((one) => ({ ...one, claim: order.indexOf(one.claim) }));
        const backwards = new Belief(renumbered, model);
        given.forEach(({ claim }) =>
          expect(backwards.right(order.indexOf(claim))).toBeCloseTo(forwards.right(claim!), 9),
        );
      }),
    );
  });

  it('expects of a further answer what the average over its outcomes gives, and never a loss', () => {
    fc.assert(
      fc.property(claims, skill, (given, next) => {
        const belief = new Belief(given, model);
        const { right, gain, reaches } = belief.prospect(next, 0.8);
        const outlooks = belief.outlooks(next);
        expect(outlooks.reduce((sum, { chance }) => sum + chance, 0)).toBeCloseTo(1, 9);
        const expected = outlooks.reduce((sum, { chance, belief: then }) => sum + chance * then.best, 0);
        expect(gain).toBeCloseTo(Math.max(0, expected - belief.best), 9);
        expect(gain).toBeGreaterThanOrEqual(0);
        for (const chance of [right, reaches]) {
          expect(chance).toBeGreaterThanOrEqual(0);
          expect(chance).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('believes agreement, and believes it less when one answer was written with the other in view', () => {
    const alone = new Belief([said(0.5, 0)], model).right(0);
    const independent = new Belief([said(0.5, 0), said(0.5, 0)], model).right(0);
    const shown = new Belief([said(0.5, 0), said(0.5, 0, [0])], model).right(0);
    const against = new Belief([said(0.5, 0), said(0.5, 1)], model).right(0);
    expect(independent).toBeGreaterThan(shown);
    expect(shown).toBeGreaterThan(alone);
    expect(alone).toBeGreaterThan(against);
  });

  it('believes agreement on one of a few options less than on a number', () => {
    const on = (kind: 'option' | 'other') => new Belief([said(0.5, 0), said(0.5, 0)], model, kind).right(0);
    expect(on('other')).toBeGreaterThan(on('option'));
  });

  it('believes a program that passes the examples, once for all that do the same, and hardly one that fails', () => {
    const passing = { ...said(0.5, 0), passes: true };
    const right = (...answers: Claim[]) => new Belief(answers, model, 'program').right(0);
    expect(right(passing)).toBeGreaterThan(right(said(0.5, 0)));
    expect(right(passing, passing)).toBeCloseTo(right(passing, said(0.5, 0)), 12);
    expect(right({ ...passing, passes: false })).toBeLessThan(0.1);
  });

  it('takes an answer that is known to be wrong as a sign of a hard question', () => {
    const wrong = { ...said(0.7, undefined), passes: false };
    const after = new Belief([wrong], model, 'program');
    expect(after.difficulty).toBeGreaterThan(0);
    expect(after.best).toBe(0);
    expect(after.prospect(0.7, 0.8).right).toBeLessThan(0.7);
  });

  it('takes disagreement as a sign of a hard question', () => {
    const agreed = new Belief([said(0.7, 0), said(0.7, 0)], model);
    const split = new Belief([said(0.7, 0), said(0.7, 1), said(0.7, 2)], model);
    expect(split.difficulty).toBeGreaterThan(agreed.difficulty);
    expect(split.prospect(0.7, 0.8).right).toBeLessThan(0.7);
  });

  it('is not changed by looking ahead', () => {
    const belief = new Belief([said(0.6, 0), said(0.5, 1)], model);
    const before = [belief.right(0), belief.right(1), belief.noneRight, belief.difficulty];
    for (const { belief: then } of belief.outlooks(0.7)) then.outlooks(0.4);
    expect([belief.right(0), belief.right(1), belief.noneRight, belief.difficulty]).toEqual(before);
  });

  it('learns nothing from answers that cannot be compared', () => {
    expect(new Belief([said(0.5, undefined), said(0.4, 0)], model).right(0)).toBeCloseTo(0.4, 1);
  });
});
