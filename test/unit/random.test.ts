import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../../src/learn/random';

const draws = (random: Random, count = 20_000) => Array.from({ length: count }, () => random);

describe('Random', () => {
  it('is xoshiro128**: the first numbers of the state 1, 2, 3, 4', () => {
    const random = new Random([1, 2, 3, 4]);
    expect([random.next(), random.next(), random.next(), random.next()]).toEqual([
      11520, 0, 5927040, 70819200,
    ]);
  });

  it('repeats for a seed, and goes on from a saved state', () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat(50), (seed, drawn) => {
        const [a, b] = [new Random(seed), new Random(seed)];
        for (let i = 0; i < drawn; i++) expect(a.next()).toBe(b.next());
        expect(new Random(a.state).next()).toBe(b.next());
      }),
    );
  });

  it('forks streams by label that neither follow each other nor depend on a sibling', () => {
    const random = new Random(1);
    const before = random.state;
    const first = random.fork('a').next();
    expect(random.state).toEqual(before);
    expect(random.fork('a').next()).toBe(first);
    expect(random.fork('b').next()).not.toBe(first);
  });

  it('draws uniform numbers in range, with the right mean', () => {
    const values = draws(new Random(2)).map((random) => random.uniform(-1, 3));
    expect(Math.min(...values)).toBeGreaterThanOrEqual(-1);
    expect(Math.max(...values)).toBeLessThan(3);
    expect(values.reduce((sum, value) => sum + value, 0) / values.length).toBeCloseTo(1, 1);
  });

  it('draws normal numbers with the right mean and deviation', () => {
    const values = draws(new Random(3)).map((random) => random.normal(5, 2));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    expect(mean).toBeCloseTo(5, 1);
    expect(Math.sqrt(variance)).toBeCloseTo(2, 1);
  });

  it('draws every integer below a bound about equally often', () => {
    const counts = [0, 0, 0, 0, 0, 0, 0];
    for (const random of draws(new Random(4), 70_000)) counts[random.integer(7)]! += 1;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
  });

  it('shuffles into a permutation, and draws by weight only what has weight', () => {
    fc.assert(
      fc.property(fc.integer(), fc.array(fc.integer()), (seed, items) => {
        const shuffled = new Random(seed).shuffle([...items]);
        expect(shuffled.sort()).toEqual([...items].sort());
      }),
    );
    const counts = [0, 0, 0];
    for (const random of draws(new Random(5))) counts[random.weighted([1, 0, 3])]! += 1;
    expect(counts[1]).toBe(0);
    expect(counts[2]! / counts[0]!).toBeCloseTo(3, 0);
  });

  it('refuses a bound or weights that leave nothing to draw', () => {
    expect(() => new Random(1).integer(0)).toThrow(RangeError);
    expect(() => new Random(1).weighted([0, 0])).toThrow(RangeError);
  });
});
