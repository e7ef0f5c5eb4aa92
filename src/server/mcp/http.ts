/** `/mcp`: the Model Context Protocol over HTTP, without sessions, so that any replica can answer any request. */
import type { Context } from 'hono';
import type { Serving } from '../serving';

export async function mcpOverHttp(c: Context, serving: Serving, who: string | undefined): Promise<Response> {
  const [{ mcpServer }, { WebStandardStreamableHTTPServerTransport }] = await Promise.all([
    import('./tools'),
    import('@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js'),
  ]);
  const server = mcpServer(serving, who);
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: false });
  // Whoever goes away stops what was asked for.
  c.req.raw.signal.addEventListener('abort', () => void server.close(), { once: true });
  await server.connect(transport);
  return transport.handleRequest(c.req.raw);
}
