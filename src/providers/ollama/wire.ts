/**
 * The `fetch` given to the `ollama` package. It closes what the package leaves open: no signal reaches requests
 * that wait for their headers, bodies and lines of any length are taken in, invalid lines are skipped with a console
 * message that holds them raw, and error bodies that are not plain strings are lost.
 */
import { ReadableStream } from 'node:stream/web';
import { steadyFetch } from '../connection';
import { readBounded, textOf } from '../wire/body';
import { failureInEvent } from '../wire/failure';
import { isFields, jsonOf, jsonOfStart, type Fields } from '../wire/json';
import { linesOf, type Line } from '../wire/lines';
import { notAStream } from '../wire/notAStream';
import type { Sending } from '../wire/sending';

/** Characters of a reply that is no stream; the list of thousands of models fits. */
const mostOfReply = 2 ** 21;
/** Characters of a reply that is none of lines. */
const mostOfDocument = 65_536;
/** Blank lines in a row after which a piece without content is passed on, so that limits are looked at. */
const idleLines = 1_000;
/** The field of a line that was too long to be read whole. */
export const cutField = 'der_cut';

export function ollamaFetch(
  base: typeof fetch,
  baseUrl: string,
  signal: AbortSignal,
  sending?: Sending,
): typeof fetch {
  const steady = steadyFetch(base, signal, sending);
  return async (input, init) => {
    const response = await steady(input, init);
    // What was asked for decides, and not the content type: proxies change it.
    const asked = typeof init?.body === 'string' ? jsonOf(init.body) : undefined;
    if (!isFields(asked) || asked['stream'] !== true) return wholeReply(response, baseUrl, signal);
    const lines = checkedLines(response.body, baseUrl);
    // The declarations of Node's stream and of fetch's do not know each other; the class is the same.
    return new Response(ReadableStream.from(lines) as ConstructorParameters<typeof Response>[0], {
      headers: { 'content-type': 'application/x-ndjson' },
    });
  };
}

/** @throws ExpertError where it is no JSON object or list. */
async function wholeReply(response: Response, baseUrl: string, signal: AbortSignal): Promise<Response> {
  const text = await readBounded(response, mostOfReply, signal);
  signal.throwIfAborted();
  const value = jsonOf(text);
  // Servers that only speak like it send lists as such.
  if (!isFields(value) && !Array.isArray(value)) throw notOllama(baseUrl, text);
  return Response.json(value);
}

/** The stream in whole lines, each a JSON object; anything else, and an error line, is thrown after what came before it. */
async function* checkedLines(body: Response['body'], baseUrl: string): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let idle = 0;
  let begun = false;
  // The first line, as long as none was of an answer or of a download.
  let foreign: string | undefined;
  let known = false;
  const lines = linesOf(textOf(body));
  for await (const framed of lines) {
    const line = withoutFrame(framed);
    if (line.text.trim() === '') {
      if (++idle % idleLines === 0) yield encoder.encode('{}\n');
      continue;
    }
    const whole = begun || line.cut ? line : await documentOf(line, lines);
    begun = true;
    const value = valueOf(whole, baseUrl);
    if (value === undefined) return;
    const failure = failureInEvent(value);
    if (failure) throw failure;
    known ||= 'message' in value || 'response' in value || 'done' in value || 'status' in value;
    if (!known) foreign ??= whole.text;
    const { done } = value;
    const typed = done === undefined || typeof done === 'boolean';
    const sound = { ...value, error: undefined, ...(!typed && { done: isTrue(done) }) };
    if (line.cut) yield encoder.encode(`${JSON.stringify({ ...sound, [cutField]: true })}\n`);
    // The package takes any field of that name for an error, and a line break for the end of an object.
    else
      yield encoder.encode(
        `${whole === line && typed && !('error' in value) ? line.text : JSON.stringify(sound)}\n`,
      );
  }
  if (!known) throw notOllama(baseUrl, foreign ?? '');
}

/** What proxies and forks put around lines as if they were server-sent events, and those that say nothing else. */
function withoutFrame(line: Line): Line {
  const data = /^data: {0,3}/.exec(line.text)?.[0];
  if (data !== undefined && !/^data: {0,3}\[done\]\s*$/i.test(line.text))
    return { ...line, text: line.text.slice(data.length) };
  return /^(?:data:|:|event:|id:|retry:|\[done\]\s*$)/i.test(line.text) ? { ...line, text: '' } : line;
}

/** Proxies that know no types write it as text, or as a number; to the package any text ends the answer. */
function isTrue(done: unknown): boolean {
  return done === 1 || (typeof done === 'string' && done.toLowerCase() === 'true');
}

/** A first line that is no JSON begins a page, or JSON that is laid out for people: then a bounded part of all of it. */
async function documentOf(first: Line, rest: AsyncIterable<Line>): Promise<Line> {
  if (isFields(jsonOf(first.text))) return first;
  const texts = [first.text];
  let length = first.text.length;
  for await (const { text } of rest) {
    texts.push(text);
    // Its break counts: blank lines without end are text without end.
    length += text.length + 1;
    if (length > mostOfDocument) break;
  }
  return { text: texts.join('\n'), cut: false, last: true };
}

/** Half a line at the end is an answer that broke off, not a server that speaks another language. */
function valueOf({ text, cut, last }: Line, baseUrl: string): Fields | undefined {
  const value = cut ? jsonOfStart(text) : jsonOf(text);
  if (isFields(value)) return value;
  if (last && text.trimStart().startsWith('{') && isFields(jsonOfStart(text))) return undefined;
  throw notOllama(baseUrl, text);
}

function notOllama(baseUrl: string, text: string): Error {
  return notAStream(
    { baseUrl },
    text,
    'an answer of Ollama',
    'Check that the address is that of an Ollama server.',
  );
}
