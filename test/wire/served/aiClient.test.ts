/** The AI SDK with its provider for servers that speak OpenAI's protocol. */
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { generateText, streamText, type LanguageModel } from 'ai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ensureBuilt } from '../../../scripts/setup.mjs';
import { endless, longAnswer, serveModels, team, type Served } from './servedEnsemble';
import { stopSeen } from './stopSeen';

let served: Served;
let model: (name: string, der?: object) => LanguageModel;

beforeAll(async () => {
  await ensureBuilt(['sandbox', 'cli/serve']);
  served = await serveModels(team);
  model = modelOf(served);
}, 120_000);

afterAll(() => served?.close());

/** @param der the server's own field, as the provider lets it be added */
function modelOf({ url }: Served) {
  return (name: string, der?: object): LanguageModel =>
    createOpenAICompatible({
      ...{ name: 'der', baseURL: `${url}/v1`, includeUsage: true },
      transformRequestBody: (body) => ({ ...body, ...(der && { der }) }),
    })(name);
}

const prompt = 'Explain closures.';
const once = { maxRetries: 0 };

describe('the AI SDK', () => {
  it('gets a whole answer, with usage', async () => {
    const { text, finishReason, usage } = await generateText({ model: model('der'), prompt, ...once });
    expect([text, finishReason]).toEqual([longAnswer, 'stop']);
    expect(usage.outputTokens).toBeGreaterThan(100);
  });

  it('streams an answer, and drafts as reasoning where they are wanted', async () => {
    const plain = streamText({ model: model('der'), prompt, system: 'Be brief.', ...once });
    let [text, pieces] = ['', 0];
    for await (const piece of plain.textStream) [text, pieces] = [text + piece, pieces + 1];
    expect(text).toBe(longAnswer);
    expect(pieces).toBeGreaterThan(5);
    expect((await plain.usage).totalTokens).toBeGreaterThan(100);
    const drafted = streamText({ model: model('der', { stream: 'draft' }), prompt, ...once });
    await drafted.consumeStream();
    expect(await drafted.reasoningText).toContain(longAnswer);
    expect(await drafted.text).toBe(longAnswer);
  });

  it('is told in the server’s own words what cannot be', async () => {
    await expect(generateText({ model: model('gpt-4'), prompt, ...once })).rejects.toThrow('der:fast');
    const tools = { look: { description: 'Looks.', inputSchema: z.object({ at: z.string() }) } };
    const words = 'The ensemble calls no tools of its clients. Leave tools out.';
    await expect(generateText({ model: model('der'), prompt, tools, ...once })).rejects.toThrow(words);
  });

  it('stops what it gives up, as the expert’s server sees', { timeout: 60_000 }, async () => {
    const slow = await serveModels(endless);
    try {
      await stopSeen(slow, async (signal) => {
        const wanted = { model: modelOf(slow)('der', { stream: 'draft' }), prompt, ...once };
        for await (const part of streamText({ ...wanted, abortSignal: signal }).fullStream) void part;
      });
    } finally {
      await slow.close();
    }
  });
});
