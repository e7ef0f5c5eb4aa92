/** The server on its address, and its end: what runs is finished, what comes is refused. */
import { serve, type ServerType } from '@hono/node-server';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { appOf } from './app';
import { isLoopback } from './guard';
import { isValid } from './keys/key';
import { Serving, type ServingOptions } from './serving';

export interface Listening {
  /** As clients name it, without a path. */
  readonly url: string;
  /** Lets routes end for so many milliseconds, then stops them. */
  readonly close: (graceMs: number) => Promise<void>;
}

/** Longest time in which a request's head, and all of it, must have come. */
const headersTimeoutMs = 15_000;
const requestTimeoutMs = 60_000;
const mostConnections = 2000;

/** @throws Error where the address cannot be had, or would let everybody in. */
export async function listen(options: ServingOptions, host: string, port: number): Promise<Listening> {
  if (!isLoopback(host) && !options.door.keys?.current.some(isValid))
    throw new Error(
      `${host} is reached from other machines: make a key first with "keys add NAME --keys FILE".`,
    );
  const serving = new Serving(options);
  const server = await listening(serving, host, port);
  const { port: actual } = server.address() as AddressInfo;
  const name = host.includes(':') ? `[${host.replace(/[[\]]/g, '')}]` : host;
  return { url: `http://${name}:${actual}`, close: (graceMs) => closed(server, serving, graceMs) };
}

function listening(serving: Serving, host: string, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = serve(
      {
        fetch: appOf(serving).fetch,
        hostname: host.replace(/[[\]]/g, ''),
        port,
        serverOptions: { headersTimeout: headersTimeoutMs, requestTimeout: requestTimeoutMs },
      },
      () => resolve(server as Server),
    ) as ServerType & Server;
    server.maxConnections = mostConnections;
    server.once('error', (error: NodeJS.ErrnoException) => reject(new Error(whyNot(error, host, port))));
  });
}

function whyNot({ code, message }: NodeJS.ErrnoException, host: string, port: number): string {
  if (code === 'EADDRINUSE') return `Port ${port} of ${host} is taken. Name another one with --port.`;
  if (code === 'EACCES') return `Port ${port} may not be opened. Name one above 1023 with --port.`;
  return `${host} cannot be listened on: ${message}.`;
}

async function closed(server: Server, serving: Serving, graceMs: number): Promise<void> {
  serving.drain();
  const ended = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const late = setTimeout(() => serving.stop(), graceMs);
  // What takes nothing after it was stopped is cut off.
  const cut = setTimeout(() => server.closeAllConnections(), graceMs + 2000);
  await ended;
  clearTimeout(late);
  clearTimeout(cut);
}
