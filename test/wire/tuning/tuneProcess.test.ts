/** Tuning in its child process: what is better is installed, byte for byte the same again; nothing else changes anything. */
import { mkdtemp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { execFile, fork } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadModels } from '../../../src/der/networks/models';
import { installed, loadUsed, usedNetworks, useShipped, useTuned } from '../../../src/der/tuning/installed';
import type { TuningVerdict } from '../../../src/der/tuning/order';
import { TuneProcess } from '../../../src/tune/tuneProcess';
import { chanceExperts, invertedExperts, tuningExperts, writeOutcomes } from '../../support/tunedPerson';

const models = join(import.meta.dirname, '../../../models');
const script = join(import.meta.dirname, '../../../dist/tune.js');
/** Whether what takes more whole tunings is tried as well, with `DER_TUNING=all`. */
const whenAll: (name: string, options: { timeout: number }, test: () => Promise<void>) => void =
  process.env['DER_TUNING'] === 'all' ? it : () => {};
/** A tuning takes half a minute of the processor, and tests share theirs. */
const patienceMs = 900_000;

let root: string;
const never = new AbortController().signal;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'der-tune-'));
  await promisify(execFile)(process.execPath, [
    join(import.meta.dirname, '../../../scripts/build.mjs'),
    'tune',
  ]);
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function place(name: string) {
  const home = join(root, name);
  await mkdir(home, { recursive: true });
  const outcomes = join(home, 'outcomes.jsonl');
  return { home, outcomes, env: { DER_HOME: home }, child: new TuneProcess({ script, models, outcomes }) };
}

const run = (
  experts = tuningExperts(invertedExperts),
  signal = never,
  progress: (share: number) => void = () => {},
) => ({
  ...{ seed: 1, experts, signal, progress },
});

/** Bytes of every file of a folder. */
async function contents(folder: string) {
  const names = (await readdir(folder)).sort();
  return Promise.all(names.map(async (name) => [name, (await readFile(join(folder, name))).toString('hex')]));
}

describe('a person whose experts are not what their size says', () => {
  let verdict: TuningVerdict;
  let here: Awaited<ReturnType<typeof place>>;

  beforeAll(async () => {
    here = await place('inverted');
    await writeOutcomes(here.outcomes, invertedExperts, 40, 1);
    const shares: number[] = [];
    verdict = await here.child.install(
      here.env,
      run(undefined, never, (share) => shares.push(share)),
    );
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.length).toBeGreaterThan(3);
  }, patienceMs);

  it('gets networks that are clearly better on questions they did not learn from', () => {
    expect(verdict.result).toBe('better');
    if (verdict.result !== 'better') return;
    const { onWhole, questions, outcomes, toldApart } = verdict.figures;
    expect([questions, outcomes]).toEqual([40, 160]);
    expect(onWhole!.interval[0]).toBeGreaterThan(0);
    expect(toldApart!.interval[0]).toBeGreaterThan(0.5);
  });

  it('uses them, with what they came from, and leaves encoder and shipped networks as they are', async () => {
    const { folder, state } = await usedNetworks(models, here.env);
    expect(state).toBe('tuned');
    const used = await loadUsed(models, here.env, {}, expect.unreachable);
    expect(used.manifest.version).toBe('2.0.0-seed.1-tuned');
    expect(used.manifest.tuned).toMatchObject({ seed: 1, figures: { outcomes: 160 } });
    await used.release();
    expect(await readFile(join(folder, 'encoder.onnx'))).toEqual(
      await readFile(join(models, 'encoder.onnx')),
    );
    await (await loadModels(models)).release();
  });

  whenAll('makes the same bytes again of the same outcomes', { timeout: patienceMs }, async () => {
    const out = join(here.home, 'again');
    await here.child.run(out, run(tuningExperts(invertedExperts).reverse()));
    const { folder } = await usedNetworks(models, here.env);
    expect(await contents(out)).toEqual(await contents(folder));
  });

  it(
    'leaves what is installed as it was where a tuning is killed in the middle',
    { timeout: patienceMs },
    async () => {
      const before = await installed(here.env);
      const stop = new AbortController();
      const running = here.child.install(
        here.env,
        run(undefined, stop.signal, () => stop.abort()),
      );
      await expect(running).rejects.toThrow('Stopped.');
      expect(await installed(here.env)).toEqual(before);
      expect((await readdir(join(here.home, 'tuned'))).sort()).toEqual([before!.id, 'current.json']);
      await (await loadUsed(models, here.env, {}, expect.unreachable)).release();
    },
  );

  it('falls back to the shipped networks where a file was torn, and says so', async () => {
    const { folder } = await usedNetworks(models, here.env);
    const policy = await readFile(join(folder, 'policy.onnx'));
    await writeFile(join(folder, 'policy.onnx'), policy.subarray(0, 1000));
    const told: string[] = [];
    const used = await loadUsed(models, here.env, {}, (problem) => told.push(problem));
    expect(used.manifest.tuned).toBeUndefined();
    await used.release();
    expect(told.join()).toContain('altered or is incomplete');
    await writeFile(join(folder, 'policy.onnx'), policy);
  });

  it('does not use what was tuned to other networks, and goes back in one step', async () => {
    const { id, parent } = (await installed(here.env))!;
    await useTuned(here.env, id, 'f'.repeat(64));
    expect(await usedNetworks(models, here.env)).toEqual({ folder: models, state: 'stale' });
    await useTuned(here.env, id, parent);
    expect(await useShipped(here.env)).toBe(true);
    expect(await usedNetworks(models, here.env)).toEqual({ folder: models, state: 'shipped' });
    expect(await useShipped(here.env)).toBe(false);
  });
});

whenAll('installs nothing for clicks by chance', { timeout: patienceMs }, async () => {
  const { child, outcomes, env } = await place('chance');
  await writeOutcomes(outcomes, chanceExperts, 40, 1);
  const verdict = await child.install(env, run(tuningExperts(chanceExperts)));
  expect(verdict.result).toMatch(/^(?:nothingToldApart|notBetter)$/);
  expect(await installed(env)).toBeUndefined();
});

describe('outcomes that cannot be learned from', () => {
  const cases: readonly (readonly [what: string, text: string])[] = [
    ['none', ''],
    ['no JSON', 'NaN\nInfinity\n'],
    ['qualities that are no numbers', '{"expert":"expert 0","question":"q","quality":NaN}\n'.repeat(200)],
    ['torn lines', '{"expert":"expert 0","question":"q","qual\n'.repeat(200)],
    ['a later version', '{"version":9,"author":"expert 0","asked":"q","worth":{"mean":1}}\n'.repeat(200)],
    ['one huge line', `{"expert":"expert 0","question":"${'q'.repeat(4_000_000)}"`],
  ];
  it.each(cases)(
    '%s: says how many there are and changes nothing',
    { timeout: 120_000 },
    async (what, text) => {
      const { child, outcomes, env } = await place(what);
      await writeFile(outcomes, text);
      expect(await child.install(env, run())).toEqual({ result: 'tooFew', outcomes: 0 });
      expect(await installed(env)).toBeUndefined();
    },
  );

  it('too few, or of experts who left the pool', { timeout: 120_000 }, async () => {
    const { child, outcomes, env } = await place('few');
    await writeOutcomes(outcomes, invertedExperts, 14, 1);
    expect(await child.install(env, run())).toEqual({ result: 'tooFew', outcomes: 56 });
    await writeOutcomes(outcomes, invertedExperts, 40, 1);
    const others = tuningExperts(invertedExperts).map((expert) => ({ ...expert, id: `new ${expert.id}` }));
    expect(await child.install(env, run(others))).toEqual({ result: 'tooFew', outcomes: 0 });
  });
});

it('waits while it is held, and goes on afterwards', { timeout: patienceMs }, async () => {
  const [held, free] = [await place('held'), await place('free')];
  for (const { outcomes } of [held, free]) await writeOutcomes(outcomes, invertedExperts, 14, 1);
  held.child.pause();
  let isDone = false;
  const running = held.child.run(join(held.home, 'out'), run()).then((verdict) => {
    isDone = true;
    return verdict;
  });
  // Two that are not held, one after the other, need longer than it would.
  for (const out of ['out', 'again'])
    expect((await free.child.run(join(free.home, out), run())).result).toBe('tooFew');
  expect(isDone).toBe(false);
  held.child.resume();
  expect((await running).result).toBe('tooFew');
});

it('ends with its parent', { timeout: 120_000 }, async () => {
  const { outcomes, home } = await place('orphan');
  await writeOutcomes(outcomes, invertedExperts, 40, 1);
  const parent = join(home, 'parent.mjs');
  const order = {
    models,
    outcomes,
    out: join(home, 'out'),
    seed: 1,
    experts: tuningExperts(invertedExperts),
  };
  await writeFile(
    parent,
    `import { fork } from 'node:child_process';
const child = fork(${JSON.stringify(script)}, { stdio: 'ignore' });
child.send(${JSON.stringify({ type: 'tune', order })}, () => process.send(child.pid));
setInterval(() => {}, 1000);`,
  );
  const forked = fork(parent);
  const pid = await new Promise<number>((told) => forked.once('message', (id) => told(Number(id))));
  expect(isAlive(pid)).toBe(true);
  forked.kill('SIGKILL');
  await expect.poll(() => isAlive(pid), { timeout: 60_000 }).toBe(false);
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
