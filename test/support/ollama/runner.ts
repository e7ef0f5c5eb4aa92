/** A loaded model: its slots, its users and how long it stays. */
import type { Model } from '../simulated/model';

/** Options that take effect when a model is loaded; a change of any of them loads it again. */
export interface LoadOptions {
  readonly num_ctx: number;
  readonly num_batch?: number | undefined;
  readonly num_gpu?: number | undefined;
  readonly main_gpu?: number | undefined;
  readonly num_thread?: number | undefined;
  readonly draft_num_predict?: number | undefined;
  readonly use_mmap?: boolean | undefined;
  readonly shift: boolean;
}

const loadOptionNames = [
  'num_ctx',
  'num_batch',
  'num_gpu',
  'main_gpu',
  'num_thread',
  'draft_num_predict',
  'use_mmap',
  'shift',
] as const satisfies readonly (keyof LoadOptions)[];

export class Runner {
  state: 'loading' | 'ready' | 'gone' = 'loading';
  /** Resolves when loading has ended, well or not. */
  readonly settled: Promise<void>;
  /** Resolves when the runner is unloaded. */
  readonly gone: Promise<void>;
  readonly slots: Slots;
  private settle: () => void = () => undefined;
  private leave: () => void = () => undefined;
  private users = 0;
  private timer: NodeJS.Timeout | undefined;
  private expiring = false;
  private usedAt = Date.now();

  constructor(
    readonly model: Model,
    readonly load: LoadOptions,
    numParallel: number,
    public keepAliveMs: number,
    private readonly onGone: () => void,
  ) {
    this.settled = new Promise((resolve) => (this.settle = resolve));
    this.gone = new Promise((resolve) => (this.leave = resolve));
    this.slots = new Slots(numParallel);
  }

  /** Bytes in memory: the weights, and keys and values for every token of the context. */
  get bytes(): number {
    return bytesInMemory(this.model, this.load);
  }

  get idle(): boolean {
    return this.users === 0 && this.state === 'ready';
  }

  /** Milliseconds since the epoch; Infinity for ever. */
  get expiresAt(): number {
    return this.usedAt + this.keepAliveMs;
  }

  differences(load: LoadOptions): string[] {
    return loadOptionNames.filter((name) => this.load[name] !== load[name]);
  }

  take(keepAliveMs: number | undefined): void {
    this.users++;
    clearTimeout(this.timer);
    this.keepAliveMs = keepAliveMs ?? this.keepAliveMs;
  }

  release(): void {
    this.users--;
    this.usedAt = Date.now();
    if (this.users > 0 || this.state === 'gone') return;
    if (this.expiring || this.keepAliveMs === 0) return this.remove();
    if (Number.isFinite(this.keepAliveMs)) {
      this.timer = setTimeout(() => this.remove(), this.keepAliveMs).unref();
    }
  }

  ready(): void {
    this.state = 'ready';
    this.settle();
  }

  fail(): void {
    this.remove();
    this.settle();
  }

  /** Unloads now, or after the last user. */
  expire(): void {
    this.expiring = true;
    if (this.idle) this.remove();
  }

  private remove(): void {
    clearTimeout(this.timer);
    if (this.state === 'gone') return;
    this.state = 'gone';
    this.onGone();
    this.leave();
  }
}

/** Two bytes for each of about eight thousand numbers a token and billion parameters, as grouped queries need them. */
const contextBytes = 16_384;

export function bytesInMemory({ size, paramsB }: Model, { num_ctx }: LoadOptions): number {
  return size + Math.round(contextBytes * paramsB) * num_ctx;
}

/** A semaphore in the order of arrival, without bound. */
class Slots {
  private readonly waiting: (() => void)[] = [];

  constructor(private free: number) {}

  /** Resolves to the function that frees the slot; rejects when aborted while waiting. */
  async take(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    if (this.free > 0) this.free--;
    else await this.turn(signal);
    return () => {
      const next = this.waiting.shift();
      if (next) next();
      else this.free++;
    };
  }

  private turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const go = (): void => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = (): void => {
        this.waiting.splice(this.waiting.indexOf(go), 1);
        reject(signal.reason);
      };
      signal.addEventListener('abort', leave, { once: true });
      this.waiting.push(go);
    });
  }
}
