/** Questions that come from a route of the conversation: to go on from one of its answers, or to ask it again. */
import { t } from '@vscode/l10n';
import { keepUpTo, type WantedStep } from '../../der/route/continuation';
import type { RouteEvent } from '../../der/trace/events';
import type { Question } from '../asking/routes';

/** One more answer after a step, by the expert that is named, else by whom the policy chooses. */
export function followUp(events: readonly RouteEvent[], step: number, expert?: string): Question {
  const wanted: WantedStep = expert === undefined ? {} : { expert };
  const question = askedAgain(events);
  return { ...question, continues: { ...question.continues, kept: keepUpTo(events, step), wanted } };
}

/** The same route on, where it ended for want of somebody who may now be asked: what was answered is kept. */
export function askedOn(events: readonly RouteEvent[]): Question {
  const last = events.findLast((event) => event.type === 'judged');
  const question = askedAgain(events);
  if (last?.type !== 'judged') return question;
  return { ...question, continues: { ...question.continues, kept: keepUpTo(events, last.step) } };
}

/** The question of a route from its beginning; the same text stays on this machine as before. */
export function askedAgain(events: readonly RouteEvent[]) {
  const [started] = events;
  if (started?.type !== 'started')
    throw new Error(t('This question is not in the conversation any more. Write it anew.'));
  // Older events do not say where the text came from.
  const { id, question: text, fromWorkspace = true, attachments = [], turns = [] } = started;
  const retrieved = events.find((event) => event.type === 'retrieved');
  const context = retrieved?.passages.filter((passage) => passage.given !== undefined) ?? [];
  return { text, fromWorkspace, attachments, context, turns, continues: { id, kept: [] } } satisfies Question;
}
