/** Trains the policy: it begins as a lookahead of two questions and improves on that by proximal policy optimisation. */
import { advantages, normalised } from './advantage';
import type { TrainingCheckpoints } from '../checkpoints';
import {
  oneStepAhead,
  planAhead,
  rollout,
  type Actor,
  type Decision,
  type Rollout,
} from '../episodes/rollout';
import { stopAction, type Environment } from '../episodes/environment';
import type { Batch } from '../graph/batch';
import type { ParameterValues } from '../graph/initialisers';
import type { TensorFile } from '../graph/safetensors';
import { Trainer } from '../graph/trainer';
import { NetworkActor } from './networkActor';
import { actorCriticBatch } from './policyBatch';
import { imitationObjective, ppoObjective } from './ppo';
import type { Random } from '../random';
import { schedule } from '../terminator/terminatorTraining';

/** What a training of policy and critic is run with. */
export interface PolicyTrainingOptions {
  readonly seed: number;
  /** Begins the names of its checkpoints. */
  readonly name: string;
  /** Episodes that are imitated, and how often each is gone through. */
  readonly imitation: { readonly episodes: number; readonly epochs: number; readonly learningRate: number };
  readonly iterations: number;
  readonly episodesPerIteration: number;
  readonly epochs: number;
  readonly batch: number;
  readonly learningRate: number;
  readonly clipRange: number;
  readonly valueWeight: number;
  /** At the start; falls to a tenth. */
  readonly entropyWeight: number;
  readonly discount: number;
  readonly lambda: number;
  /** An iteration's remaining epochs are skipped when the policy has moved further than this. */
  readonly mostDivergence: number;
  /** Iterations between two measurements on held-out prompts, each with a checkpoint. */
  readonly measureEvery: number;
  readonly measuredEpisodes: number;
  readonly checkpoints: TrainingCheckpoints;
  readonly log: (entry: Readonly<Record<string, number | string>>) => void;
}

/** What one iteration goes by. */
export type ImprovementOptions = Pick<
  PolicyTrainingOptions,
  | 'iterations'
  | 'epochs'
  | 'batch'
  | 'learningRate'
  | 'clipRange'
  | 'valueWeight'
  | 'entropyWeight'
  | 'discount'
  | 'lambda'
  | 'mostDivergence'
>;

/** The sizes and rates that the shipped policy was trained with. */
export const defaultPolicyTraining: Omit<PolicyTrainingOptions, 'seed' | 'name' | 'checkpoints' | 'log'> = {
  imitation: { episodes: 16_000, epochs: 8, learningRate: 3e-3 },
  iterations: 50,
  episodesPerIteration: 4_000,
  epochs: 4,
  batch: 1024,
  learningRate: 2e-3,
  clipRange: 0.2,
  valueWeight: 0.5,
  entropyWeight: 0.003,
  discount: 1,
  lambda: 0.95,
  mostDivergence: 0.03,
  measureEvery: 10,
  measuredEpisodes: 6_000,
};

/** Where episodes come from: the same ones at every opening with the same label. */
export interface Episodes {
  open(label: string): Promise<{ readonly environment: Environment; close(): Promise<void> }>;
}

/** What a training of policy and critic brings. */
export interface TrainedPolicy {
  /** Of policy and critic, from the iteration that was best on held-out prompts. */
  readonly parameters: ParameterValues;
  /** Those it began with: the imitation. */
  readonly initial: ParameterValues;
  readonly report: PolicyReport;
}

/** Mean returns on held-out prompts, but for `training`. */
export interface PolicyReport {
  /** Of the baseline that looks one question ahead. */
  readonly lookahead: number;
  readonly imitation: number;
  /** Of the best iteration. */
  readonly ppo: number;
  /** In that iteration, on the prompts that are learned from and with actions drawn by chance. */
  readonly training: number;
  /** 0: no iteration was better than the imitation. */
  readonly iteration: number;
}

/**
 * Goes from checkpoint to checkpoint. What is random in an iteration depends on its number alone, so that a training
 * that is resumed ends in the same weights as one that was never stopped.
 * @param training Episodes on the prompts that are learned from.
 */
export async function trainPolicy(
  training: Episodes,
  heldOut: Episodes,
  random: Random,
  options: PolicyTrainingOptions,
): Promise<TrainedPolicy> {
  const { name, checkpoints, iterations, measureEvery, log } = options;
  const actor = await NetworkActor.open();
  const start = await begin(training, heldOut, actor, random, options);
  const initial = start.tensors;
  const trainer = await Trainer.create(ppoObjective, { seed: options.seed, parameters: initial });
  try {
    let done = 0;
    let report = reportFrom(start.metadata);
    let best: ParameterValues = initial;
    const latest = checkpoints.path(name);
    if (await checkpoints.find(name)) {
      const metadata = await trainer.load(latest);
      done = Number(metadata['done']);
      report = reportFrom(metadata);
      best = (await checkpoints.find(`${name}-best`))?.tensors ?? initial;
    }
    while (done < iterations) {
      const label = `from iteration ${done + 1}`;
      const { environment, close } = await training.open(label);
      const chance = random.fork(label);
      let reached = NaN;
      for (const last = Math.min(done + measureEvery, iterations); done < last; done++) {
        actor.parameters = trainer.parameters;
        actor.sampling = chance;
        const played = await rollout(environment, actor, options.episodesPerIteration);
        const terms = await improve(trainer, played, done, chance, options);
        reached = mean(played.map(total));
        const steps = mean(played.map(({ end }) => end.given.length));
        log({ phase: 'ppo', iteration: done + 1, of: iterations, return: reached, steps, ...terms });
      }
      await close();
      const held = await measure(heldOut, actor, trainer.parameters, options);
      log({ phase: 'measured', iteration: done, of: iterations, return: reached, held });
      if (held > report.ppo) {
        best = trainer.parameters;
        report = { ...report, ppo: held, training: reached, iteration: done };
        await checkpoints.keep(`${name}-best`, { tensors: best, metadata: {} });
      }
      await trainer.save(latest, { done: String(done), report: JSON.stringify(report) });
    }
    return { parameters: best, initial, report };
  } finally {
    await trainer.release();
    await actor.release();
  }
}

/** The imitation, with how it and the baseline do on held-out prompts. */
function begin(
  training: Episodes,
  heldOut: Episodes,
  actor: NetworkActor,
  random: Random,
  options: PolicyTrainingOptions,
): Promise<TensorFile> {
  return options.checkpoints.stage(`${options.name}-imitation`, async () => {
    const lookahead = await meanReturn(heldOut, oneStepAhead, options.measuredEpisodes);
    const { environment, close } = await training.open('imitation');
    const tensors = await imitate(environment, random.fork('imitation'), options);
    await close();
    const imitation = await measure(heldOut, actor, tensors, options);
    options.log({ phase: 'imitation', lookahead, held: imitation });
    const report: PolicyReport = { lookahead, imitation, ppo: imitation, training: 0, iteration: 0 };
    return { tensors, metadata: { report: JSON.stringify(report) } };
  });
}

function reportFrom(metadata: Readonly<Record<string, string>>): PolicyReport {
  return JSON.parse(metadata['report']!) as PolicyReport;
}

/** Mean return of the most probable actions on held-out prompts. */
function measure(
  heldOut: Episodes,
  actor: NetworkActor,
  parameters: ParameterValues,
  { measuredEpisodes }: PolicyTrainingOptions,
): Promise<number> {
  actor.parameters = parameters;
  actor.sampling = undefined;
  return meanReturn(heldOut, actor, measuredEpisodes);
}

/** A policy and a critic that do as the teacher does. */
async function imitate(
  environment: Environment,
  random: Random,
  { seed, imitation, batch, discount, log }: PolicyTrainingOptions,
): Promise<ParameterValues> {
  const played = await rollout(environment, planAhead, imitation.episodes);
  const rows = played.flatMap(({ decisions }) => {
    const returns = advantages(decisions, discount, 1);
    return decisions.map((decision, at) => ({ decision, return: returns[at]!.return }));
  });
  const trainer = await Trainer.create(imitationObjective, { seed });
  const perEpoch = Math.ceil(rows.length / batch);
  for (let step = 0; step < perEpoch * imitation.epochs; step++) {
    if (step % perEpoch === 0) random.shuffle(rows);
    const at = (step % perEpoch) * batch;
    const chosen = rows.slice(at, at + batch);
    const rate = imitation.learningRate * schedule(step / (perEpoch * imitation.epochs));
    const { terms } = await trainer.step(rate, {
      ...actions(chosen.map(({ decision }) => decision)),
      return: column(chosen.map((row) => row.return)),
    });
    if (step % perEpoch === perEpoch - 1)
      log({ phase: 'imitating', epoch: Math.floor(step / perEpoch) + 1, ...terms });
  }
  const { parameters } = trainer;
  await trainer.release();
  return parameters;
}

/** Some epochs over what was played; the terms of the loss, averaged. */
export async function improve(
  trainer: Trainer,
  played: readonly Rollout[],
  /** Iterations before this one. */
  done: number,
  random: Random,
  options: ImprovementOptions,
): Promise<Record<string, number>> {
  const rows = played.flatMap(({ decisions }) => {
    const estimates = advantages(decisions, options.discount, options.lambda);
    return decisions.map((decision, at) => ({ decision, ...estimates[at]! }));
  });
  const scaled = normalised(rows.map(({ advantage }) => advantage));
  const order = rows.map((_, index) => index);
  const progress = done / options.iterations;
  const rate = options.learningRate * schedule(progress);
  const sums = new Map<string, number>();
  let steps = 0;
  for (
    let epoch = 0, divergence = 0;
    epoch < options.epochs && divergence < options.mostDivergence;
    epoch++
  ) {
    random.shuffle(order);
    let drift = 0;
    for (let at = 0; at < order.length; at += options.batch, steps++) {
      const chosen = order.slice(at, at + options.batch);
      const picked = chosen.map((index) => rows[index]!);
      const { loss, gradientNorm, terms } = await trainer.step(rate, {
        ...actions(picked.map(({ decision }) => decision)),
        before: column(picked.map(({ decision }) => decision.logProbability)),
        valueBefore: column(picked.map(({ decision }) => decision.value)),
        advantage: column(chosen.map((index) => scaled[index]!)),
        return: column(picked.map((row) => row.return)),
        clipRange: options.clipRange,
        valueWeight: options.valueWeight,
        entropyWeight: options.entropyWeight * (1 - 0.9 * progress),
      });
      for (const [name, value] of Object.entries({ loss, gradientNorm, ...terms })) {
        sums.set(name, (sums.get(name) ?? 0) + value);
      }
      drift += terms['divergence']! * (chosen.length / order.length);
    }
    divergence = drift;
  }
  return Object.fromEntries([...sums].map(([name, sum]) => [name, sum / steps]));
}

/** Inputs of the networks and the actions taken; stopping is the action after the last of the padded pool. */
function actions(decisions: readonly Decision[]): Batch {
  const batch = actorCriticBatch(decisions.map(({ observation }) => observation));
  const pool = batch['open']!.dims[1]!;
  const taken = decisions.map(({ action }) => (action === stopAction ? pool : action));
  return { ...batch, action: { type: 'int32', data: Int32Array.from(taken), dims: [taken.length] } };
}

function column(values: readonly number[]): Batch[string] {
  return { type: 'float32', data: Float32Array.from(values), dims: [values.length] };
}

/** Mean return of the held-out episodes, the same ones every time. */
export async function meanReturn(heldOut: Episodes, actor: Actor, episodes: number): Promise<number> {
  const { environment, close } = await heldOut.open('held-out');
  try {
    return mean((await rollout(environment, actor, episodes)).map(total));
  } finally {
    await close();
  }
}

function total({ decisions }: Rollout): number {
  return decisions.reduce((sum, { reward }) => sum + reward, 0);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
