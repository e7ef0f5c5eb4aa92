/** A list of things to dispose of together. */

export interface Disposable {
  dispose(): unknown;
}

/** Once disposed, whatever is added later is disposed of at once: a late promise cannot leak a listener. */
export class DisposableList implements Disposable {
  private readonly items = new Set<Disposable>();
  private disposed = false;

  /** Keeps the items until the list is disposed; returns the first. */
  add<T extends Disposable>(first: T, ...others: Disposable[]): T {
    for (const item of [first, ...others]) {
      if (this.disposed) item.dispose();
      else this.items.add(item);
    }
    return first;
  }

  dispose(): void {
    this.disposed = true;
    for (const item of [...this.items].reverse()) item.dispose();
    this.items.clear();
  }
}
