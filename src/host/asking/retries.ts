/** Asks again what nobody answered because of a rate limit, as soon as that is over: once for each wait, a few times in a row. */
import * as vscode from 'vscode';
import type { RouteEvent } from '../../der/trace/events';
import { waitOf } from './retryWait';
import type { RetryView } from '../../webview/protocol';
import { DisposableList, type Disposable } from '../window/disposables';

/** Whoever is to wait for longer has other things to do than to watch a clock. */
const longestMs = 10 * 60_000;
/** A little later than the service says: its clock is not this one's. */
const graceMs = 500;
/** Times in a row; a limit that holds on is for the person to decide about. */
const most = 3;

export class Retries implements Disposable {
  private readonly disposables = new DisposableList();
  private readonly changed = this.disposables.add(new vscode.EventEmitter<RetryView | undefined>());
  readonly onDidChange = this.changed.event;
  private waiting:
    { readonly route: string; readonly at: number; readonly timer: NodeJS.Timeout } | undefined;
  /** By the route that waits last, how many times its question was asked again by itself. */
  private times = 0;
  private route: { readonly id: string; readonly events: RouteEvent[] } | undefined;

  /** @param ask asks a route's question again */
  constructor(private readonly ask: (route: string) => Promise<unknown>) {}

  get view(): RetryView | undefined {
    if (!this.waiting) return undefined;
    return { route: this.waiting.route, inMs: Math.max(0, this.waiting.at - performance.now()) };
  }

  /** Hears every event of the routes that the panel shows. */
  hear(route: string, event: RouteEvent): void {
    if (event.type === 'started') {
      if (event.continues?.id !== this.route?.id) this.times = 0;
      this.never();
      this.route = { id: route, events: [] };
    }
    if (this.route?.id !== route || event.type === 'delta') return;
    this.route.events.push(event);
    const wait = event.type === 'finished' ? waitOf(this.route.events) : undefined;
    if (wait !== undefined && wait <= longestMs && this.times < most) this.wait(route, wait + graceMs);
  }

  async now(): Promise<void> {
    const { waiting } = this;
    this.never();
    if (!waiting) return;
    this.times++;
    await this.ask(waiting.route);
  }

  never(): void {
    if (!this.waiting) return;
    clearTimeout(this.waiting.timer);
    this.waiting = undefined;
    this.changed.fire(undefined);
  }

  dispose(): void {
    this.never();
    this.disposables.dispose();
  }

  private wait(route: string, ms: number): void {
    const timer = setTimeout(() => void this.now(), ms);
    this.waiting = { route, at: performance.now() + ms, timer };
    this.changed.fire(this.view);
  }
}
