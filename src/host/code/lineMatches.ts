/** Which lines of a run are lines of a file. */

/** Lines of a file by what they say, each with where it stands, in order. */
export type Places = ReadonlyMap<string, readonly number[]>;

export function placesIn(file: readonly string[]): Places {
  const places = new Map<string, number[]>();
  for (const [at, line] of file.entries()) {
    const key = line.trim();
    const known = places.get(key);
    if (known) known.push(at);
    else places.set(key, [at]);
  }
  return places;
}

/** Lines of both that are the same, in order: each with the next one in the file; where it begins, with the likeliest. */
export function matched(
  lines: readonly string[],
  file: readonly string[],
  from: number,
  to: number,
  places: Places,
): [number, number][] {
  const found: [number, number][] = [];
  let after = from - 1;
  for (const [index, line] of lines.entries()) {
    const key = line.trim();
    if (!/\w{2}/.test(key)) continue;
    const known = places.get(key) ?? [];
    const first = firstBehind(known, after);
    const best =
      found.length === 0
        ? likeliest(
            known.slice(first, first + 200).filter((at) => at < to),
            lines,
            index,
            file,
            to,
          )
        : known[first];
    if (best === undefined || best >= to) continue;
    found.push([index, best]);
    after = best;
  }
  return found;
}

/** Index of the first of sorted numbers that is larger than another. */
function firstBehind(sorted: readonly number[], than: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! > than) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The place after which most of the following lines are the same, too. */
function likeliest(
  candidates: readonly number[],
  lines: readonly string[],
  index: number,
  file: readonly string[],
  to: number,
): number | undefined {
  let best: number | undefined;
  let most = -1;
  for (const at of candidates) {
    let run = 0;
    while (
      run < 20 &&
      index + run < lines.length &&
      at + run < to &&
      lines[index + run]!.trim() === file[at + run]!.trim()
    )
      run++;
    if (run > most) [best, most] = [at, run];
  }
  return best;
}
