/** LangChain's client of OpenAI, by chat completions and by responses. */
import { AIMessage, HumanMessage, SystemMessage } from '@langchain/core/messages';
import { tool } from '@langchain/core/tools';
import { ChatOpenAI, type ChatOpenAIFields } from '@langchain/openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ensureBuilt } from '../../../scripts/setup.mjs';
import { endless, longAnswer, serveModels, team, type Served } from './servedEnsemble';
import { stopSeen } from './stopSeen';

let served: Served;

beforeAll(async () => {
  await ensureBuilt(['sandbox', 'cli/serve']);
  served = await serveModels(team);
}, 120_000);

afterAll(() => served?.close());

function clientOf({ url }: Served, fields: ChatOpenAIFields): ChatOpenAI {
  return new ChatOpenAI({
    ...{ model: 'der', apiKey: 'none', maxRetries: 0, configuration: { baseURL: `${url}/v1` } },
    ...fields,
  });
}

describe.each([
  ['chat completions', false],
  ['responses', true],
])('LangChain by %s', (_, useResponsesApi) => {
  const client = (fields: ChatOpenAIFields = {}): ChatOpenAI =>
    clientOf(served, { useResponsesApi, ...fields });

  it('gets a whole answer, with usage, of a conversation', async () => {
    const answer = await client().invoke([
      new SystemMessage('Be brief.'),
      new HumanMessage('What is a scope?'),
      new AIMessage('Where a name holds.'),
      new HumanMessage('Explain closures.'),
    ]);
    expect(answer.text).toBe(longAnswer);
    expect(answer.usage_metadata!.output_tokens).toBeGreaterThan(100);
    const last = served.ollama.log.requests.findLast(({ path }) => path === '/api/chat');
    expect(JSON.stringify(last!.body)).toContain('Where a name holds.');
  });

  it('streams it, drafts or not', async () => {
    for (const modelKwargs of [{}, { der: { stream: 'draft' } }]) {
      let [text, pieces] = ['', 0];
      for await (const chunk of await client({ modelKwargs }).stream('Explain closures.')) {
        text += chunk.text;
        pieces += 1;
      }
      expect(text).toBe(longAnswer);
      expect(pieces).toBeGreaterThan(5);
    }
  });

  it('goes on from an answer that it got', async () => {
    const asked = new HumanMessage('Explain closures.');
    const answer = await client({ modelKwargs: { der: { stream: 'draft' } } }).invoke([asked]);
    expect((await client().invoke([asked, answer, new HumanMessage('And scopes?')])).text).toBe(longAnswer);
  });

  it('is told in the server’s own words what cannot be', async () => {
    await expect(client({ model: 'gpt-4' }).invoke('Why?')).rejects.toThrow('der:fast');
    const look = tool(() => '', {
      name: 'look',
      description: 'Looks.',
      schema: z.object({ at: z.string() }),
    });
    const words = 'The ensemble calls no tools of its clients. Leave tools out.';
    await expect(client().bindTools([look]).invoke('Why?')).rejects.toThrow(words);
  });

  it('stops what it gives up, as the expert’s server sees', { timeout: 60_000 }, async () => {
    const slow = await serveModels(endless);
    try {
      await stopSeen(slow, async (signal) => {
        const wanted = clientOf(slow, { useResponsesApi, modelKwargs: { der: { stream: 'draft' } } });
        for await (const chunk of await wanted.stream('Explain closures.', { signal })) void chunk;
      });
    } finally {
      await slow.close();
    }
  });
});
