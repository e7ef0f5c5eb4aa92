/** Plays episodes side by side and writes down what happened at every decision. */
import { lookAhead } from '../../der/estimate/lookahead';
import { stopAction, observation, type Environment, type Episode, type Observation } from './environment';

/** One decision of one episode. */
export interface Decision {
  readonly observation: Observation;
  /** Index into the pool, or `stopAction`. */
  readonly action: number;
  /** Log-probability of the action under the policy that took it. */
  readonly logProbability: number;
  /** Critic's value of the state. */
  readonly value: number;
  readonly reward: number;
}

/** A finished episode. */
export interface Rollout {
  readonly decisions: readonly Decision[];
  readonly end: Episode;
}

/** What an actor decides, and what its critic thinks of the state. */
export type Act = Pick<Decision, 'action' | 'logProbability' | 'value'>;

/** Who acts: for every observation an action, with its log-probability and the state's value. */
export interface Actor {
  act(observations: readonly Observation[], episodes: readonly Episode[]): Promise<readonly Act[]>;
}

/** Episodes that run at the same time. */
const sideBySide = 256;

/** Plays `count` episodes to their ends. */
export async function rollout(environment: Environment, actor: Actor, count: number): Promise<Rollout[]> {
  const played: Rollout[] = [];
  let started = 0;
  const fresh = () => {
    started += 1;
    return { episode: environment.start(), decisions: [] as Decision[] };
  };
  let running = Array.from({ length: Math.min(sideBySide, count) }, fresh);
  while (running.length > 0) {
    const episodes = running.map(({ episode }) => episode);
    const observations = episodes.map(observation);
    const acts = await actor.act(observations, episodes);
    const advances = await environment.advance(
      episodes,
      acts.map(({ action }) => action),
    );
    const going: typeof running = [];
    running.forEach((one, index) => {
      const { episode, reward, done } = advances[index]!;
      one.decisions.push({ observation: observations[index]!, ...acts[index]!, reward });
      one.episode = episode;
      if (!done) going.push(one);
      else played.push({ decisions: one.decisions, end: episode });
    });
    while (going.length < sideBySide && started < count) going.push(fresh());
    running = going;
  }
  return played;
}

/**
 * The rule that the policy starts from: whoever promises most together with the best question after it; see
 * lookahead.ts. It asks for the second opinions that make a third one worth asking.
 */
export const planAhead: Actor = {
  act: (observations, episodes) =>
    Promise.resolve(
      episodes.map(({ evidence, context, knobs, open, given }, index) => {
        const options = context.skills.map(({ mean: skill }, member) => ({
          skill,
          price: knobs.alpha * context.pool[member]!.costB,
          open: open[member]!,
        }));
        const { beta, p0, maxSteps } = knobs;
        const horizon = { beta, p0, stepsLeft: maxSteps - given.length, depth: 3 } as const;
        const outlooks = lookAhead(evidence.belief, options, horizon);
        const plans = outlooks.map(({ plan }, member) => (open[member] ? plan : -Infinity));
        return acted(plans, observations[index]!.mayStop);
      }),
    ),
};

/**
 * The baseline that it has to beat: whoever promises the largest gain over its cost, one step ahead, while
 * there is any. The same rule on the same estimates as the method `lookahead` of the evaluation.
 */
export const oneStepAhead: Actor = {
  act: (observations, episodes) =>
    Promise.resolve(
      episodes.map(({ evidence, context, knobs, open }, index) => {
        const { mayStop } = observations[index]!;
        const { alpha, beta, p0 } = knobs;
        const factor = mayStop ? 1 : 1 + beta;
        const net = context.skills.map(({ mean }, member) =>
          open[member]
            ? (1 + beta) * evidence.belief.prospect(mean, p0).gain -
              factor * alpha * context.pool[member]!.costB
            : -Infinity,
        );
        return acted(net, mayStop);
      }),
    ),
};

/** Takes what is worth most; stops where that is nothing. */
function acted(worths: readonly number[], mayStop: boolean): Act {
  const highest = worths.indexOf(Math.max(...worths));
  const action = mayStop && worths[highest]! <= 0 ? stopAction : highest;
  return { action, logProbability: 0, value: 0 };
}
