/** What is wrong with a request, or kept it from being answered; each protocol says it in its own shape. */

/** Status codes that are answered with an error. */
export type ErrorStatus = 400 | 401 | 402 | 403 | 404 | 405 | 413 | 415 | 429 | 500 | 502 | 503 | 504;

/** The message says what to do. */
export class RequestProblem extends Error {
  override readonly name = 'RequestProblem';

  /**
   * @param code a word for programs, as `model_not_found`
   * @param param the field of the request that is wrong
   * @param retryAfterSeconds when to try again
   */
  constructor(
    readonly status: ErrorStatus,
    readonly code: string,
    message: string,
    readonly param?: string,
    readonly retryAfterSeconds?: number,
  ) {
    super(message);
  }
}

/**
 * What cannot be promised is refused: leaving it out silently would mislead.
 * @param what is to be left out, where that is not the whole field
 */
export function unsupported(param: string, why: string, what = param): RequestProblem {
  return new RequestProblem(400, 'unsupported_parameter', `${why}. Leave ${what} out.`, param);
}

export function callsNoTools(param: string): RequestProblem {
  return unsupported(param, 'The ensemble calls no tools of its clients');
}

/** Fields that are null count as left out. */
export function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** A fault of ours tells a client nothing of what is inside. */
export function problemOf(error: unknown): RequestProblem {
  return error instanceof RequestProblem
    ? error
    : new RequestProblem(500, 'internal_error', 'The server failed on this request. Its log says more.');
}
