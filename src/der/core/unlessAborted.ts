/** Waiting for what may ignore that it is not wanted any more. */
import { CancelledError } from './expertErrors';

/**
 * What the promise brings, unless the signal aborts first. Whoever ignores the signal is left behind, unheard; no
 * listener stays on the signal.
 * @throws CancelledError when it aborts, or has aborted.
 */
export async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop = (): void => {};
  const aborted = new Promise<never>((_, reject) => (stop = () => reject(new CancelledError())));
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  try {
    return await Promise.race([aborted, promise]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
