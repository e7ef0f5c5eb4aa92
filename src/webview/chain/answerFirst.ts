/** How a finished route is laid out: the answer that came of it first, everything else behind it. */
import { t } from '@vscode/l10n';
import { counted } from '../elements/numbers';
import { sameText } from './alike';
import type { AttemptView, RouteView } from './routeView';

export interface AnswerFirst {
  readonly chosen: AttemptView;
  /** The other drafts, and who was asked for one and gave none, in the order in which they were asked. */
  readonly others: readonly AttemptView[];
  /** Built-in tools that had nothing to say about the question. */
  readonly passed: readonly AttemptView[];
}

/** Undefined while the route runs, and where no answer came of it: then the chain is all there is. */
export function answerFirst({ attempts, end }: RouteView): AnswerFirst | undefined {
  const chosen = attempts.find(
    ({ step, outcome }) => outcome?.type === 'answered' && step === end?.final?.step,
  );
  if (!chosen) return undefined;
  return {
    chosen,
    others: attempts.filter((attempt) => attempt !== chosen && !hasPassed(attempt)),
    passed: attempts.filter(hasPassed),
  };
}

function hasPassed({ expert, outcome }: AttemptView): boolean {
  return Boolean(expert.tool) && outcome?.type === 'failed' && outcome.error.kind === 'declined';
}

/** "3 other answers · 1 the same · 1 gave no answer". */
export function othersWords({ chosen, others }: AnswerFirst): string {
  const answers = others.filter(({ outcome }) => outcome?.type === 'answered');
  const same = answers.filter(({ answer }) => sameText(answer, chosen.answer)).length;
  const without = others.length - answers.length;
  return [
    ...(answers.length > 0 ? [counted(answers.length, 'other answer')] : []),
    ...(same > 0 ? [t('{0} the same', same)] : []),
    ...(without > 0 ? [t('{0} gave no answer', without)] : []),
  ].join(' · ');
}
