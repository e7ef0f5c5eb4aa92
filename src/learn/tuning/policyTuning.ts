/**
 * The policy's last layers by PPO: on the person's questions, mixed with made-up experts as the shipped networks expect
 * them, so that what serves any pool is not forgotten.
 */
import { rollout } from '../episodes/rollout';
import { Environment, type EpisodeSimulator } from '../episodes/environment';
import { Graph } from '../graph/builder';
import { initialParameters, type ParameterValues } from '../graph/initialisers';
import { Trainer } from '../graph/trainer';
import type { NetworkActor } from '../policy/networkActor';
import { improve, type ImprovementOptions } from '../policy/policyTraining';
import { actorCritic, ppoObjective } from '../policy/ppo';
import type { Random } from '../random';
import { independent } from './heldOut';

/** Layers that end in a score; all before them stay as they were trained. */
const lastLayers = ['policy.expert.', 'policy.direct', 'policy.stop.'];

const options: ImprovementOptions = {
  iterations: 8,
  epochs: 3,
  batch: 512,
  learningRate: 2e-3,
  clipRange: 0.15,
  valueWeight: 0.5,
  entropyWeight: 0.001,
  discount: 1,
  lambda: 0.95,
  mostDivergence: 0.02,
};
/** Before the policy moves, so that its critic, which is not shipped, has learned what routes bring. */
const criticIterations = 3;
const episodesPerIteration = 512;

/** Weights of policy and critic to begin with: the policy's as shipped. */
export function withFreshCritic(policy: ParameterValues, seed: number): ParameterValues {
  const graph = new Graph();
  actorCritic(graph);
  return new Map([...initialParameters(graph, seed), ...policy]);
}

/**
 * @param simulators drawn alike
 * @param pass waited for between two iterations
 */
export async function tunedPolicy(
  start: ParameterValues,
  simulators: readonly EpisodeSimulator[],
  actor: NetworkActor,
  seed: number,
  random: Random,
  pass: () => Promise<void>,
): Promise<ParameterValues> {
  const environment = new Environment(
    simulators,
    { form: 'telescoped', gamma: 0, handOver: independent },
    random.fork('episodes'),
  );
  const chance = random.fork('actions');
  const collect = async (trainer: Trainer) => {
    await pass();
    actor.parameters = trainer.parameters;
    actor.sampling = chance;
    return rollout(environment, actor, episodesPerIteration);
  };
  const isCritic = (name: string) => name.startsWith('critic.');
  const critic = await Trainer.create(ppoObjective, { seed, parameters: start, learns: isCritic });
  for (let done = 0; done < criticIterations; done++)
    await improve(critic, await collect(critic), 0, chance, { ...options, learningRate: 5e-3 });
  const prepared = critic.parameters;
  await critic.release();
  const learns = (name: string) => isCritic(name) || lastLayers.some((layer) => name.startsWith(layer));
  const trainer = await Trainer.create(ppoObjective, { seed, parameters: prepared, learns });
  try {
    for (let done = 0; done < options.iterations; done++)
      await improve(trainer, await collect(trainer), done, chance, options);
    return trainer.parameters;
  } finally {
    await trainer.release();
  }
}
