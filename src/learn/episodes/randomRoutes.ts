/** Routes by experts drawn at random: what the Terminator learns and is tested on. */
import { weigh, type Evidence } from '../../der/evidence/evidence';
import type { BeliefModel } from '../../der/estimate/belief';
import { defaultKnobs, type Answer } from '../../der/core/mdp';
import { answerSignals } from '../../der/evidence/answerSignals';
import { adopts, drawRates, type HandOverRange } from './handOver';
import type { Random } from '../random';
import type { EpisodeContext } from './episodeContexts';
import type { PreparedAnswer } from './preparedSource';

/** A route whose experts were drawn by chance, as the Terminator is fitted on. */
export interface RandomRoute {
  readonly context: EpisodeContext;
  /** Index into the pool of the author of each answer. */
  readonly authors: readonly number[];
  readonly answers: readonly PreparedAnswer[];
  /** Indices of the answers that each author was shown. */
  readonly shown: readonly (readonly number[])[];
}

/** What such routes are drawn by. */
export interface RandomRouteOptions {
  /** Most answers of a route. */
  readonly most: number;
  /** Share of routes in which earlier answers are handed over, and how experts then behave. */
  readonly handOver?: { readonly share: number; readonly range: HandOverRange };
  /** Share of answers that are torn, refused or empty instead of as recorded. */
  readonly damaged?: number;
}

/** A route of 1 … `most` answers, each length alike, nobody asked twice. */
export function randomRoute(
  context: EpisodeContext,
  options: RandomRouteOptions,
  random: Random,
): RandomRoute {
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
    answers.push(random.uniform() < damaged ? damage(given, context, random) : given);
    shown.push(earlier === undefined ? [] : [earlier]);
  }
  return { context, authors, answers, shown };
}

/** Something that is no answer: the answer cut off, nothing, a refusal, the question, or an answer to another one. */
function damage(answer: PreparedAnswer, context: EpisodeContext, random: Random): PreparedAnswer {
  const { torn } = answer;
  const bad = (text: string): PreparedAnswer => ({
    signs: answerSignals(text, context.prompt.signals),
    quality: 0,
  });
  const ways: (() => PreparedAnswer | undefined)[] = [
    () => torn,
    () => bad(''),
    () => bad(refusals[random.integer(refusals.length)]!),
    () => (context.prompt.question === null ? undefined : bad(context.prompt.question)),
    () => offTopic(answer, context, random),
  ];
  return ways[random.integer(ways.length)]!() ?? torn ?? bad('');
}

const refusals = [
  "I'm sorry, but I cannot help with that.",
  'I am unable to answer this question.',
  "Unfortunately, I can't assist with this request. Please ask something else.",
  'As an AI language model, I do not have the ability to do this. I would recommend that you ask an expert.',
];

/** What somebody answered to another prompt; only of answers whose content counts, as other kinds may be right by chance. */
function offTopic(
  { signs }: PreparedAnswer,
  { source, prompt }: EpisodeContext,
  random: Random,
): PreparedAnswer | undefined {
  if (signs.kind !== 'open') return undefined;
  const index = random.integer(source.prompts.length);
  if (source.prompts[index]!.group === prompt.group) return undefined;
  const given = source.answers[index]!.filter((one) => one?.signs.kind === 'open');
  const other = given[random.integer(Math.max(1, given.length))];
  return other && { signs: other.signs, quality: 0 };
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
  const checked = context.findings?.among(answers.slice(0, count));
  return weigh(
    {
      state: {
        question: context.prompt.question ?? '',
        answers: given,
        judged: [],
        ...(checked && { checked }),
        knobs: defaultKnobs,
        stepsLeft: 0,
        spent: 0,
      },
      pool: context.pool,
      skills: context.skills,
      embedding: context.prompt.embedding,
      familiarity: context.familiarity,
      question: context.prompt.signals,
      signs: answers.slice(0, count).map(({ signs }) => signs),
    },
    belief,
  );
}
