/**
 * One rule: recorded answers are run through the product's route, the training environment and the evaluation. All
 * three show the policy the same features, choose and judge alike, end at the same answer, and reward by the same form.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultKnobs, rewardSum, type Knobs } from '../../../src/der/core/mdp';
import { choose, type Scores } from '../../../src/der/core/policy';
import { noCalibration, Profiles } from '../../../src/der/estimate/profile';
import type { Evidence } from '../../../src/der/evidence/evidence';
import { EvidenceExtractor, PolicyNetwork } from '../../../src/der/networks/inference';
import { loadModels, type Models } from '../../../src/der/networks/models';
import { policyInput } from '../../../src/der/networks/policyFeatures';
import { best } from '../../../src/der/route/rule';
import { contextOf } from '../../../src/lab/evaluation/calibrationPrompts';
import { prepare, type Graded } from '../../../src/lab/evaluation/cases';
import { der, DerNetworks } from '../../../src/lab/evaluation/methods/der';
import { readSource } from '../../../src/lab/data/source';
import { exportModels, seededWeights } from '../../../src/lab/training/exportModels';
import {
  Environment,
  observation,
  rewardScale,
  stopAction,
  type EpisodeSimulator,
} from '../../../src/learn/episodes/environment';
import { FoldSimulator } from '../../../src/learn/episodes/foldSimulator';
import { prepareSource, type PreparedSource } from '../../../src/learn/episodes/preparedSource';
import { groupsOf } from '../../../src/learn/folds';
import { Random } from '../../../src/learn/random';
import type { Source } from '../../../src/learn/recordedAnswers';
import { untrainedBelief, untrainedScaling, untrainedSkill } from '../../../src/learn/untrained';
import { answerRow, promptRow, writeSource } from '../data/support';
import { allEvents, of, ScriptedExpert, startRoute } from '../routeSupport';

const seed = 11;
const experts = [
  { expert: 'small', params_b: 1, usd_per_mtok: 0.1 },
  { expert: 'middle', params_b: 7, usd_per_mtok: 0.2 },
  { expert: 'other', params_b: 9, usd_per_mtok: 0.2 },
  { expert: 'large', params_b: 70, usd_per_mtok: 2 },
];
const said = [
  (at: number) => `The sum is 1${at}. The answer is 1${at}.`,
  (at: number) => `{"answer": "${at % 3}"}`,
  () => 'I am sorry, but I cannot help with that.',
  (at: number) => `Let me see.\n\n**Final answer: ${at % 2 === 0 ? at % 3 : 'none of them'}**`,
];

let folder: string;
let source: Source;
let table: PreparedSource;
let simulator: FoldSimulator;
let models: Models;
let cases: Graded[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'der-parity-'));
  const stated = { version: 'test', trained: false, skill: untrainedSkill, belief: untrainedBelief };
  await exportModels(folder, { ...seededWeights(seed), compared: {} }, stated);
  models = await loadModels(folder);
  const prompts = Array.from({ length: 16 }, (_, at) => promptRow(`${at} and ${at * 7 + 1}`));
  const answers = prompts.flatMap(({ prompt_id: id }, at) =>
    experts.map(({ expert }, member) =>
      answerRow(String(id), expert, (at + member) % 2, { answer: said[member]!(at) }),
    ),
  );
  source = await readSource(await writeSource({ prompts, answers, experts }));
  table = await prepareSource(source, models.encoder, groupsOf([source]), new Random(1));
  const anything = () => true;
  simulator = await FoldSimulator.open(
    [table],
    { poolSize: [4, 4], eligible: anything, calibrating: anything },
    { skill: untrainedSkill, belief: untrainedBelief, weights: seededWeights(seed).terminator },
    untrainedScaling,
    new Random(2),
  );
  const columns = experts.map((_, column) => column);
  const estimates = {
    encode: models.encoder.encode.bind(models.encoder),
    skill: untrainedSkill,
    belief: untrainedBelief,
  };
  const context = contextOf(source.experts, [], estimates, seed);
  const indices = source.prompts.map((_, index) => index);
  cases = await prepare(source, source.experts, columns, indices, context, estimates);
});
afterAll(async () => {
  await simulator.release();
  await models.release();
  await rm(folder, { recursive: true });
});

/** What one of the three did with a question. */
interface Run {
  readonly features: readonly (readonly number[])[];
  readonly asked: readonly string[];
  readonly judged: readonly number[];
  readonly returned: string;
}

const rounded = (values: Iterable<number>) => Array.from(values, (value) => Number(value.toFixed(4)));

/** A policy's network that keeps what it was shown. */
class Watched extends PolicyNetwork {
  readonly features: (readonly number[])[] = [];

  constructor(private readonly network: PolicyNetwork) {
    super(undefined as never);
  }

  override async scores(evidence: Evidence, allowed: readonly boolean[]): Promise<Scores> {
    const { state, experts: rows } = policyInput(evidence, allowed);
    this.features.push(rounded([...state, ...openRows(rows, allowed)]));
    return this.network.scores(evidence, allowed);
  }

  override scoresOfAll(decisions: readonly { evidence: Evidence; allowed: readonly boolean[] }[]) {
    return Promise.all(decisions.map(({ evidence, allowed }) => this.scores(evidence, allowed)));
  }
}

/** The network sees nothing of an expert who may not be chosen. */
function openRows(rows: Float32Array, allowed: readonly boolean[]): number[] {
  const width = rows.length / allowed.length;
  return Array.from(rows).filter((_, at) => allowed[Math.floor(at / width)]);
}

async function byRoute(index: number, knobs: Knobs): Promise<Run & { readonly rewards: number[] }> {
  const watched = new Watched(models.networks.policy);
  const extractor = new EvidenceExtractor(
    models.encoder,
    new Profiles(noCalibration, untrainedSkill),
    untrainedBelief,
  );
  const pool = source.experts.map(
    ({ name, costB }, member) =>
      new ScriptedExpert({
        ...{ id: name, costB },
        behaviour: { does: 'answers', text: source.answers[index]![member]!.text },
      }),
  );
  const events = await allEvents(
    startRoute(pool, {
      knobs,
      question: source.prompts[index]!.question!,
      policy: {
        decide: async (state, members, allowed) =>
          watched.scores(await extractor.extract(state, members), allowed),
      },
      terminator: models.terminator,
    }),
  );
  const judgements = of(events, 'judged');
  const asked = of(events, 'answered').map(({ expert }) => expert);
  const { judged } = judgements.at(-1)!;
  return {
    features: watched.features,
    asked,
    judged: rounded(judged),
    returned: asked[of(events, 'finished')[0]!.final!.step]!,
    rewards: judgements.map(({ reward }) => rewardSum(reward)),
  };
}

async function byEnvironment(index: number, knobs: Knobs): Promise<Run & { readonly rewards: number[] }> {
  const prompt = table.prompts[index]!;
  const skills = new Profiles(noCalibration, untrainedSkill).skills(prompt.embedding, table.experts);
  const here: EpisodeSimulator = {
    fit: simulator.fit,
    judge: (routes) => simulator.judge(routes),
    drawContext: () => ({
      ...{ table, prompt, pool: table.experts, skills, familiarity: prompt.familiarity, findings: undefined },
      answers: table.answers[index]!.map((answer) => answer!),
    }),
  };
  const none = { share: 0, range: { low: { right: 0, wrong: 0 }, high: { right: 0, wrong: 0 } } };
  const options = { form: 'telescoped', gamma: 0, handOver: none } as const;
  const environment = new Environment([here], options, new Random(3), () => knobs);
  const watched = new Watched(models.networks.policy);
  const rewards: number[] = [];
  let episode = environment.start();
  for (let done = false; !done;) {
    const { state, experts: rows, open, mayStop } = observation(episode);
    const scores = await models.networks.policy.scores(
      { ...episode.evidence, state: { ...episode.evidence.state, judged: episode.judged } },
      open,
    );
    watched.features.push(rounded([...state, ...openRows(rows, open)]));
    const { index: chosen } = choose(scores, table.experts, open, mayStop);
    const [next] = await environment.advance([episode], [chosen ?? stopAction]);
    if (chosen !== undefined) rewards.push(next!.reward / rewardScale(table.experts, knobs));
    ({ episode, done } = next!);
  }
  const asked = episode.evidence.state.answers.map(({ expert }) => expert);
  const { judged } = episode;
  return {
    features: watched.features,
    asked,
    judged: rounded(judged),
    returned: asked[best(judged)]!,
    rewards,
  };
}

async function byEvaluation(index: number, { alpha, beta, p0, maxSteps }: Knobs): Promise<Run> {
  const watched = new Watched(models.networks.policy);
  const estimates = { encode: models.encoder.encode.bind(models.encoder), skill: untrainedSkill };
  const context = contextOf(source.experts, [], { ...estimates, belief: untrainedBelief }, seed);
  let judged: readonly number[] = [];
  const terminator = {
    predictions: async (evidence: Evidence) => {
      const now = await models.networks.terminator.predictions(evidence);
      if (now.length > judged.length) judged = now;
      return now;
    },
  } as typeof models.networks.terminator;
  const method = der('der', context, new DerNetworks(watched, terminator), []);
  const outcome = await method.run(cases[index]!.question, { alpha, beta, p0, maxSteps });
  if (!('asked' in outcome)) throw new Error('One outcome is expected.');
  const { asked, chosen } = outcome;
  return {
    features: watched.features,
    asked: asked.map((member) => experts[member]!.expert),
    judged: rounded(judged),
    returned: experts[chosen]!.expert,
  };
}

const settings: readonly Partial<Knobs>[] = [
  { p0: 1, alpha: 0, maxSteps: 10 },
  { p0: 1, alpha: 0, maxSteps: 2 },
  { p0: 1, alpha: 1e-2, beta: 0 },
  { p0: 0.995, alpha: 1e-4, beta: 5 },
  { p0: 0.98, alpha: 0 },
];

describe('product, training and evaluation', () => {
  it.each(settings)('go by one rule with %j', async (setting) => {
    const knobs: Knobs = { ...defaultKnobs, transfer: 'never', ...setting };
    const lengths = new Set<number>();
    for (const index of source.prompts.keys()) {
      const [route, episode, evaluation] = await Promise.all([
        byRoute(index, knobs),
        byEnvironment(index, knobs),
        byEvaluation(index, knobs),
      ]);
      const { rewards, ...common } = route;
      const { rewards: trueRewards, ...trained } = episode;
      expect(trained).toEqual(common);
      expect(evaluation).toEqual(common);
      lengths.add(route.asked.length);
      expect(rewards.length).toBe(route.asked.length);
      expect(trueRewards.length).toBe(route.asked.length);
    }
    expect(Math.max(...lengths), 'answers of the longest route').toBeGreaterThan(1);
  });

  it('reward a step alike where quality is what is predicted', async () => {
    const knobs: Knobs = { ...defaultKnobs, transfer: 'never', p0: 1, alpha: 1e-2, maxSteps: 3 };
    for (const index of source.prompts.keys()) {
      const { asked, rewards, judged } = await byRoute(index, knobs);
      const { rewards: trueRewards } = await byEnvironment(index, knobs);
      const paid = asked.map((name, t) => {
        const { costB } = source.experts.find((member) => member.name === name)!;
        return (t === 0 ? 1 + knobs.beta : 1) * knobs.alpha * costB;
      });
      const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
      const quality =
        source.answers[index]![experts.findIndex(({ expert }) => expert === asked[best(judged)])]!.quality;
      // Telescoped, up to re-judging of earlier answers: what is returned, less what was paid.
      expect(sum(trueRewards) + sum(paid)).toBeCloseTo((1 + knobs.beta) * quality, 5);
      expect(rewards[0]! + paid[0]!).toBeGreaterThanOrEqual(0);
    }
  });
});
