/** The turns of a conversation before a new question: what was asked, and the answer that came of it. */
import type { RouteEvent } from '../../der/trace/events';
import { latestTurns, type Turn } from '../../der/prompt/turns';
import type { RouteLog } from '../../webview/protocol';

/** The latest turns, as experts may be shown them. A route that was gone on from, or asked again, gives way to the answer of that. */
export function earlierTurns(routes: readonly RouteLog[]): Turn[] {
  const replaced = new Set(
    routes.flatMap(({ events }) => {
      const [started] = events;
      return started?.type === 'started' && started.continues && turnOf(events) ? [started.continues.id] : [];
    }),
  );
  return latestTurns(routes.flatMap(({ id, events }) => (replaced.has(id) ? [] : (turnOf(events) ?? []))));
}

/** Undefined where there is no answer. */
function turnOf(events: readonly RouteEvent[]): Turn | undefined {
  const [started] = events;
  const end = events.findLast(({ type }) => type === 'finished');
  if (started?.type !== 'started' || end?.type !== 'finished' || !end.final) return undefined;
  const { step, answer } = end.final;
  const answered = events.find((event) => event.type === 'answered' && event.step === step);
  // Where nobody says where a text comes from, it is taken to be from the workspace.
  const fromWorkspace =
    (started.fromWorkspace ?? true) || answered?.type !== 'answered' || answered.fromWorkspace;
  return { question: started.question, answer, fromWorkspace };
}
