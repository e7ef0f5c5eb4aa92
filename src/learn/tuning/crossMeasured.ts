/** What tuning brings on questions that it did not learn from: each part is held out once, and the others are learned from. */
import type { SkillKind } from '../../der/core/modelFacts';
import type { Skill } from '../../der/estimate/profile';
import { mean } from '../../der/statistics/statistics';
import { tunedParts, type TunedPart, type TuningFigures } from '../../der/tuning/order';
import type { Random } from '../random';
import { untrainedScaling } from '../untrained';
import { predictedOutcomes, surpriseByKind, type Surprise } from './calibration';
import { skillsFrom, tunedOn, untuned, type Shipped, type Tuned } from './candidates';
import { gainElsewhere } from './elsewhere';
import { valuesOf } from './heldOut';
import type { TunedPerson, PersonQuestion } from './persons';

/** What tuned networks gain, each question measured with networks that did not see it. */
export interface CrossMeasured {
  /** Value of a route on each question with the tuned networks, less that with those shipped. */
  readonly gains: ReadonlyMap<PersonQuestion, Readonly<Record<TunedPart, number>>>;
  /** Of the experts on each question, from the others, with the tuned constants. */
  readonly skillsOf: ReadonlyMap<PersonQuestion, readonly Skill[]>;
  /** What the tuned policy gains on made-up experts; less than 0 where it loses. */
  readonly elsewhere: number;
  readonly surprise: TuningFigures['surprise'];
}

/** @param progress is told the share that is done */
export async function crossMeasured(
  person: TunedPerson,
  parts: readonly PersonQuestion[][],
  shipped: Shipped,
  random: Random,
  progress: (share: number) => void,
): Promise<CrossMeasured> {
  const gains = new Map<PersonQuestion, Readonly<Record<TunedPart, number>>>();
  const skillsOf = new Map<PersonQuestion, readonly Skill[]>();
  const elsewhere: number[] = [];
  const [before, after] = [new Map<SkillKind, Surprise>(), new Map<SkillKind, Surprise>()];
  const known = knownShares(person);
  for (const [at, questions] of parts.entries()) {
    const others = parts.filter((_, other) => other !== at);
    const { byPart, scaling } = await tunedOn(person, others, shipped, random.fork(`without ${at}`));
    const skillsWith = ({ skill }: Pick<Tuned, 'skill'>) =>
      skillsFrom(person, others.flat(), questions, skill);
    const expected = await skillsWith(shipped);
    const measuring = { person, ...shipped, expected, known };
    // The same for all, which so get the same answers.
    const chance = () => random.fork(`held out ${at}`);
    const valued = async (tuned: Tuned) => {
      await shipped.pass();
      return valuesOf(questions, { ...tuned, skillsOf: await skillsWith(tuned) }, measuring, chance());
    };
    const asShipped = await valued(untuned(shipped));
    const values = new Map<TunedPart, ReadonlyMap<PersonQuestion, number>>();
    for (const part of tunedParts) values.set(part, await valued(byPart[part]));
    for (const question of questions) {
      const gain = (part: TunedPart) => values.get(part)!.get(question)! - asShipped.get(question)!;
      gains.set(question, {
        constants: gain('constants'),
        calibration: gain('calibration'),
        policy: gain('policy'),
      });
    }
    const own = await skillsWith(byPart.constants);
    own.forEach((skills, question) => skillsOf.set(question, skills));
    const { expected: scaled } = shipped;
    const predicted = (skills: typeof own) => predictedOutcomes(person, skills, shipped, chance());
    surpriseByKind(await predicted(expected), scaled, untrainedScaling, before);
    surpriseByKind(await predicted(own), scaled, scaling, after);
    elsewhere.push(await gainElsewhere(questions, shipped, byPart.policy.parameters, chance()));
    progress((at + 1) / parts.length);
  }
  const surprise = [...before].map(([kind, { outcomes, sum }]) => ({
    kind,
    outcomes: Math.round(outcomes),
    shipped: sum / outcomes,
    tuned: after.get(kind)!.sum / outcomes,
  }));
  return { gains, skillsOf, surprise, elsewhere: mean(elsewhere) };
}

/** Share of the questions of which an expert's outcome is known, by expert. */
function knownShares({ experts, questions }: TunedPerson): number[] {
  return experts.map((_, expert) => {
    const count = questions.filter(({ outcomes }) => outcomes.some((one) => one.expert === expert)).length;
    return count / questions.length;
  });
}
