/**
 * The `fetch` given to the `ollama` package. It closes what the package leaves open: no signal reaches requests
 * that wait for their headers, invalid lines are skipped with a console message, and error bodies that are not
 * plain strings are lost.
 */
import { ReadableStream } from 'node:stream/web';
import { ExpertError } from '../../der/core/expertErrors';
import { steadyFetch } from '../connection';

/** A response that is not a success, or an error line within a stream. */
export class OllamaFailure extends Error {
  constructor(
    /** HTTP status; 200 for an error within a stream. */
    readonly status: number,
    /** What the server said. */
    readonly said: string,
    readonly retryAfter: string | null,
  ) {
    super(said);
  }
}

export function ollamaFetch(base: typeof fetch, signal: AbortSignal): typeof fetch {
  const steady = steadyFetch(base, signal);
  return async (input, init) => {
    const response = await steady(input, init);
    if (!response.ok) {
      throw new OllamaFailure(
        response.status,
        innerMessage(await response.text()),
        response.headers.get('retry-after'),
      );
    }
    const isStream = response.headers.get('content-type')?.includes('ndjson') && response.body;
    if (!isStream) return response;
    const lines = checkedLines(response.body as unknown as AsyncIterable<Uint8Array>);
    // The declarations of Node's stream and of fetch's do not know each other; the class is the same.
    return new Response(ReadableStream.from(lines) as ConstructorParameters<typeof Response>[0], response);
  };
}

/** The stream in whole lines, each a JSON object; anything else, and an error line, is thrown after what came before it. */
async function* checkedLines(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  let rest = '';
  for await (const bytes of body) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    const failed = lines.findIndex((line) => failureOf(line) !== undefined);
    const sound = (failed < 0 ? lines : lines.slice(0, failed)).filter((line) => line.trim() !== '');
    if (sound.length > 0) yield encoder.encode(`${sound.join('\n')}\n`);
    if (failed >= 0) throw failureOf(lines[failed]!);
  }
  rest += decoder.decode();
  if (rest.trim() === '') return;
  const failure = failureOf(rest);
  // Half a line is an answer that broke off, not a server that speaks another language.
  if (failure instanceof OllamaFailure) throw failure;
  if (!failure) yield encoder.encode(`${rest}\n`);
}

function failureOf(line: string): Error | undefined {
  if (line.trim() === '') return undefined;
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    value = undefined;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return new ExpertError(
      'malformed_stream',
      `The server sent something that is not an answer of Ollama: ${line.slice(0, 80)}. Check that the address is that of an Ollama server.`,
    );
  }
  return 'error' in value ? new OllamaFailure(200, innerMessage(line), null) : undefined;
}

/** The message in an error body; Ollama nests the JSON of its runner in a string. */
function innerMessage(body: string): string {
  let message = body;
  for (let depth = 0; depth < 4; depth++) {
    let value: unknown;
    try {
      value = JSON.parse(message);
    } catch {
      break;
    }
    const inner = field(value, 'error') ?? field(value, 'message');
    if (inner === undefined) break;
    message = typeof inner === 'string' ? inner : JSON.stringify(inner);
  }
  return message.trim().slice(0, 1_000);
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
