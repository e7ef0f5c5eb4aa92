/**
 * The main thread of the sandbox's process: takes orders on standard input, has them done by a worker, ends the worker
 * when a program takes too long, and ends itself when nobody is left to work for.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import { readyLine } from '../readyLine';
import type { RunOutcome } from '../sandbox';
import type { Command, Order, Progress, Report } from './job';
import { usedMs } from './usedMs';
import type { WorkerOrder } from './worker';

/** A probe may take this part of the program's time before it is given up for the others. */
const probeShare = 0.25;
/** What a thread may need besides the program's memory, in megabytes. */
const resourceLimits = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 32, stackSizeMb: 8 };

/** How much longer than its time a program may take by the clock, on a machine that does other things as well. */
const clockFactor = 10;
/** What an engine may take to compile what its first program needs, in milliseconds: no fault of the program. */
const coldMs = 2000;
/** Of the process, before its worker begins anew. */
const mostMemory = 600e6;

/** @param folder where the engines are */
export function supervise(script: string, folder: string): void {
  const engines = new Engines(folder);
  const supervisor = new Supervisor(script, engines);
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => supervisor.take(JSON.parse(line) as Command));
  lines.on('close', () => process.exit());
  process.stdout.on('error', () => process.exit());
  process.stdout.write(`${readyLine}\n`);
}

const report = (news: Report) => process.stdout.write(`${JSON.stringify(news)}\n`);

class Engines {
  private readonly modules = new Map<string, Promise<WebAssembly.Module>>();
  private readonly warm = new Set<boolean>();

  /** Whether the engine was used before. */
  isWarm({ program: { language } }: Order): boolean {
    const isPython = language === 'python';
    const was = this.warm.has(isPython);
    this.warm.add(isPython);
    return was;
  }

  constructor(private readonly folder: string) {}

  /** Compiled when first needed. */
  of({ program: { language } }: Order): Promise<WebAssembly.Module> {
    const file = language === 'python' ? 'python.wasm' : 'quickjs.wasm';
    let module = this.modules.get(file);
    if (module === undefined) {
      module = readFile(join(this.folder, file)).then((bytes) => WebAssembly.compile(bytes));
      this.modules.set(file, module);
    }
    return module;
  }
}

class Supervisor {
  private readonly waiting: Order[] = [];
  private current: Run | undefined;
  private worker: Worker | undefined;

  constructor(
    private readonly script: string,
    private readonly engines: Engines,
  ) {}

  take(command: Command): void {
    if (command.type === 'run') {
      this.waiting.push(command);
      this.next();
      return;
    }
    const at = this.waiting.findIndex(({ id }) => id === command.id);
    if (at >= 0) this.waiting.splice(at, 1);
    if (this.current?.order.id !== command.id) return;
    this.endWorker();
    this.finish();
  }

  private next(): void {
    if (this.current !== undefined) return;
    const order = this.waiting.shift();
    if (order === undefined) return;
    const run = new Run(order);
    this.current = run;
    this.begin(run);
  }

  /** Starts what is left of a run, in the worker that is there or a new one. */
  private begin(run: Run): void {
    this.engines.of(run.order).then(
      (module) => {
        if (this.current !== run) return;
        const worker = (this.worker ??= this.start());
        const { program, seed } = run.order;
        const job = { program, seed, probes: [...run.left] };
        worker.postMessage({ job, module } satisfies WorkerOrder);
      },
      () => {
        const message = 'The engine cannot be loaded. Install the extension anew.';
        report({ type: 'broken', id: run.order.id, message });
        this.finish();
      },
    );
  }

  private start(): Worker {
    const worker = new Worker(this.script, {
      resourceLimits,
      env: {},
      stdin: true,
      stdout: true,
      stderr: true,
    });
    worker.on('message', (progress: Progress) => {
      if (this.worker === worker && this.current !== undefined) this.follow(this.current, progress);
    });
    const lost = () => {
      if (this.worker !== worker) return;
      this.worker = undefined;
      if (this.current !== undefined) this.giveUp(this.current, 'It broke the engine that ran it.');
    };
    worker.on('error', lost);
    worker.on('exit', lost);
    return worker;
  }

  private follow(run: Run, progress: Progress): void {
    switch (progress.type) {
      case 'begun':
        run.begin(this.engines.isWarm(run.order) ? 0 : coldMs);
        this.watch(run, run.isLoaded ? run.probeMs : run.leftMs);
        return;
      case 'loaded':
        run.loaded(progress.loaded);
        this.watch(run, run.probeMs);
        return;
      case 'outcome':
        run.settle(progress.at, progress.outcome);
        this.watch(run, run.probeMs);
        return;
      case 'broken':
        report({ type: 'broken', id: run.order.id, message: progress.message });
        return this.finish();
      case 'done':
        if (progress.lost !== undefined) return this.giveUp(run, progress.lost);
        return this.finish();
    }
  }

  /** Gives the worker so many milliseconds of the processor; on a busy machine they take longer by the clock. */
  private watch(run: Run, ms: number): void {
    const until = { used: usedMs() + Math.min(ms, run.leftMs), clock: performance.now() + clockFactor * ms };
    const look = () => {
      const left = Math.min(until.used - usedMs(), until.clock - performance.now());
      clearTimeout(run.timer);
      if (left > 1) {
        run.timer = setTimeout(look, left);
        return;
      }
      this.endWorker();
      this.giveUp(run, 'It did not end in time.');
    };
    look();
  }

  /** The probe that was under way is lost; the others go on while there is time. */
  private giveUp(run: Run, reason: string): void {
    clearTimeout(run.timer);
    const wasLoading = !run.isLoaded;
    if (wasLoading) run.loaded({ ok: false, cannot: reason, exports: [] });
    const [first] = run.left.keys();
    if (first !== undefined) run.settle(first, { cannot: reason });
    if (wasLoading || run.left.size === 0 || run.leftMs < leastMs) {
      for (const at of run.left.keys()) run.settle(at, { cannot: reason });
      return this.finish();
    }
    this.begin(run);
  }

  private endWorker(): void {
    const { worker } = this;
    this.worker = undefined;
    void worker?.terminate();
  }

  /** The current run is over, whether its worker knows it or not. */
  private finish(): void {
    const run = this.current;
    if (run === undefined) return;
    clearTimeout(run.timer);
    this.current = undefined;
    // What engines leave behind is freed late, at times too late.
    if (process.memoryUsage.rss() > mostMemory) this.endWorker();
    report({ type: 'done', id: run.order.id });
    this.next();
  }
}

/** Less is not enough to begin again with, in milliseconds. */
const leastMs = 50;

class Run {
  timer: NodeJS.Timeout | undefined;
  isLoaded = false;
  readonly left: Map<number, Order['probes'][number][1]>;
  private startedAt: number | undefined;

  constructor(readonly order: Order) {
    this.left = new Map(order.probes);
  }

  get leftMs(): number {
    const passed = this.startedAt === undefined ? 0 : usedMs() - this.startedAt;
    return Math.max(0, this.order.deadlineMs - passed);
  }

  get probeMs(): number {
    return Math.min(this.leftMs, this.order.deadlineMs * probeShare);
  }

  /** The time of the program runs from when it first began, or so many milliseconds later. */
  begin(extraMs: number): void {
    if (this.startedAt !== undefined) return;
    this.startedAt = usedMs() + extraMs;
    report({ type: 'begun', id: this.order.id });
  }

  loaded(loaded: Extract<Progress, { type: 'loaded' }>['loaded']): void {
    if (!this.isLoaded) report({ type: 'loaded', id: this.order.id, loaded });
    this.isLoaded = true;
  }

  settle(at: number, outcome: RunOutcome): void {
    if (this.left.delete(at)) report({ type: 'outcome', id: this.order.id, at, outcome });
  }
}
