/** What a model behind the Anthropic-compatible server is, and how its endpoint behaves. */
import type { Behaviour } from '../simulated/model';

/** Types of error with their statuses, as docs.claude.com/en/api/errors gives them. */
export const errorStatuses = {
  invalid_request_error: 400,
  authentication_error: 401,
  billing_error: 402,
  permission_error: 403,
  not_found_error: 404,
  request_too_large: 413,
  rate_limit_error: 429,
  api_error: 500,
  timeout_error: 504,
  overloaded_error: 529,
} as const;

export type ErrorType = keyof typeof errorStatuses;

export interface AnthropicModelSpec extends Behaviour {
  readonly name: string;
  readonly contextTokens?: number;
  /** It thinks before it answers, in a block of its own. */
  readonly thinks?: boolean;
  /** Reason given at the end, in place of the true one. */
  readonly stopReason?: 'end_turn' | 'max_tokens' | 'refusal' | 'model_context_window_exceeded';
  /** What is said of a refusal. */
  readonly explanation?: string;
  /** Refuses every request. */
  readonly rejection?: {
    readonly type: ErrorType;
    readonly message: string;
    readonly headers?: Readonly<Record<string, string>>;
  };
  /** An error event of this type after so many tokens. */
  readonly errorEvent?: { readonly after: number; readonly type: ErrorType; readonly message: string };
  /** Prompt tokens that are read from the cache. */
  readonly cachedTokens?: number;
}
