/** The traces of the latest routes, for those who asked; bounded in number and size, and gone with the server. */
import { factsOf, type RouteFacts } from './routeFacts';
import type { ServedTrace } from './servedTrace';
import type { StoredRating, TraceStore } from './store';

const mostTraces = 500;
const mostCharacters = 32 * 1024 * 1024;
const mostFacts = 20_000;

export class HeldTraces implements TraceStore {
  private readonly kept = new Map<string, { readonly who: string | undefined; readonly json: string }>();
  private readonly known = new Map<string, RouteFacts>();
  private characters = 0;

  keep(trace: ServedTrace): Promise<void> {
    const json = JSON.stringify(trace);
    this.kept.set(trace.id, { who: trace.askedBy, json });
    this.characters += json.length;
    for (const [id, { json: oldest }] of this.kept) {
      if (this.kept.size <= mostTraces && this.characters <= mostCharacters) break;
      this.kept.delete(id);
      this.characters -= oldest.length;
    }
    this.known.set(trace.id, factsOf(trace));
    const [first] = this.known.keys();
    if (this.known.size > mostFacts && first !== undefined) this.known.delete(first);
    return Promise.resolve();
  }

  of(id: string, who: string | undefined): Promise<string | undefined> {
    const found = this.kept.get(id);
    return Promise.resolve(found && found.who === who ? found.json : undefined);
  }

  latest(who: string | undefined, most: number): Promise<readonly string[]> {
    const own = [...this.kept.values()].filter((kept) => kept.who === who);
    return Promise.resolve(
      own
        .slice(-most)
        .reverse()
        .map(({ json }) => json),
    );
  }

  rate(id: string, who: string | undefined, rating: StoredRating): Promise<boolean> {
    const found = this.known.get(id);
    if (!found || found.who !== who) return Promise.resolve(false);
    this.known.set(id, { ...found, rating: rating ?? undefined });
    return Promise.resolve(true);
  }

  facts(since: Date, most: number): Promise<readonly RouteFacts[]> {
    const late = [...this.known.values()].filter(({ at }) => at >= since.toISOString());
    return Promise.resolve(late.slice(-most).reverse());
  }
}
