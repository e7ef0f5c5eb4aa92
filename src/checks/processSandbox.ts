/**
 * The sandbox as a process of its own: the second wall around engines that reach nothing themselves. It is started when
 * a program is to run, ended a minute after the last one, and killed when it does not keep its time.
 */
import { randomInt } from 'node:crypto';
import { SandboxProcess } from './sandboxProcess';
import type { Loaded, RunOutcome, Probe, Program, RunOptions, RunResult, Sandbox } from './sandbox';
import type { Order, Report } from './child/job';

export interface SandboxPlace {
  /** The folder with the sandbox's bundle and engines, `dist/sandbox`. */
  readonly folder: string;
  /** What runs it: Node, or the editor, which is told to be Node. */
  readonly execPath?: string;
  /** How long it stays after its last program, in milliseconds. */
  readonly restMs?: number;
}

const mostDeadlineMs = 2000;
/** Programs longer than this are not run. */
const mostSource = 400_000;
const mostProbes = 500;
/** For the engines to load and for answers to arrive, over what the program may take. */
const startMs = 20_000;
/** What its own process allows a program by the clock, which it measures by the processor's time. */
const clockFactor = 10;

/** Starts nothing yet. */
export function createSandbox(place: SandboxPlace): Sandbox {
  return new ProcessSandbox(place);
}

class ProcessSandbox implements Sandbox {
  private child: SandboxProcess | undefined;
  private rest: NodeJS.Timeout | undefined;
  private isDisposed = false;
  private readonly running = new Map<number, Pending>();
  private lastId = randomInt(1_000_000);

  constructor(private readonly place: SandboxPlace) {}

  async run(program: Program, probes: readonly Probe[], options: RunOptions): Promise<RunResult> {
    options.signal.throwIfAborted();
    const refusal = this.refusal(program, probes);
    if (refusal !== undefined) return nothing(probes, refusal);
    clearTimeout(this.rest);
    const id = ++this.lastId;
    const deadlineMs = Math.max(1, Math.min(options.deadlineMs ?? mostDeadlineMs, mostDeadlineMs));
    const seed = options.seed | 0;
    const pending = new Pending({
      type: 'run',
      id,
      program,
      deadlineMs,
      seed,
      probes: [...probes.entries()],
    });
    const stop = () => {
      this.child?.send({ type: 'stop', id });
      pending.abort(options.signal.reason);
    };
    options.signal.addEventListener('abort', stop);
    try {
      this.running.set(id, pending);
      this.child ??= this.start();
      this.child.send(pending.order);
      this.watch();
      return await pending.result;
    } finally {
      options.signal.removeEventListener('abort', stop);
      this.running.delete(id);
      this.watch();
    }
  }

  dispose(): void {
    this.isDisposed = true;
    this.end('The sandbox was closed.');
  }

  private refusal(program: Program, probes: readonly Probe[]): string | undefined {
    if (this.isDisposed) return 'The sandbox was closed.';
    if (program.source.length > mostSource) return 'The program is too long to be run.';
    if (probes.length > mostProbes) return 'There is too much to do with it.';
    return undefined;
  }

  private start(): SandboxProcess {
    const child = new SandboxProcess(this.place, {
      onReport: (news) => {
        if (this.child === child) this.take(news);
      },
      onEnd: (reason) => {
        if (this.child === child) this.lose(reason);
      },
    });
    return child;
  }

  private take(news: Report): void {
    this.running.get(news.id)?.take(news);
    this.watch();
  }

  /** The process does one program at a time: the first that waits has to get on, else the process is killed. */
  private watch(): void {
    clearTimeout(this.rest);
    const [first] = this.running.values();
    if (first === undefined) {
      this.rest = setTimeout(() => this.end('It was not needed.'), this.place.restMs ?? 60_000);
      this.rest.unref();
      return;
    }
    const ms = startMs + (first.hasBegun ? clockFactor * first.order.deadlineMs : 0);
    this.rest = setTimeout(() => this.lose('The sandbox did not answer.'), ms);
  }

  /** The program that was run is lost with its process; those that waited are run in a new one. */
  private lose(reason: string): void {
    const [first, ...others] = this.running.values();
    this.child?.kill();
    this.child = undefined;
    if (first === undefined) return;
    first.end(reason);
    this.running.delete(first.order.id);
    if (others.length > 0) {
      this.child = this.start();
      for (const { order } of others) this.child.send(order);
    }
    this.watch();
  }

  private end(reason: string): void {
    clearTimeout(this.rest);
    const { child } = this;
    this.child = undefined;
    child?.kill();
    for (const pending of this.running.values()) pending.end(reason);
    this.running.clear();
  }
}

/** What is known so far of one run. */
class Pending {
  readonly result: Promise<RunResult>;
  hasBegun = false;
  private loaded: Loaded | undefined;
  private readonly outcomes: (RunOutcome | undefined)[];
  private resolve!: (result: RunResult) => void;
  abort!: (reason: unknown) => void;

  constructor(readonly order: Order) {
    this.outcomes = order.probes.map(() => undefined);
    this.result = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.abort = reject;
    });
  }

  take(news: Report): void {
    switch (news.type) {
      case 'begun':
        this.hasBegun = true;
        return;
      case 'loaded':
        this.loaded = news.loaded;
        return;
      case 'outcome':
        this.outcomes[news.at] = news.outcome;
        return;
      case 'broken':
        return this.end(news.message);
      case 'done':
        return this.end('It did not come to this.');
    }
  }

  /** @param reason why there is no more */
  end(reason: string): void {
    const loaded = this.loaded ?? { ok: false, cannot: reason, exports: [] };
    const missing = loaded.ok ? reason : (loaded.cannot ?? 'The program did not load.');
    this.resolve({ loaded, outcomes: this.outcomes.map((outcome) => outcome ?? { cannot: missing }) });
  }
}

function nothing(probes: readonly Probe[], reason: string): RunResult {
  return {
    loaded: { ok: false, cannot: reason, exports: [] },
    outcomes: probes.map(() => ({ cannot: reason })),
  };
}
