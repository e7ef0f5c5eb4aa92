/**
 * Fitted Q iteration (Ernst et al., 2005) on the same table: the rival of PPO. The table knows what every expert would
 * have answered, so that every action of a visited state is tried. What a question's luck adds to all actions alike
 * drops out, since it is the differences between the actions of a state that are fitted.
 */
import { planAhead, rollout, type Act, type Actor } from '../../learn/episodes/rollout';
import {
  observation,
  stopAction,
  type Environment,
  type Episode,
  type Observation,
} from '../../learn/episodes/environment';
import type { Batch } from '../../learn/graph/batch';
import { Graph, type Tensor } from '../../learn/graph/builder';
import { mul, square, sub, add } from '../../learn/graph/elementwise';
import { encodeModel } from '../../learn/graph/encode';
import { maskedMean } from '../../learn/graph/functions';
import type { ParameterValues } from '../../learn/graph/initialisers';
import { concat, squeeze, unsqueeze } from '../../learn/graph/layout';
import { mean } from '../../learn/graph/reductions';
import { Trainer, type Objective } from '../../learn/graph/trainer';
import { openSession, type Session } from '../../der/networks/onnxSession';
import { policyBatch } from '../../learn/policy/policyBatch';
import { policyInputs, policyNetwork } from '../../learn/policy/policyNetwork';
import type { Random } from '../../learn/random';
import { schedule } from '../../learn/terminator/terminatorTraining';

export interface FittedQOptions {
  readonly seed: number;
  /** Visited states; every action of each is tried. */
  readonly states: number;
  /** Backups: each looks one question further. */
  readonly rounds: number;
  readonly epochs: number;
  readonly batch: number;
  readonly learningRate: number;
  readonly log: (entry: Readonly<Record<string, number | string>>) => void;
}

export const defaultFittedQ: Omit<FittedQOptions, 'seed' | 'log'> = {
  states: 12_000,
  rounds: 5,
  epochs: 4,
  batch: 512,
  learningRate: 2e-3,
};

/** Share of questions that go to anybody, so that states are visited which the teacher never sees. */
const exploring = 0.3;
/** Weight of a state's own value beside the differences between its actions. */
const levelWeight = 0.1;

/** Values of all actions [batch, pool + 1], stopping last, and which of them may be taken (bool). */
function actionValues(graph: Graph): { values: Tensor; allowed: Tensor } {
  const inputs = policyInputs(graph);
  const { experts, stop } = policyNetwork(inputs);
  const mayStop = graph.input('mayStop', ['batch', 1], 'bool');
  return {
    values: concat([experts, unsqueeze(stop, 1)], 1),
    allowed: concat([inputs.open, mayStop], 1),
  };
}

/** Inputs beside the network's: what is aimed at for `asking` [batch, pool] and `stopping` [batch, 1]; all finite. */
function fittedQObjective(graph: Graph): Objective {
  const { values, allowed } = actionValues(graph);
  const target = concat([graph.input('asking', ['batch', 'pool']), graph.input('stopping', ['batch', 1])], 1);
  const level = (of: Tensor) => unsqueeze(maskedMean(of, allowed, 1), 1);
  const [valued, aimed] = [level(values), level(target)];
  const differences = mean(maskedMean(square(sub(sub(values, valued), sub(target, aimed))), allowed, 1));
  const levels = mean(squeeze(square(sub(valued, aimed)), 1));
  return { loss: add(differences, mul(levels, levelWeight)), terms: { differences, levels } };
}

/** What an action led to. */
interface Consequence {
  readonly reward: number;
  /** Undefined at the end of the episode. */
  readonly next: Observation | undefined;
}

interface Tried {
  readonly observation: Observation;
  /** By expert, then stopping; undefined where it may not be taken. */
  readonly consequences: readonly (Consequence | undefined)[];
}

/** @returns parameters of the policy's network whose scores are values of actions. */
export async function fitQ(
  environment: Environment,
  random: Random,
  options: FittedQOptions,
): Promise<ParameterValues> {
  const tried = await tryEverything(environment, random, options.states);
  const trainer = await Trainer.create(fittedQObjective, { seed: options.seed });
  const values = await ValueActor.open();
  try {
    for (let round = 0; round < options.rounds; round++) {
      const targets = await backUp(tried, round === 0 ? undefined : values);
      const order = tried.map((_, index) => index);
      const steps = Math.ceil(order.length / options.batch) * options.epochs;
      for (let step = 0; step < steps; step++) {
        const at = (step * options.batch) % (Math.ceil(order.length / options.batch) * options.batch);
        if (at === 0) random.shuffle(order);
        const chosen = order.slice(at, at + options.batch);
        const rate = options.learningRate * schedule(step / steps);
        const { loss, terms } = await trainer.step(rate, batchFrom(chosen, tried, targets));
        if (step === steps - 1) options.log({ phase: 'fitted Q', round: round + 1, loss, ...terms });
      }
      values.parameters = trainer.parameters;
    }
    return trainer.parameters;
  } finally {
    await trainer.release();
    await values.release();
  }
}

/** Visits states as the teacher would, now and then astray, and takes every action in each. */
async function tryEverything(environment: Environment, random: Random, states: number): Promise<Tried[]> {
  const visited: Episode[] = [];
  const wandering: Actor = {
    async act(observations, episodes) {
      visited.push(...episodes);
      const acts = await planAhead.act(observations, episodes);
      return acts.map((act, index) =>
        random.uniform() < exploring ? anyAction(observations[index]!, random) : act,
      );
    },
  };
  while (visited.length < states) await rollout(environment, wandering, 512);

  const tried: Tried[] = [];
  for (let at = 0; at < states; at += 256) {
    const episodes = visited.slice(at, Math.min(at + 256, states));
    const seen = episodes.map(observation);
    const choices = seen.flatMap(({ open, mayStop }, index) => [
      ...open.flatMap((isOpen, action) => (isOpen ? [{ index, action }] : [])),
      ...(mayStop ? [{ index, action: stopAction }] : []),
    ]);
    const advances = await environment.advance(
      choices.map(({ index }) => episodes[index]!),
      choices.map(({ action }) => action),
    );
    const consequences = seen.map(({ open }) =>
      new Array<Consequence | undefined>(open.length + 1).fill(undefined),
    );
    choices.forEach(({ index, action }, choice) => {
      const { episode, reward, done } = advances[choice]!;
      const slot = action === stopAction ? seen[index]!.open.length : action;
      consequences[index]![slot] = { reward, next: done ? undefined : observation(episode) };
    });
    seen.forEach((each, index) => tried.push({ observation: each, consequences: consequences[index]! }));
  }
  return tried;
}

function anyAction({ open, mayStop }: Observation, random: Random): Act {
  const actions = open.flatMap((isOpen, index) => (isOpen ? [index] : []));
  const all = mayStop ? [...actions, stopAction] : actions;
  return { action: all[random.integer(all.length)]!, logProbability: 0, value: 0 };
}

/** Reward, and what the best next action was last worth, for every action of every state. */
async function backUp(tried: readonly Tried[], values: ValueActor | undefined): Promise<number[][]> {
  const pending = tried.flatMap(({ consequences }) => consequences.flatMap((one) => one?.next ?? []));
  const worths = new Map<Observation, number>();
  for (let at = 0; values && at < pending.length; at += 1024) {
    const batch = pending.slice(at, at + 1024);
    (await values.best(batch)).forEach(({ worth }, index) => worths.set(batch[index]!, worth));
  }
  return tried.map(({ consequences }) =>
    consequences.map((one) => (one ? one.reward + ((one.next && worths.get(one.next)) ?? 0) : 0)),
  );
}

function batchFrom(chosen: readonly number[], tried: readonly Tried[], targets: readonly number[][]): Batch {
  const batch = policyBatch(chosen.map((index) => tried[index]!.observation));
  const pool = batch['open']!.dims[1]!;
  const asking = new Float32Array(chosen.length * pool);
  chosen.forEach((index, row) => asking.set(targets[index]!.slice(0, -1), row * pool));
  const stopping = Float32Array.from(chosen, (index) => targets[index]!.at(-1)!);
  return {
    ...batch,
    asking: { type: 'float32', data: asking, dims: [chosen.length, pool] },
    stopping: { type: 'float32', data: stopping, dims: [chosen.length, 1] },
  };
}

/** Takes the action of the highest value. */
export class ValueActor implements Actor {
  parameters: ParameterValues = new Map();

  private constructor(private readonly session: Session) {}

  static async open(): Promise<ValueActor> {
    const graph = new Graph();
    const { values, allowed } = actionValues(graph);
    graph.output('values', values);
    graph.output('allowed', allowed);
    return new ValueActor(await openSession(encodeModel(graph, 'inputs')));
  }

  async act(observations: readonly Observation[]): Promise<Act[]> {
    return (await this.best(observations)).map(({ action }) => ({ action, logProbability: 0, value: 0 }));
  }

  /** The best action that may be taken, and its value. */
  async best(observations: readonly Observation[]): Promise<{ action: number; worth: number }[]> {
    const batch = policyBatch(observations);
    const { values } = await this.session.run({ ...batch, ...Object.fromEntries(this.parameters) });
    const actions = values!.dims[1]!;
    return observations.map(({ open, mayStop }, row) => {
      let best = {
        action: stopAction,
        worth: mayStop ? Number(values!.data[(row + 1) * actions - 1]) : -Infinity,
      };
      open.forEach((isOpen, action) => {
        const worth = Number(values!.data[row * actions + action]);
        if (isOpen && worth > best.worth) best = { action, worth };
      });
      return best;
    });
  }

  release(): Promise<void> {
    return this.session.release();
  }
}
