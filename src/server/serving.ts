/** What every protocol of the server stands on: who may ask how much at once, for how long, and what is kept of it. */
import type { Context, Hono } from 'hono';
import type { Expert } from '../der/core/experts';
import type { RouteEvent, StartedEvent } from '../der/trace/events';
import { traceOf } from '../der/trace/traceFromEvents';
import type { Env } from './env';
import { Account } from './budget/account';
import type { ClientConversation } from './conversation';
import type { Ensemble, Terms } from './ensemble';
import type { Door } from './guard';
import type { ServerKey } from './keys/key';
import { Metrics } from './metrics';
import { Admission, type Most } from './queue/admission';
import { ExpertLines, type LinesLimits } from './queue/expertLines';
import { Pace } from './queue/pace';
import { RequestProblem } from './requestProblem';
import { logRoute, type Log } from './requestLog';
import type { RouteSettings } from './routeSettings';
import { factsOf } from './store/routeFacts';
import { servedTrace, type ServedTrace } from './store/servedTrace';
import type { Store } from './store/store';

/** Where routes are told of for tracing. */
export interface Telemetry {
  /** @param traceparent what the client's request is a part of, as its header has it */
  readonly route: (trace: ServedTrace, traceparent: string | undefined) => void;
  /** Sends what waits. */
  readonly close: () => Promise<void>;
}

export interface ServingOptions {
  readonly ensemble: Ensemble;
  readonly store: Store;
  /** The Model Context Protocol over HTTP, where it is spoken. */
  readonly mcp?: (c: Context, serving: Serving, key: ServerKey | undefined) => Promise<Response>;
  /** Figures for people, where they are shown. */
  readonly dashboard?: (app: Hono<Env>, serving: Serving) => void;
  readonly door: Door;
  /** Routes at once, and questions that wait for one to end. */
  readonly most: Most;
  /** Of each expert's line. */
  readonly lines?: LinesLimits;
  /** Longest time of one question, waiting included. */
  readonly timeoutMs: number;
  /** Version of the product. */
  readonly version: string;
  /** Takes a line for each request and each route, where they are wanted. */
  readonly log?: Log;
  readonly telemetry?: Telemetry;
  /** Hears of faults of our own. */
  readonly warn: (line: string) => void;
}

/** A question of one client. */
export interface ClientQuestion {
  readonly conversation: ClientConversation;
  readonly settings: RouteSettings;
  /** Of who asks; undefined where there are no keys. */
  readonly key: ServerKey | undefined;
  /** Aborts when the client goes away. */
  readonly signal: AbortSignal;
  readonly origin?: RequestOrigin;
}

/** What a route's records say of the request that it answers. */
export interface RequestOrigin {
  readonly request: string;
  readonly traceparent: string | undefined;
}

export class Serving {
  readonly metrics = new Metrics();
  readonly lines: ExpertLines;
  private readonly admission: Admission;
  private readonly paces = new Map<string, Pace>();
  /** What ends the routes that run or wait. */
  private readonly ends = new Set<() => void>();
  private isDraining = false;

  constructor(readonly options: ServingOptions) {
    this.admission = new Admission(options.most);
    this.lines = new ExpertLines(options.lines);
  }

  get state(): Admission['state'] & { readonly isClosing: boolean } {
    return { ...this.admission.state, isClosing: this.isDraining };
  }

  /**
   * Waits for a place, then runs the route. @throws RequestProblem where there is none.
   * @returns the events; whoever takes none must end the generator, which gives the place back
   */
  async ask({
    conversation,
    settings,
    key,
    signal,
    origin,
  }: ClientQuestion): Promise<AsyncGenerator<RouteEvent, void, undefined>> {
    const { ensemble, store, warn } = this.options;
    if (this.isDraining)
      throw new RequestProblem(503, 'closing', 'This server is ending. Ask again in a moment.', undefined, 1);
    this.keepPace(key);
    const pool = await this.poolOf(key);
    if (conversation.images.length > 0 && !pool.some(({ takesImages }) => takesImages)) throw takesNoImages();
    const full = this.lines.allFull(pool);
    if (full) throw full;
    const { until, release } = this.bounded(signal);
    let leave = release;
    try {
      const back = await this.admission.enter(key?.name ?? '', until, key?.concurrency);
      leave = () => {
        release();
        back();
      };
      const account = new Account(store.ledger, key, warn);
      await account.open();
      const events = ensemble.ask(conversation, settings, until, await this.termsOf(key, account));
      return this.followed(events, key, leave, origin);
    } catch (error) {
      leave();
      throw error;
    }
  }

  /** The experts that a key may have asked. */
  async poolOf(key: ServerKey | undefined): Promise<readonly Expert[]> {
    const pool = await this.options.ensemble.pool();
    const own = key?.experts && new Set(key.experts);
    return own ? pool.filter(({ id }) => own.has(id)) : pool;
  }

  /** Takes no new questions; what runs goes on. */
  drain(): void {
    this.isDraining = true;
  }

  /** Stops all routes; those who wait are told. */
  stop(): void {
    this.drain();
    for (const end of this.ends) end();
  }

  /**
   * Aborts when the client goes away, when the question's time is over, and when the server stops. Each route has a
   * signal of its own: what depends on one that lives as long as the server is never forgotten.
   */
  private bounded(client: AbortSignal): { readonly until: AbortSignal; readonly release: () => void } {
    const controller = new AbortController();
    const end = (): void => controller.abort();
    const timer = setTimeout(end, this.options.timeoutMs).unref();
    client.addEventListener('abort', end);
    this.ends.add(end);
    if (client.aborted) end();
    const release = (): void => {
      clearTimeout(timer);
      client.removeEventListener('abort', end);
      this.ends.delete(end);
    };
    return { until: controller.signal, release };
  }

  private async termsOf(key: ServerKey | undefined, account: Account): Promise<Terms> {
    const own = new Set((await this.poolOf(key)).map(({ id }) => id));
    const others = (await this.options.ensemble.pool()).filter(({ id }) => !own.has(id)).map(({ id }) => id);
    return {
      limits: (limits) => account.limits({ ...limits, excluded: [...(limits.excluded ?? []), ...others] }),
      // Paid for when it is its turn, so that what waits takes nothing from the budget.
      through: (expert) => this.lines.through(account.through(expert), key?.name ?? ''),
    };
  }

  /** @throws RequestProblem where a key asks too often */
  private keepPace(key: ServerKey | undefined): void {
    if (key?.perMinute === undefined) return;
    const id = `${key.sha256} ${key.perMinute}`;
    const pace = this.paces.get(id) ?? new Pace(key.perMinute);
    this.paces.set(id, pace);
    const { waitMs } = pace;
    if (waitMs === 0) return pace.take();
    const words = `This key may ask ${key.perMinute} questions in a minute. Ask again in a while.`;
    throw new RequestProblem(429, 'too_often', words, undefined, Math.ceil(waitMs / 1000));
  }

  private async *followed(
    events: AsyncGenerator<RouteEvent, void, undefined>,
    key: ServerKey | undefined,
    leave: () => void,
    origin: RequestOrigin | undefined,
  ): AsyncGenerator<RouteEvent, void, undefined> {
    const seen: RouteEvent[] = [];
    try {
      for await (const one of events) {
        const event = one.type === 'started' ? withoutImages(one) : one;
        seen.push(event);
        if (event.type === 'finished') {
          const trace = servedTrace(traceOf(seen), key?.name);
          this.metrics.count(trace);
          await this.options.store.traces.keep(trace);
          if (this.options.log) logRoute(this.options.log, origin?.request, factsOf(trace));
          this.options.telemetry?.route(trace, origin?.traceparent);
        }
        yield event;
      }
    } finally {
      leave();
    }
  }
}

function takesNoImages(): RequestProblem {
  const words = 'No expert of the pool takes images. Send text alone.';
  return new RequestProblem(400, 'unsupported_content', words, 'messages');
}

/** Who sent them has them: what is kept of hundreds of routes, and told of them, must not hold them as well. */
function withoutImages(started: StartedEvent): StartedEvent {
  const attachments = started.attachments?.map(({ kind, label, text, tokens, sent }) => ({
    kind,
    label,
    text,
    tokens,
    ...(sent && { sent }),
  }));
  return attachments ? { ...started, attachments } : started;
}
