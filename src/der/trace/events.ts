/** The one stream of events that feeds the panel, the terminal, the log and the tests. */
import type { Attachment } from '../prompt/attachments';
import type { Turn } from '../prompt/turns';
import type { ExpertErrorKind } from '../core/expertErrors';
import type { ExpertSummary } from '../core/experts';
import type { Knobs, Reward, StopReason } from '../core/mdp';
import type { Checked } from '../evidence/findings';
import type { Continued, RouteRequest, ModelsInfo, Retrieved, StepTiming, StepUsage, Totals } from './trace';

/** Whatever happens on a route, in the order in which it happens. */
export type RouteEvent =
  | StartedEvent
  | RetrievedEvent
  | ChosenEvent
  | LoadingEvent
  | DeltaEvent
  | RelabelledEvent
  | FailedEvent
  | AnsweredEvent
  | CheckedEvent
  | JudgedEvent
  | FinishedEvent;

/** The first event of every route. */
export interface StartedEvent {
  readonly type: 'started';
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly question: string;
  /** The question holds text of the workspace; absent in older events, which do not say. */
  readonly fromWorkspace?: boolean;
  /** What the person attached to the question, as it was sent. */
  readonly attachments?: readonly Attachment[];
  /** Earlier turns of the conversation that experts may be shown. */
  readonly turns?: readonly Turn[];
  /** The earlier route that this one goes on from. */
  readonly continues?: Continued;
  readonly knobs: Knobs;
  readonly models: ModelsInfo;
  readonly pool: readonly ExpertSummary[];
}

/** Tools found passages of the person's files: they go with the question to experts that may see them. */
export interface RetrievedEvent extends Retrieved {
  readonly type: 'retrieved';
}

/** The policy chose who is asked next. */
export interface ChosenEvent extends RouteRequest {
  readonly type: 'chosen';
  /** Index that the answer will have if the expert gives one. */
  readonly step: number;
  /** As they stood at this decision. */
  readonly knobs: Knobs;
  readonly policyMs: number;
}

/** The server takes a model into memory. It only tells how things stand: nothing keeps it. */
export interface LoadingEvent {
  readonly type: 'loading';
  /** Of the request that waits for it, or beside which it is loaded. */
  readonly step: number;
  readonly attempt: number;
  readonly expert: string;
  /** Milliseconds that this usually takes; absent where it was never measured. */
  readonly usualMs?: number;
  /** Present where another expert answers meanwhile: it is loaded because it is likely next. */
  readonly ahead?: true;
}

/** A piece of an answer, or of the thinking before it, as it streams. */
export interface DeltaEvent {
  readonly type: 'delta';
  readonly step: number;
  readonly attempt: number;
  readonly channel: 'answer' | 'thinking';
  readonly text: string;
}

/** What had streamed of the answer was thinking; the answer begins anew. */
export interface RelabelledEvent {
  readonly type: 'relabelled';
  readonly step: number;
  readonly attempt: number;
}

/** A failed or declining expert costs no step; whatever it had streamed is kept in the event. */
export interface FailedEvent {
  readonly type: 'failed';
  readonly step: number;
  readonly attempt: number;
  readonly expert: string;
  readonly error: {
    readonly kind: ExpertErrorKind;
    readonly message: string;
    readonly retryAfterMs?: number;
  };
  readonly partial: string;
  readonly thinking?: string;
  readonly usage: StepUsage;
  readonly totalMs: number;
}

/** An answer is whole. */
export interface AnsweredEvent {
  readonly type: 'answered';
  readonly step: number;
  readonly attempt: number;
  readonly expert: string;
  readonly answer: string;
  /** Which of the models that go by the expert's name answered, in the server's words. */
  readonly version?: string;
  readonly thinking?: string;
  readonly verified: boolean;
  readonly finish: 'stop' | 'length';
  readonly fromWorkspace: boolean;
  readonly usage: StepUsage;
  readonly timing: Omit<StepTiming, 'policyMs' | 'terminatorMs' | 'checksMs'>;
}

/**
 * What was found out about every answer so far: by parsing and running it where an answer holds a program, and by
 * looking at the files that it would change.
 */
export interface CheckedEvent {
  readonly type: 'checked';
  readonly step: number;
  /** It adds to the check of the same step what came after the answers were judged. */
  readonly late?: true;
  readonly checked: Checked;
  readonly checksMs: number;
}

/** The Terminator judged every answer so far again. */
export interface JudgedEvent {
  readonly type: 'judged';
  readonly step: number;
  /** P̂ of every answer so far, the newest last. */
  readonly judged: readonly number[];
  /** Present where the question is unlike all that P̂ was validated on. */
  readonly estimated?: true;
  /** Index of the best of them. */
  readonly best: number;
  /** Of the newest step, without the end bonus. */
  readonly reward: Reward;
  readonly terminatorMs: number;
}

/** The last event of every route. */
export interface FinishedEvent {
  readonly type: 'finished';
  readonly stop: StopReason;
  /** Best answer by the last judgement; null when there is none. */
  readonly final: { readonly step: number; readonly answer: string } | null;
  /** γ, to be added to the last step's reward. */
  readonly bonus: number;
  /** The decision that ended the route: the policy's, or, without probabilities, that nobody was open. */
  readonly decision?: Pick<ChosenEvent, 'probabilities' | 'masked' | 'policyMs'>;
  /** Why nobody could be chosen, or the newest answer not be judged: what happened and what to do. */
  readonly error?: string;
  readonly totals: Totals;
}
