/** Watches memory and the turning of the event loop while something runs. */

const everyMs = 10;
const blockMs = 100;

export interface Watched {
  /** Most memory of the process, in megabytes. */
  readonly mostMb: number;
  /** Times that work kept the event loop from turning for more than 100 ms. */
  readonly blocks: number;
  /** Longest that work kept it from turning, in milliseconds. */
  readonly longestMs: number;
}

export class Watch {
  private most = process.memoryUsage().rss;
  private blocks = 0;
  private longest = 0;
  /** What the measuring itself took since the loop turned last, in milliseconds. */
  private own = { wall: 0, processor: 0 };
  private before = performance.now();
  private used = process.cpuUsage();
  private readonly timer: NodeJS.Timeout;

  /** @param blocked told of every block, how many milliseconds it took. */
  constructor(private readonly blocked: (ms: number) => void = () => {}) {
    this.timer = setInterval(() => this.look(), everyMs);
    this.timer.unref();
  }

  /** Does work of the measuring itself, of a server that is played for instance, which counts as no block. */
  apart<T>(work: () => T): T {
    const [before, used] = [performance.now(), process.cpuUsage()];
    try {
      return work();
    } finally {
      this.own.wall += performance.now() - before;
      this.own.processor += milliseconds(process.cpuUsage(used));
    }
  }

  /** Ends the watch. */
  stop(): Watched {
    this.look();
    clearInterval(this.timer);
    return { mostMb: Math.round(this.most / 1e6), blocks: this.blocks, longestMs: Math.round(this.longest) };
  }

  private look(): void {
    const late = performance.now() - this.before - everyMs - this.own.wall;
    const worked = milliseconds(process.cpuUsage(this.used)) - this.own.processor;
    // On a machine that is busy a timer is late without any work of ours: that is no block.
    const ms = Math.min(late, worked);
    if (ms > blockMs) {
      this.blocks++;
      this.blocked(ms);
    }
    this.longest = Math.max(this.longest, ms);
    this.most = Math.max(this.most, process.memoryUsage().rss);
    this.own = { wall: 0, processor: 0 };
    [this.before, this.used] = [performance.now(), process.cpuUsage()];
  }
}

function milliseconds({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1_000;
}
