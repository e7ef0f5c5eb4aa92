/** Samples of a language: `=== right [what]` or `=== wrong LINE[-LINE] [what]`, then the code. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Sample {
  readonly name: string;
  readonly code: string;
  /** The first and the last line in which the fault may be found; undefined where the code is right. */
  readonly wrong?: readonly [number, number];
}

export function samplesOf(language: string): Sample[] {
  const text = readFileSync(join(import.meta.dirname, 'samples', `${language}.txt`), 'utf8');
  return text
    .split(/^=== /m)
    .slice(1)
    .map((sample) => {
      const end = sample.indexOf('\n');
      const name = sample.slice(0, end);
      const lines = /^wrong (\d+)(?:-(\d+))?/.exec(name);
      const code = sample.slice(end + 1, -1);
      if (!lines) return { name, code };
      return { name, code, wrong: [Number(lines[1]), Number(lines[2] ?? lines[1])] };
    });
}
