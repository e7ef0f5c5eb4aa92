/** What an expert is to the engine: someone who can be asked, at a cost, and who streams an answer. */

import type { Image } from '../prompt/images';
import type { ModelFacts } from './modelFacts';

/** What α counts. */
export type CostUnit = 'compute' | 'money' | 'time';

/** The part of an expert that traces, panels and networks see. */
export interface ExpertSummary {
  /** Unique in the pool; ties between equal choices go to the smaller id. */
  readonly id: string;
  readonly name: string;
  /** Kind of provider: `ollama`, `openai`, `calculator`, `workspace`, `simulated` … */
  readonly provider: string;
  /** Cost of a call in billions of parameters, or what counts as them; see cost.ts and costUnit.ts. */
  readonly costB: number;
  /** `costB` was derived from something else or guessed: the model's maker, price or measured time does not say it. */
  readonly costEstimated: boolean;
  /** Present where `costB` stands for money or time: which of them, and the expert's size. */
  readonly counts?: {
    readonly unit: Exclude<CostUnit, 'compute'>;
    readonly sizeB: number;
    readonly sizeEstimated: boolean;
  };
  /** Text sent to it leaves this machine. */
  readonly leavesMachine: boolean;
  /** A built-in tool; absent in what earlier versions wrote. */
  readonly tool?: boolean | undefined;
  /** It practises answers, for demonstrations and tests: no model answers. */
  readonly simulated?: boolean | undefined;
}

/** Price in US dollars per million tokens. A local expert costs 0 of both. */
export interface Price {
  readonly promptPerMtok: number;
  readonly answerPerMtok: number;
}

/** Why text of the workspace goes with a question that nobody attached and no tool found. */
export type GivenAs = 'openFile' | 'instructions';

/** A part of the person's files that a question is about. */
export interface Passage {
  /** Its place: `src/cart.ts:12`. */
  readonly label: string;
  /** Present where it goes with the question by itself: the file in the editor, or what the project asks of answers. */
  readonly given?: GivenAs;
  /** As a fence of Markdown names it. */
  readonly language?: string;
  readonly text: string;
}

/** A member of the pool. */
export interface Expert extends ExpertSummary {
  /** A built-in tool: gets the plain question, never the transfer prompt, and is asked at most once a route. */
  readonly tool: boolean;
  /** Chance that a tool's answer is what was asked for, given that it answers at all. */
  readonly priorSkill?: number | undefined;
  /** It can be shown images. */
  readonly takesImages?: boolean | undefined;
  /** Its answers quote the person's files. */
  readonly readsWorkspace: boolean;
  /** Tokens of prompt and answer together that one call may hold; undefined for tools. */
  readonly contextTokens?: number | undefined;
  /** Upper limit of one answer, in tokens, thinking included; undefined for tools. */
  readonly maxAnswerTokens?: number | undefined;
  /** Undefined where the price is not known. */
  readonly price?: Price | undefined;
  /** Requests that one call may come to, each of which may be billed; absent where it is one. */
  readonly mostRequests?: number | undefined;
  /** What a catalogue knows of its model. */
  readonly facts?: ModelFacts | undefined;
  /** Day of the catalogue's entry that its price or context is of, where the person's settings do not say it. */
  readonly listed?: string | undefined;

  /** Of a model that its server takes into memory when it is asked, and out again to make room. */
  readonly loading?: ModelLoading | undefined;

  /**
   * Of a tool that quotes the person's files: the passages that a question is about, best first; none where no file
   * is. They go with the question to experts that may see them, so that a quotation is no answer where one can be had.
   */
  retrieve?(question: string, signal: AbortSignal): Promise<readonly Passage[]>;

  /**
   * Asks the expert. The stream ends with exactly one `done` event; a failure is thrown as an `ExpertError`,
   * an abort as `CancelledError`. Breaking out of the loop, or aborting, stops the request on the server too.
   */
  ask(request: ExpertRequest, signal: AbortSignal): AsyncIterable<ExpertEvent>;
}

/** How a model on this machine comes into its server's memory. */
export interface ModelLoading {
  /** Asks the server how the model stands; undefined where it does not say. */
  look(signal: AbortSignal): Promise<ModelStanding | undefined>;
  /**
   * Loads it without asking it anything; resolves when it is in memory. Aborting gives the load up.
   * @throws ExpertError where the server fails
   */
  load(signal: AbortSignal): Promise<void>;
}

/** How a model stands on its server now. */
export interface ModelStanding {
  readonly loaded: boolean;
  /** It can be loaded now without anything that is in use having to make room, as far as is known. */
  readonly fitsBeside: boolean;
  /** Milliseconds that loading it usually takes on this machine; absent where it was never measured. */
  readonly usualMs?: number | undefined;
}

/** One message as chat models take it. */
export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
  /** Sent to experts that take images alone. */
  readonly images?: readonly Image[];
}

/** What is sent to an expert. */
export interface ExpertRequest {
  /** The person's question as asked; tools use this alone. */
  readonly question: string;
  /** The conversation to send to a model: the plain question, or the Knowledge Transfer Prompt. */
  readonly messages: readonly ChatMessage[];
}

/** What an expert sends back, in order; the stream ends with one `done`, or with an `ExpertError`. */
export type ExpertEvent =
  | { readonly type: 'delta'; readonly text: string }
  /** Reasoning, kept apart from the answer and never passed on. */
  | { readonly type: 'thinking'; readonly text: string }
  /** All that was given as answer so far was thinking. */
  | { readonly type: 'relabelled' }
  | {
      readonly type: 'done';
      readonly finish: 'stop' | 'length';
      readonly verified: boolean;
      readonly usage: ExpertUsage;
      readonly timing: ExpertTiming;
      /** Which of the models that go by this name answered, in the server's words; absent where it does not say. */
      readonly version?: string | undefined;
    };

/** What one call used; unknown values are absent, never zero. */
export interface ExpertUsage {
  readonly promptTokens?: number | undefined;
  readonly answerTokens?: number | undefined;
  /** As billed; else the engine computes it from a known price. */
  readonly usd?: number | undefined;
  /** Requests that the server may bill, the one that these figures are of included; absent where it is that one. */
  readonly requests?: number | undefined;
}

/** What the server itself reported, in milliseconds; absent where it reports nothing. */
export interface ExpertTiming {
  readonly queuedMs?: number | undefined;
  readonly loadMs?: number | undefined;
}

/** Whoever makes an answer, of passages too, and does not merely quote them. */
export function writesAnswers({ tool }: Pick<Expert, 'tool'>): boolean {
  return !tool;
}

/** The expert may be shown text of the workspace. */
export function maySee({ leavesMachine }: Pick<Expert, 'leavesMachine'>, allowed: boolean): boolean {
  return allowed || !leavesMachine;
}

/** The part of an expert that is written down. */
export function summaryOf(expert: ExpertSummary): ExpertSummary {
  const { id, name, provider, costB, costEstimated, counts, leavesMachine, tool, simulated } = expert;
  return {
    id,
    name,
    provider,
    costB,
    costEstimated,
    ...(counts && { counts }),
    leavesMachine,
    ...(tool && { tool }),
    ...(simulated && { simulated }),
  };
}

/** Whether a model answers: a tool has no skill to learn, and what is simulated must not count for anybody. */
export function isModel({ tool, simulated }: Pick<ExpertSummary, 'tool' | 'simulated'>): boolean {
  return !tool && !simulated;
}
