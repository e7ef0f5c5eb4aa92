/** What is said between the window, the sandbox's process, and its worker: one JSON object per line, or per message. */
import type { Loaded, RunOutcome, Probe, Program } from '../sandbox';

/** One program and what is left to do with it. */
export interface Job {
  readonly program: Program;
  readonly probes: readonly (readonly [at: number, probe: Probe])[];
  readonly seed: number;
}

export interface Order extends Job {
  readonly type: 'run';
  readonly id: number;
  readonly deadlineMs: number;
}

/** From the window to the process. */
export type Command = Order | { readonly type: 'stop'; readonly id: number };

/** From the process to the window. */
export type Report =
  /** The program begins: its time runs from here. */
  | { readonly type: 'begun'; readonly id: number }
  | { readonly type: 'loaded'; readonly id: number; readonly loaded: Loaded }
  | { readonly type: 'outcome'; readonly id: number; readonly at: number; readonly outcome: RunOutcome }
  | { readonly type: 'done'; readonly id: number }
  /** An engine cannot be had at all. */
  | { readonly type: 'broken'; readonly id: number; readonly message: string };

/** From the worker to its process. */
export type Progress =
  | { readonly type: 'begun' }
  | { readonly type: 'loaded'; readonly loaded: Loaded }
  | { readonly type: 'outcome'; readonly at: number; readonly outcome: RunOutcome }
  /** `lost`: why the engine ended before its work did. */
  | { readonly type: 'done'; readonly lost?: string }
  | { readonly type: 'broken'; readonly message: string };

export type SendProgress = (progress: Progress) => void;
