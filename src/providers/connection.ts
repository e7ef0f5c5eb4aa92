/** What went wrong below HTTP, and the one retry that a dead kept-alive socket deserves. */
import { ExpertError } from '../der/core/expertErrors';
import { failureOf } from './wire/failure';
import { nothingSent, type Sending } from './wire/sending';

const refused = /ECONNREFUSED|ERR_CONNECTION_REFUSED/;
const unresolved = /ENOTFOUND|EAI_AGAIN|ERR_NAME_NOT_RESOLVED/;
const unreachable =
  /EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT|ERR_(ADDRESS_UNREACHABLE|INTERNET_DISCONNECTED|CONNECTION_TIMED_OUT|NETWORK_CHANGED)/;
const dropped =
  /ECONNRESET|EPIPE|ECONNABORTED|UND_ERR_(SOCKET|ABORTED|CLOSED|DESTROYED)|ERR_(STREAM_PREMATURE_CLOSE|CONNECTION_RESET|CONNECTION_CLOSED|EMPTY_RESPONSE|CONTENT_LENGTH_MISMATCH|INCOMPLETE_CHUNKED_ENCODING)|UND_ERR_RES_CONTENT_LENGTH_MISMATCH/;
const untrusted = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER/;
const notHttp = /^HPE_|ERR_SSL|EPROTO|ERR_INVALID_HTTP_RESPONSE|ERR_SSL_PROTOCOL_ERROR/;
/** A body that is not what its headers say: broken compression, for instance. */
const broken = /^Z_|^ERR__ERROR_|ERR_CONTENT_DECODING_FAILED|UND_ERR_(RES|RESPONSE)_|ERR_BROTLI/;
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
  if (code === proxyFailed) {
    return because('not_running', `${baseUrl} cannot be asked: ${proxyWords(error)}.`);
  }
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
      `The certificate of ${baseUrl} is not trusted (${code}). Add its authority to the system's certificates (in the terminal by NODE_EXTRA_CA_CERTS), or correct the address.`,
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
  if (broken.test(code)) {
    return because(
      'malformed_stream',
      `What ${baseUrl} sends cannot be read (${code}). Look at any proxy on the way, and ask again.`,
    );
  }
  // Whatever else kept fetch from asking, a port that it never asks for instance.
  const failed = fetchFailure(error);
  if (failed === undefined) return undefined;
  return begun
    ? because('cut_off', `The connection to ${baseUrl} broke in the middle of the answer. Ask again.`)
    : because('not_running', `${baseUrl} cannot be asked${failed}. Check the address, port included.`);
}

/** Code of an error whose message says, in words of our own, why a proxy let nothing through. */
export const proxyFailed = 'DER_PROXY';

function proxyWords(error: unknown): string {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 6; depth++) {
    if ('code' in cause && cause.code === proxyFailed) return cause.message;
    cause = cause.cause;
  }
  return 'the proxy let nothing through';
}

/** Reasons of fetch that a person can do something about; the others are its own affair. */
const reasons: readonly (readonly [RegExp, string])[] = [
  [/^bad port$/i, ': bad port'],
  [/redirect/i, ': it redirects to another address'],
  [/unknown scheme|not implemented/i, ': unknown scheme'],
];

/** Why `fetch` failed, as the rest of a sentence; undefined when the error is of another kind. */
function fetchFailure(error: unknown): string | undefined {
  let failed = false;
  let reason = '';
  for (let cause = error, depth = 0; cause instanceof Error && depth < 6; depth++) {
    const { message } = cause;
    failed ||= /^(fetch failed|failed to fetch|terminated|network error)$/i.test(message);
    reason ||= reasons.find(([words]) => words.test(message))?.[1] ?? '';
    cause = cause.cause;
  }
  return failed ? reason : undefined;
}

/**
 * `fetch` bound to a signal. A response that is no success is thrown, with a bounded part of its body, as the
 * packages read such bodies whole. A request whose connection died is sent once more only where the server cannot
 * have worked on it: on a kept-alive socket that it had closed meanwhile, without a byte of a response. Whatever the
 * server may have taken in is noted in `sending`. The body must be re-sendable (a string).
 * @throws ServerFailure, or whatever broke the connection.
 */
export function steadyFetch(
  base: typeof fetch,
  signal: AbortSignal,
  sending: Sending = nothingSent(),
): typeof fetch {
  return async (input, init) => {
    const send = async (): Promise<Response> => {
      sending.taken += 1;
      try {
        return await base(input, { ...init, signal });
      } catch (error) {
        if (neverTaken(error)) sending.taken -= 1;
        throw error;
      }
    };
    let response: Response;
    try {
      response = await send();
    } catch (error) {
      if (!diedIdle(error) || signal.aborted) throw error;
      response = await send();
    }
    if (response.ok) return response;
    sending.taken -= 1;
    throw await failureOf(response);
  };
}

/** The request reached no server. */
function neverTaken(error: unknown): boolean {
  const code = connectionCode(error) ?? '';
  return [refused, unresolved, unreachable, untrusted].some((kind) => kind.test(code));
}

/** The socket was kept alive from an earlier request, and gave no byte of a response to this one. */
function diedIdle(error: unknown): boolean {
  if (!dropped.test(connectionCode(error) ?? '')) return false;
  for (let cause = error, depth = 0; cause instanceof Error && depth < 6; depth++) {
    if (cause instanceof IdleSocketError) return true;
    // Undici tells what its socket had read: on a new one, nothing.
    const { socket } = cause as { socket?: { bytesRead?: unknown } };
    if (typeof socket?.bytesRead === 'number' && socket.bytesRead > 0) return true;
    cause = cause.cause;
  }
  return false;
}

/** What `patientFetch` throws where a reused socket died without a byte of a response. */
export class IdleSocketError extends Error {
  constructor(
    readonly code: string,
    cause: unknown,
  ) {
    super('The kept-alive connection was closed.', { cause });
  }
}
