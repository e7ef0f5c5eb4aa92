/** Images that clients of every protocol send along reach experts that take them, and nobody else. */
import Anthropic from '@anthropic-ai/sdk';
import { Ollama } from 'ollama';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../../scripts/setup.mjs';
import type { ServedTrace } from '../../../src/server/store/servedTrace';
import { serveModels, type Served } from './servedEnsemble';

const pixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const address = `data:image/png;base64,${pixel}`;

let served: Served;
beforeAll(async () => {
  await ensureBuilt(['sandbox', 'cli/serve']);
  served = await serveModels([
    { name: 'eyes:3b', paramsB: 3, reply: 'A dot.', capabilities: ['completion', 'vision'] },
    { name: 'blind:8b', paramsB: 8, reply: 'Words.' },
  ]);
}, 180_000);
afterAll(() => served.close());

const openai = (): OpenAI => new OpenAI({ baseURL: `${served.url}/v1`, apiKey: 'none', maxRetries: 0 });
const anthropic = (): Anthropic => new Anthropic({ baseURL: served.url, apiKey: 'none', maxRetries: 0 });

interface Sent {
  readonly model: string;
  readonly messages?: readonly { readonly content: string; readonly images?: readonly string[] }[];
}

/** What experts were sent since the last look. */
function sent(): Sent[] {
  return served.ollama.log.requests.splice(0).flatMap(({ path, body }) => {
    return path === '/api/chat' && (body as Sent).messages?.length ? [body as Sent] : [];
  });
}

async function expectSeen(how: () => Promise<unknown>, images = [pixel]): Promise<void> {
  sent();
  await how();
  const requests = sent();
  expect(requests.length).toBeGreaterThan(0);
  for (const { model, messages } of requests) {
    expect(model).toBe('eyes:3b');
    expect(messages!.at(-1)!.images).toEqual(images);
    expect(messages!.at(-1)!.content).toContain('What is this?');
  }
}

const words = { type: 'text', text: 'What is this?' } as const;
const part = { type: 'image_url', image_url: { url: address } } as const;
const block = {
  type: 'image',
  source: { type: 'base64', media_type: 'image/png', data: pixel },
} as const;

describe('an image', () => {
  it('goes to who takes it, by chat completions', async () => {
    const ask = (stream: boolean) =>
      openai().chat.completions.create({
        ...{ model: 'der', stream, messages: [{ role: 'user', content: [words, part] }] },
      });
    await expectSeen(() => ask(false));
    await expectSeen(async () => {
      for await (const piece of (await ask(true)) as AsyncIterable<unknown>) expect(piece).toBeTruthy();
    });
  });

  it('goes to who takes it, by responses', async () => {
    const content = [
      { type: 'input_text' as const, text: words.text },
      { type: 'input_image' as const, image_url: address, detail: 'auto' as const },
    ];
    await expectSeen(() => openai().responses.create({ model: 'der', input: [{ role: 'user', content }] }));
  });

  it('goes to who takes it, by messages', async () => {
    const messages = [{ role: 'user' as const, content: [block, words] }];
    await expectSeen(() => anthropic().messages.create({ model: 'der', max_tokens: 100, messages }));
    const { input_tokens: tokens } = await anthropic().messages.countTokens({ model: 'der', messages });
    expect(tokens).toBeGreaterThan(1000);
  });

  it('goes to who takes it, by Ollama’s ways', async () => {
    const client = new Ollama({ host: served.url });
    expect((await client.show({ model: 'der' })).capabilities).toContain('vision');
    const messages = [{ role: 'user', content: words.text, images: [pixel] }];
    await expectSeen(() => client.chat({ model: 'der', messages }));
    await expectSeen(() => client.generate({ model: 'der', prompt: words.text, images: [pixel] }));
  });

  it('of an earlier turn goes along, before those of now', async () => {
    const other = Buffer.concat([Buffer.from(pixel, 'base64'), Buffer.from([0])]).toString('base64');
    const messages = [
      { role: 'user' as const, content: [block, { type: 'text' as const, text: 'And this?' }] },
      { role: 'assistant' as const, content: 'A dot.' },
      { role: 'user' as const, content: [{ ...block, source: { ...block.source, data: other } }, words] },
    ];
    await expectSeen(
      () => anthropic().messages.create({ model: 'der', max_tokens: 100, messages }),
      [pixel, other],
    );
  });

  it('is kept in no trace, neither told nor at hand', async () => {
    const reply = (await openai().chat.completions.create({
      ...{ model: 'der', messages: [{ role: 'user', content: [words, part] }], der: { trace: true } },
    })) as unknown as { der: { trace_id: string; trace: ServedTrace } };
    const kept = await (await fetch(`${served.url}/v1/der/traces/${reply.der.trace_id}`)).text();
    for (const text of [JSON.stringify(reply), kept]) {
      expect(text).toContain('"kind":"image"');
      expect(text).not.toContain(pixel.slice(0, 30));
    }
  });
});

describe('what is no image that can be passed on', () => {
  it.each([
    ['of another address', { url: 'https://example.com/a.png' }, /fetches no images/],
    ['of this server’s network', { url: 'http://169.254.169.254/latest' }, /fetches no images/],
    ['without base64', { url: 'data:image/png,abc' }, /base64/],
    ['of signs that are no base64', { url: 'data:image/png;base64,***' }, /base64/],
    ['of another kind', { url: 'data:image/png;base64,SGVsbG8gd29ybGQ=' }, /PNG, JPEG, GIF or WebP/],
    ['of a file', { url: 'file:///etc/passwd' }, /data: address/],
    ['too large', { url: `${address.slice(0, -8)}${'A'.repeat(4_800_000)}` }, /3\.5 MB/],
  ])('%s is refused in words', async (_, image_url, said) => {
    const content = [words, { type: 'image_url' as const, image_url }];
    const asked = openai().chat.completions.create({ model: 'der', messages: [{ role: 'user', content }] });
    await expect(asked).rejects.toThrow(OpenAI.BadRequestError);
    await expect(asked).rejects.toThrow(said);
  });

  it('is refused in words by every protocol', async () => {
    const url = 'https://example.com/a.png';
    const source = { type: 'url' as const, url };
    const messages = [{ role: 'user' as const, content: [{ type: 'image' as const, source }, words] }];
    await expect(anthropic().messages.create({ model: 'der', max_tokens: 9, messages })).rejects.toThrow(
      /fetches no images/,
    );
    const client = new Ollama({ host: served.url });
    await expect(
      client.chat({ model: 'der', messages: [{ role: 'user', content: 'Hi', images: ['https://a'] }] }),
    ).rejects.toThrow(/base64/);
    const six = [words, ...Array.from({ length: 6 }, () => part)];
    await expect(
      openai().chat.completions.create({ model: 'der', messages: [{ role: 'user', content: six }] }),
    ).rejects.toThrow(/At most 5/);
    await expect(
      openai().chat.completions.create({ model: 'der', messages: [{ role: 'user', content: [part] }] }),
    ).rejects.toThrow(/text in it/);
  });

  it('is asked of nobody where nobody who may be asked takes it', async () => {
    sent();
    const messages = [{ role: 'user' as const, content: [words, part] }];
    const der = { exclude: ['eyes:3b'] };
    const asked = openai().chat.completions.create({ model: 'der', messages, ...{ der } });
    await expect(asked).rejects.toThrow(/takes no images/);
    expect(sent()).toEqual([]);
  });
});
