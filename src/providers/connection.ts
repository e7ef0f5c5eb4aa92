/** What went wrong below HTTP, and the one retry that a dead kept-alive socket deserves. */
import { ExpertError } from '../der/core/expertErrors';

const refused = /ECONNREFUSED|ERR_CONNECTION_REFUSED/;
const unresolved = /ENOTFOUND|EAI_AGAIN|ERR_NAME_NOT_RESOLVED/;
const unreachable =
  /EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT|ERR_(ADDRESS_UNREACHABLE|INTERNET_DISCONNECTED|CONNECTION_TIMED_OUT|NETWORK_CHANGED)/;
const dropped =
  /ECONNRESET|EPIPE|UND_ERR_SOCKET|ERR_(CONNECTION_RESET|CONNECTION_CLOSED|EMPTY_RESPONSE|CONTENT_LENGTH_MISMATCH|INCOMPLETE_CHUNKED_ENCODING)|UND_ERR_RES_CONTENT_LENGTH_MISMATCH/;
const untrusted = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER/;
const notHttp = /^HPE_|ERR_SSL|EPROTO|ERR_INVALID_HTTP_RESPONSE|ERR_SSL_PROTOCOL_ERROR/;
const serverPatience = /UND_ERR_(HEADERS|BODY)_TIMEOUT/;

/** The code of a failed connection: undici's and Node's `code` on a cause, Chromium's in the message. */
export function connectionCode(error: unknown): string | undefined {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 6; depth++) {
    if ('code' in cause && typeof cause.code === 'string') return cause.code;
    const chromium = /net::(ERR_\w+)/.exec(cause.message)?.[1];
    if (chromium) return chromium;
    cause = cause instanceof AggregateError ? cause.errors[0] : cause.cause;
  }
  return undefined;
}

/**
 * A failure of the connection as an error that says what to do; undefined when `error` is of another kind.
 * `start` says how to bring the server up, `begun` that part of the answer had arrived.
 */
export function connectionError(
  error: unknown,
  server: { name: string; baseUrl: string; start: string },
  begun: boolean,
): ExpertError | undefined {
  const code = connectionCode(error) ?? '';
  const { name, baseUrl, start } = server;
  const because = (kind: ExpertError['kind'], message: string) =>
    new ExpertError(kind, message, { cause: error });
  if (refused.test(code)) return because('not_running', `${name} is not running at ${baseUrl}. ${start}`);
  if (unresolved.test(code)) {
    return because('not_running', `The host of ${baseUrl} is not known. Check the address and the network.`);
  }
  if (unreachable.test(code)) {
    return because(
      'not_running',
      `${baseUrl} cannot be reached. Check the address, the network and any proxy.`,
    );
  }
  if (untrusted.test(code)) {
    return because(
      'not_running',
      `The certificate of ${baseUrl} is not trusted (${code}). Add its authority to the system's certificates, or correct the address.`,
    );
  }
  if (notHttp.test(code)) {
    return because(
      'malformed_stream',
      `${baseUrl} does not speak the expected protocol (${code}). Check http or https, and the port.`,
    );
  }
  if (serverPatience.test(code)) {
    return because(
      'first_token_timeout',
      `The connection to ${baseUrl} gave up waiting. Try a smaller model, or ask again once it is loaded.`,
    );
  }
  if (dropped.test(code)) {
    return begun
      ? because(
          'cut_off',
          `${name} closed the connection in the middle of the answer. Ask again; if it happens often, look at the server's log.`,
        )
      : because(
          'server_error',
          `${name} closed the connection without an answer. Look at the log of the server at ${baseUrl}.`,
        );
  }
  // Whatever else kept fetch from asking, a port that it never asks for instance.
  const reason = fetchFailure(error);
  return reason === undefined
    ? undefined
    : because('not_running', `${baseUrl} cannot be asked: ${reason}. Check the address, port included.`);
}

/** Why `fetch` failed, in the words of the innermost cause; undefined when the error is of another kind. */
function fetchFailure(error: unknown): string | undefined {
  let failed = false;
  let reason: string | undefined;
  for (let cause = error, depth = 0; cause instanceof Error && depth < 6; depth++) {
    failed ||= cause.message === 'fetch failed';
    if (failed) reason = cause.message;
    cause = cause.cause;
  }
  return reason;
}

/**
 * `fetch` bound to a signal, which retries once when the connection was dropped before any byte of the response:
 * a kept-alive socket that the server had closed meanwhile. The body must be re-sendable (a string).
 */
export function steadyFetch(base: typeof fetch, signal: AbortSignal): typeof fetch {
  return async (input, init) => {
    const bound = { ...init, signal };
    try {
      return await base(input, bound);
    } catch (error) {
      const dead = dropped.test(connectionCode(error) ?? '');
      if (!dead || signal.aborted) throw error;
      return base(input, bound);
    }
  };
}
