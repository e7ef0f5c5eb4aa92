/** Questions to measure with, from a person's own conversations: those whose answer they kept. */
import { planOf } from '../../der/evidence/plan';
import type { RouteEvent } from '../../der/trace/events';
import type { MeasureQuestion } from '../../measure/question';
import type { AppliedView, RouteLog } from '../../webview/protocol';

export interface FromHistory {
  readonly questions: readonly MeasureQuestion[];
  /** Explanations that were kept: nothing here can tell whether another one is as good. */
  readonly leftOut: number;
}

/**
 * Questions that stand for themselves (nothing attached, no earlier turn, no text of the workspace) and have an answer
 * that was rated well or whose changes were made. Of one question the last answer counts.
 * @param applied answers whose changes stand in files
 */
export function keptQuestions(routes: readonly RouteLog[], applied: readonly AppliedView[]): FromHistory {
  const questions = new Map<string, MeasureQuestion>();
  let leftOut = 0;
  for (const { id, events, ratings = {} } of routes) {
    const question = aloneIn(events);
    if (question === undefined) continue;
    for (const event of events) {
      if (event.type !== 'answered') continue;
      const isApplied = applied.some(({ route, step }) => route === id && step === event.step);
      if (ratings[event.step] !== 'up' && (!isApplied || ratings[event.step] === 'down')) continue;
      const made = questionFrom(question, event.answer);
      if (made) questions.set(question, made);
      else leftOut += 1;
    }
  }
  return { questions: [...questions.values()], leftOut };
}

function aloneIn(events: readonly RouteEvent[]): string | undefined {
  const [started] = events;
  if (started?.type !== 'started' || (started.fromWorkspace ?? true)) return undefined;
  const { attachments = [], turns = [], question } = started;
  const quoted = events.some(({ type }) => type === 'retrieved');
  return attachments.length > 0 || turns.length > 0 || quoted ? undefined : question.trim();
}

function questionFrom(question: string, answer: string): MeasureQuestion | undefined {
  const { read, written } = planOf(question, [answer]).answers[0]!;
  if (read.final) return { kind: 'short', question, reference: read.final.text };
  return written.program ? { kind: 'program', question, answer } : undefined;
}
