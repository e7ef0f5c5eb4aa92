/** The sandbox, as whoever asks it knows it. What it is asked and what it answers is plain data of the engine's. */
import type { Probe, Program, RunResult } from '../der/evidence/probe';

export type {
  Exported,
  Language,
  Loaded,
  RunOutcome,
  Probe,
  Program,
  RunResult,
  Value,
} from '../der/evidence/probe';

export interface RunOptions {
  /** Of the program's randomness: the same seed gives the same values. */
  readonly seed: number;
  readonly signal: AbortSignal;
  /**
   * For the program and all its probes, in milliseconds of the processor; default and most 2,000. By the clock it may
   * take ten times as long where the machine is busy: who cannot wait aborts.
   */
  readonly deadlineMs?: number;
}

/** Runs programs where they reach nothing. It starts when first asked, and rests when nobody asks. */
export interface Sandbox {
  /** Never rejects but for the signal's abort; what goes wrong is `cannot`. Several may be asked at once. */
  run(program: Program, probes: readonly Probe[], options: RunOptions): Promise<RunResult>;
  /** Ends what runs at once; what was asked is `cannot`. */
  dispose(): void;
}
