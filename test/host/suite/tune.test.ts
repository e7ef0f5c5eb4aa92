/** Tuning in the editor: its commands, its offer, and that neither cancelling nor a closed window changes anything. */
import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { outcomesFile } from '../../../src/der/estimate/outcomes';
import { installed, parentOf, useTuned } from '../../../src/der/tuning/installed';
import { shippedQuestions } from '../../../src/measure/sets';
import { NetworkTuning } from '../../../src/host/tune/networkTuning';
import { eventually, hostContext, product, resetSettings, set } from './editor';

describe('Tuning', () => {
  const homeBefore = process.env['DER_HOME'];
  let home: string;

  before(async () => {
    home = await mkdtemp(join(tmpdir(), 'der-tuning-'));
    process.env['DER_HOME'] = home;
  });
  afterEach(resetSettings);
  after(async () => {
    if (homeBefore === undefined) delete process.env['DER_HOME'];
    else process.env['DER_HOME'] = homeBefore;
    await rm(home, { recursive: true });
  });

  const experts = [70, 3].map((size) => ({
    kind: 'openai',
    model: `made-up-${size}b`,
    baseUrl: 'http://127.0.0.1:9/v1',
    leavesMachine: false,
  }));

  /** The small one is always right, the large one never, on so many questions. */
  /** Of different subjects: near-duplicates are one question to tuning. */
  const asked = shippedQuestions(['short']).map(({ question }) => question);
  const write = (ids: readonly string[], questions: number) =>
    writeFile(
      outcomesFile(process.env),
      Array.from({ length: questions }, (_, at) =>
        ids
          .map((expert, place) =>
            JSON.stringify({
              ...{
                expert,
                question: asked[at]!,
                quality: place,
                characters: 90,
              },
              ...{ from: 'rating', at: '2026-11-01T10:00:00Z', kind: 'short' },
            }),
          )
          .join('\n'),
      ).join('\n'),
    );

  it('says what is missing where there are too few outcomes, and changes nothing', async () => {
    await set('experts', experts);
    const host = await hostContext();
    const tuning = new NetworkTuning(host);
    const ids = (await host.pool.experts()).map(({ id }) => id);
    assert.equal(ids.length, 2);
    await write(ids, 5);
    assert.deepEqual(await tuning.tune(), { result: 'tooFew', outcomes: 10 });
    assert.equal(await installed(process.env), undefined);
    await host.close();
    host.dispose();
  });

  it('is cancelled with its window, and leaves what is used as it was', async () => {
    await set('experts', experts);
    const host = await hostContext();
    const tuning = new NetworkTuning(host);
    const ids = (await host.pool.experts()).map(({ id }) => id);
    await write(ids, 60);
    const running = tuning.tune();
    await assert.rejects(tuning.tune(), /being tuned already/);
    // In the middle of it.
    await new Promise((later) => setTimeout(later, 1500));
    tuning.dispose();
    assert.equal(await running, undefined);
    assert.equal(await installed(process.env), undefined);
    await host.close();
    host.dispose();
  });

  it('refuses where the person has networks of their own', async () => {
    await set('modelsFolder', home);
    const host = await hostContext();
    await assert.rejects(new NetworkTuning(host).tune(), /empty that setting first/);
    host.dispose();
  });

  it('uses what was tuned, and goes back by its command', async () => {
    const shipped = join(product().extensionPath, 'models');
    const folder = join(home, 'tuned', 'by-hand');
    await mkdir(join(home, 'tuned'), { recursive: true });
    await cp(shipped, folder, { recursive: true });
    const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as object;
    await writeFile(join(folder, 'manifest.json'), JSON.stringify({ ...manifest, version: 'tuned by hand' }));
    await useTuned(process.env, 'by-hand', await parentOf(shipped));
    const host = await hostContext();
    assert.equal((await host.networks.get()).info.version, 'tuned by hand');
    await vscode.commands.executeCommand('der.useShippedNetworks');
    await eventually('nothing is installed', async () => (await installed(process.env)) === undefined);
    await host.networks.renew(host.routes);
    assert.notEqual((await host.networks.get()).info.version, 'tuned by hand');
    await host.close();
    host.dispose();
  });
});
