import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costOf } from '../../src/der/core/cost';
import { costUnits, inUnit, secondsOf, sizeOf, unitOf, usdPerMtokOf } from '../../src/der/core/costUnit';
import { summaryOf, type CostUnit } from '../../src/der/core/experts';
import { priorRate, Profiles, noCalibration, type SkillModel } from '../../src/der/estimate/profile';
import { ScriptedExpert } from './routeSupport';

const expert = (parts: { costB?: number; usd?: number | undefined; tool?: boolean } = {}) =>
  new ScriptedExpert({
    id: 'one',
    behaviour: { does: 'answers', text: 'yes' },
    costB: parts.costB ?? 8,
    tool: parts.tool ?? false,
    ...(parts.usd !== undefined && { price: { promptPerMtok: 1, answerPerMtok: parts.usd } }),
  });
const amount = fc.double({ min: 0, max: 10_000, noNaN: true });
const model: SkillModel = {
  size: { intercept: -1, slope: 1 },
  price: { intercept: -0.5, slope: 0.8 },
  priorWeight: 4,
  poolVariance: 0.3,
  promptVariance: 0.5,
  width: 0.1,
  nearbyPrecision: 10,
  ownPrecision: 10,
  acrossKinds: 0.5,
};

describe('the unit of cost', () => {
  it('leaves an expert as it is where compute counts', () => {
    const one = expert({ usd: 2 });
    expect(inUnit(one, 'compute', 3)).toBe(one);
    expect(unitOf([one])).toBe('compute');
  });

  it('puts more dollars and more seconds at a higher cost, and tells them as they were', () => {
    fc.assert(
      fc.property(amount, amount, (low, high) => {
        const [less, more] = low <= high ? [low, high] : [high, low];
        const money = [less, more].map((usd) => inUnit(expert({ usd }), 'money', undefined).costB);
        const time = [less, more].map((seconds) => inUnit(expert(), 'time', seconds).costB);
        expect(money[0]).toBeLessThanOrEqual(money[1]!);
        expect(time[0]).toBeLessThanOrEqual(time[1]!);
        expect(usdPerMtokOf(money[1]!)).toBeCloseTo(more, 6);
        expect(secondsOf(time[1]!)).toBeCloseTo(more, 6);
      }),
    );
  });

  it('goes by the rule that sizes are derived from prices by', () => {
    const price = { promptPerMtok: 1, answerPerMtok: 1.6 };
    expect(inUnit(expert({ usd: 1.6 }), 'money', undefined).costB).toBe(costOf({ price }).costB);
  });

  it('falls back on the size where price or time is not known, and says so', () => {
    for (const unit of ['money', 'time'] as const) {
      const counted = inUnit(expert({ costB: 70 }), unit, undefined);
      expect(counted).toMatchObject({ costB: 70, costEstimated: true, counts: { unit } });
      expect(unitOf([counted])).toBe(unit);
    }
  });

  it('takes no charge for no cost, and a tool for none in any unit', () => {
    expect(inUnit(expert({ usd: 0 }), 'money', undefined)).toMatchObject({ costB: 0, costEstimated: false });
    for (const unit of costUnits.filter((one) => one !== 'compute')) {
      const tool = expert({ costB: 0, tool: true });
      expect(inUnit(tool, unit, 12)).toMatchObject({ costB: 0, costEstimated: false });
    }
  });

  it('changes nothing about who an expert is: its size, its skill, and how it is asked', async () => {
    const one = expert({ costB: 32, usd: 0 });
    const counted = inUnit(one, 'money', undefined);
    expect(sizeOf(counted)).toMatchObject({ sizeB: 32, sizeEstimated: false });
    expect(priorRate(counted, model)).toBe(priorRate(one, model));
    const profiles = new Profiles(noCalibration, model);
    const question = new Float32Array(4);
    expect(profiles.skills(question, [counted])).toEqual(profiles.skills(question, [one]));
    const events = [];
    for await (const event of counted.ask({ question: '', messages: [] }, new AbortController().signal))
      events.push(event);
    expect(events.at(-1)).toMatchObject({ type: 'done' });
  });

  it('is written down with the expert', () => {
    const units = costUnits.map((unit): CostUnit => unitOf([summaryOf(inUnit(expert(), unit, 4))]));
    expect(units).toEqual(costUnits);
  });
});
