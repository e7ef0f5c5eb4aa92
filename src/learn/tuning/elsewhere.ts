/** Whether a tuned policy still serves other pools: made-up experts as the shipped networks expect them. */
import { mean } from '../../der/statistics/statistics';
import { Environment, drawKnobs } from '../episodes/environment';
import { rollout } from '../episodes/rollout';
import type { ParameterValues } from '../graph/initialisers';
import type { Random } from '../random';
import type { Shipped } from './candidates';
import { independent } from './heldOut';
import type { PersonQuestion } from './persons';
import { rehearsedContext } from './contexts';
import { TuningSimulator } from './tuningSimulator';

const episodes = 400;

/** Mean return of tuned weights less that of those shipped, over the same contexts and all knobs. */
export async function gainElsewhere(
  questions: readonly PersonQuestion[],
  { skill, belief, terminator, expected, parameters, actor, pass }: Shipped,
  tuned: ParameterValues,
  random: Random,
): Promise<number> {
  const contexts = Array.from({ length: episodes }, () => {
    const context = rehearsedContext(questions, skill, belief, random);
    return { context, knobs: drawKnobs(random) };
  });
  const meanReturn = async (weights: ParameterValues) => {
    await pass();
    let next = 0;
    const simulator = new TuningSimulator(() => contexts[next]!.context, terminator, expected, belief);
    const options = { form: 'telescoped', gamma: 0, handOver: independent } as const;
    const environment = new Environment(
      [simulator],
      options,
      random.fork('elsewhere'),
      () => contexts[next++]!.knobs,
    );
    actor.parameters = weights;
    actor.sampling = undefined;
    const played = await rollout(environment, actor, episodes);
    return mean(played.map(({ decisions }) => decisions.reduce((sum, { reward }) => sum + reward, 0)));
  };
  return (await meanReturn(tuned)) - (await meanReturn(parameters));
}
