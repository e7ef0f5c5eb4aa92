/** Why an expert could not answer. Every message says what happened and what the person can do. */
import type { ExpertUsage } from './experts';

export const expertErrorKinds = [
  'declined',
  'not_running',
  'not_pulled',
  'busy',
  'unauthorised',
  'rate_limited',
  'context_too_long',
  'refused',
  'cut_off',
  'first_token_timeout',
  'silent_too_long',
  'malformed_stream',
  'empty_answer',
  'server_error',
  'bad_request',
  'cancelled',
  'unknown',
] as const;

export type ExpertErrorKind = (typeof expertErrorKinds)[number];

export class ExpertError extends Error {
  override readonly name: string = 'ExpertError';

  constructor(
    readonly kind: ExpertErrorKind,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}

/** A tool has nothing to say to this question. Not a failure: it costs no step. */
export class DeclinedError extends ExpertError {
  override readonly name = 'DeclinedError';
  constructor(reason: string) {
    super('declined', reason);
  }
}

/** The request was stopped by the person or by the end of the route. */
export class CancelledError extends ExpertError {
  override readonly name = 'CancelledError';
  constructor() {
    super('cancelled', 'Stopped.');
  }
}

/** The server asks to wait. */
export class RateLimitedError extends ExpertError {
  override readonly name = 'RateLimitedError';
  constructor(
    message: string,
    /** Milliseconds until the server takes requests again, where it says so. */
    readonly retryAfterMs: number | undefined,
    options?: { cause?: unknown },
  ) {
    super('rate_limited', message, options);
  }
}

/** The answer ended without a word; what it took was taken all the same. */
export class EmptyAnswerError extends ExpertError {
  override readonly name = 'EmptyAnswerError';
  constructor(
    message: string,
    readonly usage: ExpertUsage,
  ) {
    super('empty_answer', message);
  }
}

/** Any thrown value as an `ExpertError`. */
export function asExpertError(thrown: unknown): ExpertError {
  if (thrown instanceof ExpertError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new ExpertError('unknown', message || 'The expert failed without saying why.', { cause: thrown });
}
