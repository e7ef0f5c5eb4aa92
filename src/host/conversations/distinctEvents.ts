/** Tells events that a conversation has from new ones: a file may hold lines twice, a route an event only once. */
import type { RouteEvent } from '../../der/trace/events';

export class DistinctEvents {
  private readonly known = new Map<string, Set<string>>();

  has(route: string, event: RouteEvent): boolean {
    return this.known.get(route)?.has(placeOf(event)) ?? false;
  }

  /** False where the route has that event already: what came first stays. */
  add(route: string, event: RouteEvent): boolean {
    const known = this.known.get(route) ?? new Set();
    this.known.set(route, known);
    const place = placeOf(event);
    if (known.has(place)) return false;
    known.add(place);
    return true;
  }
}

/** What there is only one of in a route. */
function placeOf(event: RouteEvent): string {
  const { type } = event;
  if (type === 'started' || type === 'retrieved' || type === 'finished') return type;
  // A request ends once, one way or the other.
  if (type === 'answered' || type === 'failed') return `ended ${event.attempt}`;
  // More may come late, one thing after the other.
  if (type === 'checked' && event.late) return `${type} late ${JSON.stringify(event.checked)}`;
  return 'attempt' in event ? `${type} ${event.attempt}` : `${type} ${event.step}`;
}
