/** `/mcp`: the Model Context Protocol over HTTP, without sessions, so that any replica can answer any request. */
import type { ServingOptions } from '../serving';
import type { CheckAnswers } from './tools';

export function mcpOverHttp(checkAnswers: CheckAnswers): NonNullable<ServingOptions['mcp']> {
  return async (c, serving, key) => {
    const [{ mcpServer }, { WebStandardStreamableHTTPServerTransport }] = await Promise.all([
      import('./tools'),
      import('@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js'),
    ]);
    const server = mcpServer(serving, checkAnswers, key);
    const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: false });
    // Whoever goes away stops what was asked for.
    c.req.raw.signal.addEventListener('abort', () => void server.close(), { once: true });
    await server.connect(transport);
    return transport.handleRequest(c.req.raw);
  };
}
