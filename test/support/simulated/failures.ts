/** Failures that simulated models throw, for the servers to put on the wire. */

/** A refusal with its status and the message. */
export class HttpError extends Error {
  constructor(
    readonly status: number,
    message: string,
    /** Fields beside the message. */
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
