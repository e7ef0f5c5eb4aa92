/** A small stream of seeded numbers for inputs made from others: the same question gives the same inputs. */

export interface Seeded {
  /** Uniform over 0 … bound − 1. */
  integer(bound: number): number;
  pick<T>(items: readonly T[]): T;
}

/** mulberry32, seeded by a text. */
export function seededBy(text: string): Seeded {
  let state = seedOf(text);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const integer = (bound: number) => Math.floor(next() * bound);
  return { integer, pick: <T>(items: readonly T[]) => items[integer(items.length)]! };
}

/** FNV-1a over UTF-16 code units: an unsigned 32-bit seed. */
export function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
