import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../scripts/setup.mjs';
import { runCommand } from '../support/command';

/** Where the runtime would keep an identifier of the machine and what it has to report. */
let home: string;

beforeAll(async () => {
  await ensureBuilt(['cli/demo']);
  home = await mkdtemp(join(tmpdir(), 'der-home-'));
}, 120_000);

afterAll(() => rm(home, { recursive: true, force: true }));

describe('the runtime of the networks', () => {
  it('keeps nothing to report about a question, which may be a long one', async () => {
    const question = 'why is the sky blue? '.repeat(4_000);
    const places = { HOME: home, XDG_CACHE_HOME: join(home, '.cache'), TMPDIR: home, DER_HOME: home };
    const { code, stdout } = await runCommand('demo', ['--max-steps', '1', question], { env: places });
    expect(stdout).toContain('Answer · step 1');
    expect(code).toBe(0);
    expect(await readdir(home)).toEqual([]);
  });
});
