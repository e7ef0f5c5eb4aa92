import { Ollama } from 'ollama';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../../scripts/setup.mjs';
import { longAnswer, serveModels, team, type Served } from './servedEnsemble';

let served: Served;
let client: Ollama;

beforeAll(async () => {
  await ensureBuilt(['sandbox', 'cli/serve']);
  served = await serveModels(team);
  client = new Ollama({ host: served.url });
}, 120_000);

afterAll(() => served?.close());

const messages = [{ role: 'user', content: 'Explain closures.' }];

describe("Ollama's client", () => {
  it('finds the models and what they are', async () => {
    const { models } = await client.list();
    expect(models.map(({ name }) => name)).toContain('der:latest');
    for (const { name } of models)
      expect((await client.show({ model: name })).capabilities).toContain('completion');
    expect((await client.ps()).models).toHaveLength(models.length);
    expect((await client.version()).version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('chats, whole and streamed, under the name that it lists', async () => {
    const whole = await client.chat({ model: 'der:latest', messages });
    expect(whole.message.content).toBe(longAnswer);
    expect(whole).toMatchObject({ done: true, done_reason: 'stop' });
    let text = '';
    let last;
    for await (const part of await client.chat({ model: 'der', messages, stream: true })) {
      text += part.message.content;
      last = part;
    }
    expect(text).toBe(longAnswer);
    expect(last!.eval_count).toBeGreaterThan(100);
    expect(last!.total_duration).toBeGreaterThan(0);
  });

  it('generates, whole and streamed', async () => {
    const asked = { model: 'der:fast', prompt: 'Explain closures.', system: 'Be brief.' };
    expect((await client.generate(asked)).response).toBe(longAnswer);
    let text = '';
    for await (const part of await client.generate({ ...asked, stream: true })) text += part.response;
    expect(text).toBe(longAnswer);
  });

  it('shows drafts as thinking where thinking is wanted', async () => {
    let thinking = '';
    for await (const part of await client.chat({ model: 'der', messages, stream: true, think: true }))
      thinking += part.message.thinking ?? '';
    expect(thinking).toContain(longAnswer);
  });

  it('keeps its bounds on an answer', async () => {
    const cut = await client.chat({ model: 'der', messages, options: { num_predict: 8, stop: ['\n'] } });
    expect(cut.message.content).toBe('# Closures');
  });

  it('loads a model by asking nothing', async () => {
    expect(await client.generate({ model: 'der', prompt: '' })).toMatchObject({
      done_reason: 'load',
      response: '',
    });
  });

  it('is told what cannot be, in its own shape', async () => {
    await expect(client.chat({ model: 'llama3', messages })).rejects.toThrow('der:fast');
    await expect(client.chat({ model: 'der', messages, format: 'json' })).rejects.toThrow('format');
    const images = [{ role: 'user', content: 'What is this?', images: ['iVBORw0KGgo='] }];
    await expect(client.chat({ model: 'der', messages: images })).rejects.toThrow('images');
    await expect(client.embed({ model: 'der', input: 'x' })).rejects.toThrow('/api/embed');
  });
});
