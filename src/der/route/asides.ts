/** What comes up while an answer is waited for, in the order in which it comes. */
export class Asides<T> {
  private readonly pending = new Set<Promise<T | undefined>>();

  /** Something may still come up. */
  get open(): boolean {
    return this.pending.size > 0;
  }

  /** @param aside what it brings is told, unless that is undefined; failing, it brings nothing. */
  add(aside: Promise<T | undefined>): void {
    const quiet = aside.catch(() => undefined);
    this.pending.add(quiet);
  }

  /** What comes up before a promise settles; ends when that does. */
  async *until(settled: Promise<unknown>): AsyncGenerator<T> {
    const over = settled.then(
      () => true as const,
      () => true as const,
    );
    while (this.open) {
      const first = await Promise.race([
        over,
        ...[...this.pending].map((aside) => aside.then((value) => ({ aside, value }))),
      ]);
      if (first === true) return;
      this.pending.delete(first.aside);
      if (first.value !== undefined) yield first.value;
    }
  }
}
