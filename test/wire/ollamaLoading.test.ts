import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inUnit } from '../../src/der/core/costUnit';
import type { Expert } from '../../src/der/core/experts';
import type { Policy } from '../../src/der/core/policy';
import { keepModelLoad } from '../../src/der/estimate/modelLoads';
import { patientFetch } from '../../src/providers/patientFetch';
import { poolEntrySchema } from '../../src/providers/poolConfig';
import { buildPool } from '../../src/providers/registry';
import { defaultTimeouts, type LocalModels } from '../../src/providers/services';
import { startOllamaServer, type OllamaServer } from '../support/ollamaServer';
import type { LoggedRequest } from '../support/requestLog';
import type { ModelSpec } from '../support/simulated/model';
import { allEvents, of, startRoute } from '../unit/routeSupport';

let home: string;
let server: OllamaServer;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'der-loads-'));
});
afterEach(async () => {
  await server.close();
  await rm(home, { recursive: true, force: true });
});

const gigabyte = 1e9;
const spec = (name: string, gigabytes: number, more: Partial<ModelSpec> = {}): ModelSpec => ({
  name,
  size: gigabytes * gigabyte,
  paramsB: 1,
  loadMs: 150,
  prefillMs: 100,
  tokensPerSecond: 30,
  reply: `This is what ${name} says about it, at a length that takes a while to write.`,
  ...more,
});

async function pool(names: readonly string[], localModels: LocalModels = { ahead: true }): Promise<Expert[]> {
  const entries = names.map((model) => poolEntrySchema.parse({ kind: 'ollama', model, baseUrl: server.url }));
  const { experts } = await buildPool(entries, {
    fetch: patientFetch(fetch),
    secret: async () => undefined,
    timeouts: defaultTimeouts,
    localModels,
    env: { DER_HOME: home },
  });
  return experts;
}

/** Asks the experts of a pool in this order, whatever was answered. */
const inOrder = (...ids: readonly string[]): Policy => ({
  decide: async ({ answers }, all) => ({
    experts: all.map(({ id }) => (ids[answers.length] === id ? 1 : 0)),
    stop: answers.length >= ids.length ? 2 : -1,
  }),
});

const never = { judge: async ({ answers }: { answers: readonly unknown[] }) => answers.map(() => 0.1) };

const run = (experts: readonly Expert[], ...ids: readonly string[]) =>
  allEvents(
    startRoute(experts, { policy: inOrder(...ids), terminator: never, knobs: { p0: 1, maxSteps: 5 } }),
  );

const isLoadOf = ({ path, body }: LoggedRequest, model: string) =>
  path === '/api/generate' && (body as { model?: string }).model === model;

const loads = () => server.ollama.scheduler.loads.map(({ model }) => model.replace(':latest', ''));

// Others who work on the machine are not to fail it.
describe('loading ahead', { retry: 2 }, () => {
  it('hides the load of the expert that is next, and says what it does', async () => {
    server = await startOllamaServer({ models: [spec('a', 2), spec('b', 3)] });
    const experts = await pool(['a', 'b'], { ahead: true, memoryBytes: 8 * gigabyte });
    const events = await run(experts, 'a', 'b');
    const loading = of(events, 'loading').map(({ expert, ahead = false }) => ({ expert, ahead }));
    expect(loading).toEqual([
      { expert: 'a', ahead: false },
      { expert: 'b', ahead: true },
    ]);
    expect(loads()).toEqual(['a', 'b']);
    const [first, second] = of(events, 'answered');
    expect(first!.timing.loadMs).toBeGreaterThan(140);
    expect(second!.timing.loadMs).toBeLessThan(60);
  });

  it('says how long it usually takes', async () => {
    server = await startOllamaServer({ models: [spec('a', 2), spec('b', 3)], scheduler: { maxLoaded: 1 } });
    const experts = await pool(['a', 'b']);
    await run(experts, 'a', 'b');
    const kept = await readFile(join(home, 'loads.jsonl'), 'utf8');
    expect(kept).toContain('"loaded"');
    const [one] = of(await run(experts, 'a'), 'loading');
    expect(one!.usualMs).toBeGreaterThan(100);
    expect(one!.usualMs).toBeLessThan(1_500);
  });

  it('loads nothing where nobody knows how much fits, learns it, and then loads', async () => {
    server = await startOllamaServer({
      models: [spec('a', 2), spec('b', 3)],
      scheduler: { keepAliveMs: 600_000 },
    });
    const first = await run(await pool(['a', 'b']), 'a', 'b');
    expect(of(first, 'loading').filter(({ ahead }) => ahead)).toEqual([]);
    server.ollama.scheduler.unload('b:latest');
    const second = await run(await pool(['a', 'b']), 'a', 'b');
    expect(of(second, 'loading').map(({ expert, ahead }) => [expert, ahead])).toEqual([['b', true]]);
  });

  it('never pushes out what is in use, nor what others had loaded', async () => {
    server = await startOllamaServer({
      models: [spec('a', 4), spec('b', 4), spec('theirs', 4)],
      scheduler: { memoryBytes: 9.5 * gigabyte },
    });
    await keepModelLoad(
      { DER_HOME: home },
      {
        type: 'together',
        server: server.url,
        models: 2,
        bytes: 9.4 * gigabyte,
        at: new Date().toISOString(),
      },
    );
    const body = { model: 'theirs', messages: [{ role: 'user', content: 'Hi' }], stream: false };
    await fetch(`${server.url}/api/chat`, { method: 'POST', body: JSON.stringify(body) });
    const experts = await pool(['a', 'b']);
    const events = await run(experts, 'a', 'b');
    expect(of(events, 'loading').filter(({ ahead }) => ahead)).toEqual([]);
    // Asking b made them leave; from then on all that is loaded is ours.
    expect(loads()).toEqual(['theirs', 'a', 'b']);
    expect(server.ollama.scheduler.evictions.filter(({ inUse }) => inUse)).toEqual([]);
  });

  it('makes room among the models that it had loaded itself and nobody uses', async () => {
    server = await startOllamaServer({
      models: ['a', 'b', 'c'].map((name) => spec(name, 4)),
      scheduler: { memoryBytes: 11 * gigabyte },
    });
    const experts = await pool(['a', 'b', 'c'], { ahead: true, memoryBytes: 11 * gigabyte });
    const events = await run(experts, 'a', 'b', 'c', 'a');
    expect(of(events, 'answered')).toHaveLength(4);
    const waited = of(events, 'answered').map(({ timing }) => timing.loadMs ?? 0);
    expect(Math.max(...waited.slice(1))).toBeLessThan(60);
    expect(server.ollama.scheduler.evictions.filter(({ inUse }) => inUse)).toEqual([]);
  });

  it('gives up a load for somebody who is not chosen, and stops with the route', async () => {
    const models = [spec('a', 2), spec('b', 3, { loadMs: 60_000 }), spec('c', 3)];
    server = await startOllamaServer({ models });
    const experts = await pool(['a', 'b', 'c'], { ahead: true, memoryBytes: 9 * gigabyte });
    let decisions = 0;
    const fickle: Policy = {
      // It would have b next, and once the answer is there it wants c.
      decide: async ({ answers }, all) => {
        const wanted = answers.length === 0 ? 'a' : answers.length === 1 && ++decisions === 1 ? 'b' : 'c';
        return { experts: all.map(({ id }) => (id === wanted ? 1 : 0)), stop: answers.length >= 2 ? 2 : -1 };
      },
    };
    const events = await allEvents(
      startRoute(experts, { policy: fickle, terminator: never, knobs: { p0: 1, maxSteps: 3 } }),
    );
    expect(of(events, 'answered').map(({ expert }) => expert)).toEqual(['a', 'c']);
    const given = await server.log.until((one) => isLoadOf(one, 'b') && one.aborted !== undefined);
    expect(given.aborted?.phase).toBe('loading');

    const stop = new AbortController();
    for await (const event of startRoute(experts, {
      policy: inOrder('a', 'b'),
      terminator: never,
      knobs: { p0: 1 },
      signal: stop.signal,
    }))
      if (event.type === 'loading' && event.ahead)
        void server.log
          .until((one) => one !== given && isLoadOf(one, 'b') && one.phases.at(-1)?.phase === 'loading')
          .then(() => stop.abort());
    await server.log.until((one) => one !== given && isLoadOf(one, 'b') && one.aborted !== undefined);
  });

  it('is off where it is switched off, and for models elsewhere', async () => {
    server = await startOllamaServer({ models: [spec('a', 2), spec('b', 3), { name: 'c:cloud' }] });
    const off = await pool(['a', 'b'], { ahead: false, memoryBytes: 99 * gigabyte });
    const events = await run(off, 'a', 'b');
    expect(of(events, 'loading').map(({ ahead }) => ahead)).toEqual([undefined, undefined]);
    const [cloud] = await pool(['c:cloud']);
    expect(cloud!.loading).toBeUndefined();
  });

  it('costs no answer anything where the server does not say what is loaded', async () => {
    server = await startOllamaServer({ models: [spec('a', 2), spec('b', 3)] });
    const entries = ['a', 'b'].map((model) =>
      poolEntrySchema.parse({ kind: 'ollama', model, baseUrl: server.url }),
    );
    const { experts } = await buildPool(entries, {
      fetch: (input, init) =>
        String(input).endsWith('/api/ps')
          ? Promise.resolve(new Response('no', { status: 404 }))
          : fetch(input, init),
      secret: async () => undefined,
      timeouts: defaultTimeouts,
      localModels: { ahead: true },
      env: { DER_HOME: home },
    });
    const events = await run(experts, 'a', 'b');
    expect(of(events, 'answered')).toHaveLength(2);
    expect(of(events, 'loading')).toEqual([]);
  });
});

describe('where time counts', () => {
  it('a model that is in memory costs less than the same one that is not', async () => {
    server = await startOllamaServer({ models: [spec('a', 2), spec('b', 2)] });
    const experts = (await pool(['a', 'b'])).map((expert) => inUnit(expert, 'time', 2));
    await run(experts, 'a', 'b');
    server.ollama.scheduler.unload('a:latest');
    // A look of the route before may have been under way.
    const signal = AbortSignal.timeout(10_000);
    while ((await experts[0]!.loading!.look(signal))?.loaded !== false)
      await delay(10, undefined, { signal });
    const seen: number[][] = [];
    const policy: Policy = {
      decide: async (_, all) => {
        seen.push(all.map(({ costB }) => costB));
        return { experts: all.map(({ id }) => (id === 'b' ? 1 : 0)), stop: 2 };
      },
    };
    await allEvents(startRoute(experts, { policy, knobs: { p0: 0 } }));
    const [[a, b]] = seen as [[number, number]];
    expect(b).toBe(4);
    expect(a).toBeGreaterThan(4.2);
  });
});
