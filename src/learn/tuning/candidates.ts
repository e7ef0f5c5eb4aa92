/** What tuning makes of some of a person's questions: constants, calibration and policy, each with all before it. */
import type { BeliefModel } from '../../der/estimate/belief';
import { Profiles, type Skill, type SkillModel } from '../../der/estimate/profile';
import type { Session } from '../../der/networks/onnxSession';
import type { TunedPart } from '../../der/tuning/order';
import type { ParameterValues } from '../graph/initialisers';
import type { NetworkActor } from '../policy/networkActor';
import type { Random } from '../random';
import type { ScalingByKind } from '../terminator/scaling';
import { predictedOutcomes, tunedCalibration } from './calibration';
import { tunedConstants } from './constants';
import type { CandidateNetworks } from './heldOut';
import {
  calibrationOf,
  crossed,
  crossedSkills,
  skillsOn,
  type TunedPerson,
  type PersonQuestion,
} from './persons';
import { tunedPolicy } from './policyTuning';
import { personContext, rehearsedContext, worthsOn } from './contexts';
import { after, TuningSimulator } from './tuningSimulator';

/** The shipped networks, and what a tuning goes on. */
export interface Shipped {
  readonly skill: SkillModel;
  readonly belief: BeliefModel;
  readonly terminator: Session;
  /** Of policy and a critic that knows nothing yet. */
  readonly parameters: ParameterValues;
  /** What made-up answers do to the Terminator's log-odds; see calibration.ts. */
  readonly expected: ScalingByKind;
  readonly actor: NetworkActor;
  readonly seed: number;
  /** Waits while a route of the person's runs. */
  readonly pass: () => Promise<void>;
}

/** Constants, scaling and weights that were fitted. */
export type Tuned = Pick<CandidateNetworks, 'skill' | 'scaling' | 'parameters'>;

/** As shipped, on made-up answers. */
export function untuned({ skill, expected, parameters }: Shipped): Tuned {
  return { skill, scaling: expected, parameters };
}

/** Learns from questions that are dealt into parts: what is known of an expert on one comes from the others. */
export async function tunedOn(
  person: TunedPerson,
  parts: readonly PersonQuestion[][],
  shipped: Shipped,
  random: Random,
): Promise<{ readonly byPart: Readonly<Record<TunedPart, Tuned>>; readonly scaling: ScalingByKind }> {
  const { belief, terminator, expected, parameters, actor, seed, pass } = shipped;
  const crossedParts = await crossed(person, parts);
  await pass();
  const skill = tunedConstants(person, crossedParts, shipped.skill);
  await pass();
  const skillsOf = crossedSkills(person, crossedParts, skill);
  const judging = { terminator, skill, belief };
  const predicted = await predictedOutcomes(person, skillsOf, judging, random.fork('calibration'));
  const scaling = tunedCalibration(predicted, expected);
  const constants = { skill, scaling: expected, parameters };
  const calibration = { ...constants, scaling: after(expected, scaling) };
  const expectedSkills = crossedSkills(person, crossedParts, shipped.skill);
  const chance = random.fork('scenes');
  const questions = parts.flat();
  const own = new TuningSimulator(
    () => drawnContext(person, questions, skillsOf, expectedSkills, belief, chance),
    terminator,
    calibration.scaling,
    belief,
  );
  // Elsewhere experts are as the networks expect them, and judged as before.
  const rehearsed = new TuningSimulator(
    () => rehearsedContext(questions, shipped.skill, belief, chance),
    terminator,
    expected,
    belief,
  );
  const learned = await tunedPolicy(parameters, [own, rehearsed], actor, seed, random.fork('policy'), pass);
  return { byPart: { constants, calibration, policy: { ...calibration, parameters: learned } }, scaling };
}

/** A question of the person's, asked of some of their experts. */
function drawnContext(
  { experts }: TunedPerson,
  questions: readonly PersonQuestion[],
  skillsOf: ReadonlyMap<PersonQuestion, readonly Skill[]>,
  expected: ReadonlyMap<PersonQuestion, readonly Skill[]>,
  belief: BeliefModel,
  random: Random,
) {
  const question = questions[random.integer(questions.length)]!;
  const least = Math.min(2, experts.length);
  const count = least + random.integer(experts.length - least + 1);
  const members = random.shuffle([...experts.keys()]).slice(0, count);
  const worths = worthsOn(question, expected.get(question)!, belief, random);
  return personContext(question, experts, skillsOf.get(question)!, worths, members, belief, random);
}

/** Skills on questions from other ones, under these constants. */
export async function skillsFrom(
  person: TunedPerson,
  known: readonly PersonQuestion[],
  questions: readonly PersonQuestion[],
  skill: SkillModel,
): Promise<Map<PersonQuestion, readonly Skill[]>> {
  const profiles = new Profiles(await calibrationOf(person, known), skill);
  return new Map(questions.map((question) => [question, skillsOn(person, question, profiles)]));
}
