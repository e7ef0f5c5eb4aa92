/** The traces of the latest routes, for those who asked; bounded in number and size, and gone with the server. */
import type { Trace } from '../der/trace/trace';

const mostTraces = 500;
const mostCharacters = 32 * 1024 * 1024;

export class Traces {
  private readonly kept = new Map<string, { readonly who: string | undefined; readonly json: string }>();
  private characters = 0;

  /** @param who asked, by the name of the key; undefined where there are no keys */
  keep(trace: Trace, who: string | undefined): void {
    const json = JSON.stringify(trace);
    this.kept.set(trace.id, { who, json });
    this.characters += json.length;
    for (const [id, { json: oldest }] of this.kept) {
      if (this.kept.size <= mostTraces && this.characters <= mostCharacters) return;
      this.kept.delete(id);
      this.characters -= oldest.length;
    }
  }

  /** JSON of a trace; undefined for everybody but who asked. */
  of(id: string, who: string | undefined): string | undefined {
    const found = this.kept.get(id);
    return found && found.who === who ? found.json : undefined;
  }

  /** JSON of the latest traces of somebody, the newest first. */
  latest(who: string | undefined, most: number): string[] {
    const own = [...this.kept.values()].filter((kept) => kept.who === who);
    return own
      .slice(-most)
      .reverse()
      .map(({ json }) => json);
  }
}
