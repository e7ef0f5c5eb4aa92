/** The terminal as something to write on: its width, whether it shows colour, and a line that tells one is waiting. */
import type { WriteStream } from 'node:tty';
import { columns, fitted } from './textLayout';
import { duration } from '../../der/core/format';

type Stream = NodeJS.WriteStream | WriteStream;

/** Colour where a person looks at it, unless NO_COLOR forbids or FORCE_COLOR demands it. */
export function showsColor(stream: Stream, env: NodeJS.ProcessEnv = process.env): boolean {
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  if (env['NO_COLOR']) return false;
  return stream.isTTY === true && env['TERM'] !== 'dumb';
}

const usualWidth = 80;

/** Writes a chain, and below it, while nothing else comes, what is being waited for. */
export class TerminalOutput {
  #waiting: NodeJS.Timeout | undefined;
  #statusShown = false;

  constructor(private readonly stream: Stream) {}

  get width(): number {
    return this.stream.columns ?? usualWidth;
  }

  write(text: string): void {
    this.quiet();
    this.stream.write(text);
  }

  /** Shows after a moment, counting, what is being waited for; on a screen only. The next write removes it. */
  waitFor(what: string): void {
    this.quiet();
    if (!this.stream.isTTY) return;
    const since = performance.now();
    this.#waiting = setInterval(() => {
      const status = fitted(`  ${what} … ${duration(performance.now() - since)}`, this.width - 1);
      this.stream.write(`\r${status}${' '.repeat(Math.max(0, this.width - 1 - columns(status)))}`);
      this.#statusShown = true;
    }, 1000);
    this.#waiting.unref();
  }

  quiet(): void {
    clearInterval(this.#waiting);
    if (this.#statusShown) this.stream.write(`\r${' '.repeat(this.width - 1)}\r`);
    this.#statusShown = false;
  }
}
