/** Tells events that a conversation has from new ones: a file may hold lines twice, a route an event only once. */
import type { RouteEvent } from '../../der/events';

export class EventsOnce {
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
  switch (event.type) {
    case 'started':
    case 'finished':
      return event.type;
    case 'answered':
    case 'failed':
      return `ended ${event.attempt}`;
    case 'chosen':
    case 'delta':
    case 'relabelled':
      return `${event.type} ${event.attempt}`;
    default:
      return `${event.type} ${event.step}`;
  }
}
