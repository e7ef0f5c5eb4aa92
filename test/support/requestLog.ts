/** What a test server saw: every request with its phases and, where the client left, when it was noticed. */
import type { IncomingMessage } from 'node:http';

/** Where a request stands. `queued`: for a free place; `waiting`: for a slot of a loaded model. */
export type Phase =
  'received' | 'queued' | 'loading' | 'waiting' | 'prefill' | 'streaming' | 'silent' | 'finished';

export interface LoggedRequest {
  readonly method: string;
  /** Path without the query. */
  readonly path: string;
  readonly headers: Readonly<IncomingMessage['headers']>;
  /** Parsed JSON, or the text where it is none. */
  readonly body: unknown;
  /** Number of the connection it came on, from 0. */
  readonly connection: number;
  readonly phases: readonly { readonly phase: Phase; readonly at: number }[];
  /** The phase in which the client was seen to leave, and when (`performance.now()`). */
  readonly aborted?: { readonly phase: Phase; readonly at: number };
  readonly status?: number;
  /** Events or tokens sent so far. */
  readonly sent: number;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** The server's own hand on an entry of the log. */
export class LogEntry {
  readonly request: Mutable<LoggedRequest> & { phases: { phase: Phase; at: number }[] };

  constructor(
    fields: Pick<LoggedRequest, 'method' | 'path' | 'headers' | 'body' | 'connection'>,
    private readonly changed: () => void,
  ) {
    this.request = { ...fields, phases: [{ phase: 'received', at: performance.now() }], sent: 0 };
  }

  get phase(): Phase {
    return this.request.phases.at(-1)?.phase ?? 'received';
  }

  enter(phase: Phase): void {
    if (phase === this.phase || this.request.aborted) return;
    this.request.phases.push({ phase, at: performance.now() });
    this.changed();
  }

  abort(): void {
    this.request.aborted ??= { phase: this.phase, at: performance.now() };
    this.changed();
  }

  status(status: number): void {
    this.request.status = status;
    this.changed();
  }

  countSent(): void {
    this.request.sent++;
    this.changed();
  }
}

export class RequestLog {
  readonly requests: LoggedRequest[] = [];
  private waiting: { test: (request: LoggedRequest) => boolean; found: (request: LoggedRequest) => void }[] =
    [];

  add(fields: ConstructorParameters<typeof LogEntry>[0]): LogEntry {
    const entry = new LogEntry(fields, () => this.check());
    this.requests.push(entry.request);
    this.check();
    return entry;
  }

  /** Requests to a path, in the order of arrival. */
  to(path: string): LoggedRequest[] {
    return this.requests.filter((request) => request.path === path);
  }

  /** The first request, past or coming, that passes the test. */
  until(test: (request: LoggedRequest) => boolean): Promise<LoggedRequest> {
    return new Promise((found) => {
      this.waiting.push({ test, found });
      this.check();
    });
  }

  private check(): void {
    this.waiting = this.waiting.filter(({ test, found }) => {
      const request = this.requests.find(test);
      if (request) found(request);
      return request === undefined;
    });
  }
}
