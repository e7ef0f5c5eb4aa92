/**
 * `fetch` without a patience of its own towards this machine. Node's gives up after 300 s without headers, but a
 * local server sends none while a large model loads; how long to wait is the person's setting. Everything
 * else goes through the given `fetch`, which knows proxies and certificates.
 */
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { pipeline, type Duplex, type Readable } from 'node:stream';
import { ReadableStream } from 'node:stream/web';
import { constants, createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { isLoopback } from './address';
import { IdleSocketError } from './connection';

export function patientFetch(base: typeof fetch): typeof fetch {
  return async (input, init) => {
    const url = input instanceof Request ? undefined : new URL(input);
    const plainBody = init?.body === undefined || init.body === null || typeof init.body === 'string';
    // A redirection could take text, or a key that only authorization headers are stripped of, to a server that the
    // person never named; `send` follows none either.
    if (!url || !isLoopback(url.href) || url.protocol !== 'http:' || !plainBody)
      return base(input, { ...init, redirect: 'error' });
    return toResponse(await send(url, init ?? {}));
  };
}

function send(url: URL, init: RequestInit): Promise<IncomingMessage> {
  const { signal, body } = init;
  signal?.throwIfAborted();
  const headers = Object.fromEntries(new Headers(init.headers));
  if (typeof body === 'string') headers['content-length'] = String(Buffer.byteLength(body));
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { method: init.method ?? 'GET', headers });
    // Not `http.request`'s own signal: its error may strike a connection that nobody listens to any more.
    let message: IncomingMessage | undefined;
    const abort = () => (message ? message.destroy() : request.destroy(signal?.reason as Error));
    signal?.addEventListener('abort', abort, { once: true });
    request.on('response', (response) => resolve((message = response)));
    let readBefore = 0;
    request.on('socket', (socket) => (readBefore = socket.bytesRead));
    request.on('error', (error: NodeJS.ErrnoException) => {
      const silent = (request.socket?.bytesRead ?? 0) === readBefore;
      reject(request.reusedSocket && silent ? new IdleSocketError(error.code ?? '', error) : error);
    });
    request.on('close', () => signal?.removeEventListener('abort', abort));
    request.end(body ?? undefined);
  });
}

function toResponse(message: IncomingMessage): Response {
  const headers = new Headers();
  for (const [name, value] of Object.entries(message.headersDistinct)) {
    for (const one of value ?? []) if (sendable.test(one)) headers.append(name, one);
  }
  // Statuses that `Response` takes none of are failures all the same.
  const said = message.statusCode ?? 500;
  const status = said >= 200 && said <= 599 ? said : 502;
  const empty = status === 204 || status === 205 || status === 304;
  if (empty) message.resume();
  const body = empty
    ? null
    : (ReadableStream.from(decoded(message)) as ConstructorParameters<typeof Response>[0]);
  const statusText = sendable.test(message.statusMessage ?? '') ? (message.statusMessage ?? '') : '';
  return new Response(body, { status, statusText, headers });
}

/** What came by then is passed on, and an end that was cut off is left to whoever reads. */
const eager = { flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH };
const decoders: ReadonlyMap<string, () => Duplex> = new Map([
  ['gzip', () => createGunzip(eager)],
  ['x-gzip', () => createGunzip(eager)],
  ['deflate', () => createInflate(eager)],
  [
    'br',
    () =>
      createBrotliDecompress({
        flush: constants.BROTLI_OPERATION_FLUSH,
        finishFlush: constants.BROTLI_OPERATION_FLUSH,
      }),
  ],
]);

/** The body as `fetch` gives it: some servers and proxies compress it without being asked to. */
function decoded(message: IncomingMessage): Readable {
  const decoder = decoders.get((message.headers['content-encoding'] ?? '').trim().toLowerCase())?.();
  // Whatever breaks one of the two ends both, and is thrown to whoever reads.
  return decoder ? pipeline(message, decoder, () => {}) : message;
}

/** What a header, or the words after a status, may hold. */
const sendable = /^[\t\x20-\x7e\x80-\xff]*$/;
