/** The deltas of each answer as one. */
import type { DeltaEvent, RouteEvent } from '../../src/der/trace/events';

/**
 * The same events with the deltas of each request merged per channel, thinking first, where its first delta stood;
 * what was relabelled is in the channel where it belongs.
 */
export function mergeDeltas(events: Iterable<RouteEvent>): RouteEvent[] {
  const merged: RouteEvent[] = [];
  let deltas: DeltaEvent[] = [];
  const flush = () => {
    for (const channel of ['thinking', 'answer'] as const) {
      const parts = deltas.filter((delta) => delta.channel === channel);
      if (parts.length > 0) merged.push({ ...parts[0]!, text: parts.map((delta) => delta.text).join('') });
    }
    deltas = [];
  };
  for (const event of events) {
    if (event.type === 'delta') deltas.push(event);
    else if (event.type === 'relabelled') deltas = deltas.map((delta) => ({ ...delta, channel: 'thinking' }));
    else if (event.type !== 'loading') {
      flush();
      merged.push(event);
    }
  }
  flush();
  return merged;
}
