import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setTimeout as delay } from 'node:timers/promises';
import { ensureBuilt } from '../../../scripts/setup.mjs';
import { endless, longAnswer, serveModels, team, type Served } from './servedEnsemble';
import { begun, stopSeen } from './stopSeen';

let served: Served;

beforeAll(async () => {
  await ensureBuilt(['sandbox', 'cli/serve', 'cli/mcp']);
  served = await serveModels(team);
}, 120_000);

afterAll(() => served?.close());

const root = resolve(import.meta.dirname, '../../..');

/** As an editor starts it, and as an agent reaches a server that runs. */
const transports = {
  'standard input and output': () =>
    new StdioClientTransport({
      command: process.execPath,
      args: [resolve(root, 'scripts/run.mjs'), 'mcp', '--workspace', served.home],
      env: { PATH: process.env['PATH']!, OLLAMA_HOST: served.ollama.url, DER_HOME: served.home },
      stderr: 'ignore',
    }),
  HTTP: () => new StreamableHTTPClientTransport(new URL(`${served.url}/mcp`)),
};

describe.each(Object.entries(transports))('an MCP client over %s', (_, transport) => {
  let client: Client;

  beforeAll(async () => {
    client = new Client({ name: 'test', version: '1.0.0' });
    await client.connect(transport());
  });

  afterAll(() => client?.close());

  const texts = async (name: string, args: Record<string, unknown>): Promise<string[]> => {
    const { content } = await client.callTool({ name, arguments: args });
    return (content as { text: string }[]).map(({ text }) => text);
  };

  it('finds three tools that change nothing', async () => {
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(['ask', 'check', 'compare']);
    expect(tools.every(({ annotations }) => annotations?.readOnlyHint)).toBe(true);
  });

  it('asks, and reads how it was answered', async () => {
    const [answer, told] = await texts('ask', { question: 'Explain closures.' });
    expect(answer).toBe(longAnswer);
    const { contents } = await client.readResource({ uri: 'der://traces' });
    const [trace] = JSON.parse((contents[0] as { text: string }).text) as { id: string }[];
    expect(trace!.id).toBe((JSON.parse(told!) as { trace: string }).trace);
  });

  it('checks answers that it has, and asks nobody for that', async () => {
    const before = served.ollama.log.to('/api/chat').length;
    const program = (body: string) => `\`\`\`js\nexport const twice = (n) => ${body};\n\`\`\``;
    const [checked] = await texts('check', {
      question: 'Write a JavaScript function twice. For example, twice(3) returns 6.',
      answers: [program('2 * n'), program('n + n'), program('n * n')],
    });
    const { kind, answers } = JSON.parse(checked!) as { kind: string; answers: { findings: unknown[] }[] };
    expect(kind).toBe('program');
    expect(answers[0]!.findings).toContainEqual({ type: 'examples', passed: 1, failed: [] });
    expect(served.ollama.log.to('/api/chat')).toHaveLength(before);
  });

  it('compares the experts that it names', async () => {
    const { contents } = await client.readResource({ uri: 'der://pool' });
    const pool = JSON.parse((contents[0] as { text: string }).text) as { id: string; provider: string }[];
    const experts = pool.filter(({ provider }) => provider === 'ollama').map(({ id }) => id);
    expect(experts).toHaveLength(team.length);
    const [compared] = await texts('compare', { question: 'Explain closures.', experts });
    for (const { answer } of JSON.parse(compared!) as { answer: string }[]) expect(answer).toBe(longAnswer);
  });

  it('is told what is wrong with what it asks', async () => {
    const { isError, content } = await client.callTool({ name: 'ask', arguments: { question: '' } });
    expect(isError).toBe(true);
    expect((content as { text: string }[])[0]!.text).toMatch(/question/);
  });
});

/** Two clients of the same server: the numbers of their calls are the same. */
describe('an MCP client over HTTP that gives a call up', () => {
  let slow: Served;
  let clients: Client[];

  beforeAll(async () => {
    slow = await serveModels(endless);
    clients = await Promise.all(
      [1, 2].map(async () => {
        const client = new Client({ name: 'test', version: '1.0.0' });
        await client.connect(new StreamableHTTPClientTransport(new URL(`${slow.url}/mcp`)));
        return client;
      }),
    );
  }, 60_000);

  afterAll(() => slow?.close());

  const asks = (client: Client, signal: AbortSignal): Promise<unknown> =>
    client.callTool({ name: 'ask', arguments: { question: 'Explain closures.' } }, undefined, { signal });

  it(
    'stops it, as the expert’s server sees, though the connection is kept',
    { timeout: 60_000 },
    async () => {
      await stopSeen(slow, async (signal) => void (await asks(clients[0]!, signal)));
    },
  );

  it('stops no call of another client', { timeout: 60_000 }, async () => {
    const [mine, its] = [new AbortController(), new AbortController()];
    const kept = asks(clients[0]!, its.signal).catch(() => undefined);
    await expect.poll(() => begun(slow), { timeout: 30_000 }).toBeDefined();
    const asked = begun(slow)!;
    const given = asks(clients[1]!, mine.signal).catch(() => undefined);
    await delay(200);
    mine.abort();
    await given;
    await delay(500);
    expect(asked.aborted).toBeUndefined();
    its.abort();
    await kept;
    await expect.poll(() => asked.aborted, { timeout: 30_000 }).toBeDefined();
  });

  it('does not hold up the server’s end', { timeout: 60_000 }, async () => {
    const before = performance.now();
    await slow.end();
    expect(performance.now() - before).toBeLessThan(20_000);
  });
});
