/**
 * Loading and queueing as Ollama does it: a bounded queue for requests that need a load, taken one at a time;
 * runners that load, serve a number of requests at once, stay for their keep-alive time and make room for others.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { LogEntry } from '../requestLog';
import type { Model } from '../simulated/model';
import { bytesInMemory, Runner, type LoadOptions } from './runner';
import { HttpError } from '../simulated/failures';

export interface SchedulerOptions {
  /** OLLAMA_NUM_PARALLEL. */
  readonly numParallel?: number;
  /** OLLAMA_MAX_QUEUE. */
  readonly maxQueue?: number;
  /** OLLAMA_MAX_LOADED_MODELS. */
  readonly maxLoaded?: number;
  /** What models may take together; one that is larger alone is loaded all the same. */
  readonly memoryBytes?: number;
  /** OLLAMA_KEEP_ALIVE. */
  readonly keepAliveMs?: number;
}

/** Every load, so that tests can say that none was needless. */
export interface LoadRecord {
  readonly model: string;
  readonly options: LoadOptions;
  /** Load-time options that differed from the runner it replaced; empty for a first load. */
  readonly changed: readonly string[];
  /** Milliseconds it took; absent while it goes on, and where it was given up. */
  ms?: number;
}

/** A model that had to leave for another one. */
export interface Eviction {
  readonly model: string;
  readonly by: string;
  /** Requests were using it when it was told to leave; it left after them. */
  readonly inUse: boolean;
}

export interface Demand {
  readonly model: Model;
  readonly load: LoadOptions;
  readonly keepAliveMs: number | undefined;
  readonly signal: AbortSignal;
  readonly entry: LogEntry;
}

/** A loaded runner that stays until it is released. */
export interface Lease {
  readonly runner: Runner;
  release(): void;
}

interface Pending extends Demand {
  readonly resolve: (lease: Lease) => void;
  readonly reject: (error: unknown) => void;
}

export const busyMessage = 'server busy, please try again.  maximum pending requests exceeded';
const cancelled = (): HttpError => new HttpError(499, 'request canceled');

export class Scheduler {
  readonly loads: LoadRecord[] = [];
  readonly evictions: Eviction[] = [];
  readonly runners = new Map<string, Runner>();
  private readonly pending: Pending[] = [];
  private processing = false;
  private readonly options: Required<SchedulerOptions>;

  constructor(options: SchedulerOptions = {}) {
    this.options = {
      numParallel: 1,
      maxQueue: 512,
      maxLoaded: 3,
      memoryBytes: Infinity,
      keepAliveMs: 300_000,
      ...options,
    };
  }

  /**
   * Gives a runner for the model. A matching one that is loaded, or loading, is shared without queueing.
   * @throws HttpError 503 when the queue is full, 499 when the client leaves meanwhile, 500 when loading fails.
   */
  async acquire(demand: Demand): Promise<Lease> {
    const { model, load, signal, entry } = demand;
    for (let runner; (runner = this.runners.get(model.name));) {
      if (runner.state === 'loading') entry.enter('loading');
      await unlessAborted(runner.settled, signal);
      if (runner.state === 'gone') continue;
      if (runner.differences(load).length > 0) break;
      return this.lease(runner, demand);
    }
    if (this.pending.length >= this.options.maxQueue) throw new HttpError(503, busyMessage);
    entry.enter('queued');
    const lease = new Promise<Lease>((resolve, reject) => this.pending.push({ ...demand, resolve, reject }));
    if (!this.processing) void this.process();
    return unlessAborted(lease, signal);
  }

  /** Forgets a model now, or as soon as its requests have ended. */
  unload(name: string): void {
    this.runners.get(name)?.expire();
  }

  close(): void {
    for (const runner of this.runners.values()) runner.expire();
  }

  private async process(): Promise<void> {
    this.processing = true;
    for (let next; (next = this.pending.shift());) {
      try {
        await this.place(next);
      } catch (error) {
        next.reject(error);
      }
    }
    this.processing = false;
  }

  /** Finds or makes room and starts the load. The next in the queue need not wait for its end. */
  private async place(next: Pending): Promise<void> {
    const { model, load, signal } = next;
    let changed: string[] = [];
    for (;;) {
      if (signal.aborted) throw cancelled();
      const runner = this.runners.get(model.name);
      const victim = runner ?? (this.hasRoom(next) ? undefined : this.victim());
      if (!victim) return this.load(next, changed);
      await unlessAborted(victim.settled, signal);
      if (victim === runner) {
        if (runner.state === 'gone') continue;
        changed = runner.differences(load);
        if (changed.length === 0) return next.resolve(this.lease(runner, next));
      }
      if (victim !== runner)
        this.evictions.push({ model: victim.model.name, by: model.name, inUse: !victim.idle });
      victim.expire();
      await unlessAborted(victim.gone, signal);
    }
  }

  private hasRoom({ model, load }: Pending): boolean {
    const { maxLoaded, memoryBytes } = this.options;
    const taken = [...this.runners.values()].reduce((sum, { bytes }) => sum + bytes, 0);
    const fits = taken === 0 || taken + bytesInMemory(model, load) <= memoryBytes;
    return fits && this.runners.size < maxLoaded;
  }

  /** An idle runner before a busy one, the shortest keep-alive first. */
  private victim(): Runner | undefined {
    const byKeepAlive = [...this.runners.values()].sort((a, b) => a.keepAliveMs - b.keepAliveMs);
    return byKeepAlive.find((runner) => runner.idle) ?? byKeepAlive[0];
  }

  private load(next: Pending, changed: string[]): void {
    const { model, load, signal, entry } = next;
    const { numParallel, keepAliveMs } = this.options;
    const record: LoadRecord = { model: model.name, options: load, changed };
    const before = performance.now();
    this.loads.push(record);
    const runner = new Runner(model, load, numParallel, next.keepAliveMs ?? keepAliveMs, () =>
      this.runners.delete(model.name),
    );
    this.runners.set(model.name, runner);
    entry.enter('loading');
    const lease = this.lease(runner, next);
    delay(model.loadMs, undefined, { signal }).then(
      () => {
        if (model.loadError === undefined) {
          record.ms = performance.now() - before;
          runner.ready();
          return next.resolve(lease);
        }
        runner.fail();
        next.reject(new HttpError(500, model.loadError));
      },
      () => {
        // The client that caused the load has left: the load is given up.
        runner.fail();
        next.reject(cancelled());
      },
    );
  }

  private lease(runner: Runner, { keepAliveMs }: Demand): Lease {
    runner.take(keepAliveMs);
    let released = false;
    const release = (): void => {
      if (!released) runner.release();
      released = true;
    };
    return { runner, release };
  }
}

/** The promise's value, or 499 as soon as the client leaves. */
async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  let leave = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    leave = () => reject(cancelled());
    if (signal.aborted) leave();
    else signal.addEventListener('abort', leave);
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', leave);
  }
}
