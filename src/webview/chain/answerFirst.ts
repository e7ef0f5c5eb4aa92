/** How a finished route is laid out: the answer that came of it first, everything else behind it. */
import { t } from '@vscode/l10n';
import { counted } from '../elements/numbers';
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

/** "3 other answers · 1 gave no answer". */
export function othersWords(others: readonly AttemptView[]): string {
  const answers = others.filter(({ outcome }) => outcome?.type === 'answered').length;
  const without = others.length - answers;
  return [
    ...(answers > 0 ? [counted(answers, 'other answer')] : []),
    ...(without > 0 ? [t('{0} gave no answer', without)] : []),
  ].join(' · ');
}
