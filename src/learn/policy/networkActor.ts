/** The policy in training as an actor: samples while it learns, takes the arg-max when it is measured. */
import { openSession, type Session } from '../../der/networks/onnxSession';
import type { Actor, Decision } from '../episodes/rollout';
import { stopAction, type Observation } from '../episodes/environment';
import { Graph } from '../graph/builder';
import { encodeModel } from '../graph/encode';
import type { ParameterValues } from '../graph/initialisers';
import { actorCriticBatch } from './policyBatch';
import { actorCritic } from './ppo';
import type { Random } from '../random';

/** Decides by a policy network whose parameters training changes. */
export class NetworkActor implements Actor {
  /** Read at every call, so that the same session serves all of training. */
  parameters: ParameterValues = new Map();
  /** Draws actions by their probability; the most probable one is taken where this is undefined. */
  sampling: Random | undefined;

  private constructor(private readonly session: Session) {}

  static async open(): Promise<NetworkActor> {
    const graph = new Graph();
    const { logProbabilities, value } = actorCritic(graph);
    graph.output('logProbabilities', logProbabilities);
    graph.output('value', value);
    return new NetworkActor(await openSession(encodeModel(graph, 'inputs')));
  }

  async act(
    observations: readonly Observation[],
  ): Promise<Pick<Decision, 'action' | 'logProbability' | 'value'>[]> {
    const batch = actorCriticBatch(observations);
    const { logProbabilities, value } = await this.session.run({
      ...batch,
      ...Object.fromEntries(this.parameters),
    });
    const actions = logProbabilities!.dims[1]!;
    const logs = logProbabilities!.data as Float32Array;
    return observations.map((_, row) => {
      const own = logs.subarray(row * actions, (row + 1) * actions);
      const index = this.sampling ? draw(own, this.sampling) : own.indexOf(Math.max(...own));
      const action = index === actions - 1 ? stopAction : index;
      return { action, logProbability: own[index]!, value: Number(value!.data[row]) };
    });
  }

  release(): Promise<void> {
    return this.session.release();
  }
}

/** An index drawn by its probability. */
function draw(logProbabilities: Float32Array, random: Random): number {
  let left = random.uniform();
  let likeliest = 0;
  for (const [index, log] of logProbabilities.entries()) {
    left -= Math.exp(log);
    if (left < 0) return index;
    if (log > logProbabilities[likeliest]!) likeliest = index;
  }
  // Rounding left a remainder.
  return likeliest;
}
