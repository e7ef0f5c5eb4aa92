/** Errors in OpenAI's shape. */
import { problemOf } from '../requestProblem';

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
