/** The trace: a finished route with all its numbers. Contract version 1. */
import type { Attachment } from '../prompt/attachments';
import type { Turn } from '../prompt/turns';
import type { ExpertErrorKind } from '../core/expertErrors';
import type { ExpertSummary, Passage } from '../core/experts';
import type { Checked } from '../evidence/findings';
import type { Knobs, Reward, StopReason } from '../core/mdp';

/** A finished route as it is saved and exported. */
export interface Trace {
  readonly version: 1;
  readonly id: string;
  readonly startedAt: string;
  readonly question: string;
  /** The question holds text of the workspace; absent in older traces, which do not say. */
  readonly fromWorkspace?: boolean;
  /** What the person attached to the question, as it was sent. */
  readonly attachments?: readonly Attachment[];
  /** Earlier turns of the conversation that experts may be shown. */
  readonly turns?: readonly Turn[];
  /** The earlier route that this one goes on from. */
  readonly continues?: Continued;
  /** Passages of the person's files that went with the question; absent where there were none. */
  readonly retrieved?: Retrieved;
  readonly knobs: Knobs;
  readonly models: ModelsInfo;
  readonly pool: readonly ExpertSummary[];
  readonly steps: readonly Step[];
  /** Requests that gave no answer, in order. */
  readonly attempts: readonly Attempt[];
  readonly final: { readonly step: number; readonly answer: string } | null;
  readonly stop: StopReason;
  /** The decision that ended the route: the policy's, or, without probabilities, that nobody was open. */
  readonly stopDecision?: {
    readonly probabilities: Readonly<Record<string, number>>;
    readonly masked: Readonly<Record<string, string>>;
    readonly policyMs: number;
  };
  /** A network failed and ended the route: what happened and what to do. */
  readonly error?: string;
  readonly totals: Totals;
}

/** The first `steps` answers are those of the route `id`; with 0, its question was asked again. */
export interface Continued {
  readonly id: string;
  readonly steps: number;
}

/** What tools found in the person's files. */
export interface Retrieved {
  /** Ids of the tools that looked. */
  readonly experts: readonly string[];
  readonly passages: readonly Passage[];
  readonly retrievalMs: number;
}

/** Which networks decided. */
export interface ModelsInfo {
  readonly version: string;
  readonly trained: boolean;
  /** File name to hash. */
  readonly sha256: Readonly<Record<string, string>>;
}

/** A request to an expert: who was chosen among whom, and what of the route so far is in its prompt. */
export interface RouteRequest {
  /** Counts every request of the route from 0, failed ones included. */
  readonly attempt: number;
  readonly expert: string;
  /** Present where the person asked for this step: neither the rule nor the policy could stop before it. */
  readonly by?: 'person';
  /** By expert id, and `stop` where stopping was open; masked experts are absent. Sums to 1. */
  readonly probabilities: Readonly<Record<string, number>>;
  /** Expert id to the reason why it could not be chosen. */
  readonly masked: Readonly<Record<string, string>>;
  /** Indices of the earlier answers in the prompt. */
  readonly shown: readonly number[];
  /** Indices of the earlier turns in the prompt; absent where it holds none. */
  readonly turns?: readonly number[];
  /** Present where the prompt holds the passages that were retrieved. */
  readonly passages?: true;
}

/** A request that was answered. */
export interface Step extends RouteRequest {
  /** Present when they differ from the knobs the route started with. */
  readonly knobs?: Knobs;
  readonly answer: string;
  readonly thinking?: string;
  readonly verified: boolean;
  readonly finish: 'stop' | 'length';
  readonly fromWorkspace: boolean;
  /** What was found out about every answer so far, this one last; absent where nothing was checked. */
  readonly checked?: Checked;
  /** P̂ of every answer so far, this one last; empty where the Terminator failed, and with it the route. */
  readonly judged: readonly number[];
  /** Present where the question is unlike all that P̂ was validated on. */
  readonly estimated?: true;
  /** All zero where nothing was judged. */
  readonly reward: Reward;
  readonly usage: StepUsage;
  readonly timing: StepTiming;
}

/** A request that failed or was refused. */
export interface Attempt extends RouteRequest {
  /** Index that the answer would have had. */
  readonly step: number;
  readonly knobs?: Knobs;
  readonly error: {
    readonly kind: ExpertErrorKind;
    readonly message: string;
    readonly retryAfterMs?: number;
  };
  readonly partial: string;
  readonly thinking?: string;
  readonly usage: StepUsage;
  readonly timing: { readonly policyMs: number; readonly totalMs: number };
}

/** Unknown values are absent, never zero. */
export interface StepUsage {
  readonly promptTokens?: number;
  readonly answerTokens?: number;
  readonly usd?: number;
  /** Requests that may be billed, where it is not one for an answer, and for a failure what its kind says. */
  readonly requests?: number;
  readonly costB: number;
}

/** Milliseconds. */
export interface StepTiming {
  readonly policyMs: number;
  readonly terminatorMs: number;
  /** Absent where nothing was checked. */
  readonly checksMs?: number;
  readonly queuedMs?: number;
  readonly loadMs?: number;
  readonly firstTokenMs: number;
  readonly totalMs: number;
}

/** What a route took all together; unknown values are absent, never zero. */
export interface Totals {
  readonly steps: number;
  readonly attempts: number;
  readonly costB: number;
  /** Sum of what is known. */
  readonly usd?: number;
  /** At least one paid call did not say what it cost. */
  readonly usdIncomplete: boolean;
  readonly promptTokens?: number;
  readonly answerTokens?: number;
  /** Return: the sum of all reward terms. */
  readonly reward: number;
  readonly totalMs: number;
}
