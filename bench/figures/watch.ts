/** Watches memory and the turning of the event loop while something runs. */

const everyMs = 10;
const blockMs = 100;

export class Watch {
  private most = process.memoryUsage().rss;
  private blocks = 0;
  private readonly timer: NodeJS.Timeout;

  constructor() {
    let [before, used] = [performance.now(), process.cpuUsage()];
    this.timer = setInterval(() => {
      const [now, cpu] = [performance.now(), process.cpuUsage(used)];
      // On a machine that is busy a timer is late without any work of ours: that is no block.
      if (now - before - everyMs > blockMs && (cpu.user + cpu.system) / 1_000 > blockMs) this.blocks++;
      this.most = Math.max(this.most, process.memoryUsage().rss);
      [before, used] = [performance.now(), process.cpuUsage()];
    }, everyMs);
    this.timer.unref();
  }

  /** Ends the watch. */
  stop(): { mostMb: number; blocks: number } {
    clearInterval(this.timer);
    return { mostMb: Math.round(this.most / 1e6), blocks: this.blocks };
  }
}
