/** Deltas that follow each other are one delta: what the panel is sent and what a log keeps. */
import type { DeltaEvent, LoadingEvent, RelabelledEvent, RouteEvent } from '../../der/trace/events';

/** The event only tells how things stand while an attempt is under way; the event that ends it holds all of its text. */
export function isPassing(event: RouteEvent): event is DeltaEvent | LoadingEvent | RelabelledEvent {
  return event.type === 'delta' || event.type === 'relabelled' || event.type === 'loading';
}

/** Appends an event to the list; a delta that continues the last one becomes part of it. */
export function appendMerged(events: RouteEvent[], event: RouteEvent): void {
  const last = events.at(-1);
  if (event.type === 'delta' && last?.type === 'delta' && continues(last, event)) {
    events[events.length - 1] = { ...last, text: last.text + event.text };
  } else {
    events.push(event);
  }
}

function continues(last: DeltaEvent, next: DeltaEvent): boolean {
  return last.step === next.step && last.attempt === next.attempt && last.channel === next.channel;
}

/** Removes the passing events of an attempt that has ended. */
export function dropPassing(events: RouteEvent[], attempt: number): void {
  const passing = (event: RouteEvent) => isPassing(event) && event.attempt === attempt;
  const first = events.findIndex(passing);
  if (first < 0) return;
  const kept = events.slice(first).filter((event) => !passing(event));
  events.splice(first, events.length - first, ...kept);
}
