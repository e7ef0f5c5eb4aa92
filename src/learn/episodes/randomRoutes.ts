/** Routes by experts drawn at random: what the Terminator learns and is tested on. */
import { weigh, type Evidence } from '../../der/evidence/evidence';
import type { BeliefModel } from '../../der/estimate/belief';
import { defaultKnobs, type Answer } from '../../der/core/mdp';
import { adopts, drawRates, type HandOverRange } from './handOver';
import type { Random } from '../random';
import type { EpisodeContext } from './episodeContexts';
import type { PreparedAnswer } from './preparedSource';

export interface RandomRoute {
  readonly context: EpisodeContext;
  /** Index into the pool of the author of each answer. */
  readonly authors: readonly number[];
  readonly answers: readonly PreparedAnswer[];
  /** Indices of the answers that each author was shown. */
  readonly shown: readonly (readonly number[])[];
}

export interface RouteOptions {
  /** Most answers of a route. */
  readonly most: number;
  /** Share of routes in which earlier answers are handed over, and how experts then behave. */
  readonly handOver?: { readonly share: number; readonly range: HandOverRange };
  /** Share of answers that are torn, refused or empty instead of as recorded. */
  readonly damaged?: number;
}

/** A route of 1 … `most` answers, each length alike, nobody asked twice. */
export function randomRoute(context: EpisodeContext, options: RouteOptions, random: Random): RandomRoute {
  const length = Math.min(context.pool.length, 1 + random.integer(options.most));
  const authors = random.shuffle(context.pool.map((_, index) => index)).slice(0, length);
  const { handOver, damaged = 0 } = options;
  const rates = handOver && random.uniform() < handOver.share ? drawRates(handOver.range, random) : undefined;
  const answers: PreparedAnswer[] = [];
  const shown: number[][] = [];
  for (const [step, author] of authors.entries()) {
    const own = context.answers[author]!;
    const earlier = rates && step > 0 ? random.integer(step) : undefined;
    const before = earlier === undefined ? undefined : answers[earlier]!;
    const given = before && adopts(rates!, before.quality, random) ? before : own;
    answers.push(random.uniform() < damaged ? damage(given, random) : given);
    shown.push(earlier === undefined ? [] : [earlier]);
  }
  return { context, authors, answers, shown };
}

/** Nothing, a refusal, or the answer cut off where such a copy exists. */
function damage(answer: PreparedAnswer, random: Random): PreparedAnswer {
  const { torn, signs } = answer;
  if (torn) return torn;
  const nothing = { final: undefined, option: false, cutOff: false };
  if (random.uniform() < 0.5) {
    return { signs: { ...nothing, empty: true, refusal: false, logLength: 0 }, quality: 0 };
  }
  const logLength = Math.min(signs.logLength, random.uniform(3, 6));
  return { signs: { ...nothing, empty: false, refusal: true, logLength }, quality: 0 };
}

/** What the Terminator sees after the first `count` answers of a route. */
export function evidenceOf(route: RandomRoute, count: number, belief: BeliefModel): Evidence {
  const { context, authors, answers, shown } = route;
  const given: Answer[] = authors.slice(0, count).map((author, index) => ({
    expert: context.pool[author]!.id,
    text: '',
    shown: shown[index]!,
    verified: false,
    finish: 'stop',
    fromWorkspace: false,
  }));
  return weigh(
    {
      state: {
        question: context.prompt.question ?? '',
        answers: given,
        judged: [],
        knobs: defaultKnobs,
        stepsLeft: 0,
        spent: 0,
      },
      pool: context.pool,
      skills: context.skills,
      embedding: context.prompt.embedding,
      familiarity: context.familiarity,
      signs: answers.slice(0, count).map(({ signs }) => signs),
    },
    belief,
  );
}
