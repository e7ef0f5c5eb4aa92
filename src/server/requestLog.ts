/** Lines for machines, one for each request and one for each route: no text of people or experts, and no keys. */
import type { Context } from 'hono';
import { routePath } from 'hono/route';
import { present } from '../der/core/present';
import type { Env } from './env';
import type { RouteFacts } from './store/routeFacts';

/** Takes a line's fields; the time is added by whoever writes it. */
export type Log = (fields: Readonly<Record<string, unknown>>) => void;

/** What a server that runs by itself gives its handlers. */
interface Wire {
  readonly outgoing?: NodeJS.WritableStream & { readonly writableFinished: boolean };
}

/** Writes the request's line when its answer has been sent, or its client has gone. */
export function logRequest(log: Log, c: Context<Env>, begunAt: number): void {
  const { outgoing } = (c.env ?? {}) as Wire;
  const write = (): void =>
    log({
      msg: 'request',
      request: c.get('request'),
      method: c.req.method,
      // As the server knows it: what a client writes into a path is text.
      path: routePath(c, -1),
      status: c.res.status,
      ms: Math.round(performance.now() - begunAt),
      ...(outgoing && !outgoing.writableFinished && { broken: true }),
      ...present({ who: c.get('key')?.name }),
    });
  if (outgoing) outgoing.once('close', write);
  else write();
}

/** A route's line. */
export function logRoute(log: Log, request: string | undefined, facts: RouteFacts): void {
  const { id, at, who, kinds, ...rest } = facts;
  log({ msg: 'route', ...present({ request, trace: id, at, who, kinds }), ...rest });
}
