/** How long an expert that fails is asked on, and how long one is waited for that asks to wait. */
import { RateLimitedError, type ExpertError } from '../der/core/expertErrors';

/** Failures in a row after which an expert is passed over: before its first answer, and after it. */
const mostAtFirst = 5;
const mostInARow = 12;

/** Failures that the next question meets as well. */
const lasting = new Set<ExpertError['kind']>(['unauthorised', 'not_pulled', 'not_running', 'bad_request']);
const mostLasting = 3;

/** Waits in a row, the first and the longest in milliseconds. */
const mostWaits = 8;
const [firstWaitMs, longestWaitMs] = [2_000, 60_000];

export class Patience {
  private answers = 0;
  private inARow = 0;
  private lastingInARow = 0;
  private waits = 0;
  private over = false;

  get isOver(): boolean {
    return this.over;
  }

  succeeded(): void {
    this.answers += 1;
    this.inARow = 0;
    this.lastingInARow = 0;
    this.waits = 0;
  }

  /** Milliseconds to wait before the next question; undefined where waiting does not help. */
  waitFor(error: ExpertError): number | undefined {
    if (error.kind !== 'rate_limited' && error.kind !== 'busy') return undefined;
    if (this.waits >= mostWaits) return undefined;
    this.waits += 1;
    const asked = error instanceof RateLimitedError ? error.retryAfterMs : undefined;
    return Math.min(longestWaitMs, Math.max(0, asked ?? firstWaitMs * 2 ** (this.waits - 1)));
  }

  /** @returns whether that was one too many; told once. */
  failed({ kind }: ExpertError): boolean {
    this.inARow += 1;
    this.lastingInARow = lasting.has(kind) ? this.lastingInARow + 1 : 0;
    const most = this.answers === 0 ? mostAtFirst : mostInARow;
    const now = this.inARow >= most || this.lastingInARow >= mostLasting;
    const told = this.over;
    this.over ||= now;
    return now && !told;
  }
}
