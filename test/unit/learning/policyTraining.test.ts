import { describe, expect, it } from 'vitest';
import { Environment } from '../../../src/der/learning/environment';
import { defaultPolicyTraining, trainPolicy, type HeldOut } from '../../../src/der/learning/policyTraining';
import { Random } from '../../../src/der/learning/random';
import { madeUpTable, madeUpWorld } from './madeUp';

const range = { low: { right: 0.2, wrong: 0.2 }, high: { right: 0.8, wrong: 0.8 } };
const how = { form: 'telescoped', gamma: 0, handOver: { share: 0, range } } as const;

/** A short training; long enough to move, not to shine. */
async function shortTraining(seed: number) {
  const log: Record<string, number | string>[] = [];
  const heldOut: HeldOut = {
    async open() {
      const fresh = await madeUpWorld(madeUpTable(), 77);
      return { environment: new Environment([fresh], how, new Random(78)), close: () => fresh.release() };
    },
  };
  const fresh = await madeUpWorld(madeUpTable(), 11);
  const trained = await trainPolicy(new Environment([fresh], how, new Random(12)), heldOut, new Random(13), {
    ...defaultPolicyTraining,
    imitation: { episodes: 300, epochs: 2, learningRate: 3e-3 },
    iterations: 4,
    episodesPerIteration: 200,
    measureEvery: 2,
    measuredEpisodes: 200,
    seed,
    log: (entry) => log.push(entry),
  });
  await fresh.release();
  return { trained, log };
}

describe('training the policy', () => {
  it('logs every term of the loss, keeps the best iteration, and repeats byte for byte', async () => {
    const { trained, log } = await shortTraining(1);
    const iterations = log.filter(({ phase }) => phase === 'ppo');
    expect(iterations).toHaveLength(4);
    for (const entry of iterations) {
      for (const term of [
        'return',
        'policy',
        'value',
        'entropy',
        'divergence',
        'clippedShare',
        'gradientNorm',
      ]) {
        expect(entry[term]).toSatisfy(Number.isFinite);
      }
    }
    const measured = iterations.flatMap(({ held }) => (held === undefined ? [] : [Number(held)]));
    expect(trained.report.ppo).toBe(Math.max(trained.report.imitation, ...measured));

    const again = await shortTraining(1);
    for (const [name, { data }] of trained.parameters) {
      expect(again.trained.parameters.get(name)!.data).toEqual(data);
    }
  });
});
