/**
 * The networks in `models/` on answers that they have never seen: those of the simulated students, whose questions and
 * answers enter no training. What they are made of is said by their manifest, and what they are worth is measured here.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { choose, type Scores } from '../../../src/der/core/policy';
import type { PolicyNetwork } from '../../../src/der/networks/inference';
import { featuresHash, loadModels, type Models } from '../../../src/der/networks/models';
import {
  Environment,
  drawKnobs,
  stopAction,
  type Episode,
  type EpisodeSimulator,
} from '../../../src/learn/episodes/environment';
import { drawContexts } from '../../../src/learn/episodes/episodeContexts';
import { prepareSource, type PreparedSource } from '../../../src/learn/episodes/preparedSource';
import {
  oneStepAhead,
  rollout,
  type Act,
  type Actor,
  type Rollout,
} from '../../../src/learn/episodes/rollout';
import { groupsOf } from '../../../src/learn/folds';
import { Random } from '../../../src/learn/random';
import { mayStop } from '../../../src/der/route/rule';
import type { Source } from '../../../src/learn/recordedAnswers';
import { answerOf } from '../../../src/providers/simulated/answering';
import { simulatedQuestions } from '../../../src/providers/simulated/questions';
import { students } from '../../../src/providers/simulated/students';
import { modelsFolder } from '../learnedSupport';

const seeds = Array.from({ length: 24 }, (_, index) => index + 1);
const episodesPerSeed = 250;

/** What every student answers to every practice question, as a source of recorded answers. */
function recorded(seed: number): Source {
  const name = `students ${seed}`;
  return {
    ...{ folder: '', name, notes: [] },
    experts: students.map(({ id, paramsB }) => ({
      ...{ name: id, paramsB, usdPerMtok: null },
      ...{ costB: paramsB, costEstimated: false },
    })),
    prompts: simulatedQuestions.map(({ id, domain, question, right }) => ({
      ...{ id, source: name, domain, split: 'dev' },
      ...{ prompt: question, question, reference: right.answer },
    })),
    answers: simulatedQuestions.map(({ question, right }) =>
      students.map((student) => {
        const { text, solution } = answerOf(student, [{ role: 'user', content: question }], seed);
        const quality = Number(solution === right);
        return { ...{ text, final: null, quality }, ...{ outTokens: null, costUsd: null } };
      }),
    ),
  };
}

/** Episodes on a table in which the models judge, as they do where they are used. */
function worldOf(table: PreparedSource, { networks, manifest }: Models, random: Random): EpisodeSimulator {
  const { skill, belief } = manifest;
  const anything = () => true;
  const from = { poolSize: [2, students.length], eligible: anything, calibrating: anything, skill } as const;
  const scenes = drawContexts([table], from, random);
  return {
    drawContext: () => scenes.next().value!,
    judge: (routes) => Promise.all(routes.map((evidence) => networks.terminator.predictions(evidence))),
    fit: { belief },
  };
}

/** Chooses as the product does; pools of one size are decided on together. */
function actorOf(policy: PolicyNetwork): Actor {
  return {
    async act(_, episodes) {
      const acts = new Array<Act>(episodes.length);
      for (const size of new Set(episodes.map(({ open }) => open.length))) {
        const indices = [...episodes.keys()].filter((index) => episodes[index]!.open.length === size);
        const decisions = indices.map((index) => {
          const { evidence, judged, open } = episodes[index]!;
          return { evidence: { ...evidence, state: { ...evidence.state, judged } }, allowed: open };
        });
        const scores = await policy.scoresOfAll(decisions);
        indices.forEach((index, at) => (acts[index] = chosen(scores[at]!, episodes[index]!)));
      }
      return acts;
    },
  };
}

function chosen(scores: Scores, { context, open, judged }: Episode): Act {
  const { index } = choose(scores, context.pool, open, mayStop({ judged }));
  return { action: index ?? stopAction, logProbability: 0, value: 0 };
}

const total = ({ decisions }: Rollout) => decisions.reduce((sum, { reward }) => sum + reward, 0);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Mean difference of two measurements that are paired, and its standard error. */
function difference(one: readonly number[], other: readonly number[]) {
  const gains = one.map((value, index) => value - other[index]!);
  const middle = mean(gains);
  const variance = gains.reduce((sum, gain) => sum + (gain - middle) ** 2, 0) / (gains.length - 1);
  return { mean: middle, error: Math.sqrt(variance / gains.length) };
}

/**
 * Knobs over their whole ranges, but with stopping left to who decides: where a threshold ends a route, a rule that
 * knows it beforehand gains by that, and the policy that ships is not told of it before its first choice.
 */
const drawn = (random: Random) => ({ ...drawKnobs(random), p0: 1 });
const nothingHandedOver = {
  share: 0,
  range: { low: { right: 0, wrong: 0 }, high: { right: 0, wrong: 0 } },
} as const;

let shipped: Models;
let tables: PreparedSource[];

beforeAll(async () => {
  shipped = await loadModels('models');
  tables = [];
  for (const seed of seeds) {
    const source = recorded(seed);
    tables.push(await prepareSource(source, shipped.encoder, groupsOf([source]), new Random(seed)));
  }
}, 60_000);
afterAll(() => shipped.release());

/** Mean return of every seed's episodes, which are the same ones whoever acts. */
async function returnsOf(models: Models, actor: Actor): Promise<number[]> {
  const returns: number[] = [];
  for (const [index, table] of tables.entries()) {
    const random = new Random(seeds[index]!);
    const world = worldOf(table, models, random.fork('world'));
    const how = { form: 'telescoped', gamma: 0, handOver: nothingHandedOver } as const;
    const environment = new Environment([world], how, random.fork('episodes'), drawn);
    returns.push(mean((await rollout(environment, actor, episodesPerSeed)).map(total)));
  }
  return returns;
}

describe('the networks that are shipped', () => {
  it('are trained, and say on which data and with which features', () => {
    const { version, trained, features, training } = shipped.manifest;
    expect(version).toMatch(/^\d+\.\d+\.\d+-seed\.\d+$/);
    expect(trained).toBe(true);
    expect(features).toBe(featuresHash);
    expect(training).not.toHaveProperty('effort');
    expect(training!['sources']).toEqual([
      { name: 'humaneval', prompts: 76, experts: 26 },
      { name: 'ldb', prompts: 300, experts: 4 },
      { name: 'mapcoder', prompts: 254, experts: 13 },
      { name: 'mmlu_pro', prompts: 2232, experts: 10 },
      { name: 'mtbench', prompts: 70, experts: 42 },
      { name: 'pandalm', prompts: 100, experts: 5 },
      { name: 'wildbench', prompts: 595, experts: 6 },
      { name: 'xfin', prompts: 177, experts: 34 },
      { name: 'zeroeval', prompts: 1972, experts: 22 },
    ]);
  });

  it('are worth more than looking one step ahead, and far more than weights that stand in', async () => {
    const standIn = await loadModels(await modelsFolder(5));
    const ours = await returnsOf(shipped, actorOf(shipped.networks.policy));

    const ahead = difference(ours, await returnsOf(shipped, oneStepAhead));
    expect(ahead.mean).toBeGreaterThan(0.005);
    expect(ahead.mean).toBeGreaterThan(2 * ahead.error);

    const policy = difference(ours, await returnsOf(shipped, actorOf(standIn.networks.policy)));
    const everything = difference(ours, await returnsOf(standIn, actorOf(standIn.networks.policy)));
    for (const { mean: gain, error } of [policy, everything]) {
      expect(gain).toBeGreaterThan(0.1);
      expect(gain).toBeGreaterThan(3 * error);
    }
    await standIn.release();
  }, 120_000);
});
