/** Lines without end that hold nothing are text without end: a bounded part of them is taken in, of every protocol. */
import { describe, expect, it } from 'vitest';
import { ollamaFetch } from '../../../src/providers/ollama/wire';
import { eventsOf, type ServerEvent } from '../../../src/providers/wire/events';

/** Pieces that are sent before the test gives up on whoever still reads. */
const mostPieces = 20_000;

/** A body that begins with a text and goes on with a line for ever. */
function endless(first: string, line: string): { response: Response; sent: () => number } {
  let sent = 0;
  const piece = new TextEncoder().encode(line.repeat(500));
  const bytes = async function* (): AsyncGenerator<Uint8Array> {
    yield new TextEncoder().encode(first);
    while (sent++ < mostPieces) yield piece;
    throw new Error('It was read without bound.');
  };
  const body = ReadableStream.from(bytes()) as ConstructorParameters<typeof Response>[0];
  return { response: new Response(body), sent: () => sent };
}

async function read(response: Response): Promise<ServerEvent[]> {
  const events: ServerEvent[] = [];
  for await (const event of eventsOf(response)) events.push(event);
  return events;
}

describe.each(['\n', '\r\n', ' \n', '\r'])('a page that goes on with %j for ever', (line) => {
  it('is told as a bounded document where events were asked for', async () => {
    const { response, sent } = endless('<html>\n', line);
    const events = await read(response);
    expect(events.map(({ type }) => type)).toEqual(['document']);
    expect(sent()).toBeLessThan(mostPieces / 4);
  });

  it('is told as what is no Ollama', async () => {
    const { response, sent } = endless('<html>\n', line);
    const ask = ollamaFetch(async () => response, 'http://127.0.0.1:9', new AbortController().signal);
    const reply = await ask('http://127.0.0.1:9/api/chat', { method: 'POST', body: '{"stream":true}' });
    await expect(reply.text()).rejects.toThrow(/Ollama/);
    expect(sent()).toBeLessThan(mostPieces / 4);
  });
});

it.each(['data:\n', 'data: \r\n'])('an event of %j for ever is cut', async (line) => {
  const { response, sent } = endless('', line);
  const events = await read(response);
  expect(new Set(events.map(({ type }) => type))).toEqual(new Set(['idle']));
  expect(sent()).toBeLessThan(mostPieces / 4);
});
