/** What checks found after the answers were judged, where a route is read as a whole. */
import type { Finding } from '../evidence/findings';
import { readAlone } from '../evidence/readAlone';
import type { CheckedEvent, RouteEvent } from './events';

/** The same events with what came late in the check that it adds to, or where that check would stand. */
export function withLate(events: Iterable<RouteEvent>): RouteEvent[] {
  const all = [...events];
  const late = new Map<number, CheckedEvent>();
  const first = new Set<number>();
  for (const event of all) {
    if (event.type === 'checked' && event.late) late.set(event.step, event);
    else if (event.type === 'checked') first.add(event.step);
  }
  if (late.size === 0) return all;
  return all.flatMap((event) => {
    if (event.type === 'checked') {
      const checked = late.get(event.step)?.checked ?? event.checked;
      return event.late ? [] : [{ ...event, checked }];
    }
    const only = event.type === 'judged' ? late.get(event.step) : undefined;
    if (!only || first.has(only.step)) return [event];
    return [{ type: 'checked', step: only.step, checked: only.checked, checksMs: 0 }, event];
  });
}

/** What was found out about one answer of a route that has ended, beside all that was known; the newest of its type. */
export function lateFinding(
  events: readonly RouteEvent[],
  step: number,
  finding: Finding,
  checksMs: number,
): CheckedEvent {
  const [started] = events;
  const question = started?.type === 'started' ? started.question : '';
  const texts = events.flatMap((event) => (event.type === 'answered' ? [event.answer] : []));
  const last = events.findLast((event) => event.type === 'checked')?.checked;
  const checked = last?.answers.length === texts.length ? last : readAlone(question, texts);
  const answers = checked.answers.map((answer, at) => {
    const others = answer.findings.filter(({ type }) => type !== finding.type);
    return at === step ? { ...answer, findings: [...others, finding] } : answer;
  });
  return { type: 'checked', step: texts.length - 1, late: true, checked: { ...checked, answers }, checksMs };
}
