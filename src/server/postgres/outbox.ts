/**
 * Writes that may be late but must not be lost: while the database is away they wait here, no more than fit, and are
 * written when it is back. Each is told once or twice and counts once: it names its row by an id.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { isAway } from './away';
import type { Spool } from './spool';
import type { Write } from './write';

const retryMs = 250;

interface Waiting {
  readonly write: Write;
  /** Takes it out of the spool. */
  readonly forget: () => Promise<void>;
}

export class Outbox {
  private waiting: Waiting[] = [];
  private isFlushing = false;
  private lost = 0;

  /**
   * @param run writes one
   * @param most that wait
   * @param tell hears of writes that are lost
   * @param spool where those that wait outlive the server
   */
  constructor(
    private readonly run: (write: Write) => Promise<unknown>,
    private readonly most: number,
    private readonly warn: (line: string) => void,
    private readonly spool: Pick<Spool, 'add'>,
  ) {}

  get size(): number {
    return this.waiting.length;
  }

  /** Resolves when it is written, or waits. */
  async put(write: Write): Promise<void> {
    // Whoever comes while others wait does not find out again that the database is away.
    if (this.waiting.length === 0) {
      try {
        await this.run(write);
        return;
      } catch (error) {
        if (!isAway(error)) return this.warn(`The store refused a write: ${(error as Error).message}`);
      }
    }
    if (this.waiting.length >= this.most) {
      this.lost += 1;
      if (this.lost === 1 || this.lost % 1000 === 0)
        this.warn(`The store is away for so long that ${this.lost} writes were lost.`);
      return;
    }
    // In the spool before anybody could write it and forget it there.
    const forget = await this.spool.add(write).catch((error: Error) => {
      this.warn(`A write waits in memory alone: ${error.message}`);
      return () => Promise.resolve();
    });
    this.waiting.push({ write, forget });
    void this.flush();
  }

  /** Tries for so long; what is not written then is written by the next server that starts there. */
  async close(mostMs: number): Promise<void> {
    const until = performance.now() + mostMs;
    while (this.waiting.length > 0 && performance.now() < until) await delay(20);
    if (this.waiting.length > 0)
      this.warn(`The store is away: ${this.waiting.length} writes wait for the next start.`);
    this.waiting = [];
  }

  private async flush(): Promise<void> {
    if (this.isFlushing) return;
    this.isFlushing = true;
    for (let next = this.waiting[0]; next; next = this.waiting[0]) {
      try {
        await this.run(next.write);
      } catch (error) {
        if (isAway(error)) {
          await delay(retryMs);
          continue;
        }
        this.warn(`The store refused a write: ${(error as Error).message}`);
      }
      this.waiting.shift();
      // One that stays there is written once more, and counts once.
      await next.forget().catch(() => undefined);
    }
    this.isFlushing = false;
  }
}
