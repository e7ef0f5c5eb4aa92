/**
 * The decision process over recorded answers: a prompt, a pool, what calibration told of it, and what the person wants
 * are drawn for every episode. Nobody is asked twice. An episode ends by P̂, by stopping, at `maxSteps` or when nobody
 * is left; never by true quality, which only the reward knows.
 */
import { weigh, type Evidence } from '../../der/evidence/evidence';
import type { Checked } from '../../der/evidence/findings';
import { policyInput } from '../../der/networks/policyFeatures';
import {
  best,
  closedByRoute,
  mayStop,
  stateOf,
  stepQuality,
  stopByRule,
  withoutAnother,
  type Valued,
} from '../../der/route/rule';
import {
  endBonus,
  knobRanges,
  rewardSum,
  stepReward,
  type Answer,
  type Knobs,
  type RewardForm,
} from '../../der/core/mdp';
import { adopts, drawRates, type HandOverRange, type HandOverRates } from './handOver';
import type { Random } from '../random';
import type { EpisodeContext } from './episodeContexts';
import type { PreparedAnswer } from './preparedSource';
import type { FoldSimulator } from './foldSimulator';

/** What of a context an episode needs. */
export interface DrawnContext extends Pick<EpisodeContext, 'pool' | 'answers' | 'skills' | 'familiarity'> {
  readonly prompt: Pick<EpisodeContext['prompt'], 'question' | 'embedding' | 'signals'>;
  readonly findings: { among(given: readonly PreparedAnswer[]): Checked | undefined } | undefined;
}

/** Where an episode takes place: who is asked what, and how answers are judged there. */
export interface EpisodeSimulator extends Pick<FoldSimulator, 'judge'> {
  readonly fit: Pick<FoldSimulator['fit'], 'belief'>;
  drawContext(): DrawnContext;
}

/**
 * A call can cost hundreds of times what its answer may be worth. Beyond this it is bad enough; without a limit such
 * calls would drown everything else that a batch has to teach.
 */
const leastReward = -2;

/** The action of stopping; all others are indices into the pool. */
export const stopAction = -1;

/** What an environment rewards by, and what it lets a policy do. */
export interface EnvironmentOptions {
  readonly form: RewardForm;
  readonly gamma: number;
  /** Share of episodes in which earlier answers are handed over, and how experts then behave. */
  readonly handOver: { readonly share: number; readonly range: HandOverRange };
}

/** An episode as it stands; never changed. */
export interface Episode {
  readonly simulator: EpisodeSimulator;
  readonly context: DrawnContext;
  readonly knobs: Knobs;
  /** Undefined where everybody answers independently. */
  readonly rates: HandOverRates | undefined;
  readonly given: readonly PreparedAnswer[];
  readonly evidence: Evidence;
  /** P̂ of every answer so far. */
  readonly judged: readonly number[];
  /** Who has not been asked, in the pool's order. */
  readonly open: readonly boolean[];
}

/** What the policy sees. */
export interface Observation {
  /** [stateFeatures] */
  readonly state: Float32Array;
  /** [pool, expertFeatures], row by row. */
  readonly experts: Float32Array;
  readonly open: readonly boolean[];
  readonly mayStop: boolean;
  /** What the critic alone is told; see `hindsightFeatures`. [pool, hindsightFeatures], row by row. */
  readonly hindsight: Float32Array;
}

/**
 * How good each expert's own answer turned out, and the answer that would be returned now. A baseline may know more
 * than the actor without biasing what that learns (asymmetric actor–critic; Pinto et al., 2018), and most of the noise
 * in a return is luck with the question, which this takes away. No product network has such inputs.
 */
export const hindsightFeatures = ['ownQuality', 'returnedQuality'] as const;

/** An episode after one action, and what the action was worth. */
export interface Advance {
  readonly episode: Episode;
  readonly reward: number;
  readonly done: boolean;
}

/** Routes over recorded answers as episodes: it follows the rule of a route and never asks anybody. */
export class Environment {
  constructor(
    private readonly simulators: readonly EpisodeSimulator[],
    private readonly options: EnvironmentOptions,
    private readonly random: Random,
    private readonly knobs: (random: Random) => Knobs = drawKnobs,
  ) {}

  start(): Episode {
    const { random, options } = this;
    const simulator = this.simulators[random.integer(this.simulators.length)]!;
    const context = simulator.drawContext();
    const knobs = this.knobs(random);
    const { share, range } = options.handOver;
    const rates = random.uniform() < share ? drawRates(range, random) : undefined;
    const open = context.pool.map(() => true);
    const evidence = observe(simulator, context, knobs, [], [], []);
    return { simulator, context, knobs, rates, given: [], evidence, judged: [], open };
  }

  /** Takes one action in every episode; judging them together is what makes it fast. */
  async advance(episodes: readonly Episode[], actions: readonly number[]): Promise<Advance[]> {
    const next = episodes.map((episode, index) =>
      actions[index] === stopAction ? episode : this.ask(episode, actions[index]!),
    );
    const judged = new Map<Episode, readonly number[]>();
    for (const simulator of this.simulators) {
      const here = next.filter(
        (episode, index) => episode.simulator === simulator && actions[index] !== stopAction,
      );
      const results = await simulator.judge(here.map(({ evidence }) => evidence));
      here.forEach((episode, index) => judged.set(episode, results[index]!));
    }
    return next.map((episode, index) => {
      if (actions[index] === stopAction) return { episode, reward: 0, done: true };
      return this.settle(episodes[index]!, { ...episode, judged: judged.get(episode)! }, actions[index]!);
    });
  }

  private ask(episode: Episode, action: number): Episode {
    const { simulator, context, knobs, rates, given, judged, evidence } = episode;
    const own = context.answers[action]!;
    const earlier = rates && given.length > 0 ? best(judged) : undefined;
    const shownAnswer = earlier === undefined ? undefined : given[earlier]!;
    const answer = shownAnswer && adopts(rates!, shownAnswer.quality, this.random) ? shownAnswer : own;
    const said: Answer = {
      expert: context.pool[action]!.id,
      text: '',
      shown: earlier === undefined ? [] : [earlier],
      verified: false,
      finish: 'stop',
      fromWorkspace: false,
    };
    const all = [...given, answer];
    return {
      ...episode,
      given: all,
      evidence: observe(simulator, context, knobs, [...evidence.state.answers, said], all, judged),
      open: episode.open.map((open, index) => open && isOpen(index === action)),
    };
  }

  private settle(before: Episode, after: Episode, action: number): Advance {
    const { context, knobs, given, judged, open } = after;
    const { form, gamma } = this.options;
    const { costB } = context.pool[action]!;
    const quality = stepQuality(valued(after), valued(before));
    const end =
      stopByRule({ judged, attempts: given.length }, knobs) ??
      (open.includes(true) ? undefined : withoutAnother(given.length));
    const bonus = end === undefined ? 0 : endBonus(end, gamma);
    const reward = rewardSum({ ...stepReward(form, quality, costB, knobs), bonus });
    const scaled = Math.max(leastReward, reward * rewardScale(context.pool, knobs));
    return { episode: after, reward: scaled, done: end !== undefined };
  }
}

/** What the policy sees of an episode. */
export function observation({ evidence, judged, open, context, given }: Episode): Observation {
  const seen = { ...evidence, state: { ...evidence.state, judged } };
  const returned = given.length > 0 ? given[best(judged)]!.quality : 0;
  const hindsight = Float32Array.from(context.answers.flatMap(({ quality }) => [quality, returned]));
  return { ...policyInput(seen, open), open, mayStop: mayStop({ judged }), hindsight };
}

/** Whether an expert may be asked: in recorded data everybody has one answer to give. */
function isOpen(answeredBefore: boolean): boolean {
  const record = { answeredBefore, answeredLast: answeredBefore, sentSame: false, tool: false };
  return closedByRoute(record, 'never') === undefined;
}

function valued({ given, judged }: Episode): Valued {
  return { quality: given.map(({ quality }) => quality), judged };
}

/** Brings the returns of all knobs and pools to one scale, so that no kind of episode drowns the others. */
export function rewardScale(
  pool: readonly { readonly costB: number }[],
  { alpha, beta }: Pick<Knobs, 'alpha' | 'beta'>,
): number {
  const costs = pool.map(({ costB }) => costB).sort((a, b) => a - b);
  const median = costs[costs.length >> 1]!;
  return 1 / ((1 + beta) * (1 + alpha * median));
}

/** Knobs over their whole ranges. */
export function drawKnobs(random: Random): Knobs {
  const { alpha, beta, p0, maxSteps } = knobRanges;
  const share = random.uniform();
  return {
    alpha: random.uniform() < 0.05 ? 0 : Math.exp(random.uniform(Math.log(alpha.min), Math.log(alpha.max))),
    beta: share < 0.4 ? 0 : share < 0.6 ? 1 : random.uniform(beta.min, beta.max),
    // A threshold nothing reaches leaves stopping to the policy alone.
    p0: random.uniform() < 0.5 ? 1 : random.uniform(p0.min, p0.max),
    maxSteps: random.uniform() < 0.5 ? maxSteps.max : maxSteps.min + random.integer(maxSteps.max),
    transfer: 'always',
  };
}

function observe(
  simulator: EpisodeSimulator,
  context: DrawnContext,
  knobs: Knobs,
  answers: readonly Answer[],
  given: readonly PreparedAnswer[],
  judged: readonly number[],
): Evidence {
  const costOf = new Map(context.pool.map(({ id, costB }) => [id, costB]));
  const spent = answers.reduce((sum, { expert }) => sum + costOf.get(expert)!, 0);
  const checked = context.findings?.among(given);
  return weigh(
    {
      state: stateOf(context.prompt.question ?? '', { answers, judged, checked }, knobs, spent),
      pool: context.pool,
      skills: context.skills,
      embedding: context.prompt.embedding,
      familiarity: context.familiarity,
      question: context.prompt.signals,
      signs: given.map(({ signs }) => signs),
    },
    simulator.fit.belief,
  );
}
