import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TrainingCheckpoints, ResumeError } from '../../../src/learn/checkpoints';
import { Environment } from '../../../src/learn/episodes/environment';
import { defaultPolicyTraining, trainPolicy, type Episodes } from '../../../src/learn/policy/policyTraining';
import { Random } from '../../../src/learn/random';
import { madeUpTable, madeUpSimulator } from './madeUp';

const range = { low: { right: 0.2, wrong: 0.2 }, high: { right: 0.8, wrong: 0.8 } };
const how = { form: 'telescoped', gamma: 0, handOver: { share: 0, range } } as const;

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'der-training-'))));
afterAll(() => rm(folder, { recursive: true }));

function episodes(seed: number): Episodes {
  return {
    async open(label) {
      const random = new Random(seed).fork(label);
      const simulator = await madeUpSimulator(madeUpTable(), random.next());
      return { environment: new Environment([simulator], how, random), close: () => simulator.release() };
    },
  };
}

type Entry = Readonly<Record<string, number | string>>;

/** A short training; long enough to move, not to shine. */
async function shortTraining(
  name: string,
  resume = false,
  onEntry: (entry: Entry) => void = () => undefined,
) {
  const log: Entry[] = [];
  const trained = await trainPolicy(episodes(11), episodes(77), new Random(13), {
    ...defaultPolicyTraining,
    imitation: { episodes: 300, epochs: 2, learningRate: 3e-3 },
    iterations: 4,
    episodesPerIteration: 200,
    measureEvery: 2,
    measuredEpisodes: 200,
    seed: 1,
    name: 'policy',
    checkpoints: await TrainingCheckpoints.open(join(folder, name), 'a short training', resume),
    log: (entry) => {
      log.push(entry);
      onEntry(entry);
    },
  });
  return { trained, log };
}

describe('training the policy', () => {
  it('logs every term of the loss, and keeps the iteration that was best on held-out prompts', async () => {
    const { trained, log } = await shortTraining('whole');
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
    const measured = log.filter(({ phase }) => phase === 'measured').map(({ held }) => Number(held));
    expect(measured).toHaveLength(2);
    expect(trained.report.ppo).toBe(Math.max(trained.report.imitation, ...measured));
  });

  it('ends in the same weights, byte for byte, when it is stopped in the middle and resumed', async () => {
    const whole = await shortTraining('again');
    const stopped = shortTraining('stopped', false, ({ phase, iteration }) => {
      if (phase === 'ppo' && iteration === 3) throw new Error('killed');
    });
    await expect(stopped).rejects.toThrow('killed');
    const resumed = await shortTraining('stopped', true);
    expect(resumed.log.filter(({ phase }) => phase === 'ppo')).toHaveLength(2);
    expect(resumed.trained.report).toEqual(whole.trained.report);
    for (const [name, { data }] of whole.trained.parameters) {
      expect(resumed.trained.parameters.get(name)!.data).toEqual(data);
    }
  });

  it('resumes nothing that is not there, and nothing of another order', async () => {
    await expect(TrainingCheckpoints.open(join(folder, 'nowhere'), 1, true)).rejects.toThrow(
      /without --resume/,
    );
    await TrainingCheckpoints.open(join(folder, 'one'), { seed: 1 }, false);
    await expect(TrainingCheckpoints.open(join(folder, 'one'), { seed: 2 }, true)).rejects.toThrow(
      ResumeError,
    );
  });
});
