import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../../scripts/setup.mjs';
import type { Trace } from '../../../src/der/trace/trace';
import { longAnswer, serveModels, team, type Served } from './servedEnsemble';

let served: Served;
let client: OpenAI;

beforeAll(async () => {
  await ensureBuilt(['sandbox', 'cli/serve']);
  served = await serveModels(team);
  client = new OpenAI({ baseURL: `${served.url}/v1`, apiKey: 'none', maxRetries: 0 });
}, 120_000);

afterAll(() => served?.close());

const asked = { model: 'der', messages: [{ role: 'user', content: 'Explain closures.' }] } as const;

/** What DER adds to a completion. */
interface Told {
  readonly der?: {
    readonly trace_id: string;
    readonly answers: number;
    readonly trace?: { steps: unknown[] };
  };
}

describe("OpenAI's client", () => {
  it('finds the models, by list and by name', async () => {
    const names = (await client.models.list()).data.map(({ id }) => id);
    expect(names).toEqual(['der', 'der:fast', 'der:balanced', 'der:best', 'der:local']);
    expect((await client.models.retrieve('der:best')).owned_by).toBe('der');
  });

  it('gets a whole answer with usage and why it ended', async () => {
    const completion = await client.chat.completions.create({ ...asked, messages: [...asked.messages] });
    const [choice] = completion.choices;
    expect(choice!.message).toMatchObject({ role: 'assistant', content: longAnswer });
    expect(choice!.finish_reason).toBe('stop');
    expect(completion.usage!.completion_tokens).toBeGreaterThan(100);
    expect((completion as Told).der!.answers).toBeGreaterThan(0);
  });

  it('streams an answer whole, and its usage where that is asked for', async () => {
    const stream = await client.chat.completions.create({
      ...asked,
      messages: [...asked.messages],
      stream: true,
      stream_options: { include_usage: true },
    });
    let [text, pieces, total] = ['', 0, 0];
    for await (const { choices, usage } of stream) {
      text += choices[0]?.delta.content ?? '';
      pieces += 1;
      total += usage?.total_tokens ?? 0;
    }
    expect(text).toBe(longAnswer);
    expect(pieces).toBeGreaterThan(5);
    expect(total).toBeGreaterThan(100);
  });

  it('streams drafts as reasoning, and the trace comes with the end', async () => {
    const request = { ...asked, messages: [...asked.messages], der: { stream: 'draft', trace: true } };
    const stream = await client.chat.completions.create({ ...request, stream: true });
    let [reasoning, told] = ['', undefined as Told['der']];
    for await (const chunk of stream) {
      const delta = chunk.choices[0]?.delta as { reasoning_content?: string } | undefined;
      reasoning += delta?.reasoning_content ?? '';
      told = (chunk as Told).der ?? told;
    }
    expect(reasoning).toContain('answer 1:');
    expect(reasoning).toContain(longAnswer);
    expect(told!.trace!.steps).toHaveLength(told!.answers);
    const kept = await fetch(`${served.url}/v1/der/traces/${told!.trace_id}`);
    expect(await kept.json()).toEqual(told!.trace);
  });

  it('ends an answer at a stop word and at its tokens', async () => {
    const stopped = await client.chat.completions.create({
      ...asked,
      messages: [...asked.messages],
      stop: ['1. A'],
    });
    expect(stopped.choices[0]!.message.content).toBe(longAnswer.slice(0, longAnswer.indexOf('1. A')));
    const cut = await client.chat.completions.create({
      ...asked,
      messages: [...asked.messages],
      max_tokens: 10,
    });
    expect(cut.choices[0]!.finish_reason).toBe('length');
    expect(longAnswer.startsWith(cut.choices[0]!.message.content!)).toBe(true);
  });

  it('passes earlier turns and what the client tells every model on to the experts', async () => {
    await client.chat.completions.create({
      model: 'der:fast',
      messages: [
        { role: 'system', content: 'Answer as a pirate.' },
        { role: 'user', content: 'What is a mast?' },
        { role: 'assistant', content: 'The tall pole, arr.' },
        { role: 'user', content: [{ type: 'text', text: 'And a sail?' }] },
      ],
    });
    const last = served.ollama.log.requests.findLast(({ path }) => path === '/api/chat');
    const sent = JSON.stringify(last!.body);
    for (const part of ['Answer as a pirate.', 'What is a mast?', 'The tall pole, arr.', 'And a sail?'])
      expect(sent).toContain(part);
  });

  it('has its questions judged by what the person asks, whatever it tells every model', async () => {
    const { data } = await client.chat.completions
      .create({
        model: 'der:fast',
        messages: [
          { role: 'system', content: 'You are a helpful assistant.' },
          { role: 'user', content: 'What is a mast?' },
        ],
        der: { trace: true },
      } as OpenAI.ChatCompletionCreateParamsNonStreaming)
      .withResponse();
    const { trace } = (data as unknown as { der: { trace: Trace } }).der;
    expect(trace.question).toBe('What is a mast?');
    expect(trace.attachments).toMatchObject([
      { label: 'instructions', text: 'You are a helpful assistant.' },
    ]);
  });

  it.each([
    ['tools', { tools: [{ type: 'function', function: { name: 'f', parameters: {} } }] }],
    ['n', { n: 2 }],
    ['response_format', { response_format: { type: 'json_object' } }],
    [
      'messages',
      { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'data:,' } }] }] },
    ],
    ['der.alpha', { der: { alpha: 7 } }],
    ['der', { der: { alpah: 0 } }],
  ])('is told that %s cannot be', async (param, wrong) => {
    const request = {
      ...asked,
      messages: [...asked.messages],
      ...wrong,
    } as OpenAI.ChatCompletionCreateParams;
    const error = await client.chat.completions.create(request).then(
      () => undefined,
      (thrown: unknown) => thrown as InstanceType<typeof OpenAI.APIError>,
    );
    expect(error).toBeInstanceOf(OpenAI.BadRequestError);
    expect(error!.param).toBe(param);
    expect(error!.message).toMatch(/\w{3,}.*\.$/);
  });

  it('is told which models there are', async () => {
    const error = await client.chat.completions
      .create({ ...asked, model: 'gpt-4', messages: [] })
      .catch((e: Error) => e);
    expect(error).toBeInstanceOf(OpenAI.BadRequestError);
    const unknown = await client.chat.completions
      .create({ ...asked, model: 'gpt-4', messages: [...asked.messages] })
      .catch((thrown: Error) => thrown);
    expect(unknown).toBeInstanceOf(OpenAI.NotFoundError);
    expect((unknown as Error).message).toContain('der:fast');
  });

  it('speaks the Responses protocol, whole and streamed', async () => {
    const whole = await client.responses.create({
      model: 'der',
      instructions: 'Be brief.',
      input: 'Explain closures.',
    });
    expect(whole.output_text).toBe(longAnswer);
    expect(whole.status).toBe('completed');
    const events: string[] = [];
    let text = '';
    const stream = await client.responses.create({
      model: 'der',
      input: [{ role: 'user', content: [{ type: 'input_text', text: 'Explain closures.' }] }],
      stream: true,
    });
    for await (const event of stream) {
      events.push(event.type);
      if (event.type === 'response.output_text.delta') text += event.delta;
      if (event.type === 'response.completed')
        expect(event.response.output_text ?? longAnswer).toBe(longAnswer);
    }
    expect(text).toBe(longAnswer);
    expect(events.at(0)).toBe('response.created');
    expect(events.at(-1)).toBe('response.completed');
  });

  it('puts a response together from its events, drafts as an item of reasoning', async () => {
    const wanted = { model: 'der', input: 'Explain closures.', der: { stream: 'draft' } };
    const { output, output_text } = await client.responses.stream(wanted).finalResponse();
    expect(output.map(({ type }) => type)).toEqual(['reasoning', 'message']);
    expect(JSON.stringify(output[0])).toContain(JSON.stringify(longAnswer).slice(1, -1));
    expect(output_text).toBe(longAnswer);
    const next = [...output, { role: 'user', content: 'And scopes?' }] as OpenAI.Responses.ResponseInput;
    expect((await client.responses.create({ model: 'der', input: next })).output_text).toBe(longAnswer);
  });
});
