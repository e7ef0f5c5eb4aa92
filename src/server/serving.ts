/** What every protocol of the server stands on: who may ask how much at once, for how long, and what is kept of it. */
import type { Context } from 'hono';
import type { RouteEvent } from '../der/trace/events';
import { traceOf } from '../der/trace/traceFromEvents';
import { Admission } from './admission';
import type { Conversation } from './conversation';
import type { Ensemble } from './ensemble';
import { Metrics } from './metrics';
import type { RouteSettings } from './routeSettings';
import type { Door } from './guard';
import { Traces } from './traces';

export interface ServingOptions {
  readonly ensemble: Ensemble;
  /** The Model Context Protocol over HTTP, where it is spoken. */
  readonly mcp?: (c: Context, serving: Serving, who: string | undefined) => Promise<Response>;
  readonly door: Door;
  /** Routes at once, and questions that wait for one to end. */
  readonly most: { readonly running: number; readonly waiting: number };
  /** Longest time of one question, waiting included. */
  readonly timeoutMs: number;
  /** Version of the product. */
  readonly version: string;
  /** Hears of faults of our own. */
  readonly tell: (line: string) => void;
}

/** A question of one client. */
export interface Asking {
  readonly conversation: Conversation;
  readonly settings: RouteSettings;
  /** Name of the key; undefined where there are none. */
  readonly who: string | undefined;
  /** Aborts when the client goes away. */
  readonly signal: AbortSignal;
}

export class Serving {
  readonly traces = new Traces();
  readonly metrics = new Metrics();
  private readonly admission: Admission;
  private readonly closing = new AbortController();

  constructor(readonly options: ServingOptions) {
    this.admission = new Admission(options.most);
  }

  get state(): Admission['state'] & { readonly isClosing: boolean } {
    return { ...this.admission.state, isClosing: this.closing.signal.aborted };
  }

  /**
   * Waits for a place, then runs the route. @throws RequestProblem where there is none.
   * @returns the events; whoever takes none must end the generator, which gives the place back
   */
  async ask({
    conversation,
    settings,
    who,
    signal,
  }: Asking): Promise<AsyncGenerator<RouteEvent, void, undefined>> {
    const until = AbortSignal.any([signal, this.closing.signal, AbortSignal.timeout(this.options.timeoutMs)]);
    const leave = await this.admission.enter(who ?? '', until);
    const events = this.options.ensemble.ask(conversation, settings, until);
    return this.followed(events, who, leave);
  }

  /** Stops all routes; those who wait are told. */
  stop(): void {
    this.closing.abort();
  }

  private async *followed(
    events: AsyncGenerator<RouteEvent, void, undefined>,
    who: string | undefined,
    leave: () => void,
  ): AsyncGenerator<RouteEvent, void, undefined> {
    const seen: RouteEvent[] = [];
    try {
      for await (const event of events) {
        seen.push(event);
        if (event.type === 'finished') {
          const trace = traceOf(seen);
          this.traces.keep(trace, who);
          this.metrics.count(trace);
        }
        yield event;
      }
    } finally {
      leave();
    }
  }
}
