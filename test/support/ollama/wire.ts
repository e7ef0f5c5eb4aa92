/** One request and its reply as Ollama frames them: late headers, NDJSON, and errors before and after them. */
import { hangUp, type Received } from '../loopbackServer';
import { BrokenStream, HttpError } from '../simulated/failures';
import { goJson } from './goJson';

export class Exchange {
  constructor(readonly received: Received) {}

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
        await this.received.write(`${goJson(event)}\n`);
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
        await this.received.write(`${goJson({ error: error.message })}\n`);
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
    if (bytes) await this.received.write(bytes);
    if (how === 'end') {
      response.end();
    } else {
      await hangUp(this.received);
    }
  }

  private head(status: number, contentType: string, headers: Readonly<Record<string, string>> = {}): void {
    this.entry.status(status);
    this.received.response.writeHead(status, { 'Content-Type': contentType, ...headers });
  }
}
