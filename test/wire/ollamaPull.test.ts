import { Ollama, type ProgressResponse } from 'ollama';
import { afterEach, describe, expect, it } from 'vitest';
import { type OllamaServer, startOllamaServer } from '../support/ollamaServer';

let server: OllamaServer;
afterEach(() => server.close());

async function start(bytesPerSecond: number): Promise<Ollama> {
  server = await startOllamaServer({
    registry: [{ name: 'm', size: 1_000_000 }],
    downloads: { bytesPerSecond, reportMs: 5 },
  });
  return new Ollama({ host: server.url });
}

async function collect(stream: AsyncIterable<ProgressResponse>): Promise<ProgressResponse[]> {
  const events = [];
  for await (const event of stream) events.push(event);
  return events;
}

describe('a pull from the simulated Ollama', () => {
  it('reports every layer up to its whole, then installs the model', async () => {
    const client = await start(10e6);
    const events = await collect(await client.pull({ model: 'm', stream: true }));
    expect(events[0]).toEqual({ status: 'pulling manifest' });
    expect(events.slice(-3).map(({ status }) => status)).toEqual([
      'verifying sha256 digest',
      'writing manifest',
      'success',
    ]);
    const layers = events.filter(({ digest }) => digest !== undefined);
    expect(new Set(layers.map(({ digest }) => digest)).size).toBe(3);
    expect(layers[0]).not.toHaveProperty('completed');
    for (const { status, digest } of layers) expect(status).toBe(`pulling ${digest.slice(7, 19)}`);
    const last = layers.at(-1)!;
    expect(last.completed).toBe(last.total);
    expect((await client.list()).models.map(({ name }) => name)).toEqual(['m:latest']);
  });

  it('goes on where it was left', async () => {
    const client = await start(5e6);
    let reached = 0;
    for await (const { completed } of await client.pull({ model: 'm', stream: true })) {
      reached = completed ?? 0;
      if (reached > 200_000) break;
    }
    client.abort();
    await server.log.until((request) => request.aborted !== undefined);
    const again = await collect(await client.pull({ model: 'm', stream: true }));
    expect(again[1]!.completed).toBeGreaterThanOrEqual(reached);
    expect(again[1]!.completed).toBeLessThan(again[1]!.total);
    expect(again.at(-1)).toEqual({ status: 'success' });
  });

  it('stops downloading when nobody waits for it', async () => {
    const client = await start(5e6);
    const stream = await client.pull({ model: 'm', stream: true });
    for await (const { completed = 0 } of stream) if (completed > 100_000) break;
    client.abort();
    await server.log.until((request) => request.aborted !== undefined);
    await new Promise((resolve) => setTimeout(resolve, 250));
    const [, next] = await collect(await client.pull({ model: 'm', stream: true }));
    expect(next!.completed).toBeLessThan(next!.total);
  });

  it('answers with the last event alone when it is not streamed', async () => {
    const client = await start(1e9);
    expect(await client.pull({ model: 'm', stream: false })).toEqual({ status: 'success' });
  });

  it('says on status 200 that a model does not exist, on 500 without stream', async () => {
    const client = await start(1e9);
    const pull = (stream: boolean): Promise<Response> =>
      fetch(`${server.url}/api/pull`, { method: 'POST', body: JSON.stringify({ model: 'no', stream }) });
    const streamed = await pull(true);
    expect(streamed.status).toBe(200);
    expect(await streamed.text()).toBe(
      '{"status":"pulling manifest"}\n{"error":"pull model manifest: file does not exist"}\n',
    );
    expect((await pull(false)).status).toBe(500);
    await expect(client.pull({ model: 'a b', stream: true })).rejects.toThrow('invalid model name');
  });

  it('can fail on the way and be resumed', async () => {
    const client = await start(1e9);
    server.ollama.downloads.failure = 'max retries exceeded: unexpected EOF';
    await expect(collect(await client.pull({ model: 'm', stream: true }))).rejects.toThrow(
      'max retries exceeded',
    );
    expect((await collect(await client.pull({ model: 'm', stream: true }))).at(-1)).toEqual({
      status: 'success',
    });
  });
});
