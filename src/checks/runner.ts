/** Runs what a trial asks of programs, and what was asked before not again. */
import { createHash } from 'node:crypto';
import type { Loaded, RunOutcome, Probe, Program } from '../der/evidence/probe';
import type { Plan } from '../der/evidence/plan';
import { seedOf } from '../der/evidence/seeded';
import { promised } from '../der/evidence/target';
import { Trial } from '../der/evidence/trial';
import type { Sandbox } from './sandbox';

/** What programs were found to do, so that a later check of the same answers runs only what is new. */
export interface CheckMemory {
  /** By program; see `programKey`. */
  readonly loaded: Map<string, Loaded>;
  /** By program and probe; see `outcomeKey`. */
  readonly outcomes: Map<string, RunOutcome>;
}

export function emptyMemory(): CheckMemory {
  return { loaded: new Map(), outcomes: new Map() };
}

/** All answers took too long together. */
export class Overrun extends Error {
  override readonly message = 'Checking all answers took too long.';
}

const noSandbox = 'No sandbox could be started on this machine.';

/** What is asked of the program of one answer in a trial. */
export type Asking = (trial: Trial, at: number) => Probe[];

export class Runner {
  /** What could not be found out here, which another check may try again. */
  private readonly failedToLoad = new Map<string, Loaded>();
  private readonly unknown = new Map<string, RunOutcome>();

  constructor(
    private readonly sandbox: Sandbox | undefined,
    private readonly memory: CheckMemory,
    private readonly signal: AbortSignal,
  ) {}

  /** Runs the programs of all answers. */
  async trial(plan: Plan, asking: Asking): Promise<Trial> {
    // What the texts promise is asked for at once; what loading shows to be different is asked for afterwards.
    const promises = plan.answers.map(({ read, written }) =>
      read.kind === 'program' && written.program
        ? { ok: true, exports: promised(written.signatures, written.program.source) }
        : undefined,
    );
    await this.ask(new Trial(plan, promises), asking);
    const loaded = plan.answers.map(({ written }, at) => promises[at] && this.loaded(written.program!));
    const trial = new Trial(plan, loaded);
    await this.ask(trial, asking);
    return trial;
  }

  /** What is known of a program that was run. */
  loaded(program: Program): Loaded {
    const key = programKey(program);
    const loaded = this.memory.loaded.get(key) ?? this.failedToLoad.get(key) ?? notLoaded(noSandbox);
    return lacksArguments(program, loaded) ? notLoaded(noArguments) : loaded;
  }

  /** What a program did; undefined where it was not asked. */
  outcome(program: Program, probe: Probe): RunOutcome | undefined {
    // What it does where nobody gives it any is not what it is for.
    if (probe.kind === 'stdin' && readsArguments.test(program.source)) return { cannot: noArguments };
    const key = outcomeKey(program, probe);
    return this.memory.outcomes.get(key) ?? this.unknown.get(key);
  }

  private async ask(trial: Trial, asking: Asking): Promise<void> {
    const seed = seedOf(trial.plan.question);
    await Promise.all(
      trial.subjects.map(async (subject, at) => {
        const { program } = trial.plan.answers[at]!.written;
        if (subject && program) await this.run(program, asking(trial, at), seed);
      }),
    );
  }

  private async run(program: Program, probes: readonly Probe[], seed: number): Promise<void> {
    const { memory } = this;
    const own = programKey(program);
    const open = new Map<string, Probe>();
    for (const probe of probes) {
      const key = outcomeKey(program, probe);
      if (!memory.outcomes.has(key) && !this.unknown.has(key)) open.set(key, probe);
    }
    if (open.size === 0 && (memory.loaded.has(own) || this.failedToLoad.has(own))) return;
    const { loaded, outcomes } = await this.outcomes(program, [...open.values()], seed);
    // Who runs it as a script alone does not load it, and learns nothing of what it defines.
    const isLoaded = open.size === 0 || [...open.values()].some(({ kind }) => kind !== 'stdin');
    if (loaded.cannot !== undefined) this.failedToLoad.set(own, loaded);
    else if (isLoaded || !memory.loaded.has(own)) memory.loaded.set(own, loaded);
    [...open.keys()].forEach((key, at) => {
      const outcome = outcomes[at] ?? { cannot: noSandbox };
      if ('cannot' in outcome) this.unknown.set(key, outcome);
      else memory.outcomes.set(key, outcome);
    });
  }

  /** What overruns, and a sandbox that fails, is told as something that could not be found out. */
  private async outcomes(program: Program, probes: readonly Probe[], seed: number) {
    const nothing = (reason: string) => ({
      loaded: notLoaded(reason),
      outcomes: probes.map(() => ({ cannot: reason })),
    });
    if (!this.sandbox) return nothing(noSandbox);
    try {
      return await this.sandbox.run(program, probes, { seed, signal: this.signal });
    } catch {
      const { aborted, reason } = this.signal;
      return nothing(aborted && reason instanceof Overrun ? reason.message : noSandbox);
    }
  }
}

const readsArguments = /\b(?:sys\.argv|argparse|process\.argv)\b/;
const noArguments = 'It needs arguments of a command line.';

/** A program of the command line that ends, or stumbles, where nobody gives it any arguments. */
function lacksArguments({ source }: Program, { ok, cannot, message = '' }: Loaded): boolean {
  if (ok || cannot !== undefined || !readsArguments.test(source)) return false;
  return /^(?:SystemExit|IndexError|TypeError|ValueError)\b|\bexit\b/i.test(message);
}

function notLoaded(reason: string): Loaded {
  return { ok: false, cannot: reason, exports: [] };
}

const keys = new WeakMap<Program, string>();

/** The same for programs of the same text: 32 hexadecimal digits. */
export function programKey(program: Program): string {
  const known = keys.get(program);
  if (known !== undefined) return known;
  const hash = createHash('sha256').update(`${program.language}\u0000${program.source}`);
  const key = hash.digest('hex').slice(0, 32);
  keys.set(program, key);
  return key;
}

/** The program's key, a blank, and what it was asked. */
export function outcomeKey(program: Program, probe: Probe): string {
  return `${programKey(program)} ${JSON.stringify(probe)}`;
}
