/** One request for chat completions: what comes back, piece by piece, as checked chunks. */
import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';
import type { ExpertUsage } from '../../der/core/experts';
import { refused } from '../refused';
import type { Chunk } from '../wire/chunk';
import type { Content } from '../wire/content';
import { larger } from '../wire/counts';
import { eventsOf } from '../wire/events';
import { failureInEvent, ServerFailure } from '../wire/failure';
import { finishOf } from '../wire/finish';
import { isFields, jsonOf, jsonOfStart, type Fields } from '../wire/json';
import { notAStream } from '../wire/notAStream';
import type { Sending } from '../wire/sending';
import { respondedBy, type OpenAiEndpoint } from './client';
import { datedName } from '../wire/datedName';
import { readPiece } from './stream';

export type ChatBody = ChatCompletionCreateParamsStreaming;

const expected = 'a stream of chat completions';

/** @throws ServerFailure, ExpertError, or whatever broke the connection. */
export async function openChat(
  base: typeof fetch,
  endpoint: OpenAiEndpoint,
  body: ChatBody,
  signal: AbortSignal,
  sending: Sending,
): Promise<Response> {
  return respondedBy(base, endpoint, signal, sending, (client) =>
    client.chat.completions.create(body, { signal }).asResponse(),
  );
}

/** The chunks of a response; one that is a whole answer and no stream is taken as well. */
export async function* readChat(
  response: Response,
  endpoint: OpenAiEndpoint,
  model: string,
): AsyncGenerator<Chunk> {
  const reading = new Reading(model);
  let any = false;
  for await (const event of eventsOf(response)) {
    any = true;
    switch (event.type) {
      case 'idle':
        yield {};
        break;
      case 'done':
        reading.end(endpoint);
        // Read on to the end of the body, so that the connection can be used again.
        yield { ended: true };
        break;
      case 'garbage':
        if (event.name === 'error') throw new ServerFailure(200, event.text);
        throw notAStream(endpoint, event.text, expected, adviceFor(endpoint.baseUrl));
      case 'document':
        return yield* reading.whole(event.text, endpoint);
      case 'event':
        if (event.name === 'error' && !('choices' in event.value)) throw new ServerFailure(200, event.value);
        yield* reading.take(event.value, event.cut);
    }
  }
  reading.end(endpoint);
  if (!any) throw notAStream(endpoint, '', expected, adviceFor(endpoint.baseUrl));
}

/** What to do about an address behind which there are no chat completions. */
export function adviceFor(baseUrl: string): string {
  return /\/v\d\w*(\/openai)?$/.test(baseUrl)
    ? 'Check the base URL and the port.'
    : 'Check the base URL (it often ends in /v1).';
}

class Reading {
  private refusal = '';
  /** Something has come in pieces: whole messages say it again. */
  private inPieces = false;
  /** What came in whole messages, where nothing comes in pieces. */
  private readonly told = { answer: '', thinking: '' };
  private usage: ExpertUsage | undefined;
  /** The first event, as long as none was a piece of chat completions. */
  private foreign: Fields | undefined;
  private known = false;

  constructor(private readonly model: string) {}

  *take(value: Fields, cut: boolean): Generator<Chunk> {
    const failure = failureInEvent(value);
    if (failure) throw failure;
    this.known ||= 'choices' in value || 'usage' in value;
    if (!this.known) this.foreign ??= value;
    const { reason, usage, error, message, ...delta } = readPiece(value);
    const { answer, thinking, refusal } = this.whatIsNew(delta, message);
    this.refusal = (this.refusal + refusal).slice(0, 1_000);
    if (usage) this.usage = largerUsage(this.usage, usage);
    const version = datedName(this.model, value['model']);
    const text = { answer, thinking, cut, ...(usage && { usage: this.usage }), ...(version && { version }) };
    if (error) {
      // What came along with an error is kept, as all that came before it.
      yield text;
      throw error;
    }
    // What is refused has no end, however the stream ends.
    if (reason === undefined || this.refusal !== '') {
      yield text;
      if (reason !== undefined && reason !== 'stop') finishOf(this.model, reason, this.refusal);
      return;
    }
    let finish: Chunk['finish'];
    try {
      finish = finishOf(this.model, reason, this.refusal);
    } catch (ending) {
      // What came along with a bad end is kept, as all that came before it.
      yield text;
      throw ending;
    }
    yield { ...text, finish };
  }

  /** Whole messages in place of pieces hold a piece each, or all that came so far. */
  private whatIsNew(delta: Content, message: Content | undefined): Content {
    this.inPieces ||= delta.answer + delta.thinking + delta.refusal !== '';
    if (this.inPieces || !message) return delta;
    const fresh = (name: 'answer' | 'thinking'): string => {
      const [before, now] = [this.told[name], message[name]];
      const isAll = before !== '' && now.length >= before.length && now.startsWith(before);
      this.told[name] = isAll ? now : before + now;
      return isAll ? now.slice(before.length) : now;
    };
    return { ...message, answer: fresh('answer'), thinking: fresh('thinking') };
  }

  /** A reply that is no stream: the whole answer, its pieces in a list, an error, or something else altogether. */
  *whole(text: string, endpoint: OpenAiEndpoint): Generator<Chunk> {
    const value = jsonOf(text);
    const cut = value === undefined;
    const known = cut ? jsonOfStart(text) : value;
    const pieces: readonly unknown[] = Array.isArray(known) ? known : [known];
    const [first] = pieces;
    if (!isFields(first) || !('choices' in first || failureInEvent(first))) {
      throw notAStream(endpoint, text, expected, adviceFor(endpoint.baseUrl));
    }
    for (const [at, piece] of pieces.entries())
      if (isFields(piece)) yield* this.take(piece, cut && at === pieces.length - 1);
    this.end(endpoint);
    // What came whole has an end, whether or not it says why; a lone piece is the beginning of a stream.
    if (!cut && (Array.isArray(known) || !isDelta(first))) yield { ended: true };
  }

  /** @throws ExpertError where the model refused, or all that came was another protocol. */
  end(endpoint: OpenAiEndpoint): void {
    if (this.refusal !== '') throw refused(this.model, this.refusal);
    if (this.foreign && !this.known)
      throw notAStream(endpoint, JSON.stringify(this.foreign), expected, adviceFor(endpoint.baseUrl));
  }
}

function isDelta({ choices }: Fields): boolean {
  const choice: unknown = Array.isArray(choices) ? choices[0] : undefined;
  return isFields(choice) && isFields(choice['delta']);
}

function largerUsage(before: ExpertUsage | undefined, now: ExpertUsage): ExpertUsage {
  return {
    promptTokens: larger(before?.promptTokens, now.promptTokens),
    answerTokens: larger(before?.answerTokens, now.answerTokens),
    usd: now.usd === undefined ? before?.usd : Math.max(now.usd, before?.usd ?? 0),
  };
}
