import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expertFeatures, stateFeatures } from '../../src/der/networks/policyFeatureTable';
import { openFeatures } from '../../src/der/networks/openFeatures';
import { programFeatures } from '../../src/der/networks/programFeatures';
import { answerFeatures, answerKinds } from '../../src/der/networks/terminatorFeatures';
import { encodeModel } from '../../src/learn/graph/encode';
import { networks, seededWeights } from '../../src/lab/training/exportModels';
import { defaultKnobs, type State } from '../../src/der/core/mdp';
import { choose } from '../../src/der/core/policy';
import { openSession, type TensorValue } from '../../src/der/networks/onnxSession';
import { anyState, answer, expert, midway, poolOf, seededModels, state } from './learnedSupport';

const everyone = (pool: readonly unknown[]) => pool.map(() => true);

describe('the learned policy', () => {
  it('permutes its scores with the pool', async () => {
    const { policy } = await seededModels(3);
    const pool = poolOf(12);
    const scores = await policy.decide(midway(pool), pool, everyone(pool));
    const order = [7, 3, 11, 0, 5, 1, 9, 2, 10, 4, 8, 6];
    const shuffled = order.map((index) => pool[index]!);
    const permuted = await policy.decide(midway(pool), shuffled, everyone(pool));
    order.forEach((from, to) => expect(permuted.experts[to]).toBeCloseTo(scores.experts[from]!, 5));
    expect(permuted.stop).toBeCloseTo(scores.stop, 5);
  });

  it.each([1, 2, 3, 11, 64, 1024])('scores a pool of %i experts', async (size) => {
    const { policy, terminator } = await seededModels(3);
    const pool = poolOf(size);
    const scores = await policy.decide(midway(pool), pool, everyone(pool));
    expect(scores.experts).toHaveLength(size);
    expect([...scores.experts, scores.stop].every(Number.isFinite)).toBe(true);
    expect(await terminator.judge(midway(pool), pool)).toHaveLength(3);
  });

  it('asks nobody again while somebody has not answered, whatever its weights', async () => {
    const pool = poolOf(5);
    for (const seed of [1, 2, 3]) {
      const { policy } = await seededModels(seed);
      const scores = await policy.decide(midway(pool), pool, everyone(pool));
      const { index, probabilities } = choose(scores, pool, everyone(pool), true);
      const asked = new Set(midway(pool).answers.map((one) => one.expert));
      expect(asked.has(pool[index ?? -1]?.id ?? '')).toBe(false);
      for (const id of asked) expect(probabilities[id]).toBeLessThan(1e-8);
      const onlyAsked = pool.map(({ id }) => asked.has(id));
      const again = await policy.decide(midway(pool), pool, onlyAsked);
      expect(onlyAsked[choose(again, pool, onlyAsked, false).index ?? -1]).toBe(true);
    }
  });

  it('is not moved by experts that may not be chosen', async () => {
    const { policy } = await seededModels(3);
    const pool = poolOf(4);
    const larger = [...pool, expert('masked', 9000), expert('masked too', 0.1)];
    const alone = await policy.decide(midway(pool), pool, everyone(pool));
    const beside = await policy.decide(midway(pool), larger, [true, true, true, true, false, false]);
    const bestOf = (scores: typeof alone) =>
      choose(
        scores,
        scores === alone ? pool : larger,
        scores === alone ? everyone(pool) : [true, true, true, true, false, false],
        true,
      );
    expect(bestOf(beside).index).toBe(bestOf(alone).index);
  });

  it('begins alike whatever is good enough, unless nothing is, and heeds it from the first answer on', async () => {
    const { policy } = await seededModels(3);
    const pool = poolOf(6);
    const scores = (from: State, p0: number) =>
      policy.decide({ ...from, knobs: { ...from.knobs, p0 } }, pool, everyone(pool));
    expect(await scores(state(), 0.3)).toEqual(await scores(state(), defaultKnobs.p0));
    expect(await scores(state(), 0.9)).toEqual(await scores(state(), defaultKnobs.p0));
    expect(await scores(state(), 1)).not.toEqual(await scores(state(), defaultKnobs.p0));
    expect(await scores(midway(pool), 0.3)).not.toEqual(await scores(midway(pool), 0.9));
  });

  it('decides differently with other weights', async () => {
    const pool = poolOf(8);
    const chosen = new Set<number | undefined>();
    for (let seed = 1; seed <= 6; seed++) {
      const { policy } = await seededModels(seed);
      chosen.add(
        choose(await policy.decide(state(), pool, everyone(pool)), pool, everyone(pool), false).index,
      );
    }
    expect(chosen.size).toBeGreaterThan(1);
  });

  it('gives finite scores and judgements for whatever it meets', async () => {
    const { policy, terminator } = await seededModels(5);
    const pool = [
      ...poolOf(5),
      expert('tool', 0, { tool: true, provider: 'calculator' }),
      expert('huge', 1e9),
    ];
    const check = async (any: Awaited<ReturnType<typeof state>>) => {
      const scores = await policy.decide(any, pool, everyone(pool));
      expect([...scores.experts, scores.stop].every(Number.isFinite)).toBe(true);
      const judged = await terminator.judge(any, pool);
      expect(judged.every((p) => p >= 0 && p <= 1)).toBe(true);
      any.answers.forEach(({ verified }, index) => verified && expect(judged[index]).toBe(1));
    };
    await fc.assert(fc.asyncProperty(anyState(pool), check), { numRuns: 200 });
  });
});

describe('the learned Terminator', () => {
  it('gives a verified answer 1 and an empty one 0, by definition', async () => {
    const { terminator } = await seededModels(2);
    const pool = poolOf(3);
    const answers = [
      answer(pool[0]!.id, '397.8', { verified: true }),
      answer(pool[1]!.id, ' \n'),
      answer(pool[2]!.id, 'The answer is 400.'),
    ];
    const [proven, empty, claimed] = await terminator.judge(state({ answers }), pool);
    expect(proven).toBe(1);
    expect(empty).toBe(0);
    expect(claimed).toBeGreaterThan(0);
    expect(claimed).toBeLessThan(1);
  });

  it('never rises when words are added that change nothing else', async () => {
    const pool = poolOf(3);
    for (let seed = 1; seed <= 5; seed++) {
      const { terminator } = await seededModels(seed);
      const judge = async (filler: string) => {
        const text = `${filler}Three spiders have 24 legs, two ants 12. The answer is 36.`;
        const answers = [answer(pool[0]!.id, text), answer(pool[1]!.id, 'The answer is 40.')];
        return (await terminator.judge(state({ answers }), pool))[0]!;
      };
      const before = await judge('');
      expect(await judge('Let us think about this with care. ')).toBeLessThanOrEqual(before);
    }
  });
});

describe('the networks', () => {
  /** Copies rows of a [rows, ...] tensor into one with more, garbage-filled rows. */
  const padded = (value: Float32Array, rows: number, more: number, size: number): Float32Array => {
    const wide = new Float32Array((rows + more) * size).fill(9);
    wide.set(value.subarray(0, rows * size));
    return wide;
  };
  const noise = (length: number, seed: number) =>
    Float32Array.from({ length }, (_, i) => Math.sin(i * 12.9898 + seed * 78.233));
  const floats = (data: Float32Array, ...dims: number[]): TensorValue => ({ type: 'float32', data, dims });
  const bools = (data: number[], ...dims: number[]): TensorValue => ({
    type: 'bool',
    data: Uint8Array.from(data),
    dims,
  });

  it('are not changed by padding the pool', async () => {
    const session = await openSession(encodeModel(networks.policy(), seededWeights(4).policy));
    const [S, E] = [stateFeatures.length, expertFeatures.length];
    const experts = noise(3 * E, 1);
    const stateRow = floats(noise(S, 2), 1, S);
    const plain = await session.run({
      state: stateRow,
      experts: floats(experts, 1, 3, E),
      open: bools([1, 1, 1], 1, 3),
    });
    const wide = await session.run({
      state: stateRow,
      experts: floats(padded(experts, 3, 2, E), 1, 5, E),
      open: bools([1, 1, 1, 0, 0], 1, 5),
    });
    for (let i = 0; i < 3; i++)
      expect(wide['scores']!.data[i]).toBeCloseTo(Number(plain['scores']!.data[i]), 5);
    expect(wide['stop']!.data[0]).toBeCloseTo(Number(plain['stop']!.data[0]), 5);
    await session.release();
  });

  it('are not changed by padding the answers', async () => {
    const session = await openSession(encodeModel(networks.terminator(), seededWeights(4).terminator));
    const sizes = {
      answers: answerFeatures.length,
      programs: programFeatures.length,
      open: openFeatures.length,
      kinds: answerKinds.length,
    };
    const rows = Object.entries(sizes).map(([name, size], at) => ({
      name,
      size,
      data: noise(2 * size, at + 3),
    }));
    const excess = noise(2, 9);
    const given = (count: number) => ({
      ...Object.fromEntries(
        rows.map(({ name, size, data }) => [name, floats(padded(data, 2, count - 2, size), 1, count, size)]),
      ),
      excess: floats(padded(excess, 2, count - 2, 1), 1, count),
      given: bools(
        Array.from({ length: count }, (_, at) => Number(at < 2)),
        1,
        count,
      ),
    });
    const [plain, wide] = [await session.run(given(2)), await session.run(given(5))];
    for (let i = 0; i < 2; i++)
      expect(wide['logOdds']!.data[i]).toBeCloseTo(Number(plain['logOdds']!.data[i]), 5);
    await session.release();
  });
});
