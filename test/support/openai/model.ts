/** What a model behind the OpenAI-compatible server is, and how its endpoint behaves. */
import type { Behaviour } from '../simulated/model';

/** The object under `error`, as OpenAI sends it. */
export interface ApiError {
  readonly message: string;
  readonly type?: string;
  readonly param?: string | null;
  readonly code?: string | null;
}

export interface OpenAiModelSpec extends Behaviour {
  readonly name: string;
  readonly contextTokens?: number;
  /** Field of the deltas that carries thinking; without it the model does not think. */
  readonly reasoningField?: 'reasoning_content' | 'reasoning';
  /** Reason given at the end, in place of the true one. */
  readonly finish?: 'stop' | 'length' | 'content_filter';
  /** Refuses in these words, in deltas of their own. */
  readonly refusal?: string;
  /** Refuses every request with this status, body and headers. */
  readonly rejection?: {
    readonly status: number;
    readonly error: ApiError;
    readonly headers?: Readonly<Record<string, string>>;
  };
  /** Whether token counts are sent: when asked for, as OpenAI does; always; never. */
  readonly usage?: 'asked' | 'always' | 'never';
  /** Dollars billed, reported within usage. */
  readonly costUsd?: number;
  /** The status line goes out with the first token, not at once. */
  readonly lateHeaders?: boolean;
  /** A comment line goes before every event, as gateways do to keep connections open. */
  readonly comments?: boolean;
}
