/** Pulling a model as the panel and the command do it: progress in bytes, stopped and resumed, failures in words. */
import { afterEach, describe, expect, it } from 'vitest';
import { Pulling } from '../../src/host/setUp/modelDownload';
import { pullModel, type PullProgress } from '../../src/providers/ollama/pull';
import { defaultTimeouts } from '../../src/providers/services';
import type { PullView } from '../../src/webview/poolMessages';
import { type OllamaServer, startOllamaServer } from '../support/ollamaServer';

const never = new AbortController().signal;
let server: OllamaServer;
afterEach(() => server.close());

async function start(bytesPerSecond: number): Promise<void> {
  server = await startOllamaServer({
    registry: [{ name: 'm', size: 1_000_000 }],
    downloads: { bytesPerSecond, reportMs: 5 },
  });
}

const services = () => ({
  fetch,
  secret: async () => undefined,
  timeouts: defaultTimeouts,
  env: { OLLAMA_HOST: server.url },
});

async function collect(progress: AsyncIterable<PullProgress>): Promise<PullProgress[]> {
  const all = [];
  for await (const step of progress) all.push(step);
  return all;
}

describe('pulling a model', () => {
  it('tells how much of all layers is there, up to the whole, and installs the model', async () => {
    await start(10e6);
    const steps = await collect(pullModel(services(), 'm', never));
    const completed = steps.flatMap(({ completedBytes }) => completedBytes ?? []);
    expect(completed).toEqual(completed.toSorted((a, b) => a - b));
    expect(steps.at(-1)).toEqual({ status: 'success', completedBytes: 1_000_000, totalBytes: 1_000_000 });
    expect(server.ollama.store.get('m:latest')).toBeDefined();
  });

  it('stops on the server when it is aborted', async () => {
    await start(1e5);
    const abort = new AbortController();
    const run = (async () => {
      for await (const { completedBytes } of pullModel(services(), 'm', abort.signal)) {
        if (completedBytes) abort.abort();
      }
    })();
    await expect(run).rejects.toMatchObject({ kind: 'cancelled' });
    await server.log.until(({ path, aborted }) => path === '/api/pull' && aborted !== undefined);
  });

  it('says what to do about a model that is not there, and a server that is not', async () => {
    await start(1e6);
    await expect(collect(pullModel(services(), 'nowhere', never))).rejects.toMatchObject({
      kind: 'server_error',
      message: expect.stringContaining('nowhere'),
    });
    await server.close();
    await expect(collect(pullModel(services(), 'm', never))).rejects.toMatchObject({
      kind: 'not_running',
      message: expect.stringContaining('ollama serve'),
    });
  });
});

describe('a download that is watched', () => {
  it('is cancelled, goes on where it was, and ends', async () => {
    await start(400_000);
    const seen: PullView[] = [];
    const pulling = new Pulling(services, (view) => {
      seen.push(view);
      if (seen.length === 6 && view.state === 'running') pulling.cancel();
    });
    await pulling.start('m');
    const stopped = seen.at(-1)!;
    expect(stopped.state).toBe('cancelled');
    expect(stopped.completedBytes).toBeGreaterThan(0);
    await pulling.start('m');
    const resumed = seen.slice(seen.indexOf(stopped) + 1).find(({ completedBytes }) => completedBytes);
    expect(resumed!.completedBytes).toBeGreaterThanOrEqual(stopped.completedBytes!);
    expect(seen.some(({ bytesPerSecond }) => (bytesPerSecond ?? 0) > 0)).toBe(true);
    expect(seen.at(-1)).toMatchObject({ state: 'done', completedBytes: 1_000_000 });
  });

  it('is one at a time, and a failure is told with what to do', async () => {
    await start(1e5);
    const pulling = new Pulling(services, () => undefined);
    const first = pulling.start('m');
    await expect(pulling.start('other')).rejects.toThrow(/m is still being pulled.*cancel it first/);
    pulling.cancel();
    await first;
    await pulling.start('nowhere');
    expect(pulling.view).toMatchObject({ state: 'failed', problem: expect.stringContaining('nowhere') });
  });
});
