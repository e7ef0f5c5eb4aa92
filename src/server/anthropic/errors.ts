/** Errors in Anthropic's shape: https://docs.claude.com/en/api/errors. */
import { problemOf } from '../requestProblem';

/** What clients tell errors apart by; others follow from the status. */
const types: Readonly<Record<number, string>> = {
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  503: 'overloaded_error',
  504: 'timeout_error',
};

export function errorBody(error: unknown): { readonly type: 'error'; readonly error: object } {
  const { status, message } = problemOf(error);
  const type = types[status] ?? (status < 500 ? 'invalid_request_error' : 'api_error');
  return { type: 'error', error: { type, message } };
}
