/** What checks found after the answers were judged, where a route is read as a whole. */
import type { CheckedEvent, RouteEvent } from './events';

/** The same events with what came late in the check that it adds to. */
export function withLate(events: Iterable<RouteEvent>): RouteEvent[] {
  const all = [...events];
  const late = new Map<number, CheckedEvent>();
  for (const event of all) if (event.type === 'checked' && event.late) late.set(event.step, event);
  if (late.size === 0) return all;
  return all
    .filter((event) => event.type !== 'checked' || !event.late)
    .map((event) =>
      event.type === 'checked'
        ? { ...event, checked: late.get(event.step)?.checked ?? event.checked }
        : event,
    );
}
