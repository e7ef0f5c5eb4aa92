import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rollout, type Actor } from '../../../src/learn/episodes/rollout';
import {
  drawKnobs,
  Environment,
  observation,
  rewardScale,
  stopAction,
  type EnvironmentOptions,
} from '../../../src/learn/episodes/environment';
import { Random } from '../../../src/learn/random';
import type { FoldSimulator } from '../../../src/learn/episodes/foldSimulator';
import { best } from '../../../src/der/route/rule';
import { knobError, type Knobs } from '../../../src/der/core/mdp';
import { madeUpTable, madeUpSimulator } from './madeUp';

const range = { low: { right: 0.2, wrong: 0.2 }, high: { right: 0.8, wrong: 0.8 } };
const options: EnvironmentOptions = { form: 'telescoped', gamma: 0, handOver: { share: 0.3, range } };
const knobs: Knobs = { alpha: 1e-3, beta: 1, p0: 1, maxSteps: 10, transfer: 'always' };

/** Asks and stops at random. */
const anyhow = (random: Random): Actor => ({
  act: async (observations) =>
    observations.map(({ open, mayStop }) => {
      const askable = open.flatMap((isOpen, index) => (isOpen ? [index] : []));
      const stops = mayStop && random.uniform() < 0.2;
      const action = stops ? stopAction : askable[random.integer(askable.length)]!;
      return { action, logProbability: 0, value: 0 };
    }),
});

let simulator: FoldSimulator;
beforeAll(async () => void (simulator = await madeUpSimulator(madeUpTable())));
afterAll(() => simulator.release());

describe('the environment', () => {
  it('pays (1 + β) times the quality of the answer returned, less what the calls cost', async () => {
    const environment = new Environment([simulator], options, new Random(2), () => knobs);
    for (const { decisions, end } of await rollout(environment, anyhow(new Random(3)), 200)) {
      const total = decisions.reduce((sum, { reward }) => sum + reward, 0);
      const costs = end.evidence.state.answers.map(
        ({ expert }) => end.context.pool.find(({ id }) => id === expert)!.costB,
      );
      const paid = costs.reduce((sum, cost, t) => sum + (t === 0 ? 2 : 1) * knobs.alpha * cost, 0);
      const returned = end.given[best(end.judged)]!.quality;
      expect(total).toBeCloseTo((2 * returned - paid) * rewardScale(end.context.pool, end.knobs), 6);
    }
  });

  it('asks nobody twice, stops only after an answer, and never passes maxSteps', async () => {
    const environment = new Environment([simulator], options, new Random(4));
    for (const { decisions, end } of await rollout(environment, anyhow(new Random(5)), 300)) {
      const asked = decisions.map(({ action }) => action).filter((action) => action !== stopAction);
      expect(new Set(asked).size).toBe(asked.length);
      expect(asked.length).toBeLessThanOrEqual(end.knobs.maxSteps);
      expect(decisions[0]!.action).not.toBe(stopAction);
      expect(decisions.slice(0, -1).every(({ action }) => action !== stopAction)).toBe(true);
    }
  });

  it('ends by what is predicted, not by what is true', async () => {
    const environment = new Environment([simulator], options, new Random(6), () => ({ ...knobs, p0: 0.5 }));
    for (const { decisions, end } of await rollout(environment, anyhow(new Random(7)), 200)) {
      const byChoice = decisions.at(-1)!.action === stopAction;
      const exhausted = !end.open.includes(true);
      expect(byChoice || exhausted || Math.max(...end.judged) >= 0.5).toBe(true);
    }
  });

  it('shows the policy nothing of the answers that were not given', async () => {
    const table = madeUpTable();
    const turned = {
      ...table,
      answers: table.answers.map((row) =>
        row.map(
          (answer) =>
            answer && { ...answer, quality: 1 - answer.quality, signs: { ...answer.signs, final: 'x' } },
        ),
      ),
    };
    // Calibration outcomes are known beforehand; without them nothing else may differ.
    const [one, other] = await Promise.all(
      [table, turned].map(async (each) => {
        const here = await madeUpSimulator(each, 8);
        const environment = new Environment([here], options, new Random(9), () => knobs);
        const seen = Array.from({ length: 400 }, () => environment.start())
          .filter(({ context }) => context.skills.every(({ evidence }) => evidence === 0))
          .map((episode) => ({ ...observation(episode), hindsight: undefined }));
        await here.release();
        return seen;
      }),
    );
    expect(one!.length).toBeGreaterThan(0);
    expect(other).toEqual(one);
  });

  it('draws every knob within its range, the ends among them', () => {
    const random = new Random(10);
    const drawn = Array.from({ length: 500 }, () => drawKnobs(random));
    for (const each of drawn) {
      for (const name of ['alpha', 'beta', 'p0', 'maxSteps'] as const) {
        expect(knobError(name, each[name])).toBeUndefined();
      }
    }
    expect(drawn.some(({ alpha }) => alpha === 0)).toBe(true);
    expect(drawn.some(({ p0 }) => p0 === 1)).toBe(true);
  });
});
