/** Which prompts of a source are measured, and which may be learned from, while a fold is held out. */
import type { Source } from '../data/source';
import { roleOf, type HeldOut } from '../../learn/folds';

/** Split of the prompts that nothing was learned from. */
export const outOfFold = 'out of fold';

/**
 * The source with the fold's prompts of `train` and `dev` in one split, and the others of these in `train`.
 * @param groups group of a prompt's near-duplicates, by prompt id
 */
export function withFoldHeldOut(
  source: Source,
  groups: ReadonlyMap<string, number>,
  heldOut: HeldOut,
): Source {
  const splits = { measure: outOfFold, learn: 'train' };
  return {
    ...source,
    prompts: source.prompts.map((prompt) => {
      const role = roleOf({ split: prompt.split, group: groups.get(prompt.id)! }, heldOut);
      return role === 'leave' ? prompt : { ...prompt, split: splits[role] };
    }),
  };
}
