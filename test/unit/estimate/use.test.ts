/** What a person does with answers is a weak outcome: never more than a measured one, and bounded for a question. */
import { describe, expect, it } from 'vitest';
import { calibrationFrom } from '../../../src/der/estimate/learnedCalibration';
import { recordOf, standingOf, type OutcomeRecord } from '../../../src/der/estimate/outcomes';
import { outcomeWeights } from '../../../src/der/estimate/outcomeWeights';
import { relianceOn } from '../../../src/der/estimate/reliance';
import { usedOutcomes } from '../../../src/der/estimate/use';
import { uses, useTells } from '../../../src/der/estimate/useWeights';
import type { RouteEvent } from '../../../src/der/trace/events';
import { Random } from '../../../src/learn/random';

const at = '2026-11-01T10:00:00.000Z';
const now = Date.parse(at);
const unchanged = { now, versions: new Map() };

const record = (more: Partial<OutcomeRecord> = {}): OutcomeRecord => ({
  expert: 'a',
  question: 'Why?',
  quality: 1,
  characters: 10,
  from: 'use',
  use: 'applied',
  weight: 0.5,
  at,
  ...more,
});

/** Two answers to a question, the second of which the route gave; `shown`: its author saw the first. */
function route(shown: readonly number[] = []): RouteEvent[] {
  const expert = (id: string) => ({
    id,
    name: id,
    provider: 'p',
    costB: 1,
    costEstimated: false,
    leavesMachine: false,
  });
  const chosen = (step: number, id: string, saw: readonly number[]) => ({
    type: 'chosen',
    step,
    attempt: step,
    expert: id,
    shown: saw,
  });
  const answered = (step: number, id: string) => ({
    type: 'answered',
    step,
    attempt: step,
    expert: id,
    answer: `${id} says so`,
    version: 'v1',
  });
  return [
    { type: 'started', id: 'r', question: 'Why?', pool: [expert('a'), expert('b')] },
    chosen(0, 'a', []),
    answered(0, 'a'),
    { type: 'judged', step: 0, judged: [0.4] },
    chosen(1, 'b', shown),
    answered(1, 'b'),
    { type: 'judged', step: 1, judged: [0.3, 0.8], best: 1 },
    { type: 'finished', final: { step: 1, answer: 'b says so' } },
  ] as unknown as RouteEvent[];
}

describe('what use tells', () => {
  it('of the answer that is used, with P̂ and the model behind it', () => {
    expect(usedOutcomes(route(), { step: 1, use: 'applied' }, at)).toEqual([
      {
        expert: 'b',
        question: 'Why?',
        characters: 9,
        version: 'v1',
        ...useTells.applied,
        from: 'use',
        use: 'applied',
        at,
        judged: 0.8,
      },
    ]);
  });

  it('of the answer that was given too, where another one is taken', () => {
    const told = usedOutcomes(route(), { step: 0, use: 'copied' }, at);
    expect(told.map(({ expert, use }) => [expert, use])).toEqual([
      ['a', 'copied'],
      ['b', 'passedOver'],
    ]);
    expect(usedOutcomes(route(), { step: 0, use: 'edited' }, at)).toHaveLength(1);
  });

  it('nothing of an expert that was shown another answer', () => {
    expect(usedOutcomes(route([0]), { step: 1, use: 'applied' }, at)).toEqual([]);
  });

  it('stands for a quality and a weight that the file takes, each at most a measured outcome', () => {
    for (const use of uses) {
      const { quality, weight } = useTells[use];
      expect(quality >= 0 && quality <= 1 && weight > 0 && weight <= 1).toBe(true);
      expect(recordOf(JSON.stringify(record({ use, quality, weight })))).toMatchObject({ quality, weight });
    }
  });

  it('gives way to everything else that is known of the same answer, and the last use counts', () => {
    const [undone] = standingOf([record(), record({ use: 'undone', quality: 0 })]);
    expect(undone!.use).toBe('undone');
    const [measured] = standingOf([record({ from: 'calibrate', quality: 0 }), record()]);
    expect(measured!.from).toBe('calibrate');
    const [compared] = standingOf([record({ from: 'comparison', quality: 0.2 }), record()]);
    expect(compared!.from).toBe('comparison');
  });

  it('of one question counts for one measured outcome at most, however many answers were used', () => {
    const many = ['a', 'b', 'c', 'd'].map((expert) => record({ expert, weight: 1 }));
    const weights = outcomeWeights(standingOf([...many, ...many]), unchanged);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeLessThanOrEqual(1 + 1e-9);
    const [measured] = outcomeWeights([record({ from: 'calibrate', weight: undefined }), ...many], unchanged);
    expect(measured).toBe(1);
  });

  it('reaches profiles with its weight; outcomes of older files have none and count in full', async () => {
    const encoder = { encode: () => Promise.resolve({ vector: Float32Array.of(1), familiarity: 1 }) };
    const old = record({ expert: 'b', from: 'rating', use: undefined, weight: undefined });
    const { outcomes } = await calibrationFrom([record(), old], encoder, unchanged);
    expect(outcomes.get('a')![0]!.weight).toBeLessThanOrEqual(0.5);
    expect(outcomes.get('b')![0]!.weight).toBeUndefined();
  });
});

describe('a line of use', () => {
  it.each([-0.1, 0, 1.01, 1e9, Number.NaN, '0.5', null])('with the weight %s is no outcome', (weight) => {
    expect(recordOf(JSON.stringify({ ...record(), weight }))).toBeUndefined();
  });

  it.each([
    { use: 'adored' },
    { judged: 1.5 },
    { judged: -1 },
    { version: '' },
    { version: 'v'.repeat(100_000) },
    { from: 'of a later version' },
  ])('with %j is no outcome', (wrong) => {
    expect(recordOf(JSON.stringify({ ...record(), ...wrong }))).toBeUndefined();
  });

  it('with fields of a later version is read all the same', () => {
    expect(recordOf(JSON.stringify({ ...record(), mood: 'sunny' }))).toEqual(record());
  });
});

describe('how far a person can be relied on', () => {
  const clicks = (isGood: (judged: number, characters: number) => boolean) => {
    const random = new Random(5);
    return Array.from({ length: 400 }, (_, at): OutcomeRecord => {
      const [judged, characters] = [random.uniform(), 100 + random.integer(2000)];
      const quality = Number(isGood(judged, characters));
      return record({ expert: `e${at % 5}`, question: `q${at}`, judged, characters, quality });
    });
  };

  it('is far where they find good what other evidence speaks for', () => {
    const random = new Random(6);
    expect(relianceOn(clicks((judged) => random.uniform() < 0.2 + 0.6 * judged))).toBeGreaterThan(0.8);
  });

  it('is not where they click at random, or like the longest', () => {
    const random = new Random(7);
    expect(relianceOn(clicks(() => random.uniform() < 0.5))).toBeLessThan(0.3);
    expect(relianceOn(clicks((_, characters) => characters > 1100))).toBeLessThan(0.3);
  });
});
