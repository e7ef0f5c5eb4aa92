import { describe, expect, it } from 'vitest';
import { rollout, type Actor } from '../../../src/learn/episodes/rollout';
import { Environment } from '../../../src/learn/episodes/environment';
import { defaultFittedQ, fitQ, ValueActor } from '../../../src/lab/training/fittedQ';
import { Random } from '../../../src/learn/random';
import { madeUpTable, madeUpSimulator } from './madeUp';

const range = { low: { right: 0.2, wrong: 0.2 }, high: { right: 0.8, wrong: 0.8 } };
const how = { form: 'telescoped', gamma: 0, handOver: { share: 0, range } } as const;

async function meanReturn(actor: Actor): Promise<number> {
  const simulator = await madeUpSimulator(madeUpTable(), 5);
  const played = await rollout(new Environment([simulator], how, new Random(6)), actor, 400);
  await simulator.release();
  const total = played.flatMap(({ decisions }) => decisions).reduce((sum, { reward }) => sum + reward, 0);
  return total / played.length;
}

/** The first who may be asked, until nobody is left. */
const stubborn: Actor = {
  act: (observations) =>
    Promise.resolve(
      observations.map(({ open }) => ({ action: open.indexOf(true), logProbability: 0, value: 0 })),
    ),
};

describe('fitted Q iteration', () => {
  it('learns values by which acting pays more than asking everybody in turn', async () => {
    const simulator = await madeUpSimulator(madeUpTable(), 1);
    const losses: number[] = [];
    const parameters = await fitQ(new Environment([simulator], how, new Random(2)), new Random(3), {
      ...defaultFittedQ,
      states: 600,
      rounds: 3,
      batch: 128,
      seed: 4,
      log: ({ loss }) => losses.push(Number(loss)),
    });
    await simulator.release();
    expect(losses).toHaveLength(3);
    expect(losses.every(Number.isFinite)).toBe(true);

    const actor = await ValueActor.open();
    actor.parameters = parameters;
    expect(await meanReturn(actor)).toBeGreaterThan(await meanReturn(stubborn));
    await actor.release();
  });
});
