/** So many in a minute, evenly, with a little saved up: a bucket that fills by time. */

/** Seconds of pace that may be saved up. */
const savedSeconds = 10;

export class Pace {
  private readonly perMs: number;
  private readonly most: number;
  private saved: number;
  private at: number;

  /** @param now milliseconds, for tests */
  constructor(
    perMinute: number,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.perMs = perMinute / 60_000;
    this.most = Math.max(1, (perMinute * savedSeconds) / 60);
    this.saved = this.most;
    this.at = now();
  }

  /** Milliseconds until the next may go; 0 where it may now. */
  get waitMs(): number {
    this.fill();
    return this.saved >= 1 ? 0 : Math.ceil((1 - this.saved) / this.perMs);
  }

  /** Takes one, where `waitMs` is 0. */
  take(): void {
    this.fill();
    this.saved -= 1;
  }

  private fill(): void {
    const now = this.now();
    this.saved = Math.min(this.most, this.saved + (now - this.at) * this.perMs);
    this.at = now;
  }
}
