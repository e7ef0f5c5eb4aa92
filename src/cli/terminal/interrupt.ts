/** Ctrl-C: the first stops what is being done, so that what there is can be printed; the second ends at once. */

/** Exit code of a command that was stopped. */
export const interrupted = 130;

/**
 * npm passes Ctrl-C on to a command that the terminal has told already: signals this close are one key press.
 */
const samePressMs = 120;

/** Longest that stopping may take before the command ends all the same. */
const graceMs = 1500;

/**
 * Runs `work` with a signal that the first Ctrl-C aborts.
 * @param mostMs longest that it may take then, in milliseconds
 */
export async function interruptible<T>(
  work: (signal: AbortSignal) => Promise<T>,
  mostMs = graceMs,
): Promise<T> {
  const controller = new AbortController();
  let pressedAt: number | undefined;
  let overdue: NodeJS.Timeout | undefined;
  const onSignal = (): void => {
    const now = performance.now();
    if (pressedAt === undefined) {
      pressedAt = now;
      overdue = setTimeout(() => process.exit(interrupted), mostMs);
      controller.abort();
    } else if (now - pressedAt > samePressMs) {
      process.exit(interrupted);
    }
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  try {
    return await work(controller.signal);
  } finally {
    clearTimeout(overdue);
    // The second signal of a key press must not kill a command that has ended by the first, before its exit code.
    if (pressedAt === undefined) {
      process.removeListener('SIGINT', onSignal);
      process.removeListener('SIGTERM', onSignal);
    }
  }
}

/** What `work` comes to, or undefined as soon as it is stopped: a command that ends ends its requests, too. */
export function unlessStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const stop = (): void => resolve(undefined);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject);
  });
}
