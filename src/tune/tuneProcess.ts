/** A tuning in a child process, from its order to the networks that are used: one at a time for each surface. */
import { fork, type ChildProcess } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isModel, type Expert } from '../der/core/experts';
import { CancelledError } from '../der/core/expertErrors';
import { parentOf, tunedFolder, useTuned } from '../der/tuning/installed';
import type { TuningExpert, TuningNews, TuningOrder, TuningVerdict, TuningWord } from '../der/tuning/order';

type Env = Readonly<Record<string, string | undefined>>;

export interface TuningPlace {
  /** The bundle that is forked, `dist/tune.js`. */
  readonly script: string;
  /** Folder of the shipped networks. */
  readonly models: string;
  /** File of the person's outcomes. */
  readonly outcomes: string;
}

export interface TuningRun {
  readonly seed: number;
  readonly experts: readonly TuningExpert[];
  readonly signal: AbortSignal;
  /** @param share of the whole, in [0, 1] */
  readonly progress: (share: number) => void;
}

/** Mebibytes of JavaScript's own memory; with the networks' a tuning stays below 1.5 GB. */
const heapMiB = 900;

/** What a tuning knows of the pool: models alone. */
export function tunedExperts(pool: readonly Expert[]): TuningExpert[] {
  return pool.filter(isModel).map(({ id, costB, costEstimated, counts, facts }) => ({
    id,
    costB,
    costEstimated,
    ...(counts && { counts }),
    ...(facts && { facts }),
  }));
}

/** A child that tunes. */
export class TuneProcess {
  private child: ChildProcess | undefined;
  private isHeld = false;

  constructor(private readonly place: TuningPlace) {}

  /** Waits from now on, until `resume`: a route of the person's goes first. */
  pause(): void {
    this.isHeld = true;
    this.say({ type: 'pause' });
  }

  resume(): void {
    this.isHeld = false;
    this.say({ type: 'resume' });
  }

  /** @throws CancelledError once the signal aborts; Error that says why it failed: nothing was changed then */
  async run(out: string, { seed, experts, signal, progress }: TuningRun): Promise<TuningVerdict> {
    signal.throwIfAborted();
    const { script, models, outcomes } = this.place;
    const order: TuningOrder = { models, outcomes, out, seed, experts };
    const child = fork(script, {
      execArgv: [`--max-old-space-size=${heapMiB}`],
      // The one word that makes an editor's program Node; nothing of the person's keys.
      env: { ELECTRON_RUN_AS_NODE: '1' },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.child = child;
    const stop = () => child.kill('SIGKILL');
    signal.addEventListener('abort', stop);
    let verdict: TuningVerdict | undefined;
    let failure = 'Tuning ended before it was done. Nothing was changed. Free some memory, then try again.';
    child.on('message', (news: TuningNews) => {
      if (news.type === 'progress') progress(news.share);
      else if (news.type === 'finished') verdict = news.verdict;
      else failure = news.message;
    });
    child.on('error', (error) => (failure = `Tuning could not be started: ${error.message}`));
    try {
      this.say({ type: 'tune', order });
      if (this.isHeld) this.say({ type: 'pause' });
      await new Promise<void>((ended) => child.once('exit', () => ended()).once('error', () => ended()));
    } finally {
      signal.removeEventListener('abort', stop);
      this.child = undefined;
    }
    if (signal.aborted) throw new CancelledError();
    if (!verdict) throw new Error(failure);
    return verdict;
  }

  /** Tunes, and uses what is better. @throws as `run` */
  async install(env: Env, run: TuningRun): Promise<TuningVerdict> {
    const id = `${new Date().toISOString().replace(/\D/g, '').slice(0, 14)}-${process.pid}`;
    const out = join(tunedFolder(env), id);
    // Before it begins: a new version of DER may be installed meanwhile.
    const parent = await parentOf(this.place.models);
    let isUsed = false;
    try {
      const verdict = await this.run(out, run);
      if (verdict.result === 'better') {
        await useTuned(env, id, parent);
        isUsed = true;
      }
      return verdict;
    } finally {
      if (!isUsed) await rm(out, { recursive: true, force: true }).catch(() => {});
    }
  }

  private say(word: TuningWord): void {
    // One that has ended meanwhile hears nothing.
    if (this.child?.connected) this.child.send(word, () => {});
  }
}
