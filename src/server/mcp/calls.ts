/**
 * Calls that run, so that another request can stop one: a client that gives up says so in a request of its own, and
 * keeps the connection of the call. Each is known by who asks, the session's name and the call's number in it.
 */
import type { RequestId } from '@modelcontextprotocol/sdk/types.js';

/** Runs a call until it is done, the signal aborts or its client stops it. */
export type During = <T>(
  call: { readonly requestId: RequestId; readonly signal: AbortSignal },
  run: (until: AbortSignal) => Promise<T>,
) => Promise<T>;

/** Where the protocol itself brings what stops a call to it. */
export const byItself: During = ({ signal }, run) => run(signal);

export class Calls {
  private readonly running = new Map<string, () => void>();

  /** @param who asks; undefined where there are no keys */
  of(who: string | undefined, session: string): During {
    return async ({ requestId, signal }, run) => {
      const name = nameOf(who, session, requestId);
      const controller = new AbortController();
      const stop = (): void => controller.abort();
      signal.addEventListener('abort', stop);
      if (signal.aborted) stop();
      this.running.set(name, stop);
      try {
        return await run(controller.signal);
      } finally {
        signal.removeEventListener('abort', stop);
        if (this.running.get(name) === stop) this.running.delete(name);
      }
    };
  }

  stop(who: string | undefined, session: string, requestId: RequestId): void {
    this.running.get(nameOf(who, session, requestId))?.();
  }
}

function nameOf(...parts: readonly (RequestId | undefined)[]): string {
  return JSON.stringify(parts.map((part) => part ?? null));
}
