/** What each answer claims, so that answers that claim the same support each other. */
import type { State } from '../core/mdp';
import type { Signs } from './answerSignals';
import { behaveAlike, behaved, knownWrong } from './facts';

/**
 * A key for each answer, equal for answers that agree; undefined where an answer claims nothing. Where nothing was
 * checked, as in recorded data, it is the final answer that the text has. Of what was checked, a program claims what it
 * does and never what it looks like; what could not run, what is known to be wrong and what explains claim nothing.
 */
export function claimKeys(
  { checked }: Pick<State, 'checked'>,
  signs: readonly Signs[],
): (string | undefined)[] {
  const classes: number[] = [];
  return signs.map(({ final }, at) => {
    const answer = checked?.answers[at];
    if (!checked || !answer || answer.kind === 'short') return final;
    if (answer.kind === 'open' || !behaved(answer) || knownWrong(answer)) return undefined;
    const like = classes.find((first) => behaveAlike(checked, first, at));
    if (like === undefined) classes.push(at);
    return `\u0000behaves as ${like ?? at}`;
  });
}
