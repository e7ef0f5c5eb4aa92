/** The beginning that all protocols share: a request that was read becomes the events of a route. */
import type { Context } from 'hono';
import type { RouteEvent } from '../der/trace/events';
import { conversationOf, type Message } from './conversation';
import type { Env } from './env';
import type { ServerKey } from './keys/key';
import { routeSettings, type DerField, type RouteSettings } from './routeSettings';
import { servedModel } from './servedModels';
import type { Serving } from './serving';
import { underway } from './underway';

interface Wanted {
  /** As the client names it. */
  readonly model: string;
  readonly messages: readonly Message[];
  readonly der: DerField | undefined;
}

export interface Begun {
  readonly events: AsyncGenerator<RouteEvent, void, undefined>;
  readonly settings: RouteSettings;
  /** To be aborted when the client goes away. */
  readonly gone: AbortController;
}

/**
 * Waits for a place and begins the route, until somebody answers. @throws RequestProblem, so that it is answered by its
 * status and not in the middle of a stream.
 */
export async function begin(
  c: Context<Env>,
  serving: Serving,
  key: ServerKey | undefined,
  { model, messages, der }: Wanted,
): Promise<Begun> {
  const { server } = serving.options.ensemble;
  const settings = routeSettings(servedModel(model), der, c.req.raw.headers, server);
  const conversation = conversationOf(messages);
  const gone = new AbortController();
  const { signal: client } = c.req.raw;
  client.addEventListener('abort', () => gone.abort(), { once: true });
  if (client.aborted) gone.abort();
  const { signal } = gone;
  const origin = { request: c.get('request'), traceparent: c.req.header('traceparent') };
  const events = await serving.ask({ conversation, settings, key, signal, origin });
  return { events: await underway(events), settings, gone };
}

/** All events of a route, for clients who wait for its end. */
export async function allOf(events: AsyncIterable<RouteEvent>): Promise<RouteEvent[]> {
  const all: RouteEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}
