/** Why an expert could not answer. Every message says what happened and what the person can do. */
import type { ExpertUsage } from './experts';

/** Every reason why a request fails; saved traces hold these words, so that none may be renamed. */
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

/** A request that gave no answer. Its message is for the person and says what to do. */
export class ExpertError extends Error {
  override readonly name: string = 'ExpertError';
  /** Requests that the server took in and may bill, where the kind does not say it: one that died counts as well. */
  requests?: number;

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

/** Any thrown value as an `ExpertError`. What was not written for a person is not told to one; it is the cause. */
export function asExpertError(thrown: unknown): ExpertError {
  if (thrown instanceof ExpertError) return thrown;
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  const known = typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,60}$/.test(code) ? ` (${code})` : '';
  return new ExpertError(
    'unknown',
    `The expert failed for a reason that is not known${known}. Ask again; if it happens again, choose another expert.`,
    { cause: thrown },
  );
}
