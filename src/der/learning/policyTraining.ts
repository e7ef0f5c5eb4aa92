/** Trains the policy: it begins as a lookahead of two questions and improves on that by proximal policy optimisation. */
import { advantages, normalised } from './advantage';
import { oneStepAhead, planAhead, play, type Actor, type Decision, type Played } from './collector';
import { stopAction, type Environment } from './environment';
import type { Batch } from './graph/batch';
import type { ParameterValues } from './graph/initialisers';
import { Trainer } from './graph/trainer';
import { NetworkActor } from './networkActor';
import { policyBatch } from './policyBatch';
import { imitationObjective, ppoObjective } from './ppo';
import type { Random } from './random';
import { schedule } from './terminatorTraining';

export interface PolicyTrainingOptions {
  readonly seed: number;
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
  /** Iterations between two measurements on held-out prompts. */
  readonly measureEvery: number;
  readonly measuredEpisodes: number;
  readonly log: (entry: Readonly<Record<string, number | string>>) => void;
}

export const defaultPolicyTraining: Omit<PolicyTrainingOptions, 'seed' | 'log'> = {
  imitation: { episodes: 10_000, epochs: 6, learningRate: 3e-3 },
  iterations: 100,
  episodesPerIteration: 2_500,
  epochs: 3,
  batch: 1024,
  learningRate: 1e-3,
  clipRange: 0.2,
  valueWeight: 0.5,
  entropyWeight: 0.01,
  discount: 1,
  lambda: 0.95,
  mostDivergence: 0.03,
  measureEvery: 10,
  measuredEpisodes: 6_000,
};

/** Held-out training prompts: the same episodes at every opening. */
export interface HeldOut {
  open(): Promise<{ readonly environment: Environment; close(): Promise<void> }>;
}

export interface TrainedPolicy {
  /** Of policy and critic, from the iteration that was best on held-out prompts. */
  readonly parameters: ParameterValues;
  /** Those it began with: the imitation. */
  readonly initial: ParameterValues;
  /** Mean returns: of the rule imitated, of the imitation, and of the best iteration, on held-out prompts. */
  readonly report: Readonly<Record<'lookahead' | 'imitation' | 'ppo' | 'training' | 'iteration', number>>;
}

/** @param training episodes on the prompts that are learned from. */
export async function trainPolicy(
  training: Environment,
  heldOut: HeldOut,
  random: Random,
  options: PolicyTrainingOptions,
): Promise<TrainedPolicy> {
  const actor = await NetworkActor.open();
  const measure = async (parameters: ParameterValues) => {
    actor.parameters = parameters;
    actor.sampling = undefined;
    return meanReturn(heldOut, actor, options.measuredEpisodes);
  };
  try {
    const lookahead = await meanReturn(heldOut, oneStepAhead, options.measuredEpisodes);
    const initial = await imitate(training, random.fork('imitation'), options);
    const imitation = await measure(initial);
    options.log({ phase: 'imitation', lookahead, held: imitation });

    let best = { parameters: initial, held: imitation, iteration: 0, training: NaN };
    const trainer = await Trainer.create(ppoObjective, { seed: options.seed, parameters: initial });
    const sampling = random.fork('sampling');
    for (let iteration = 1; iteration <= options.iterations; iteration++) {
      actor.parameters = trainer.parameters;
      actor.sampling = sampling;
      const played = await play(training, actor, options.episodesPerIteration);
      const terms = await improve(trainer, played, iteration, random, options);
      const reached = mean(played.map(total));
      const measured = iteration % options.measureEvery === 0 || iteration === options.iterations;
      const held = measured ? await measure(trainer.parameters) : undefined;
      if (held !== undefined && held > best.held) {
        best = { parameters: trainer.parameters, held, iteration, training: reached };
      }
      const steps = mean(played.map(({ end }) => end.given.length));
      options.log({
        phase: 'ppo',
        iteration,
        return: reached,
        steps,
        ...terms,
        ...(held !== undefined && { held }),
      });
    }
    await trainer.release();
    const report = {
      lookahead,
      imitation,
      ppo: best.held,
      training: best.training,
      iteration: best.iteration,
    };
    return { parameters: best.parameters, initial, report };
  } finally {
    await actor.release();
  }
}

/** A policy and a critic that do as the teacher does. */
async function imitate(
  environment: Environment,
  random: Random,
  { seed, imitation, batch, discount, log }: PolicyTrainingOptions,
): Promise<ParameterValues> {
  const played = await play(environment, planAhead, imitation.episodes);
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
async function improve(
  trainer: Trainer,
  played: readonly Played[],
  iteration: number,
  random: Random,
  options: PolicyTrainingOptions,
): Promise<Record<string, number>> {
  const rows = played.flatMap(({ decisions }) => {
    const estimates = advantages(decisions, options.discount, options.lambda);
    return decisions.map((decision, at) => ({ decision, ...estimates[at]! }));
  });
  const scaled = normalised(rows.map(({ advantage }) => advantage));
  const order = rows.map((_, index) => index);
  const progress = (iteration - 1) / options.iterations;
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
  const batch = policyBatch(decisions.map(({ observation }) => observation));
  const pool = batch['open']!.dims[1]!;
  const taken = decisions.map(({ action }) => (action === stopAction ? pool : action));
  return { ...batch, action: { type: 'int32', data: Int32Array.from(taken), dims: [taken.length] } };
}

function column(values: readonly number[]): Batch[string] {
  return { type: 'float32', data: Float32Array.from(values), dims: [values.length] };
}

async function meanReturn(heldOut: HeldOut, actor: Actor, episodes: number): Promise<number> {
  const { environment, close } = await heldOut.open();
  try {
    return mean((await play(environment, actor, episodes)).map(total));
  } finally {
    await close();
  }
}

function total({ decisions }: Played): number {
  return decisions.reduce((sum, { reward }) => sum + reward, 0);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
