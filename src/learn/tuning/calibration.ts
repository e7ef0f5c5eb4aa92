/**
 * The Terminator's calibration for each kind, by a person's own outcomes. What is made up of the answers has an error of
 * its own; it is the same on made-up experts as the networks expect them, and is taken out by comparing with those.
 */
import type { BeliefModel } from '../../der/estimate/belief';
import { sigmoid } from '../../der/estimate/logOdds';
import type { Skill, SkillModel } from '../../der/estimate/profile';
import { weigh, type Evidence } from '../../der/evidence/evidence';
import type { Session } from '../../der/networks/onnxSession';
import { answerKinds } from '../../der/networks/terminatorFeatures';
import { defaultKnobs, type Answer } from '../../der/core/mdp';
import { stateOf } from '../../der/route/rule';
import { logOddsOf } from '../episodes/judging';
import type { DrawnContext } from '../episodes/environment';
import type { Random } from '../random';
import { fitScaling, type Predicted, type Scaling, type ScalingByKind } from '../terminator/scaling';
import { crossEntropy } from '../terminator/estimateConstants';
import { untrainedScaling } from '../untrained';
import type { TunedPerson, PersonQuestion } from './persons';
import { personContext, rehearsedContext, worthsOn } from './contexts';

/** Routes that are made up of one question. */
const routesPerQuestion = 6;
/** Answers of a route. */
const longestRoute = 3;
/** Routes with made-up experts. */
const rehearsedRoutes = 1500;
/** Outcomes of a kind before its calibration is touched. */
const leastOutcomes = 25;
/** Standard deviations of scale and shift beforehand: a person is not far from what the networks expect. */
const usual = { scale: 0.25, shift: 0.4 };

interface Weighed extends Predicted {
  /** In outcomes. */
  readonly weight: number;
}

/** What a person's answers are judged with. */
export interface Judging {
  /** The shipped Terminator. */
  readonly terminator: Session;
  readonly skill: SkillModel;
  readonly belief: BeliefModel;
}

/** Fits on what was predicted and what came of it. */
export function tunedCalibration(predicted: readonly Weighed[], expected: ScalingByKind): ScalingByKind {
  const of = (kind: keyof ScalingByKind): Scaling => {
    const own = predicted.filter((one) => one.kind === kind);
    if (own.reduce((sum, { weight }) => sum + weight, 0) < leastOutcomes) return untrainedScaling[kind];
    return fitScaling(
      own.map(({ logOdds }) => expected[kind].scale * logOdds + expected[kind].shift),
      own.map(({ quality }) => quality),
      { weights: own.map(({ weight }) => weight), usual },
    );
  };
  return { short: of('short'), program: of('program'), open: of('open') };
}

/** Outcomes of a kind and the surprise at all of them together. */
export interface Surprise {
  readonly outcomes: number;
  readonly sum: number;
}

/** Adds the surprise at outcomes to what there is of each kind. */
export function surpriseByKind(
  predicted: readonly Weighed[],
  expected: ScalingByKind,
  tuned: ScalingByKind,
  into: Map<keyof ScalingByKind, Surprise>,
): void {
  for (const { kind, logOdds, quality, weight } of predicted) {
    const before = expected[kind].scale * logOdds + expected[kind].shift;
    const surprise = crossEntropy(sigmoid(tuned[kind].scale * before + tuned[kind].shift), quality);
    const { outcomes, sum } = into.get(kind) ?? { outcomes: 0, sum: 0 };
    into.set(kind, { outcomes: outcomes + weight, sum: sum + weight * surprise });
  }
}

/** What the Terminator predicts of the outcomes that were recorded, on made-up routes of these experts. */
export async function predictedOutcomes(
  { experts }: Pick<TunedPerson, 'experts'>,
  skillsOf: ReadonlyMap<PersonQuestion, readonly Skill[]>,
  { terminator, belief }: Judging,
  random: Random,
): Promise<Weighed[]> {
  const routes: { context: DrawnContext; count: number; weight: number }[] = [];
  for (const [question, skills] of skillsOf) {
    const known = question.outcomes.map(({ expert }) => expert);
    const mean = question.outcomes.reduce((sum, { weight }) => sum + weight, 0) / known.length;
    for (let at = 0; at < routesPerQuestion; at++) {
      const worths = worthsOn(question, skills, belief, random);
      const members = random.shuffle([...known]);
      const count = Math.min(members.length, 1 + random.integer(longestRoute));
      // All outcomes of a question together weigh as many as there are, however long its routes are.
      const weight = (mean * known.length) / (routesPerQuestion * count);
      routes.push({
        context: personContext(question, experts, skills, worths, members, belief, random),
        count,
        weight,
      });
    }
  }
  return predictedOn(routes, terminator, belief);
}

/** How the Terminator's predictions of made-up answers are off where experts are as it expects them. */
export async function expectedScaling(
  questions: readonly PersonQuestion[],
  { terminator, skill, belief }: Judging,
  random: Random,
): Promise<ScalingByKind> {
  const routes = Array.from({ length: rehearsedRoutes }, () => {
    const context = rehearsedContext(questions, skill, belief, random);
    return { context, count: Math.min(context.pool.length, 1 + random.integer(longestRoute)), weight: 1 };
  });
  const predicted = await predictedOn(routes, terminator, belief);
  const of = (kind: keyof ScalingByKind) => {
    const own = predicted.filter((one) => one.kind === kind);
    if (own.length < 200) return untrainedScaling[kind];
    return fitScaling(
      own.map(({ logOdds }) => logOdds),
      own.map(({ quality }) => quality),
    );
  };
  return { short: of('short'), program: of('program'), open: of('open') };
}

async function predictedOn(
  routes: readonly { readonly context: DrawnContext; readonly count: number; readonly weight: number }[],
  session: Session,
  belief: BeliefModel,
): Promise<Weighed[]> {
  const batch = 512;
  const predicted: Weighed[] = [];
  for (let start = 0; start < routes.length; start += batch) {
    const some = routes.slice(start, start + batch);
    const judged = await logOddsOf(
      session,
      some.map(({ context, count }) => afterAnswers(context, count, belief)),
    );
    judged.forEach((answers, row) => {
      const { context, weight } = some[row]!;
      answers.forEach(({ kind, logOdds }, at) => {
        predicted.push({ kind, logOdds, quality: context.answers[at]!.quality, weight });
      });
    });
  }
  return predicted;
}

/** What is known after the first `count` experts of a context answered by themselves. */
function afterAnswers(context: DrawnContext, count: number, belief: BeliefModel): Evidence {
  const { prompt, pool, skills, familiarity, findings } = context;
  const given = context.answers.slice(0, count);
  const answers = given.map((_, at): Answer => ({
    expert: pool[at]!.id,
    text: '',
    shown: [],
    verified: false,
    finish: 'stop',
    fromWorkspace: false,
  }));
  const checked = findings?.among(given);
  return weigh(
    {
      state: stateOf(prompt.question ?? '', { answers, judged: [], checked }, defaultKnobs, 0),
      pool,
      skills,
      embedding: prompt.embedding,
      familiarity,
      question: prompt.signals,
      signs: given.map(({ signs }) => signs),
    },
    belief,
  );
}

/** What is written into the network: scale and shift after those it has. */
export function composed(
  shipped: { readonly scale: ArrayLike<number>; readonly shift: ArrayLike<number> },
  tuned: ScalingByKind,
): { scale: Float32Array; shift: Float32Array } {
  const by = answerKinds.map((kind) => tuned[kind]);
  return {
    scale: Float32Array.from(by, ({ scale }, at) => scale * shipped.scale[at]!),
    shift: Float32Array.from(by, ({ scale, shift }, at) => scale * shipped.shift[at]! + shift),
  };
}
