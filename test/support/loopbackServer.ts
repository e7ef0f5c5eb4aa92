/** An HTTP server on a free port of 127.0.0.1, for tests: it numbers connections, logs requests and closes hard. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setImmediate as turn, setTimeout as delay } from 'node:timers/promises';
import { type LogEntry, RequestLog } from './requestLog';

export interface LoopbackServer {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  readonly log: RequestLog;
  readonly connections: ConnectionFaults;
  /** Resolves when no reply is under way, so that the next request finds a connection that was kept alive. */
  idle(): Promise<void>;
  /** Closes the connections that wait for a request; resolves when the clients have learned of it. */
  dropKeptAlive(): Promise<void>;
  /** Drops every connection and stops listening. */
  close(): Promise<void>;
}

/** What servers do to kept-alive connections; may be changed at any time. */
export interface ConnectionFaults {
  /** How many of the next requests die without a byte of reply, as on a connection that had just been closed. */
  dropNext: number;
  /** Closes the connection after each reply, though keep-alive was advertised. */
  closeAfterReply: boolean;
  /** Most bytes written at a time, so that lines and characters are split anywhere. */
  chunkBytes: number;
}

export interface Received {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly entry: LogEntry;
  /** The body as text. */
  readonly text: string;
  /** Aborts as soon as the client is seen to have left. */
  readonly left: AbortSignal;
  /** Writes a part of the body, as slowly as the client takes it. */
  write(text: string): Promise<void>;
}

export async function startLoopback(
  handle: (received: Received) => Promise<void>,
  options: { port?: number } = {},
): Promise<LoopbackServer> {
  const log = new RequestLog();
  const sockets = new Map<Socket, number>();
  const connections: ConnectionFaults = { dropNext: 0, closeAfterReply: false, chunkBytes: Infinity };

  const server = createServer((request, response) => {
    void receive(request, response).catch((error: unknown) => {
      // The client left in the middle of its body: nobody is there to be told.
      if (!request.destroyed) throw error;
    });
  });
  let accepted = 0;
  server.on('connection', (socket) => {
    socket.setNoDelay(true);
    sockets.set(socket, accepted++);
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
    if (connections.dropNext > 0) {
      connections.dropNext--;
      entry.enter('finished');
      request.socket.destroy();
      return;
    }
    const left = new AbortController();
    response.on('finish', () => {
      if (connections.closeAfterReply) request.socket.destroySoon();
    });
    response.on('close', () => {
      // A server that hangs up itself says so by finishing the entry first.
      if (!response.writableFinished && entry.phase !== 'finished') {
        entry.abort();
        left.abort();
      }
    });
    const write = (part: string): Promise<void> => send(response, part, connections.chunkBytes, left.signal);
    await handle({ request, response, entry, text, left: left.signal, write });
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
    connections,
    idle: async () => {
      while (log.requests.some(({ phases }) => phases.at(-1)!.phase !== 'finished')) await turn();
      // The client puts the connection back when it has read the end, a turn or two later.
      for (let i = 0; i < 20; i++) await turn();
    },
    dropKeptAlive: async () => {
      const closed = [...sockets.keys()].map((socket) => once(socket, 'close'));
      server.closeAllConnections();
      await Promise.all(closed);
      for (let i = 0; i < 20; i++) await turn();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets.keys()) socket.destroy();
      }),
  };
}

/** A whole reply. */
export function json(
  { response, entry }: Received,
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): void {
  entry.status(status);
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body));
}

/** Lets the connection die in the middle of a reply. */
export async function hangUp({ response, entry }: Received): Promise<void> {
  // A client that learns of the end before it has read what came earlier loses that, so it gets time to read.
  await delay(100);
  entry.enter('finished');
  response.destroy();
}

async function send(response: ServerResponse, text: string, size: number, left: AbortSignal): Promise<void> {
  const bytes = Buffer.from(text, 'utf8');
  for (let from = 0; from < bytes.length; from += size) {
    left.throwIfAborted();
    if (!response.write(bytes.subarray(from, from + size))) await once(response, 'drain', { signal: left });
    // A turn of the loop between writes makes packets of their own.
    else if (size < bytes.length) await turn();
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
