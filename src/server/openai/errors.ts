/** Errors in OpenAI's shape. */
import { RequestProblem } from '../requestProblem';

/** What clients tell errors apart by; others follow from the status. */
const types: Readonly<Record<number, string>> = {
  401: 'authentication_error',
  402: 'insufficient_quota',
  403: 'permission_error',
  429: 'rate_limit_error',
};

export function errorBody(error: unknown): { readonly error: object } {
  const { status, code, message, param } = problemOf(error);
  const type = types[status] ?? (status < 500 ? 'invalid_request_error' : 'server_error');
  return { error: { message, type, param: param ?? null, code } };
}

/** A fault of ours tells a client nothing of what is inside. */
export function problemOf(error: unknown): RequestProblem {
  return error instanceof RequestProblem
    ? error
    : new RequestProblem(500, 'internal_error', 'The server failed on this request. Its log says more.');
}
