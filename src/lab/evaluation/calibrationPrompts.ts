/** Calibration prompts: the same for every method, drawn from train, none from the evaluated split. */
import type { RecordedExpert, Source } from '../../learn/recordedAnswers';
import type { Encoded } from '../../der/networks/encoder';
import { Random } from '../../learn/random';
import { Profiles, type Calibration, type SkillModel } from '../../der/estimate/profile';
import type { BeliefModel } from '../../der/estimate/belief';
import type { CalibrationPrompt, Context } from './method';

/** How the estimates are made; from the models' manifest. */
export interface Estimates {
  readonly encode: (text: string) => Promise<Encoded>;
  readonly skill: SkillModel;
  readonly belief: BeliefModel;
}

/** Pool members as the profiles know them. */
export function known(pool: readonly RecordedExpert[]) {
  return pool.map(({ name, costB, costEstimated, facts }) => ({
    id: name,
    provider: 'recorded',
    costB,
    costEstimated,
    tool: false,
    facts,
  }));
}

/**
 * Indices of at most `count` train prompts that somebody in the pool answered, drawn by seed, those that everybody
 * answered first.
 * @param columns the pool's columns in the source's answers
 */
export function drawCalibration(
  source: Source,
  columns: readonly number[],
  split: string,
  count: number | 'all',
  seed: number,
): number[] {
  if (split === 'train') return [];
  const answered = (prompt: number) => columns.filter((column) => source.answers[prompt]![column]).length;
  const train = source.prompts.flatMap((prompt, index) =>
    prompt.split === 'train' && answered(index) > 0 ? [index] : [],
  );
  new Random(seed).fork('calibration').shuffle(train);
  const whole = train.filter((prompt) => answered(prompt) === columns.length);
  const partly = train.filter((prompt) => answered(prompt) < columns.length);
  return [...whole, ...partly].slice(0, count === 'all' ? undefined : count);
}

/** What methods know beforehand, from these calibration prompts. */
export function contextOf(
  pool: readonly RecordedExpert[],
  calibration: readonly CalibrationPrompt[],
  { skill, belief }: Estimates,
  seed: number,
): Context {
  const outcomes: Calibration = {
    prompts: calibration.map(({ embedding }) => embedding),
    outcomes: new Map(
      pool.map(({ name }, member) => [
        name,
        calibration.flatMap(({ quality, logLength }, prompt) => {
          const value = quality[member];
          return value === undefined ? [] : [{ prompt, quality: value, logLength: logLength[member] }];
        }),
      ]),
    ),
  };
  const profiles = new Profiles(outcomes, skill);
  const anywhere = profiles.skills(new Float32Array(calibration[0]?.embedding.length ?? 0), known(pool));
  const overall = anywhere.map((member) => member.overall);
  const members = pool.map((_, member) => member);
  const byName = (a: number, b: number) => (pool[a]!.name < pool[b]!.name ? -1 : 1);
  const cheaper = (a: number, b: number) => pool[a]!.costB - pool[b]!.costB;
  const abler = (a: number, b: number) => overall[b]! - overall[a]!;
  return {
    pool,
    seed,
    calibration,
    overall,
    bySkill: members.toSorted((a, b) => abler(a, b) || cheaper(a, b) || byName(a, b)),
    byPrice: members.toSorted((a, b) => cheaper(a, b) || abler(a, b) || byName(a, b)),
    profiles,
    beliefModel: belief,
  };
}
