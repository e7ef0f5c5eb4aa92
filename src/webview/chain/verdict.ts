/** What is thought of an answer, in words: how likely it is right, and what speaks for that. */
import { t } from '@vscode/l10n';
import { findingWords } from '../../findingWords';
import { likelihoodOf, likelihoodWords, type Likelihood } from '../../likelihood';
import { count } from '../elements/numbers';
import type { Alike } from './alike';
import type { AttemptView } from './routeView';
import { type Checked, factsOf, knownWrong } from '../protocol';

export interface ShownVerdict {
  readonly level: Likelihood | 'none';
  /** "likely right" */
  readonly words: string;
  /** "two agree", "3 of 3 examples" */
  readonly reasons: readonly string[];
}

/** What is known of an answer beside its judgement. */
export interface AnswerFacts {
  readonly checked?: Checked | undefined;
  readonly alike?: Alike | undefined;
}

export function verdict(attempt: AttemptView, { checked, alike }: AnswerFacts): ShownVerdict {
  return {
    ...levelOf(attempt, checked),
    reasons: [
      ...(alike ? agreement(alike) : []),
      ...(checked ? found(checked, attempt.step) : []),
      ...(attempt.quality?.estimated ? [t('a mere estimate')] : []),
    ],
  };
}

function levelOf(
  { step, outcome, quality }: AttemptView,
  checked: Checked | undefined,
): Pick<ShownVerdict, 'level' | 'words'> {
  if (outcome?.type === 'answered' && outcome.verified)
    return { level: 'right', words: t('computed, not predicted') };
  // What the person's own check says is no prediction.
  const own = checked ? factsOf(checked, step).passesOwn : undefined;
  if (own === undefined && quality === undefined) return { level: 'none', words: t('not judged') };
  const predicted = knownWrong(checked?.answers[step]) ? 'wrong' : likelihoodOf(quality?.last ?? 0);
  const level = own === undefined ? predicted : own ? 'right' : 'wrong';
  return { level, words: likelihoodWords(level) };
}

/** Of two that are the same it is not said that they agree. */
function agreement({ agree, same }: Alike): string[] {
  const equal = same === undefined ? [] : [t('same as answer {0}', same + 1)];
  if (agree.length <= equal.length) return equal;
  if (agree.length === 1) return [t('two agree')];
  return [agree.length === 2 ? t('three agree') : t('{0} agree', count(agree.length + 1)), ...equal];
}

/** Who behaves alike agrees, and what passes examples runs: neither is said twice. */
function found(checked: Checked, step: number): string[] {
  const { runs, ...facts } = factsOf(checked, step);
  const said = runs === undefined || (runs && facts.examples) ? facts : { ...facts, runs };
  return findingWords({ ...said, like: [] });
}

/** "likely right · two agree, 3 of 3 examples" */
export function verdictText({ words, reasons }: ShownVerdict): string {
  return reasons.length === 0 ? words : `${words} · ${reasons.join(', ')}`;
}
