import { describe, expect, it } from 'vitest';
import { untrainedSkill as model } from '../../src/learn/untrained';
import { noCalibration, Profiles, type Calibration } from '../../src/der/estimate/profile';
import { expert } from './learnedSupport';

const direction = (...values: number[]) => Float32Array.from(values);
const [north, east] = [direction(1, 0), direction(0, 1)];

/** Half of the prompts point north, half east; `right` says on which an expert is right. */
function calibration(count: number, right: Record<string, { north: number; east: number }>): Calibration {
  const prompts = Array.from({ length: count }, (_, i) => (i % 2 === 0 ? north : east));
  const outcomes = Object.entries(right).map(([id, rates]) => {
    const quality = (i: number) => (i % 2 === 0 ? rates.north : rates.east);
    return [id, prompts.map((_, prompt) => ({ prompt, quality: quality(prompt) }))] as const;
  });
  return { prompts, outcomes: new Map(outcomes) };
}

describe('profiles', () => {
  it('estimate from size what nobody has tried, and say so', () => {
    const pool = [expert('small', 2), expert('large', 400), expert('priced', 50, { costEstimated: true })];
    const [small, large, priced] = new Profiles(noCalibration, model).skills(north, pool);
    expect(large!.mean).toBeGreaterThan(small!.mean);
    expect(small).toMatchObject({ source: 'estimated from size', evidence: 0 });
    expect(priced!.source).toBe('estimated from price');
  });

  it('know built-in tools by their documented prior', () => {
    const tool = expert('calculator', 0, { tool: true, priorSkill: 0.9 });
    const [skill] = new Profiles(noCalibration, model).skills(north, [tool]);
    expect(skill).toMatchObject({ source: 'built in' });
    expect(skill!.mean).toBeCloseTo(0.9);
  });

  it('approach the outcomes as there are more of them', () => {
    const pool = [expert('a', 8), expert('b', 8)];
    const gap = (count: number) => {
      const known = calibration(count, { a: { north: 1, east: 1 }, b: { north: 0, east: 0 } });
      const [a, b] = new Profiles(known, model).skills(north, pool);
      return a!.mean - b!.mean;
    };
    expect(gap(4)).toBeGreaterThan(0.1);
    expect(gap(20)).toBeGreaterThan(gap(4));
    expect(gap(200)).toBeGreaterThan(0.9);
  });

  it('tell specialities apart by similarity alone', () => {
    const pool = [expert('a', 8), expert('b', 8)];
    const known = calibration(100, { a: { north: 1, east: 0 }, b: { north: 0, east: 1 } });
    const [a, b] = new Profiles(known, model).skills(north, pool);
    expect(a!.mean).toBeGreaterThan(0.7);
    expect(b!.mean).toBeLessThan(0.3);
    expect(a!.overall).toBeCloseTo(b!.overall, 1);
  });

  it('learn from others how hard the questions are for somebody nobody has tried', () => {
    const pool = [expert('a', 8), expert('b', 8), expert('new', 8)];
    const mean = (rate: number) => {
      const both = { north: rate, east: rate };
      return new Profiles(calibration(50, { a: both, b: both }), model).skills(north, pool)[2]!.mean;
    };
    expect(mean(0.9)).toBeGreaterThan(mean(0.1) + 0.2);
  });

  it('do not depend on the order of the pool', () => {
    const pool = [expert('a', 8), expert('b', 70), expert('c', 3)];
    const known = calibration(30, { a: { north: 1, east: 0 }, b: { north: 1, east: 1 } });
    const skills = new Profiles(known, model).skills(north, pool);
    const reversed = new Profiles(known, model).skills(north, [...pool].reverse()).reverse();
    skills.forEach(({ mean }, i) => expect(reversed[i]!.mean).toBeCloseTo(mean, 10));
  });
});
