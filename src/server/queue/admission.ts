/** How many run at once: the others wait in turn, fair between those who ask, and no more than fit in the line. */
import { RequestProblem } from '../requestProblem';
import type { Pace } from './pace';

export interface Most {
  /** At once, and in the line. */
  readonly running: number;
  readonly waiting: number;
}

interface Waiting {
  readonly who: string;
  readonly most: number;
  readonly enter: () => void;
}

/** When to come again where nothing tells. */
const usualSeconds = 5;

export class Admission {
  private running = 0;
  private readonly runningOf = new Map<string, number>();
  private waiting: Waiting[] = [];
  private timer: NodeJS.Timeout | undefined;

  /**
   * @param what waits, in words
   * @param pace how fast they may begin
   */
  constructor(
    private readonly most: Most,
    private readonly what = 'questions',
    private readonly pace?: Pace,
  ) {}

  get state(): { readonly running: number; readonly waiting: number } {
    return { running: this.running, waiting: this.waiting.length };
  }

  get isFull(): boolean {
    return this.waiting.length >= this.most.waiting && !this.hasPlace;
  }

  /**
   * Waits for a place. @returns what gives it back. @throws RequestProblem where the line is full or `signal` aborts.
   * @param who asks: whoever has the fewest running is next
   * @param own most that they may have running at once
   */
  async enter(who: string, signal: AbortSignal, own = Infinity): Promise<() => void> {
    if (this.waiting.length === 0 && this.hasPlace && this.countOf(who) < own) return this.taken(who);
    if (this.waiting.length >= this.most.waiting) throw this.full();
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.waiting = this.waiting.filter((one) => one !== place);
        reject(new RequestProblem(504, 'stopped', 'The request was stopped while it waited for its turn.'));
      };
      const place: Waiting = {
        who,
        most: own,
        enter: () => {
          signal.removeEventListener('abort', leave);
          resolve(this.taken(who));
        },
      };
      this.waiting.push(place);
      signal.addEventListener('abort', leave, { once: true });
      if (signal.aborted) leave();
      else this.next();
    });
  }

  /** A place for whoever has no need to wait: undefined where others do, or none is free. */
  enterAtOnce(who: string): (() => void) | undefined {
    return this.waiting.length === 0 && this.hasPlace ? this.taken(who) : undefined;
  }

  /** Why nobody is let into the line. */
  full(): RequestProblem {
    const { waiting, running } = this.most;
    // A line that moves at a pace is through in its time.
    const seconds = this.pace ? Math.ceil(this.pace.waitMs / 1000) : usualSeconds;
    const words = `Too many ${this.what} wait already (${running} at once, ${waiting} in line). Ask again in a while.`;
    return new RequestProblem(429, 'busy', words, undefined, Math.max(1, seconds));
  }

  private get hasPlace(): boolean {
    return this.running < this.most.running && (this.pace?.waitMs ?? 0) === 0;
  }

  private taken(who: string): () => void {
    this.pace?.take();
    this.running += 1;
    this.runningOf.set(who, this.countOf(who) + 1);
    let isBack = false;
    return () => {
      if (isBack) return;
      isBack = true;
      this.running -= 1;
      const left = this.countOf(who) - 1;
      if (left > 0) this.runningOf.set(who, left);
      else this.runningOf.delete(who);
      this.next();
    };
  }

  /** Lets in whoever has a place: of those who may have one more, who has the fewest, and of these who came first. */
  private next(): void {
    while (this.hasPlace) {
      const open = this.waiting.filter(({ who, most }) => this.countOf(who) < most);
      const fewest = Math.min(...open.map(({ who }) => this.countOf(who)));
      const next = open.find(({ who }) => this.countOf(who) === fewest);
      if (!next) return;
      this.waiting = this.waiting.filter((one) => one !== next);
      next.enter();
    }
    const waitMs = this.pace?.waitMs ?? 0;
    if (this.waiting.length === 0 || waitMs === 0 || this.timer) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.next();
    }, waitMs);
  }

  private countOf(who: string): number {
    return this.runningOf.get(who) ?? 0;
  }
}
