/** Deltas that follow each other are one delta: what the panel is sent and what a log keeps. */
import type { DeltaEvent, RouteEvent } from '../der/events';

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

/** Removes the deltas of an attempt once the event that ends it holds all of their text. */
export function dropDeltas(events: RouteEvent[], attempt: number): void {
  const first = events.findIndex((event) => event.type === 'delta' && event.attempt === attempt);
  if (first < 0) return;
  const kept = events.slice(first).filter((event) => event.type !== 'delta' || event.attempt !== attempt);
  events.splice(first, events.length - first, ...kept);
}
