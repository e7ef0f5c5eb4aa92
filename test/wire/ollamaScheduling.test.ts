import { afterEach, describe, expect, it } from 'vitest';
import type { LoggedRequest, Phase } from '../support/requestLog';
import { type OllamaServer, type OllamaServerOptions, startOllamaServer } from '../support/ollamaServer';

let server: OllamaServer;
const clients = new Set<AbortController>();
afterEach(async () => {
  for (const client of clients) client.abort();
  clients.clear();
  await server.close();
});

async function start(options: OllamaServerOptions): Promise<void> {
  server = await startOllamaServer(options);
}

/** A chat that can be left. */
function chat(model: string, more: object = {}): { leave: () => void; response: Promise<Response> } {
  const client = new AbortController();
  clients.add(client);
  const response = fetch(`${server.url}/api/chat`, {
    method: 'POST',
    body: JSON.stringify({ model, messages: [{ role: 'user', content: 'Hello?' }], ...more }),
    signal: client.signal,
  });
  response.catch(() => undefined);
  return { leave: () => client.abort(), response };
}

async function answered(request: { response: Promise<Response> }): Promise<boolean> {
  return (await (await request.response).text()).includes('"done":true');
}

const inPhase = (model: string, phase: Phase): Promise<LoggedRequest> =>
  server.log.until(
    ({ body, phases }) => (body as { model: string }).model === model && phases.at(-1)?.phase === phase,
  );

const slow = { tokensPerSecond: 0.01 };

describe('the queue of the simulated Ollama', () => {
  it('takes a bounded number of requests that need a load, and is busy for others', async () => {
    const models = ['a', 'b', 'c', 'd'].map((name) => ({ name, ...slow }));
    await start({ models, scheduler: { maxLoaded: 1, maxQueue: 1 } });
    chat('a');
    await inPhase('a', 'streaming');
    // b is taken from the queue and waits for a to end; c fills the queue.
    chat('b');
    await inPhase('b', 'queued');
    chat('c');
    await inPhase('c', 'queued');
    const refused = await chat('d').response;
    expect(refused.status).toBe(503);
    expect(await refused.json()).toEqual({
      error: 'server busy, please try again.  maximum pending requests exceeded',
    });
    // A request for the loaded model does not need the queue.
    chat('a');
    await server.log.until(({ phases }) => phases.at(-1)?.phase === 'waiting');
  });

  it('passes over requests whose client has left', async () => {
    await start({
      models: [{ name: 'a', ...slow }, { name: 'b' }, { name: 'c' }],
      scheduler: { maxLoaded: 1 },
    });
    const first = chat('a');
    await inPhase('a', 'streaming');
    const second = chat('b');
    await inPhase('b', 'queued');
    const third = chat('c');
    await inPhase('c', 'queued');
    second.leave();
    const { aborted } = await server.log.until((request) => request.aborted !== undefined);
    expect(aborted?.phase).toBe('queued');
    first.leave();
    expect(await answered(third)).toBe(true);
    expect(server.ollama.scheduler.loads.map(({ model }) => model)).toEqual(['a:latest', 'c:latest']);
  });

  it('lets requests wait for a slot of a loaded model, silently', async () => {
    await start({ models: [{ name: 'a', ...slow }] });
    const first = chat('a');
    await inPhase('a', 'streaming');
    const second = chat('a');
    const waiting = await server.log.until(({ phases }) => phases.at(-1)?.phase === 'waiting');
    first.leave();
    await server.log.until((request) => request === waiting && request.phases.at(-1)?.phase === 'streaming');
    second.leave();
  });
});

describe('its loading', () => {
  it('is shared by requests that come meanwhile, without queueing', async () => {
    await start({ models: [{ name: 'a', loadMs: 50 }], scheduler: { maxQueue: 1 } });
    const requests = [chat('a')];
    await inPhase('a', 'loading');
    requests.push(chat('a'), chat('a'), chat('a'));
    expect(await Promise.all(requests.map(answered))).toEqual([true, true, true, true]);
    expect(server.ollama.scheduler.loads).toHaveLength(1);
  });

  it('is given up when the client that caused it leaves, and done again for the next', async () => {
    await start({ models: [{ name: 'a', loadMs: 60_000 }] });
    const first = chat('a');
    await inPhase('a', 'loading');
    server.ollama.store.add({ name: 'a' });
    const second = chat('a');
    await server.log.until((request) => request === server.log.requests[1] && request.phases.length > 1);
    first.leave();
    expect(await answered(second)).toBe(true);
    expect(server.ollama.scheduler.loads).toHaveLength(2);
  });

  it('happens again for another num_ctx, and the record tells', async () => {
    await start({ models: [{ name: 'a' }] });
    for (const num_ctx of [2048, 2048, 4096]) await answered(chat('a', { options: { num_ctx } }));
    expect(server.ollama.scheduler.loads.map(({ changed }) => changed)).toEqual([[], ['num_ctx']]);
  });

  it('can fail', async () => {
    const loadError = 'llama-server process has terminated: exit status 2';
    await start({ models: [{ name: 'a', loadError }] });
    const response = await chat('a').response;
    expect([response.status, await response.json()]).toEqual([500, { error: loadError }]);
  });

  it('counts into load_duration, and waiting for a slot into nothing but the total', async () => {
    await start({ models: [{ name: 'a', loadMs: 30, prefillMs: 60 }] });
    const both = await Promise.all(
      [chat('a', { stream: false }), chat('a', { stream: false })].map(
        async ({ response }) => (await (await response).json()) as Record<string, number>,
      ),
    );
    const later = both.sort((x, y) => x['total_duration']! - y['total_duration']!)[1]!;
    const known = later['load_duration']! + later['prompt_eval_duration']! + later['eval_duration']!;
    expect(later['total_duration']! - known).toBeGreaterThan(50e6);
  });
});

describe('its memory', () => {
  const loaded = async (): Promise<string[]> => {
    const { models } = (await (await fetch(`${server.url}/api/ps`)).json()) as { models: { name: string }[] };
    return models.map(({ name }) => name);
  };

  it('keeps a model for its keep-alive time', async () => {
    await start({ models: [{ name: 'a' }, { name: 'b' }, { name: 'c' }] });
    await answered(chat('a', { keep_alive: '1m' }));
    await answered(chat('b', { keep_alive: -1 }));
    await answered(chat('c', { keep_alive: 0 }));
    expect(await loaded()).toEqual(['b:latest', 'a:latest']);
  });

  it('makes room for another model', async () => {
    await start({ models: [{ name: 'a' }, { name: 'b' }], scheduler: { maxLoaded: 1 } });
    await answered(chat('a'));
    await answered(chat('b'));
    expect(await loaded()).toEqual(['b:latest']);
  });
});
