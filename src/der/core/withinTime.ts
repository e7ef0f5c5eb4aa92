/** Work that a route waits for only so long. */
import { unlessAborted } from './unlessAborted';

/**
 * What the work brings in time; undefined where it fails, is not done after `mostMs` milliseconds, or the signal
 * aborts first. It is told by its own signal that it is not wanted any more.
 */
export async function withinTime<T>(
  signal: AbortSignal,
  mostMs: number,
  work: (either: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  if (signal.aborted) return undefined;
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), mostMs);
  const either = AbortSignal.any([signal, late.signal]);
  try {
    return await unlessAborted(work(either), either);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
