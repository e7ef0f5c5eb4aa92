/** A response that is written as its pieces come, with something to read while nothing does. */

export interface Streamed {
  /** Media type. */
  readonly type: string;
  readonly pieces: AsyncGenerator<string, void, undefined>;
  /** Written while nothing else is, so that nobody on the way gives the connection up; what clients skip. */
  readonly beat?: string;
  /** Is aborted when the client goes away or takes nothing any more. */
  readonly gone: AbortController;
}

const beatMs = 10_000;
/** A client that takes nothing of what lies ready for so long has gone. */
const mostIdleMs = 30_000;
/** Bytes that may lie ready; until the client takes some, nothing more is asked for. */
const mostReady = 4 * 1024 * 1024;

/** A response; its pieces end by themselves when what they come from is stopped. */
export function streamed({ type, pieces, beat, gone }: Streamed): Response {
  const encoder = new TextEncoder();
  let timer: NodeJS.Timeout | undefined;
  let fullSince: number | undefined;
  let taken = (): void => undefined;
  const end = (): void => {
    clearInterval(timer);
    gone.abort();
    taken();
  };
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        timer = setInterval(() => {
          const isFull = (controller.desiredSize ?? 0) <= 0;
          fullSince = isFull ? (fullSince ?? performance.now()) : undefined;
          if (fullSince !== undefined && performance.now() - fullSince > mostIdleMs) {
            controller.error(new Error('The client takes nothing.'));
            end();
          } else if (beat !== undefined && !isFull) controller.enqueue(encoder.encode(beat));
        }, beatMs);
        void write(controller);
      },
      pull: () => taken(),
      cancel: end,
    },
    { highWaterMark: mostReady, size: (chunk) => chunk.byteLength },
  );
  const headers = { 'content-type': type, 'cache-control': 'no-store', 'x-accel-buffering': 'no' };
  return new Response(body, { headers });

  async function write(controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> {
    try {
      for await (const piece of pieces) {
        controller.enqueue(encoder.encode(piece));
        if ((controller.desiredSize ?? 0) <= 0) await new Promise<void>((resolve) => (taken = resolve));
      }
      controller.close();
    } catch {
      // The client has gone, or was given up: nobody is left to be told.
    } finally {
      clearInterval(timer);
    }
  }
}

/** Characters of a piece of an answer that was chosen: clients show it as it comes. */
const pieceLength = 200;

/** A text in pieces; no character is split. */
export function* inPieces(text: string): Generator<string> {
  let piece = '';
  for (const character of text) {
    piece += character;
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}
