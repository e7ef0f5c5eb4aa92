/** One request and its reply as Ollama frames them: late headers, NDJSON, and errors before and after them. */
import { setImmediate as turn } from 'node:timers/promises';
import { once } from 'node:events';
import type { Received } from '../loopbackServer';
import { goJson } from './goJson';

/** A refusal with its status and the text of `{"error": …}`. */
export class HttpError extends Error {
  constructor(
    readonly status: number,
    message: string,
    /** Fields beside `error`. */
    readonly extra: Readonly<Record<string, unknown>> = {},
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

/** How a reply breaks, for scripts: thrown from a stream of events. */
export class BrokenStream extends Error {
  constructor(
    /** `end`: a clean end without a last event; `socket`: the connection dies. */
    readonly how: 'end' | 'socket',
    /** Raw bytes sent before. */
    readonly bytes = '',
  ) {
    super(`broken stream: ${how}`);
  }
}

export interface WireOptions {
  /** Writes at most this many bytes at a time, so that lines and characters are split anywhere. */
  chunkBytes?: number;
}

export class Exchange {
  constructor(
    readonly received: Received,
    private readonly options: WireOptions,
  ) {}

  get signal(): AbortSignal {
    return this.received.left;
  }

  get entry(): Received['entry'] {
    return this.received.entry;
  }

  /** A plain JSON reply. */
  json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): void {
    this.head(status, 'application/json; charset=utf-8', headers);
    this.received.response.end(goJson(body));
  }

  text(status: number, body: string): void {
    this.head(status, 'text/plain; charset=utf-8');
    this.received.response.end(body);
  }

  /** A reply without a body. */
  empty(status: number): void {
    this.entry.status(status);
    this.received.response.writeHead(status).end();
  }

  error({ status, message, extra, headers }: HttpError): void {
    this.json(status, { ...extra, error: message }, headers);
  }

  /**
   * Streams one line per event. The status line goes out with the first event and not before, so an error until
   * then still has its own status; later it is the last line of a reply with status 200.
   */
  async stream(events: AsyncIterable<object>, contentType = 'application/x-ndjson'): Promise<void> {
    const { response } = this.received;
    try {
      for await (const event of events) {
        if (!response.headersSent) this.head(200, contentType);
        await this.write(`${goJson(event)}\n`);
        this.entry.countSent();
      }
      if (!response.headersSent) this.head(200, contentType);
      response.end();
    } catch (error) {
      if (this.signal.aborted) return;
      if (error instanceof BrokenStream) return this.break(error, contentType);
      if (!(error instanceof HttpError)) throw error;
      if (!response.headersSent) {
        this.head(error.status, 'application/json', error.headers);
        response.end(goJson({ ...error.extra, error: error.message }));
      } else {
        await this.write(`${goJson({ error: error.message })}\n`);
        response.end();
      }
    }
  }

  /** The single object of a reply that is not streamed. */
  async whole(events: AsyncIterable<object>, merge: (events: object[]) => object): Promise<void> {
    const all: object[] = [];
    try {
      for await (const event of events) all.push(event);
    } catch (error) {
      if (this.signal.aborted) return;
      if (error instanceof BrokenStream) return this.break(error, 'application/json');
      throw error;
    }
    this.json(200, merge(all));
  }

  private async break({ how, bytes }: BrokenStream, contentType: string): Promise<void> {
    const { response } = this.received;
    if (bytes && !response.headersSent) this.head(200, contentType);
    if (bytes) await this.write(bytes);
    if (how === 'end') {
      response.end();
    } else {
      this.entry.enter('finished');
      response.destroy();
    }
  }

  private head(status: number, contentType: string, headers: Readonly<Record<string, string>> = {}): void {
    this.entry.status(status);
    this.received.response.writeHead(status, { 'Content-Type': contentType, ...headers });
  }

  private async write(text: string): Promise<void> {
    const bytes = Buffer.from(text, 'utf8');
    const { response } = this.received;
    const size = this.options.chunkBytes ?? bytes.length;
    for (let from = 0; from < bytes.length; from += size) {
      this.signal.throwIfAborted();
      const flowing = response.write(bytes.subarray(from, from + size));
      if (!flowing) await once(response, 'drain', { signal: this.signal });
      // A turn of the loop between writes makes packets of their own.
      else if (size < bytes.length) await turn();
    }
  }
}
