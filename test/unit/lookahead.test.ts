import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Belief, type Claim } from '../../src/der/estimate/belief';
import { untrainedBelief as model } from '../../src/learn/untrained';
import { lookAhead, type Option } from '../../src/der/estimate/lookahead';

const said = (skill: number, claim: number): Claim => ({ skill, claim, shown: [], option: false });
const knobs = { beta: 0, p0: 0.9, stepsLeft: 4 };
const option = (skill: number, price: number): Option => ({ skill, price, open: true });

describe('looking ahead', () => {
  it('sees that a second opinion is worth asking for when a third one may decide', () => {
    const belief = new Belief([said(0.6, 0)], model);
    const [outlook] = lookAhead(belief, [option(0.6, 0.001), option(0.6, 0.001)], knobs);
    expect(outlook!.net).toBeLessThan(0.001);
    expect(outlook!.plan).toBeGreaterThan(0.01);
  });

  it('plans no further than there are steps', () => {
    const belief = new Belief([said(0.6, 0)], model);
    const options = [option(0.6, 0.001), option(0.6, 0.001)];
    for (const { net, plan } of lookAhead(belief, options, { ...knobs, stepsLeft: 1 }))
      expect(plan).toBe(net);
  });

  it('never expects less of a plan than of its first step, and nothing of whom it cannot ask next', () => {
    const anyOption = fc.record({
      skill: fc.double({ min: 0.05, max: 0.95, noNaN: true }),
      price: fc.double({ min: 0, max: 1, noNaN: true }),
      open: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(anyOption, { minLength: 1, maxLength: 20 }), (options) => {
        const outlooks = lookAhead(new Belief([said(0.5, 0), said(0.4, 1)], model), options, knobs);
        outlooks.forEach(({ net, plan }, index) => {
          expect(plan).toBeGreaterThanOrEqual(net);
          if (!options[index]!.open && !options.some((other) => other.open)) expect(plan).toBe(net);
        });
      }),
    );
  });

  it('does not depend on the order of the pool, twins included', () => {
    const options = Array.from({ length: 40 }, (_, i) => option(0.3 + (i % 7) / 20, (i % 5) / 500));
    const belief = new Belief([said(0.5, 0)], model);
    const forwards = lookAhead(belief, options, knobs);
    const backwards = lookAhead(belief, options.toReversed(), knobs).reverse();
    forwards.forEach(({ plan }, index) => expect(backwards[index]!.plan).toBeCloseTo(plan, 10));
  });
});
