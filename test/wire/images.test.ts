import { afterEach, describe, expect, it } from 'vitest';
import type { Attachment } from '../../src/der/prompt/attachments';
import { imageTokenBound, imageTokens, imageTypeOf } from '../../src/der/prompt/images';
import { lineSchema } from '../../src/host/conversations/lineSchema';
import { poolEntrySchema, type PoolEntryInput } from '../../src/providers/poolConfig';
import { buildPool } from '../../src/providers/registry';
import { defaultTimeouts } from '../../src/providers/services';
import { startAnthropicServer } from '../support/anthropicServer';
import type { LoopbackServer } from '../support/loopbackServer';
import { startOllamaServer } from '../support/ollamaServer';
import { startOpenAiServer } from '../support/openaiServer';
import { allEvents, of, ScriptedExpert, startRoute } from '../unit/routeSupport';

let server: LoopbackServer;
afterEach(() => server.close());

const pixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const picture: Attachment = {
  kind: 'image',
  label: 'cart.png',
  text: '',
  image: { mediaType: 'image/png', data: pixel },
  tokens: imageTokens,
};

async function ask(entry: PoolEntryInput): Promise<unknown> {
  const { experts, problems } = await buildPool([poolEntrySchema.parse(entry)], {
    fetch,
    secret: async () => 'key',
    timeouts: defaultTimeouts,
    env: {},
  });
  expect(problems).toEqual([]);
  const events = await allEvents(
    startRoute(experts, { question: 'What is wrong?', attachments: [picture], knobs: { maxSteps: 1 } }),
  );
  expect(of(events, 'answered')).toHaveLength(1);
  const body = server.log.requests.map((one) => one.body as { messages?: { content: unknown }[] });
  return body.find(({ messages }) => messages)!.messages![0];
}

const text = 'What is wrong?\n\nThe image cart.png is attached.';
const model = { name: 'eyes', capabilities: ['completion', 'vision'] } as const;

describe('an image', () => {
  it('goes to a model of Ollama beside the text', async () => {
    server = await startOllamaServer({ models: [model] });
    const sent = await ask({ kind: 'ollama', model: 'eyes', baseUrl: server.url });
    expect(sent).toEqual({ role: 'user', content: text, images: [pixel] });
  });

  it('goes to OpenAI as a part of the message', async () => {
    server = await startOpenAiServer({ models: [{ name: 'eyes' }] });
    const sent = await ask({ kind: 'openai', model: 'eyes', images: true, baseUrl: `${server.url}/v1` });
    expect(sent).toEqual({
      role: 'user',
      content: [
        { type: 'image_url', image_url: { url: `data:image/png;base64,${pixel}` } },
        { type: 'text', text },
      ],
    });
  });

  it('goes to Anthropic as a block', async () => {
    server = await startAnthropicServer({ models: [{ name: 'eyes' }] });
    const sent = await ask({ kind: 'anthropic', model: 'eyes', images: true, baseUrl: server.url });
    expect(sent).toEqual({
      role: 'user',
      content: [
        { type: 'image', source: { type: 'base64', media_type: 'image/png', data: pixel } },
        { type: 'text', text },
      ],
    });
  });

  it('goes to nobody who does not take it, by what the server or the catalogue says', async () => {
    server = await startOllamaServer({ models: [model, { name: 'blind' }] });
    const entries = [
      { kind: 'ollama', model: 'eyes', baseUrl: server.url },
      { kind: 'ollama', model: 'blind', baseUrl: server.url },
      { kind: 'openai', model: 'gpt-4o-mini', baseUrl: 'https://api.openai.com/v1' },
      { kind: 'openai', model: 'o3-mini', baseUrl: 'https://api.openai.com/v1' },
      { kind: 'anthropic', model: 'claude-sonnet-4-5' },
    ] as const;
    const { experts } = await buildPool(
      entries.map((entry) => poolEntrySchema.parse(entry)),
      { fetch, secret: async () => 'key', timeouts: defaultTimeouts, env: {} },
    );
    expect(experts.map(({ takesImages }) => takesImages)).toEqual([true, false, true, false, true]);

    const blind = new ScriptedExpert({ id: 'blind', behaviour: { does: 'answers', text: 'I see.' } });
    const events = await allEvents(startRoute([blind], { attachments: [picture] }));
    expect(of(events, 'finished')[0]).toMatchObject({
      stop: 'nobody_left',
      decision: { masked: { blind: 'takes_no_images' } },
    });
    expect(blind.prompts).toEqual([]);
  });

  it('is known by its first bytes, costs a bounded number of tokens, and is kept with the question', async () => {
    server = await startOllamaServer({ models: [model] });
    expect(imageTypeOf(Buffer.from(pixel, 'base64'))).toBe('image/png');
    expect(imageTypeOf(Buffer.from('<svg onload="alert(1)"/>'))).toBeUndefined();
    expect(imageTypeOf(new Uint8Array())).toBeUndefined();
    expect(imageTokenBound).toBeGreaterThan(imageTokens);

    const eyes = new ScriptedExpert({ id: 'eyes', behaviour: { does: 'answers', text: 'I see.' } });
    const [started] = await allEvents(startRoute([eyes], { attachments: [picture] }));
    const line = { route: 'one', event: JSON.parse(JSON.stringify(started)) as object };
    expect(lineSchema.safeParse(line).success).toBe(true);
    const image = { mediaType: 'text/html', data: pixel };
    const wrong = { ...line, event: { ...line.event, attachments: [{ ...picture, image }] } };
    expect(lineSchema.safeParse(wrong).success).toBe(false);
  });
});
