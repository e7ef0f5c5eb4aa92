/** The whole training by its command, small, on made-up data: killed and resumed, diverging, refused. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../scripts/setup.mjs';
import { loadModels, readManifest } from '../../src/der/networks/models';
import { readTensors, writeTensors } from '../../src/learn/graph/safetensors';
import { Random } from '../../src/learn/random';
import { runCommand, startCommand, type Ended } from '../support/command';
import { madeUpSources, writeTrainingData } from '../support/trainingData';

let folder: string;
let data: string;
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  await ensureBuilt(['lab/train']);
  folder = await mkdtemp(join(tmpdir(), 'der-train-'));
  data = at('data');
  await mkdir(data);
  await writeTrainingData(data, 7);
}, 120_000);
afterAll(() => rm(folder, { recursive: true }));

const small = ['--effort', '0.005'];
const train = (out: string, ...more: string[]) =>
  runCommand('train', ['--data', data, '--out', at(out), ...small, ...more]);

/** Starts a training and kills it, with everything that it has started, once it has said so many lines. */
function trainUntil(lines: number, out: string, ...more: string[]): Promise<Ended> {
  const { process: running, ended } = startCommand('train', [
    ...['--data', data, '--out', at(out)],
    ...[...small, ...more],
  ]);
  let said = 0;
  running.stderr!.on('data', (text: string) => {
    said += progressLines(text).length;
    if (said >= lines) running.kill('SIGKILL');
  });
  // Its output is closed by the last of its processes.
  return ended;
}

const progressLines = (text: string) => text.match(/^ *\d+ s {2}.*$/gm) ?? [];

/** Puts a number that is none among a checkpoint's parameters. */
async function poison(checkpoint: string): Promise<void> {
  const { tensors, metadata } = await readTensors(checkpoint);
  const [[name, tensor]] = [...tensors].filter(([, { type }]) => type === 'float32') as [
    [string, { type: 'float32'; data: Float32Array; dims: number[] }],
  ];
  const poisoned = { ...tensor, data: tensor.data.with(0, NaN) };
  await writeTensors(checkpoint, { tensors: new Map(tensors).set(name, poisoned), metadata });
}

/** The files of a folder of models by name, but for the log, which has times in it. */
async function filesOf(out: string): Promise<Record<string, string>> {
  const names = (await readdir(at(out))).filter((name) => /\.(onnx|json)$/.test(name));
  const contents = await Promise.all(names.map((name) => readFile(join(at(out), name), 'base64')));
  return Object.fromEntries(names.map((name, index) => [name, contents[index]!]));
}

describe('npm run train', () => {
  let whole: Ended;
  beforeAll(async () => {
    whole = await train('whole');
  }, 120_000);

  it('makes models that load, and say what they are of and that they are small', async () => {
    expect(whole.stdout).toMatch(/^Trained 2\.0\.0-seed\.1-effort\.0\.005/);
    expect(whole.code).toBe(0);
    expect((await readdir(at('whole'))).sort()).toEqual([
      'encoder.onnx',
      'manifest.json',
      'policy.onnx',
      'terminator.onnx',
      'training.html',
      'training.jsonl',
    ]);
    const models = await loadModels(at('whole'));
    await models.release();
    const { trained, training } = models.manifest;
    expect(trained).toBe(false);
    expect(training).toMatchObject({ seed: 1, effort: 0.005 });
    expect((training!['sources'] as { name: string }[]).map(({ name }) => name)).toEqual(madeUpSources);
  });

  it('ends in the same bytes when it is killed twice, anywhere, and resumed', async () => {
    const lines = progressLines(whole.stderr).length;
    const random = new Random(2026);
    const first = 1 + random.integer(lines - 3);
    const second = 1 + random.integer(lines - first - 2);
    const killed = await trainUntil(first, 'killed');
    expect(killed.code, killed.stderr).toBeNull();
    expect(await filesOf('killed')).toEqual({});
    // What a training says once more of what it has done already makes the second moment earlier than it is drawn.
    const again = await trainUntil(second, 'killed', '--resume');
    expect(again.code, again.stderr).toBeNull();
    const last = await train('killed', '--resume');
    expect(last.code, last.stderr).toBe(0);
    expect(progressLines(last.stderr).length).toBeLessThan(lines);
    expect(await filesOf('killed')).toEqual(await filesOf('whole'));
    expect(await readdir(at('killed'))).not.toContain('.training');
  }, 120_000);

  it('stops when the loss is no number any more, and leaves the models as they were', async () => {
    await mkdir(at('good'));
    const good = await filesOf('whole');
    for (const [name, content] of Object.entries(good))
      await writeFile(join(at('good'), name), content, 'base64');

    // Whichever of them it goes on from, by when it was killed.
    const begun = progressLines(whole.stderr).findIndex((line) => line.includes('ppo')) + 1;
    await trainUntil(begun, 'good');
    const kept = (await readdir(join(at('good'), '.training'))).filter((name) => name.startsWith('policy'));
    expect(kept).toContain('policy-imitation.safetensors');
    for (const name of kept.filter((one) => one.endsWith('.safetensors')))
      await poison(join(at('good'), '.training', name));

    const { code, stderr } = await train('good', '--resume');
    expect(stderr).toMatch(/Training diverged at step \d+: .* is NaN\./);
    expect(code).toBe(1);
    expect(await filesOf('good')).toEqual(good);
    await readManifest(at('good'));
  }, 120_000);

  it('learns from the sources that are named, in whichever order', async () => {
    const names = madeUpSources.toReversed().join(',');
    const { stderr } = await trainUntil(1, 'both', '--sources', names);
    expect(stderr).toContain(`read ${madeUpSources.map((name) => `${name} (60 prompts)`).join(', ')}`);
    const one = await trainUntil(1, 'one', '--sources', 'orchard');
    expect(one.stderr).toContain('read orchard (60 prompts)\n');

    const other = await train('one', '--sources', 'harbour', '--resume');
    expect(other.stderr).toContain('holds another training');
    expect(other.code).toBe(1);
  });

  it.each([
    [['--sources', 'orchard,tables'], /no source "tables"\. It holds: harbour, orchard\./],
    [['--sources', 'orchard,'], /names with commas between/],
    [['--effort', '0'], /--effort must be a number above 0 and at most 1, not "0"/],
    [['--effort', '1.5'], /--effort must be/],
    [['--effort', 'NaN'], /--effort must be/],
  ])('refuses %s', async (wrong, words) => {
    const { code, stderr } = await train('refused', ...wrong);
    expect(stderr).toMatch(words);
    expect(code).toBe(2);
  });

  it('says what is missing where there is too little to learn from', async () => {
    await mkdir(at('few'));
    await writeTrainingData(at('few'), 7, 4);
    const { code, stderr } = await runCommand('train', ['--data', at('few'), '--out', at('none'), ...small]);
    expect(stderr).toMatch(/There is too little to learn from/);
    expect(code).toBe(1);
  });
});
