import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../scripts/setup.mjs';
import { runCommand } from '../support/command';

/** Where the runtime would keep an identifier of the machine and what it has to report. */
let home: string;
let controlHome: string;

beforeAll(async () => {
  await ensureBuilt(['cli/demo']);
  home = await mkdtemp(join(tmpdir(), 'der-home-'));
  controlHome = await mkdtemp(join(tmpdir(), 'der-home-'));
}, 120_000);

afterAll(async () => {
  await rm(home, { recursive: true, force: true });
  await rm(controlHome, { recursive: true, force: true });
});

const placesIn = (folder: string) => ({
  ...{ HOME: folder, XDG_CACHE_HOME: join(folder, '.cache'), TMPDIR: folder, DER_HOME: folder },
});

describe('the runtime of the networks', () => {
  it('keeps nothing to report about a question, which may be a long one', async () => {
    const question = 'why is the sky blue? '.repeat(4_000);
    const args = ['--max-steps', '1', question];
    const { code, stdout } = await runCommand('demo', args, { env: placesIn(home) });
    expect(stdout).toContain('Answer · step 1');
    expect(code).toBe(0);
    expect(await readdir(home)).toEqual([]);
  });

  it.runIf(process.platform === 'linux')('would keep it just there if it were let', async () => {
    const load = "require('onnxruntime-node').InferenceSession.create('models/policy.onnx')";
    // It reports nothing where it takes the machine for one of continuous integration.
    const silent = /^(ORT_DISABLE_TELEMETRY|CI|CONTINUOUS_INTEGRATION|BUILD_.*|GITHUB_.*)$/;
    const inherited = Object.entries(process.env).filter(([name]) => !silent.test(name));
    // What it wants to report leads nowhere.
    const nowhere = { https_proxy: 'http://127.0.0.1:9', HTTPS_PROXY: 'http://127.0.0.1:9' };
    const env = { ...Object.fromEntries(inherited), ...placesIn(controlHome), ...nowhere };
    await promisify(execFile)(process.execPath, ['-e', load], { env });
    expect(await readdir(controlHome)).not.toEqual([]);
  });
});
