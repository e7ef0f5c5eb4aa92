/** Long work that gives way: what is computed in one go keeps timers, the panel and Ctrl-C waiting. */
import { setImmediate as turn } from 'node:timers/promises';

/** Milliseconds of work after which others get their turn; works that go on at the same time add up. */
const breathMs = 4;

/** Gives way to the rest of the process when work has gone on for a while, however much has already come. */
export class Breath {
  private since = performance.now();

  /** Resolves at once, unless it is time to give way. */
  async take(): Promise<void> {
    if (performance.now() - this.since < breathMs) return;
    await turn();
    this.since = performance.now();
  }
}
