/** A sandbox to try, with what it must not reach around it. */
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSandbox, type SandboxPlace } from '../../../src/checks/processSandbox';
import type { RunOutcome, Probe, RunResult, Sandbox } from '../../../src/checks/sandbox';
import { ensureBuilt, root } from '../../../scripts/setup.mjs';

export const folder = join(root, 'dist', 'sandbox');

export async function builtSandbox(place: Partial<SandboxPlace> = {}): Promise<Sandbox> {
  await ensureBuilt(['sandbox']);
  return createSandbox({ folder, ...place });
}

export const call = (target: string, ...args: string[]): Probe => ({ kind: 'call', target, args });
export const expression = (source: string): Probe => ({ kind: 'expression', source });
export const stdin = (input: string): Probe => ({ kind: 'stdin', input });
export const options = (seed = 1) => ({ seed, signal: new AbortController().signal });

/** The value of an outcome as a plain one: enough to say what is expected. */
export function plain(outcome: RunOutcome | undefined): unknown {
  if (outcome === undefined || !('value' in outcome)) return outcome;
  return plainValue(outcome.value);
}

function plainValue(value: Extract<RunOutcome, { value: unknown }>['value']): unknown {
  switch (value.type) {
    case 'number':
      return Number(value.text);
    case 'string':
    case 'boolean':
      return value.value;
    case 'list':
    case 'tuple':
    case 'set':
      return value.items.map(plainValue);
    case 'map':
      return Object.fromEntries(
        value.entries.map(([key, item]) => [String(plainValue(key)), plainValue(item)]),
      );
    case 'null':
      return null;
    case 'undefined':
      return undefined;
    case 'bytes':
    case 'date':
    case 'function':
    case 'instance':
    case 'cycle':
    case 'cut':
      return value;
  }
}

/** A file, a variable and a server that nobody may see, and a check of that. */
export async function canaries() {
  const place = await mkdtemp(join(tmpdir(), 'sandbox-canary-'));
  const secret = `canary-${Math.random().toString(36).slice(2)}`;
  const file = join(place, 'secret.txt');
  await writeFile(file, secret);
  process.env.DER_CANARY = secret;
  let connections = 0;
  const server = createServer((socket) => {
    connections++;
    socket.destroy();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const ofTheHost = [secret, root, process.execPath, hostname(), place].filter((text) => text.length > 3);
  return {
    file,
    place,
    port,
    /** What the result tells of the host. */
    leaks: (result: RunResult, source: string) => {
      const told = JSON.stringify(result);
      return ofTheHost.filter((text) => told.includes(text) && !source.includes(text));
    },
    /** What was done to the host. */
    harm: async () => ({
      connections,
      files: await readdir(place),
      content: (await readFile(file, 'utf8')) === secret ? 'as it was' : 'changed',
    }),
    async close() {
      delete process.env.DER_CANARY;
      server.close();
      await once(server, 'close');
    },
  };
}
