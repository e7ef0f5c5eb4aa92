import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../scripts/setup.mjs';
import type { CostUnit } from '../../src/der/core/experts';
import type { Trace } from '../../src/der/trace/trace';
import { runCommand } from '../support/command';
import { type OllamaServer, startOllamaServer } from '../support/ollamaServer';

let folder: string;
let server: OllamaServer;
let pool: string;

beforeAll(async () => {
  await ensureBuilt(['cli/ask']);
  folder = await mkdtemp(join(tmpdir(), 'der-cost-unit-'));
  server = await startOllamaServer({ models: [{ name: 'local:3b', reply: 'It scatters blue light.' }] });
  pool = join(folder, 'pool.json');
  const priced = { kind: 'openai', baseUrl: 'http://127.0.0.1:9/v1', model: 'priced-8b' };
  await writeFile(
    pool,
    JSON.stringify([
      { kind: 'ollama', model: 'local:3b', baseUrl: server.url, paramsB: 3 },
      { ...priced, price: { promptPerMtok: 0.1, answerPerMtok: 0.5 } },
      { kind: 'calculator' },
    ]),
  );
}, 120_000);

afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

/** A route with its costs counted in a unit. Times are kept in the folder, from one to the next. */
async function ask(unit: CostUnit, home: string): Promise<Trace> {
  const args = ['--json', '--pool', pool, '--cost-unit', unit, '--p0', '0', 'why is the sky blue?'];
  const { stdout } = await runCommand('ask', args, { env: { DER_HOME: join(folder, home) } });
  return JSON.parse(stdout) as Trace;
}

/** What each expert of the pool costs, and whether that is an estimate. */
const costs = ({ pool }: Trace) => pool.map(({ costB, costEstimated }) => [costB, costEstimated]);

describe('npm run ask -- --cost-unit', () => {
  it('counts sizes, or prices', async () => {
    expect(costs(await ask('compute', 'sizes'))).toEqual([
      [3, false],
      [8, true],
      [0, false],
    ]);
    expect(costs(await ask('money', 'prices'))).toEqual([
      [0, false],
      [40, false],
      [0, false],
    ]);
  });

  it('counts times as soon as there are some', async () => {
    const first = await ask('time', 'times');
    expect(costs(first)).toEqual([
      [3, true],
      [8, true],
      [0, false],
    ]);
    const [step] = first.steps;
    expect(step?.expert).toBe(first.pool[0]?.id);
    const second = await ask('time', 'times');
    // Loading is no part of what an answer takes: the next one finds the model in memory.
    const { totalMs, loadMs = 0 } = step!.timing;
    expect(costs(second)).toEqual([
      [(totalMs - loadMs) / 500, false],
      [8, true],
      [0, false],
    ]);
    expect(second.steps[0]?.usage.costB).toBe(second.pool[0]?.costB);
  });
});
