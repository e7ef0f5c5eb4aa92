/** A simulated Ollama for the tests of a file, as bare requests see it; closed after each of them. */
import { afterEach, expect } from 'vitest';
import { type OllamaServer, type OllamaServerOptions, startOllamaServer } from '../support/ollamaServer';

export let server: OllamaServer;
afterEach(() => server.close());

export async function start(options: OllamaServerOptions = {}): Promise<OllamaServer> {
  server = await startOllamaServer(options);
  return server;
}

export const hello = [{ role: 'user', content: 'Hello?' }];

export async function post(path: string, body: unknown, signal?: AbortSignal): Promise<Response> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return fetch(`${server.url}${path}`, { method: 'POST', body: text, ...(signal && { signal }) });
}

/** Status and error of a reply. */
export async function refusal(path: string, body: unknown): Promise<[number, unknown]> {
  const response = await post(path, body);
  return [response.status, ((await response.json()) as { error: unknown }).error];
}

/** The lines of a stream, all of them whole. */
export async function lines(response: Response): Promise<Record<string, unknown>[]> {
  const text = await response.text();
  expect(text.endsWith('\n')).toBe(true);
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
