/** `npm run calibrate` with the store that servers share, on a real PostgreSQL. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ensureBuilt } from '../../scripts/setup.mjs';
import { postgresOutcomes, type OutcomeStore } from '../../src/server/postgres/postgresStore';
import { runCommand } from '../support/command';
import { startPostgres, whyNoPostgres, type Postgres } from './postgres';
import { skipped } from './skipped';

const reason = await whyNoPostgres();

describe('calibration with a store', () => {
  skipped(reason);
  let folder = '';
  let postgres: Postgres | undefined;
  /** What a server that runs meanwhile knows. */
  let server: OutcomeStore | undefined;
  let args: string[] = [];

  beforeAll(async () => {
    if (reason !== undefined) return;
    await ensureBuilt(['sandbox', 'cli/calibrate']);
    folder = await mkdtemp(join(tmpdir(), 'der-calibrate-store-'));
    const students = ['simulated/anna-3b', 'simulated/elena-70b'];
    const pool = students.map((student) => ({ kind: 'simulated', student, firstTokenMs: 0 }));
    const questions = [
      { question: 'What is the capital of Australia?', reference: 'Canberra' },
      { question: 'In which year did the Berlin Wall fall?', reference: '1989' },
    ];
    const file = async (name: string, text: string): Promise<string> => {
      await writeFile(join(folder, name), text);
      return join(folder, name);
    };
    const prompts = questions.map((each) => JSON.stringify(each)).join('\n');
    args = ['--pool', await file('pool.json', JSON.stringify(pool))];
    args.push('--prompts', await file('prompts.jsonl', prompts));
    postgres = await startPostgres();
    server = await postgresOutcomes(postgres.url, folder, () => undefined);
  });

  afterAll(async () => {
    await server?.close(0);
    await postgres?.close();
    if (folder !== '') await rm(folder, { recursive: true, force: true });
  });

  const calibrate = (home: string, more: readonly string[], env: Record<string, string> = {}) =>
    runCommand('calibrate', [...args, ...more], { env: { DER_HOME: join(folder, home), ...env } });
  const kept = async (): Promise<number> =>
    Number((await postgres!.query<{ count: string }>('SELECT count(*) FROM der.outcomes'))[0]!.count);

  it('keeps what was measured there alone, and servers that run know it at once', async () => {
    const { code, stdout } = await calibrate('one', ['--store', postgres!.url]);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/elena-70b: short \d of 2 right/)]);
    expect(await kept()).toBe(4);
    expect(existsSync(join(folder, 'one', 'outcomes.jsonl'))).toBe(false);
    await vi.waitFor(async () => expect(await server!.outcomes.read()).toHaveLength(4), 1500);
  });

  it('asks on no machine what was asked on another one', async () => {
    const plan = await calibrate('two', ['--plan'], { DER_STORE: postgres!.url });
    expect(plan.stderr).toContain('Everything is known already');
    const elsewhere = await calibrate('two', ['--plan']);
    expect(elsewhere.stderr).toContain('about 4 questions');
    const { code, stdout } = await calibrate('two', [], { DER_STORE: postgres!.url });
    expect([code, stdout]).toEqual([0, expect.stringMatching(/elena-70b: short \d of 2 right/)]);
    expect(await kept()).toBe(4);
  });

  it('asks again where that is wanted, and counts each time', async () => {
    expect((await calibrate('one', ['--again', '--store', postgres!.url])).code).toBe(0);
    expect(await kept()).toBe(8);
  });

  it('leaves traces and spending of the servers alone', async () => {
    const [rows] = await postgres!.query<Record<string, string>>(
      'SELECT (SELECT count(*) FROM der.traces) AS traces, (SELECT count(*) FROM der.calls) AS calls',
    );
    expect(rows).toEqual({ traces: '0', calls: '0' });
  });

  it('says what an address must be', async () => {
    const { code, stderr } = await calibrate('one', ['--store', 'mysql://db/der']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('--store takes the address of a PostgreSQL')]);
  });
});
