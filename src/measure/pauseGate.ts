/** Lets questions through, or holds them until somebody goes on. What is being answered is answered. */
import { CancelledError } from '../der/core/expertErrors';

export class PauseGate {
  private waiting: (() => void)[] = [];
  private closed = false;

  get paused(): boolean {
    return this.closed;
  }

  pause(): void {
    this.closed = true;
  }

  resume(): void {
    this.closed = false;
    const all = this.waiting;
    this.waiting = [];
    for (const go of all) go();
  }

  /** Resolves when it is open. @throws CancelledError when the signal aborts */
  async pass(signal: AbortSignal): Promise<void> {
    while (this.closed && !signal.aborted) {
      await new Promise<void>((resolve) => {
        const go = () => {
          signal.removeEventListener('abort', go);
          resolve();
        };
        this.waiting.push(go);
        signal.addEventListener('abort', go);
      });
    }
    if (signal.aborted) throw new CancelledError();
  }
}
