/**
 * Kills at random moments of a window that keeps what use tells, measures and deletes. Counted is what was said to be
 * kept and is not there, what is there twice, and what was said to be deleted and came again.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { existsSync } from 'node:fs';
import { build } from 'esbuild';
import { outcomesFile, readOutcomes } from '../../src/der/estimate/outcomes';
import { Random } from '../../src/learn/random';
import { killAfter } from './killing';

export interface OutcomeKills {
  readonly kills: number;
  /** Outcomes that were said to be kept, or deleted. */
  readonly shown: number;
  readonly lost: number;
  readonly doubled: number;
  readonly returned: number;
  readonly unreadable: number;
}

/** Longest that a process works before it is killed. */
const longestMs = 400;

/** @param count kills. @param seed same seed, same moments. */
export async function run(count: number, seed: number): Promise<OutcomeKills> {
  const folder = await mkdtemp(join(tmpdir(), 'der-outcome-kills-'));
  const moments = new Random(seed);
  const counts = { kills: 0, shown: 0, lost: 0, doubled: 0, returned: 0, unreadable: 0 };
  try {
    const child = join(folder, 'outcomes.mjs');
    await build({
      entryPoints: [join(repository(), 'bench/figures/outcomeChild.ts')],
      outfile: child,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      logLevel: 'error',
    });
    for (let kill = 0; kill < count; kill++) {
      // A file of a few runs: what one leaves torn, the next one writes on.
      const home = join(folder, `home-${kill >> 2}`);
      const { stdout } = await killAfter([child, home, `run-${kill}`], {}, moments.uniform(0, longestMs));
      const said = (what: string) =>
        stdout.flatMap((line) => (line.startsWith(`${what} `) ? [line.slice(what.length + 1)] : []));
      const [kept, deleted] = [said('kept'), said('deleted')];
      const records = await readOutcomes(outcomesFile({ DER_HOME: home }), () => (counts.unreadable += 1));
      const there = new Map<string, number>();
      for (const { question } of records) there.set(question, (there.get(question) ?? 0) + 1);
      counts.kills += 1;
      counts.shown += kept.length + deleted.length;
      // One that is being deleted may be gone before that is said: the next of every third.
      const next = `used run-${kill} ${deleted.length * 3}`;
      const gone = new Set([...deleted, next]);
      counts.lost += kept.filter((question) => !gone.has(question) && !there.has(question)).length;
      counts.doubled += [...there.values()].filter((times) => times > 1).length;
      counts.returned += deleted.filter((question) => there.has(question)).length;
    }
    return counts;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The folder of package.json, from wherever this file was bundled to. */
function repository(): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (folder === dirname(folder)) throw new Error('This runs within the repository only.');
  }
}
