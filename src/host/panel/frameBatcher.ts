/** Batches the events of a route so that the panel gets at most one message per frame. */
import type { RouteEvent } from '../../der/trace/events';
import type { Disposable } from '../window/disposables';
import { appendMerged } from './mergeDeltas';

/** At most 60 messages a second. */
const frameMs = 17;

export type SendEvents = (route: string, events: readonly RouteEvent[]) => void;

export class FrameBatcher implements Disposable {
  private route = '';
  private waiting: RouteEvent[] = [];
  private timer: NodeJS.Timeout | undefined;
  private lastSent = -Infinity;

  constructor(
    private readonly send: SendEvents,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Sent at once when the last frame is over (a first token does not wait), else with the next frame. */
  add(route: string, event: RouteEvent): void {
    if (route !== this.route) {
      this.flush();
      this.route = route;
    }
    appendMerged(this.waiting, event);
    if (this.timer) return;
    const wait = this.lastSent + frameMs - this.now();
    if (wait <= 0) this.flush();
    else this.timer = setTimeout(() => this.flush(), Math.ceil(wait));
  }

  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.waiting.length === 0) return;
    const events = this.waiting;
    this.waiting = [];
    this.lastSent = this.now();
    this.send(this.route, events);
  }

  /** Drops what waits. */
  dispose(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.waiting = [];
  }
}
