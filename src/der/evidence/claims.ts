/** What each answer claims, so that answers that claim the same support each other. */
import type { State } from '../core/mdp';
import type { AnswerSignals } from './answerSignals';
import { behaveAlike, behaved } from './facts';

/**
 * A key for each answer, equal for answers that agree; undefined where an answer claims nothing. A short answer claims
 * its final answer. A program claims what it does and never what it looks like: one that was not run, or did nothing
 * that can be compared, claims nothing, and neither does an explanation.
 */
export function claimKeys(
  { checked }: Pick<State, 'checked'>,
  signs: readonly Pick<AnswerSignals, 'kind' | 'final'>[],
): (string | undefined)[] {
  const classes: number[] = [];
  return signs.map(({ kind, final }, at) => {
    if (kind === 'short') return final;
    if (kind === 'open' || !checked || !behaved(checked.answers[at])) return undefined;
    const like = classes.find((first) => behaveAlike(checked, first, at));
    if (like === undefined) classes.push(at);
    return `\u0000behaves as ${like ?? at}`;
  });
}
