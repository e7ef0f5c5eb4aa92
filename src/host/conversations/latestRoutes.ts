/** Which routes of a very long file are kept in memory: the latest. */

/** Bytes of lines that are kept: several hundred routes with long answers. */
const mostBytes = 64 * 1024 * 1024;

export class LatestRoutes {
  private readonly sizes = new Map<string, number>();
  private readonly gone = new Set<string>();
  private total = 0;

  /** @param drop told of each route that there is no room for any more. */
  constructor(private readonly drop: (route: string) => void) {}

  /** Routes that were dropped. */
  get dropped(): number {
    return this.gone.size;
  }

  /** The route is too far back for its answers to be read. */
  pass(route: string): void {
    this.gone.add(route);
  }

  /** Counts a line of a route; false where the route was dropped. */
  takes(route: string, bytes: number): boolean {
    if (this.gone.has(route)) return false;
    this.sizes.set(route, (this.sizes.get(route) ?? 0) + bytes);
    this.total += bytes;
    for (const [oldest, size] of this.sizes) {
      if (this.total <= mostBytes || oldest === route) break;
      this.sizes.delete(oldest);
      this.gone.add(oldest);
      this.total -= size;
      this.drop(oldest);
    }
    return true;
  }
}
