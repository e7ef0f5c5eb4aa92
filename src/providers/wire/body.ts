/** Bodies of responses, read within bounds of size and time, and without keeping everything else waiting. */
import { Breath } from '../../der/core/breath';

/** Bytes that are decoded at a time. */
const sliceBytes = 65_536;

/** The text of a body, piece by piece. Leaving the loop closes the connection. */
export async function* textOf(body: Response['body']): AsyncGenerator<string> {
  if (!body) return;
  const decoder = new TextDecoder();
  const breath = new Breath();
  // The declarations of fetch's stream do not say that it can be iterated; Node's and the editor's can.
  for await (const bytes of body as unknown as AsyncIterable<Uint8Array>) {
    for (let at = 0; at < bytes.length; at += sliceBytes) {
      await breath.take();
      yield decoder.decode(bytes.subarray(at, at + sliceBytes), { stream: true });
    }
    await breath.take();
  }
  yield decoder.decode();
}

/**
 * At most `most` characters of a body; what comes after them is not awaited.
 * @param signal ends the reading with what has come by then.
 * @throws whatever broke the connection before anything came.
 */
export async function readBounded(response: Response, most: number, signal?: AbortSignal): Promise<string> {
  let text = '';
  const pieces = textOf(response.body);
  let end = (): void => {};
  const ended = new Promise<undefined>((resolve) => (end = () => resolve(undefined)));
  if (signal?.aborted) end();
  signal?.addEventListener('abort', end);
  try {
    while (text.length < most) {
      const next = await Promise.race([pieces.next(), ended]);
      if (next === undefined || next.done) break;
      text += next.value;
    }
  } catch (error) {
    if (text === '') throw error;
  } finally {
    signal?.removeEventListener('abort', end);
  }
  // Not awaited: a generator that waits for the connection ends when the connection does.
  void pieces.return(undefined).catch(() => undefined);
  return text.slice(0, most);
}

/** Runs `work` with a signal that aborts after `ms`. */
export async function endWithin<T>(ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(), ms);
  try {
    return await work(over.signal);
  } finally {
    clearTimeout(timer);
  }
}
