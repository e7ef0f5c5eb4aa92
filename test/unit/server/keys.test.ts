import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultKnobs } from '../../../src/der/core/mdp';
import { defaultLimits } from '../../../src/der/route/masks';
import { admitted } from '../../../src/server/guard';
import { keyPresented, newKey, type ServerKey } from '../../../src/server/keys/key';
import { addKey, readKeys, revokeKey, WatchedKeys } from '../../../src/server/keys/keyFile';
import { ownEnsemble } from '../../../src/server/ensemble';
import { Serving } from '../../../src/server/serving';
import { embeddedStore } from '../../../src/server/store/embeddedStore';
import { hashedPolicy, hashedTerminator, ScriptedExpert } from '../routeSupport';

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'der-keys-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the file of the keys', () => {
  it('is read again when it changes: what is added and revoked counts at once', async () => {
    const file = join(folder, 'keys.json');
    const keys = await WatchedKeys.open(file, () => undefined);
    expect(keys.current).toEqual([]);
    const secret = await addKey(file, 'Ada', { usdPerDay: 2 }, new Date());
    await vi.waitFor(() => expect(keyPresented(keys.current, secret)).toMatchObject({ usdPerDay: 2 }), 2000);
    await revokeKey(file, 'Ada', new Date());
    await vi.waitFor(() => expect(keyPresented(keys.current, secret)).toBeUndefined(), 2000);
    // What is no file of keys leaves those that are known.
    await writeFile(file, '{"version":1,"ke');
    await new Promise((later) => setTimeout(later, 700));
    expect(keys.current).toHaveLength(1);
    keys.close();
  });

  it('of an earlier version, without limits, is read', async () => {
    const file = join(folder, 'keys.json');
    const { key, secret } = newKey('Ada', {}, new Date());
    await writeFile(file, JSON.stringify({ version: 1, keys: [key] }));
    expect(keyPresented(await readKeys(file), secret)?.name).toBe('Ada');
    expect(await readFile(file, 'utf8')).not.toContain(secret);
    expect(
      admitted(new Headers({ 'x-api-key': secret }), { keys: { current: [key] }, hosts: [], origins: [] }),
    ).toBe(key);
  });

  it.each([
    ['a/b', {}],
    ['Ada', { usdPerDay: -1 }],
    ['Ada', { concurrency: 0 }],
    ['Ada', { experts: [] }],
  ])('takes no key %j with %j', async (name, limits) => {
    await expect(addKey(join(folder, 'keys.json'), name, limits, new Date())).rejects.toThrow(/A key’s/);
  });
});

describe('a key', () => {
  const expert = (id: string): ScriptedExpert =>
    new ScriptedExpert({ id, behaviour: { does: 'answers', text: `It is, says ${id}.` } });
  const pool = [expert('a'), expert('b')];
  const store = embeddedStore({}, () => undefined);
  const serving = new Serving({
    ensemble: ownEnsemble({
      pool,
      policy: hashedPolicy(1),
      terminator: hashedTerminator(1),
      models: { version: 'test', trained: false, sha256: {} },
      server: { limits: defaultLimits, maxSteps: 3 },
      check: () => () => Promise.reject(new Error('No answer holds a program.')),
      learn: () => Promise.resolve(),
    }),
    store,
    door: { keys: undefined, hosts: [], origins: [] },
    most: { running: 4, waiting: 4 },
    timeoutMs: 5000,
    version: '0.0.0',
    warn: () => undefined,
  });
  const ask = async (key: ServerKey): Promise<string> => {
    const settings = {
      knobs: { ...defaultKnobs, p0: 1 },
      limits: defaultLimits,
      drafts: false,
      trace: false,
    };
    const conversation = { question: 'Is it so?', instructions: '', turns: [], images: [] };
    const events = await serving.ask({ conversation, settings, key, signal: new AbortController().signal });
    let id = '';
    for await (const event of events) if (event.type === 'started') ({ id } = event);
    return id;
  };

  it('has its own experts asked alone, is named in the trace, and in no prompt', async () => {
    const { key } = newKey('Ada of the team', { experts: ['b'] }, new Date());
    const id = await ask(key);
    const trace = JSON.parse((await store.traces.of(id, key.name))!) as {
      askedBy: string;
      steps: { expert: string }[];
    };
    expect(trace.askedBy).toBe('Ada of the team');
    expect(new Set(trace.steps.map(({ expert: by }) => by))).toEqual(new Set(['b']));
    expect(await store.traces.of(id, 'Bob')).toBeUndefined();
    expect(await store.traces.of(id, undefined)).toBeUndefined();
    for (const { prompts } of pool) for (const prompt of prompts) expect(prompt).not.toContain('Ada');
  });

  it('is told when to come again where it asks too often', async () => {
    const { key } = newKey('Eager', { perMinute: 6 }, new Date());
    await ask(key);
    await expect(ask(key)).rejects.toMatchObject({ status: 429, code: 'too_often', retryAfterSeconds: 10 });
  });

  it('may not ask a server that ends', async () => {
    serving.drain();
    await expect(ask(newKey('Late', {}, new Date()).key)).rejects.toMatchObject({ status: 503 });
  });
});
