/**
 * Kills at random moments: of a window that answers, of `calibrate` and of `ask`. Counted is what was shown as
 * complete and is not there afterwards, is there twice, or cannot be read.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { defaultKnobs } from '../../src/der/core/mdp';
import { Random } from '../../src/learn/random';
import { keyOf, readOutcomes } from '../../src/der/estimate/outcomes';
import { ConversationStore } from '../../src/host/conversations/store';
import { type OpenAiServer, startOpenAiServer } from '../../test/support/openaiServer';
import type { OpenAiModelSpec } from '../../test/support/openai/model';
import { killAfter } from './killing';

export interface Kills {
  readonly kills: number;
  /** Processes that had ended by themselves. */
  readonly ended: number;
  /** Steps that were shown as complete. */
  readonly shown: number;
  readonly lost: number;
  readonly doubled: number;
  readonly unreadable: number;
}

type Counts = { -readonly [key in keyof Kills]: number };

/** Longest that a process works before it is killed. */
const longestMs = 1_500;

/** @param count kills altogether. @param seed same seed, same moments. */
export async function run(count: number, seed: number): Promise<Kills> {
  const folder = await mkdtemp(join(tmpdir(), 'der-kills-'));
  const counts: Counts = { kills: 0, ended: 0, shown: 0, lost: 0, doubled: 0, unreadable: 0 };
  const moments = new Random(seed);
  const server = await startOpenAiServer({ models: [disagreeing('one'), disagreeing('two')] });
  try {
    const [window, calibrate, ask] = [
      await windowKiller(folder),
      calibrateKiller(folder),
      askKiller(folder, server),
    ];
    for (let kill = 0; kill < count; kill++) {
      // Windows write all the time, commands seldom.
      const killed = kill % 4 === 1 ? calibrate : kill % 4 === 3 ? ask : window;
      await killed(moments.uniform(0, longestMs), counts);
      counts.kills += 1;
    }
    return counts;
  } finally {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

type Killer = (afterMs: number, counts: Counts) => Promise<void>;

/** One conversation that window after window goes on with. */
async function windowKiller(folder: string): Promise<Killer> {
  const child = join(folder, 'window.mjs');
  const root = repository();
  await build({
    entryPoints: [join(root, 'bench/figures/conversationChild.ts')],
    outfile: child,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: ['onnxruntime-node'],
    banner: {
      js: "import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);",
    },
    logLevel: 'error',
  });
  const conversations = join(folder, 'conversations');
  const shown = new Set<string>();
  return async (afterMs, counts) => {
    const { stdout, ended } = await killAfter([child, conversations, 'one'], {}, afterMs);
    counts.ended += ended ? 1 : 0;
    const before = shown.size;
    for (const line of stdout) {
      if (line.startsWith('answered ')) shown.add(line.slice('answered '.length));
      else counts.unreadable += 1;
    }
    counts.shown += shown.size - before;
    const problems: string[] = [];
    const store = new ConversationStore(conversations, (problem) => problems.push(problem));
    const { routes } = await store.open('one');
    const kept = routes.flatMap(({ id, events }) =>
      events.flatMap((event) => (event.type === 'answered' ? [`${id} ${event.step}`] : [])),
    );
    counts.unreadable += problems.length;
    counts.lost += [...shown].filter((step) => !kept.includes(step)).length;
    const lines = (await readFile(store.fileOf('one'), 'utf8').catch(() => '')).split('\n');
    counts.doubled += doublesOf(lines.filter((line) => line.includes('"type":"answered"')).map(stepOf));
    // A long conversation would make every kill slower.
    if (kept.length > 4_000) {
      await rm(store.fileOf('one'));
      shown.clear();
    }
  };
}

/** `calibrate` says "EXPERT: 3 of 12" when two are kept. The next run goes on; once all is known, it begins anew. */
function calibrateKiller(folder: string): Killer {
  let home = 0;
  return async (afterMs, counts) => {
    const env = { DER_HOME: join(folder, `home-${home}`) };
    const { stderr, ended } = await killAfter(
      [...(await commandArgs(folder, 'calibrate', simulated)), '--kinds', 'short', '--precision', '0'],
      env,
      afterMs,
    );
    counts.ended += ended ? 1 : 0;
    const records = await readOutcomes(join(env.DER_HOME, 'outcomes.jsonl'), () => (counts.unreadable += 1));
    for (const student of poolStudents) {
      const begun = stderr.flatMap((line) => new RegExp(`^${student}: (\\d+) of`).exec(line)?.[1] ?? []);
      if (begun.length === 0) continue;
      const complete = Number(begun.at(-1)) - 1;
      const kept = new Set(records.filter(({ expert }) => expert === student).map(keyOf)).size;
      counts.shown += begun.length - 1;
      counts.lost += Math.max(0, complete - kept);
    }
    counts.doubled += doublesOf(records.map(keyOf));
    if (ended) home += 1;
  };
}

/**
 * Each `ask` keeps how long its experts took, all of it before it shows that it is done: with `--json` by its trace,
 * without by the row that sums up. One that is killed before that has kept all of it or nothing.
 */
function askKiller(folder: string, { baseUrl, log }: OpenAiServer): Killer {
  const env = { DER_HOME: join(folder, 'asked') };
  const file = join(env.DER_HOME, 'times.jsonl');
  const pool = ['one', 'two'].map((model) => ({ kind: 'openai', model, baseUrl, paramsB: 3 }));
  let asked = 0;
  return async (afterMs, counts) => {
    const before = await jsonLines(file, counts);
    const json = asked++ % 2 === 0;
    const args = [
      ...(await commandArgs(folder, 'ask', pool)),
      ...(json ? ['--json'] : []),
      '--alpha',
      '0',
      '--p0',
      '1',
      'Why?',
    ];
    log.requests.length = 0;
    const begun = log.until(({ path }) => path === '/v1/chat/completions');
    const { stdout, ended } = await killAfter(args, env, afterMs, begun);
    counts.ended += ended ? 1 : 0;
    const added = (await jsonLines(file, counts)) - before;
    const shown = json ? stepsOfTrace(stdout, counts) : stepsOfChain(stdout);
    counts.shown += shown ?? 0;
    counts.lost += Math.max(0, (shown ?? 0) - added);
    counts.doubled += Math.max(0, added - (shown ?? defaultKnobs.maxSteps));
  };
}

/** Never says the same twice, and nothing that is good enough at once. */
function disagreeing(name: string): OpenAiModelSpec {
  let answers = 0;
  return { name, tokensPerSecond: 60, reply: () => `I do not know this (${answers++}).` };
}

/** Steps of the trace that a program reads; undefined where none was written yet. */
function stepsOfTrace([line]: readonly string[], counts: Counts): number | undefined {
  if (line === undefined) return undefined;
  try {
    return (JSON.parse(line) as { steps: readonly unknown[] }).steps.length;
  } catch {
    counts.unreadable += 1;
    return undefined;
  }
}

/** Steps of the row that sums a chain up: "4 steps in 4 requests · …"; undefined where it was not shown yet. */
function stepsOfChain(lines: readonly string[]): number | undefined {
  const sum = lines
    .map((line) => /^(\d+) steps?(?: in \d| ·)/.exec(line)?.[1])
    .find((steps) => steps !== undefined);
  return sum === undefined ? undefined : Number(sum);
}

async function jsonLines(file: string, counts: Counts): Promise<number> {
  const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n').filter((line) => line !== '');
  const whole = lines.filter((line) => line.endsWith('}'));
  for (const line of whole) {
    try {
      JSON.parse(line);
    } catch {
      counts.unreadable += 1;
    }
  }
  return whole.length;
}

const poolStudents = ['simulated/anna-3b', 'simulated/elena-70b'];
const simulated = poolStudents.map((student) => ({
  kind: 'simulated',
  student,
  firstTokenMs: 5,
  tokensPerSecond: 2_000,
}));

async function commandArgs(folder: string, command: 'ask' | 'calibrate', pool: object): Promise<string[]> {
  const file = join(folder, `${command}.json`);
  await writeFile(file, JSON.stringify(pool));
  return [join(repository(), 'scripts/run.mjs'), command, '--pool', file];
}

function stepOf(line: string): string {
  try {
    const { route, event } = JSON.parse(line) as { route: string; event: { step: number } };
    return `${route} ${event.step}`;
  } catch {
    // Torn by a kill: nobody was shown it.
    return line;
  }
}

function doublesOf(keys: readonly string[]): number {
  return keys.length - new Set(keys).size;
}

/** The folder of package.json, from wherever this file was bundled to. */
function repository(): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (folder === dirname(folder)) throw new Error('This runs within the repository only.');
  }
}
