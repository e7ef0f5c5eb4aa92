/** Networks that load and then give nothing to go by, under the commands that a person runs. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../scripts/setup.mjs';
import { exportModels, seededWeights } from '../../src/lab/training/exportModels';
import { untrainedBelief, untrainedSkill } from '../../src/learn/untrained';
import type { Trace } from '../../src/der/trace/trace';
import { runCommand } from '../support/command';

const about = { version: 'broken', trained: false, skill: untrainedSkill, belief: untrainedBelief };
const weights = seededWeights(1);
let folder: string;
let pool: string;

beforeAll(async () => {
  await ensureBuilt(['cli/ask']);
  folder = await mkdtemp(join(tmpdir(), 'der-broken-'));
  pool = join(folder, 'pool.json');
  await writeFile(pool, JSON.stringify([{ kind: 'simulated', student: 'simulated/anna-3b' }]));
}, 120_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

const nothing = (length: number) => new Float32Array(length).fill(NaN);

/** A folder of networks, one of which computes nothing but NaN. */
async function modelsWithout(name: 'policy' | 'terminator'): Promise<string> {
  const broken = new Map(
    [...weights[name]].map(([key, value]) => [key, { ...value, data: nothing(value.data.length) }]),
  );
  await exportModels(join(folder, name), { ...weights, [name]: broken }, about);
  return join(folder, name);
}

describe('npm run ask, when a network breaks', () => {
  it('keeps the answer that could not be judged, says what broke, and exits 1', async () => {
    const models = await modelsWithout('terminator');
    const { code, stdout } = await runCommand('ask', ['--models', models, '--pool', pool, 'hello']);
    expect(stdout).toMatch(/── Answer · step 1 · anna-3b/);
    expect(stdout).toMatch(/This is the best answer so far\. The networks that choose and judge failed/);
    expect(stdout).toContain('Ask again.');
    expect(code).toBe(1);
  });

  it('leaves a whole trace, and says it on stderr', async () => {
    const models = await modelsWithout('policy');
    const { code, stdout, stderr } = await runCommand('ask', [
      '--json',
      '--models',
      models,
      '--pool',
      pool,
      'hello',
    ]);
    const trace = JSON.parse(stdout) as Trace;
    expect(trace).toMatchObject({ stop: 'all_failed', final: null, steps: [] });
    expect(trace.error).toMatch(/the score NaN; its network is broken\. Ask again\./);
    expect(stderr).toContain(trace.error);
    expect(code).toBe(1);
  });
});
