/**
 * What routes are worth on questions that nothing was learned from: each question is asked again and again, at several
 * knobs, and what its experts' answers were worth is what was recorded. Where an expert's outcome is not known it is
 * estimated, and the estimate is corrected by what is known (doubly robust; Dudík, Langford and Li, 2011).
 */
import type { BeliefModel } from '../../der/estimate/belief';
import type { Skill, SkillModel } from '../../der/estimate/profile';
import { defaultKnobs, type Knobs } from '../../der/core/mdp';
import { presetNames, presets } from '../../der/core/presets';
import type { Session } from '../../der/networks/onnxSession';
import { best } from '../../der/route/rule';
import { Environment, rewardScale, stopAction, type DrawnContext } from '../episodes/environment';
import { rollout, type Rollout } from '../episodes/rollout';
import type { ParameterValues } from '../graph/initialisers';
import type { NetworkActor } from '../policy/networkActor';
import type { Random } from '../random';
import type { ScalingByKind } from '../terminator/scaling';
import type { TunedPerson, PersonQuestion } from './persons';
import { personContext, worthsOn } from './contexts';
import { TuningSimulator } from './tuningSimulator';

/** How often each question is asked at each setting of the knobs, with what is not known drawn anew. */
const repetitions = 2;
/** An expert's outcome that is known of fewer questions than this share is corrected no further than if it were of these. */
const leastShare = 0.1;

/** What is asked for: the presets, and the policy alone at several prices of cost. */
const settings: readonly Knobs[] = [
  ...presetNames.map((name) => ({ ...defaultKnobs, ...presets[name] })),
  ...[1e-4, 1e-3, 1e-2].map((alpha) => ({ ...defaultKnobs, alpha, beta: 0, p0: 1, maxSteps: 5 })),
];

/** No answer is handed over: outcomes are of answers that were given alone. */
export const independent = { share: 0, range: { low: { right: 0, wrong: 0 }, high: { right: 0, wrong: 0 } } };

/** Networks that may be installed. */
export interface CandidateNetworks {
  readonly skill: SkillModel;
  /** Of made-up answers. */
  readonly scaling: ScalingByKind;
  /** Of policy and critic. */
  readonly parameters: ParameterValues;
  /** Skills of the experts on each question, from others. */
  readonly skillsOf: ReadonlyMap<PersonQuestion, readonly Skill[]>;
}

/** What candidates are measured on. */
export interface Measuring {
  readonly person: Pick<TunedPerson, 'experts'>;
  readonly belief: BeliefModel;
  readonly terminator: Session;
  readonly actor: NetworkActor;
  /** By which what is not known is drawn, the same for all candidates. */
  readonly expected: ReadonlyMap<PersonQuestion, readonly Skill[]>;
  /** Share of the questions of which an expert's outcome is known, by expert. */
  readonly known: readonly number[];
}

/**
 * Mean value of a route on each question, on the scale of quality.
 * @param random the same one for each candidate: they are asked the same questions and get the same answers
 */
export async function valuesOf(
  questions: readonly PersonQuestion[],
  candidate: CandidateNetworks,
  measuring: Measuring,
  random: Random,
): Promise<Map<PersonQuestion, number>> {
  const { person, belief, terminator, actor, expected } = measuring;
  const { experts } = person;
  const everybody = experts.map((_, member) => member);
  const contexts: { context: DrawnContext; question: PersonQuestion; knobs: Knobs }[] = [];
  for (const question of questions) {
    for (let turn = 0; turn < repetitions; turn++) {
      const chance = random.fork(`${turn} ${question.question}`);
      const worths = worthsOn(question, expected.get(question)!, belief, chance);
      const skills = candidate.skillsOf.get(question)!;
      const context = personContext(question, experts, skills, worths, everybody, belief, chance);
      // The same answers at all knobs, each in a context of its own by which it is known again.
      for (const knobs of settings) contexts.push({ context: { ...context }, question, knobs });
    }
  }
  const ofScene = new Map(contexts.map((one) => [one.context, one]));
  const deal = [...contexts];
  let next = 0;
  const simulator = new TuningSimulator(() => deal[next]!.context, terminator, candidate.scaling, belief);
  const options = { form: 'telescoped', gamma: 0, handOver: independent } as const;
  const environment = new Environment(
    [simulator],
    options,
    random.fork('episodes'),
    () => deal[next++]!.knobs,
  );
  actor.parameters = candidate.parameters;
  actor.sampling = undefined;
  const sums = new Map<PersonQuestion, number>();
  for (const played of await rollout(environment, actor, contexts.length)) {
    const { question } = ofScene.get(played.end.context)!;
    const value = valueOf(played, question, measuring);
    sums.set(question, (sums.get(question) ?? 0) + value / (repetitions * settings.length));
  }
  return sums;
}

/** What a route brought less what it cost, scaled as rewards are. */
function valueOf(
  { decisions, end }: Rollout,
  question: PersonQuestion,
  { expected, known }: Measuring,
): number {
  const { knobs, context } = end;
  const { alpha, beta } = knobs;
  const asked = decisions.map(({ action }) => action).filter((action) => action !== stopAction);
  const returned = asked[best(end.judged)]!;
  const outcome = question.outcomes.find(({ expert }) => expert === returned);
  const guess = expected.get(question)![returned]!.mean;
  const correction = outcome ? (outcome.quality - guess) / Math.max(leastShare, known[returned]!) : 0;
  const cost = asked.reduce(
    (sum, member, at) => sum + (at === 0 ? 1 + beta : 1) * alpha * context.pool[member]!.costB,
    0,
  );
  return rewardScale(context.pool, knobs) * ((1 + beta) * (guess + correction) - cost);
}
