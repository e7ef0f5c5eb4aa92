/** What checks found after the answers were judged, where a route is read as a whole. */
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
