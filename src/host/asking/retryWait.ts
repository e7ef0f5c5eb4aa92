/** How long a route that nobody answered has to wait before it is worth asking again. */
import type { RouteEvent } from '../../der/trace/events';

/** Milliseconds until somebody can be asked again; undefined where somebody answered, or no limit was the reason. */
export function waitOf(events: readonly RouteEvent[]): number | undefined {
  const end = events.at(-1);
  if (end?.type !== 'finished' || end.final !== null || end.stop === 'user') return undefined;
  const waits = events.flatMap((event) => (event.type === 'failed' ? (event.error.retryAfterMs ?? []) : []));
  return waits.length > 0 ? Math.min(...waits) : undefined;
}
