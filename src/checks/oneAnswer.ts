/** Asks a process of our own one thing, and kills it when it has answered, when its time is over, or when it is not wanted. */
import { OwnProcess, type OwnProcessPlace } from './ownProcess';

interface Asking<T> {
  /** The answer in a line of the process; undefined where the line is nothing it ever says. */
  readonly understood: (line: string) => T | undefined;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Why there is no answer. */
export type NoAnswer = 'notStarted' | 'lost' | 'wrong' | 'late';

/** @throws the signal's reason when it aborts */
export async function oneAnswer<T extends object>(
  place: OwnProcessPlace,
  request: unknown,
  { understood, timeoutMs, signal }: Asking<T>,
): Promise<T | NoAnswer> {
  signal.throwIfAborted();
  let end = () => {};
  try {
    return await new Promise<T | NoAnswer>((resolve, reject) => {
      const child = new OwnProcess(place, {
        onLine: (line) => {
          const found = understood(line);
          if (found) resolve(found);
          return found !== undefined;
        },
        onEnd: resolve,
      });
      const timer = setTimeout(resolve, timeoutMs, 'late');
      const stop = () => reject(signal.reason as Error);
      signal.addEventListener('abort', stop);
      end = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', stop);
        child.kill();
      };
      child.send(request);
    });
  } finally {
    end();
  }
}
