/** How many routes run at once: the others wait in turn, fair between those who ask, and no more than fit in the line. */
import { RequestProblem } from './requestProblem';

interface Waiting {
  readonly who: string;
  readonly enter: () => void;
}

export class Admission {
  private running = 0;
  private readonly runningOf = new Map<string, number>();
  private waiting: Waiting[] = [];

  /** @param most routes at once, and in the line */
  constructor(private readonly most: { readonly running: number; readonly waiting: number }) {}

  get state(): { readonly running: number; readonly waiting: number } {
    return { running: this.running, waiting: this.waiting.length };
  }

  /**
   * Waits for a place. @returns what gives it back. @throws RequestProblem where the line is full or `signal` aborts.
   * @param who asks: whoever has the fewest routes running is next
   */
  async enter(who: string, signal: AbortSignal): Promise<() => void> {
    if (this.running < this.most.running) return this.taken(who);
    if (this.waiting.length >= this.most.waiting)
      throw new RequestProblem(
        429,
        'busy',
        'Too many questions wait already. Ask again in a while.',
        undefined,
        5,
      );
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.waiting = this.waiting.filter((one) => one !== place);
        reject(new RequestProblem(504, 'stopped', 'The request was stopped while it waited for its turn.'));
      };
      const place: Waiting = {
        who,
        enter: () => {
          signal.removeEventListener('abort', leave);
          resolve(this.taken(who));
        },
      };
      this.waiting.push(place);
      signal.addEventListener('abort', leave, { once: true });
      if (signal.aborted) leave();
    });
  }

  private taken(who: string): () => void {
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

  private next(): void {
    const fewest = Math.min(...this.waiting.map(({ who }) => this.countOf(who)));
    const next = this.waiting.find(({ who }) => this.countOf(who) === fewest);
    if (!next) return;
    this.waiting = this.waiting.filter((one) => one !== next);
    next.enter();
  }

  private countOf(who: string): number {
    return this.runningOf.get(who) ?? 0;
  }
}
