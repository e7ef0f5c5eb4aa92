/** The stream of one answer of Anthropic's API, as checked chunks. */
import type { Chunk } from '../wire/chunk';
import { datedName } from '../wire/datedName';
import { eventsOf } from '../wire/events';
import { failureInEvent, ServerFailure } from '../wire/failure';
import { finishOf } from '../wire/finish';
import { isFields, jsonOf, jsonOfStart, type Fields } from '../wire/json';
import { notAStream } from '../wire/notAStream';
import type { AnthropicEndpoint } from './client';
import { Blocks, readEvent, readMessage, Usage, type Piece } from './stream';

const expected = 'a stream of Anthropic messages';
const advice = 'Check "baseUrl".';

/** @throws ServerFailure, ExpertError, or whatever broke the connection. */
export async function* readMessages(
  response: Response,
  endpoint: AnthropicEndpoint,
  model: string,
): AsyncGenerator<Chunk> {
  const usage = new Usage();
  const blocks = new Blocks();
  let any = false;
  // The first event, as long as none was one of these messages.
  let foreign: Fields | undefined;
  let known = false;
  for await (const event of eventsOf(response)) {
    any = true;
    switch (event.type) {
      case 'idle':
        yield {};
        break;
      case 'done':
        if (foreign && !known) throw notAStream(endpoint, JSON.stringify(foreign), expected, advice);
        // Read on to the end of the body, so that the connection can be used again.
        yield { ended: true };
        break;
      case 'garbage':
        if (event.name === 'error') throw new ServerFailure(200, event.text);
        throw notAStream(endpoint, event.text, expected, advice);
      case 'document':
        return yield* wholeMessage(event.text, endpoint, model, usage);
      case 'event': {
        const failure = failureOf(event.name, event.value);
        if (failure) throw failure;
        const value = typed(event.name, event.value);
        known ||= typeof value['type'] === 'string';
        if (!known) foreign ??= value;
        const version = versionIn(value['message'], model);
        if (version) yield { version };
        yield* chunksOf(blocks.take(value, readEvent(value)), model, usage, event.cut);
      }
    }
  }
  if (!any) throw notAStream(endpoint, '', expected, advice);
  if (foreign && !known) throw notAStream(endpoint, JSON.stringify(foreign), expected, advice);
}

/** The dated model that `claude-…-latest` stands for. */
function versionIn(message: unknown, model: string): string | undefined {
  return isFields(message) ? datedName(model, message['model']) : undefined;
}

/** Some servers say what an event is by its name alone. */
function typed(name: string, value: Fields): Fields {
  return name === '' || typeof value['type'] === 'string' ? value : { ...value, type: name };
}

function failureOf(name: string, value: Fields): ServerFailure | undefined {
  if (name === 'error' || value['type'] === 'error') return new ServerFailure(200, value);
  // An event of these messages may have a message, and it is no complaint.
  return failureInEvent(value['type'] === undefined ? value : { error: value['error'] });
}

function* chunksOf(piece: Piece, model: string, usage: Usage, cut: boolean): Generator<Chunk> {
  const { answer, thinking, reason, explanation, counts, ended } = piece;
  usage.take(counts);
  const text = { answer, thinking, ended, cut, ...(counts && { usage: usage.known }) };
  if (reason === undefined) return yield text;
  let finish: Chunk['finish'];
  try {
    finish = finishOf(model, reason, explanation);
  } catch (ending) {
    // What came along with a bad end is kept, as all that came before it.
    yield text;
    throw ending;
  }
  yield { ...text, finish };
}

/** A reply that is no stream: the whole answer, an error, or something else altogether. */
function* wholeMessage(
  document: string,
  endpoint: AnthropicEndpoint,
  model: string,
  usage: Usage,
): Generator<Chunk> {
  const whole = jsonOf(document);
  const cut = whole === undefined;
  const value = cut ? jsonOfStart(document) : whole;
  if (isFields(value)) {
    const message = readMessage(value);
    if (message) {
      const version = versionIn(value, model);
      if (version) yield { version };
      yield* chunksOf(message, model, usage, cut);
      // What came whole has an end, whether or not it says why.
      if (!cut) yield { ended: true };
      return;
    }
    const failure = value['type'] === 'error' ? new ServerFailure(200, value) : failureInEvent(value);
    if (failure) throw failure;
  }
  throw notAStream(endpoint, document, expected, advice);
}
