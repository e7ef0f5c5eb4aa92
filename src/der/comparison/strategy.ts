/** Ways to answer a question that are compared: DER with some knobs, or one expert alone. */
import { defaultKnobs, type Knobs } from '../core/mdp';
import type { Expert } from '../core/experts';
import { presetNames, presets, type PresetName } from '../core/presets';
import { kindsAsked } from '../evidence/kindsAsked';
import type { Models } from '../networks/models';
import type { Limits } from '../route/masks';

/** A way to answer questions: knobs for a route, or one expert that answers alone. */
export interface Strategy {
  /** As it was named: `der`, `preset:fast`, `best_single`, `expert:ollama/qwen3:8b`. */
  readonly name: string;
  readonly knobs: Knobs;
  /** Id of the only expert that answers, and answers once. */
  readonly expert?: string | undefined;
}

/** A strategy that cannot be had; the message says which can. */
export class StrategyError extends Error {
  override readonly name = 'StrategyError';
}

const ofExpert = 'expert:';
const ofPreset = 'preset:';

/**
 * The strategy of a name.
 * @param knobs of `der`
 * @param best id of the expert that `best_single` is; undefined where there is none
 * @throws StrategyError
 */
export function strategyNamed(
  name: string,
  knobs: Knobs,
  pool: readonly Pick<Expert, 'id'>[],
  best: string | undefined,
): Strategy {
  if (name === 'der') return { name, knobs };
  if (name === 'best_single') {
    if (best === undefined) throw new StrategyError('best_single: the pool has no model that may be asked.');
    return { name, knobs: singleAnswer(knobs), expert: best };
  }
  if (name.startsWith(ofPreset)) {
    const preset = presetNames.find((one) => one === name.slice(ofPreset.length));
    if (!preset)
      throw new StrategyError(
        `"${name}" is no preset. There are ${presetNames.map(presetStrategy).join(', ')}.`,
      );
    return { name, knobs: { ...defaultKnobs, ...presets[preset] } };
  }
  const id = name.startsWith(ofExpert) ? name.slice(ofExpert.length) : undefined;
  if (id !== undefined && pool.some((expert) => expert.id === id))
    return { name, knobs: singleAnswer(knobs), expert: id };
  const known = ['der', 'best_single', ...presetNames.map(presetStrategy), ...pool.map(expertStrategy)];
  throw new StrategyError(`There is no strategy "${name}". There are ${known.join(', ')}.`);
}

/** The name of the strategy that asks one expert alone. */
export function expertStrategy({ id }: Pick<Expert, 'id'>): string {
  return `${ofExpert}${id}`;
}

/** The name of the strategy that runs routes by a preset. */
export function presetStrategy(preset: PresetName): string {
  return `${ofPreset}${preset}`;
}

/** What binds a route by a strategy: what binds every route, and its expert. */
export function limitsFor({ expert }: Strategy, limits: Limits): Limits {
  return expert === undefined ? limits : { ...limits, pinned: expert };
}

function singleAnswer(knobs: Knobs): Knobs {
  return { ...knobs, maxSteps: 1 };
}

/**
 * Id of the expert that is expected to answer best on the whole, by the profiles alone: the one that a person would
 * choose who had to choose one for all of these questions. Ties go to the smaller id.
 * @returns undefined where nobody but tools may be asked
 */
export async function bestSingle(
  { encoder, profiles }: Pick<Models, 'encoder' | 'profiles'>,
  pool: readonly Expert[],
  questions: readonly string[],
  { localOnly }: Pick<Limits, 'localOnly'>,
): Promise<string | undefined> {
  const open = pool.filter(({ tool, leavesMachine }) => !tool && !(localOnly && leavesMachine));
  const sums = new Map(open.map(({ id }) => [id, 0]));
  for (const question of questions) {
    const { vector } = await encoder.encode(question);
    const skills = profiles.skills(vector, pool, kindsAsked(question));
    pool.forEach(({ id }, at) => {
      const sum = sums.get(id);
      if (sum !== undefined) sums.set(id, sum + skills[at]!.overall);
    });
  }
  const [best] = [...sums].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
  return best?.[0];
}
