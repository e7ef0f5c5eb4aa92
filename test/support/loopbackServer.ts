/** An HTTP server on a free port of 127.0.0.1, for tests: it numbers connections, logs requests and closes hard. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type LogEntry, RequestLog } from './requestLog';

export interface LoopbackServer {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  readonly log: RequestLog;
  /** Drops every connection and stops listening. */
  close(): Promise<void>;
}

export interface Received {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly entry: LogEntry;
  /** The body as text. */
  readonly text: string;
  /** Aborts as soon as the client is seen to have left. */
  readonly left: AbortSignal;
}

export async function startLoopback(
  handle: (received: Received) => Promise<void>,
  options: { port?: number; keepAliveTimeoutMs?: number } = {},
): Promise<LoopbackServer> {
  const log = new RequestLog();
  const sockets = new Map<Socket, number>();

  const server = createServer((request, response) => {
    void receive(request, response).catch((error: unknown) => {
      // The client left in the middle of its body: nobody is there to be told.
      if (!request.destroyed) throw error;
    });
  });
  if (options.keepAliveTimeoutMs !== undefined) server.keepAliveTimeout = options.keepAliveTimeoutMs;
  let connections = 0;
  server.on('connection', (socket) => {
    socket.setNoDelay(true);
    sockets.set(socket, connections++);
    socket.on('close', () => sockets.delete(socket));
  });

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const connection = sockets.get(request.socket) ?? -1;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    const path = new URL(request.url ?? '/', 'http://loopback').pathname;
    const entry = log.add({
      method: request.method ?? '',
      path,
      headers: request.headers,
      body: parsed(text),
      connection,
    });
    const left = new AbortController();
    response.on('close', () => {
      // A server that hangs up itself says so by finishing the entry first.
      if (!response.writableFinished && entry.phase !== 'finished') {
        entry.abort();
        left.abort();
      }
    });
    await handle({ request, response, entry, text, left: left.signal });
    entry.enter('finished');
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    log,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets.keys()) socket.destroy();
      }),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
