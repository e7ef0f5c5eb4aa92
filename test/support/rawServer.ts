/** A server on loopback that sends what a test writes, byte for byte, for what no sound server sends. */
import { type LoopbackServer, type Received, startLoopback } from './loopbackServer';

export interface RawReply {
  readonly status?: number;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent at once. */
  readonly body?: string;
  /** Sent after it again and again, as fast as the client takes it. */
  readonly endless?: string;
  /** The connection stays open after the body. */
  readonly open?: true;
}

export interface RawServer extends LoopbackServer {
  /** The reply to the next requests to paths that end so; `''` is any other. */
  readonly replies: Map<string, RawReply>;
}

export async function startRawServer(replies: Readonly<Record<string, RawReply>> = {}): Promise<RawServer> {
  const map = new Map(Object.entries(replies));
  const server = await startLoopback((received) => {
    const { path } = received.entry.request;
    const ending = [...map.keys()].find((end) => end !== '' && path.endsWith(end));
    return send(
      received,
      map.get(ending ?? '') ?? { status: 404, type: 'text/plain', body: '404 page not found' },
    );
  });
  return { ...server, replies: map };
}

async function send(received: Received, reply: RawReply): Promise<void> {
  const { response, entry, left } = received;
  const { status = 200, type = 'text/event-stream', headers = {}, body = '', endless, open } = reply;
  entry.status(status);
  response.writeHead(status, { 'Content-Type': type, ...headers });
  try {
    await received.write(body);
    while (endless !== undefined) {
      left.throwIfAborted();
      await received.write(endless);
      entry.countSent();
    }
  } catch (error) {
    if (!left.aborted) throw error;
    return;
  }
  if (!open) response.end();
}
