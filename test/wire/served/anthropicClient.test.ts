import Anthropic from '@anthropic-ai/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../../scripts/setup.mjs';
import { longAnswer, serveModels, team, type Served } from './servedEnsemble';

let served: Served;
let client: Anthropic;

beforeAll(async () => {
  await ensureBuilt(['sandbox', 'cli/serve']);
  served = await serveModels(team);
  client = new Anthropic({ baseURL: served.url, apiKey: 'none', maxRetries: 0 });
}, 120_000);

afterAll(() => served?.close());

const asked = {
  model: 'der',
  max_tokens: 4096,
  messages: [{ role: 'user' as const, content: 'Explain closures.' }],
};

describe("Anthropic's client", () => {
  it('finds the models', async () => {
    const names: string[] = [];
    for await (const { type, id, display_name } of client.models.list()) {
      names.push(id);
      expect([type, display_name]).toEqual(['model', id]);
    }
    expect(names).toContain('der:best');
  });

  it('gets a whole message with usage and why it ended', async () => {
    const message = await client.messages.create({ ...asked, system: 'Be brief.' });
    expect(message).toMatchObject({ type: 'message', role: 'assistant', stop_reason: 'end_turn' });
    expect(message.content).toEqual([{ type: 'text', text: longAnswer }]);
    expect(message.usage.output_tokens).toBeGreaterThan(100);
    const sent = served.ollama.log.requests.findLast(({ path }) => path === '/api/chat');
    expect(JSON.stringify(sent!.body)).toContain('Be brief.');
  });

  it('streams it, with drafts as thinking where thinking is wanted', async () => {
    const plain = client.messages.stream(asked);
    expect((await plain.finalMessage()).content).toEqual([{ type: 'text', text: longAnswer }]);
    const stream = client.messages.stream({ ...asked, thinking: { type: 'enabled', budget_tokens: 1024 } });
    const [thinking, text] = (await stream.finalMessage()).content;
    expect(thinking).toMatchObject({
      type: 'thinking',
      thinking: expect.stringContaining(longAnswer) as string,
    });
    expect(text).toMatchObject({ type: 'text', text: longAnswer });
  });

  it('goes on from what it was shown', async () => {
    await client.messages.create({
      ...asked,
      messages: [
        { role: 'user', content: 'What is a mast?' },
        {
          role: 'assistant',
          content: [
            { type: 'thinking', thinking: 'hm', signature: '' },
            { type: 'text', text: 'The tall pole.' },
          ],
        },
        {
          role: 'user',
          content: [{ type: 'text', text: 'And a sail?', cache_control: { type: 'ephemeral' } }],
        },
      ],
    });
    const sent = JSON.stringify(
      served.ollama.log.requests.findLast(({ path }) => path === '/api/chat')!.body,
    );
    for (const part of ['What is a mast?', 'The tall pole.', 'And a sail?']) expect(sent).toContain(part);
    expect(sent).not.toContain('"hm"');
  });

  it('ends at a mark, and at its tokens', async () => {
    const ended = await client.messages.create({ ...asked, stop_sequences: ['1. A'] });
    expect(ended).toMatchObject({ stop_reason: 'stop_sequence', stop_sequence: '1. A' });
    expect((await client.messages.create({ ...asked, max_tokens: 5 })).stop_reason).toBe('max_tokens');
  });

  it('counts tokens', async () => {
    const { input_tokens } = await client.messages.countTokens({ model: 'der', messages: asked.messages });
    expect(input_tokens).toBeGreaterThan(2);
  });

  it('understands what cannot be', async () => {
    const tool = { name: 'f', input_schema: { type: 'object' as const } };
    await expect(client.messages.create({ ...asked, tools: [tool] })).rejects.toThrow(
      Anthropic.BadRequestError,
    );
    const unknown = client.messages.create({ ...asked, model: 'claude-sonnet-4-5' });
    await expect(unknown).rejects.toThrow(Anthropic.NotFoundError);
    await expect(unknown).rejects.toThrow(/der:fast/);
    const image = { type: 'base64' as const, media_type: 'image/png' as const, data: '' };
    const seen = client.messages.create({
      ...asked,
      messages: [{ role: 'user', content: [{ type: 'image', source: image }] }],
    });
    await expect(seen).rejects.toThrow(/image/);
  });
});
