/**
 * `/mcp`: the Model Context Protocol over HTTP. A session is a name that the client repeats, by which it can stop what
 * it asked for; nothing is kept of it, so that any replica can answer any request.
 */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { jsonOf } from '../../der/text/json';
import type { ServingOptions } from '../serving';
import { byItself, Calls } from './calls';
import type { CheckAnswers } from './tools';

const sessionHeader = 'mcp-session-id';
/** What a session's name may be, by the protocol; this server's are UUIDs. */
const sessionName = /^[\x21-\x7e]{1,128}$/;

const begins = z.looseObject({ method: z.literal('initialize') });
const stops = z.looseObject({
  method: z.literal('notifications/cancelled'),
  params: z.looseObject({ requestId: z.union([z.string().max(200), z.number()]) }),
});

export function mcpOverHttp(checkAnswers: CheckAnswers): NonNullable<ServingOptions['mcp']> {
  const calls = new Calls();
  return async (c, serving, key) => {
    const [{ mcpServer }, { WebStandardStreamableHTTPServerTransport }] = await Promise.all([
      import('./tools'),
      import('@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js'),
    ]);
    const session = sessionName.exec(c.req.header(sessionHeader) ?? '')?.[0];
    const during = session === undefined ? byItself : calls.of(key?.name, session);
    const server = mcpServer(serving, checkAnswers, key, during);
    const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: false });
    // Whoever goes away stops what was asked for.
    c.req.raw.signal.addEventListener('abort', () => void server.close(), { once: true });
    await server.connect(transport);
    const body = jsonOf(await c.req.text());
    const said = Array.isArray(body) ? (body as unknown[]) : [body];
    for (const one of said) {
      const stopped = stops.safeParse(one).data?.params.requestId;
      if (session !== undefined && stopped !== undefined) calls.stop(key?.name, session, stopped);
    }
    const reply = await transport.handleRequest(c.req.raw, { parsedBody: body ?? null });
    if (said.some((one) => begins.safeParse(one).success)) reply.headers.set(sessionHeader, randomUUID());
    return reply;
  };
}
