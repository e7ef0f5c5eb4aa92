import OpenAI from 'openai';
import { setTimeout as delay } from 'node:timers/promises';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../../scripts/setup.mjs';
import { endless, longAnswer, serveModels, team, type Served } from './servedEnsemble';

let served: Served | undefined;

beforeAll(() => ensureBuilt(['sandbox', 'cli/serve']), 120_000);

afterEach(async () => {
  await served?.close();
  served = undefined;
});

const clientOf = ({ url }: Served): OpenAI =>
  new OpenAI({ baseURL: `${url}/v1`, apiKey: 'none', maxRetries: 0 });

const ask = (content = 'Explain closures.'): OpenAI.ChatCompletionCreateParamsNonStreaming => ({
  model: 'der',
  messages: [{ role: 'user', content }],
});

/** Requests of a server's experts that are being answered. */
const running = ({ ollama }: Served) =>
  ollama.log.requests.filter(
    ({ path, phases, aborted }) => path === '/api/chat' && !aborted && phases.at(-1)!.phase !== 'finished',
  );

async function until(isTrue: () => boolean, mostMs = 5000): Promise<number> {
  const begun = performance.now();
  while (!isTrue()) {
    if (performance.now() - begun > mostMs) throw new Error('It never came to that.');
    await delay(5);
  }
  return performance.now() - begun;
}

describe('a client that goes away', () => {
  it.each([true, false])('stops the experts at once (stream: %s)', async (stream) => {
    served = await serveModels(endless);
    const { signal, abort } = abortable();
    const asked = clientOf(served).chat.completions.create({ ...ask(), stream }, { signal });
    const ended = asked.then(
      async (reply) => {
        if ('controller' in reply) for await (const piece of reply) expect(piece).toBeTruthy();
      },
      () => undefined,
    );
    await until(() => running(served!).length > 0);
    await delay(200);
    abort();
    expect(await until(() => running(served!).length === 0)).toBeLessThan(500);
    await ended.catch(() => undefined);
  });
});

function abortable() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}

describe('many questions', () => {
  it('are all answered, in turn where no place is free', async () => {
    served = await serveModels(team, ['--concurrency', '4']);
    const client = clientOf(served);
    const answers = await Promise.all(
      Array.from({ length: 16 }, (_, i) => client.chat.completions.create(ask(`Explain closures, ${i}.`))),
    );
    for (const { choices } of answers) expect(choices[0]!.message.content).toBe(longAnswer);
  });

  it('are refused where too many wait, with when to come again', async () => {
    served = await serveModels(endless, ['--concurrency', '1']);
    const client = clientOf(served);
    const { signal, abort } = abortable();
    const waiting = Array.from({ length: 5 }, () =>
      client.chat.completions.create(ask(), { signal }).catch(() => 0),
    );
    await until(() => running(served!).length > 0);
    await delay(300);
    const refused = await client.chat.completions.create(ask()).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(OpenAI.RateLimitError);
    expect((refused as { headers: Headers }).headers.get('retry-after')).toMatch(/^\d+$/);
    abort();
    await Promise.all(waiting);
  });
});

describe('an error of the only expert', () => {
  const broken = async (after: number) => {
    const fault = { kind: 'error', after, message: 'out of memory', status: 500 } as const;
    served = await serveModels([{ name: 'broken:3b', paramsB: 3, reply: 'A sail. '.repeat(10), fault }]);
    return clientOf(served);
  };

  it('before it says anything is told by the status, to who streams and to who waits', async () => {
    const client = await broken(0);
    for (const stream of [false, true])
      await expect(client.chat.completions.create({ ...ask(), stream })).rejects.toMatchObject({
        status: 502,
        message: expect.stringContaining('out of memory'),
      });
  });

  it('in the middle is told within the stream', async () => {
    const client = await broken(3);
    const stream = await client.chat.completions.create({ ...ask(), stream: true });
    const read = async (): Promise<void> => {
      for await (const piece of stream) expect(piece).toBeTruthy();
    };
    await expect(read()).rejects.toThrow(/out of memory/);
  });
});

describe('the end', () => {
  it('comes after what runs was answered; what it taught is kept', async () => {
    served = await serveModels([
      { name: 'slow:3b', paramsB: 3, reply: 'A sail. '.repeat(10), tokensPerSecond: 20 },
    ]);
    const answer = clientOf(served).chat.completions.create(ask());
    await until(() => running(served!).length > 0);
    const ended = served.end();
    expect((await answer).choices[0]!.message.content).toContain('A sail.');
    expect((await ended).code).toBe(0);
    const times = await readFile(join(served.home, 'times.jsonl'), 'utf8').catch(() => '');
    expect(times).toContain('slow:3b');
  });
});
