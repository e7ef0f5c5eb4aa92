import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import type { HostContext } from '../../../src/host/context';
import { hostContext, product, resetSettings, set } from './editor';

describe('Networks', () => {
  let host: HostContext;
  let folder: string;
  let told: string[];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'der-models-'));
    host = await hostContext();
    await set('experts', [{ kind: 'calculator' }]);
    await set('modelsFolder', folder);
  });
  after(async () => {
    await resetSettings();
    await host.newConversation();
    await host.close();
    host.dispose();
    await rm(folder, { recursive: true });
  });
  afterEach(() => (host.problems.notice = undefined));

  /** Asks, and resolves to what the person is told. */
  async function asked(): Promise<string> {
    told = [];
    host.problems.notice = (level, text) => told.push(`${level}: ${text}`) > 0;
    const trace = await host.ask({ text: '6 * 7', fromWorkspace: false });
    return trace ? `answer: ${trace.final?.answer}` : told.join('\n');
  }

  it('that are missing are named, with what to do', async () => {
    assert.match(await asked(), /^error: .*manifest\.json is missing\. Reinstall DER/);
    assert.equal(host.draft.text, '6 * 7', 'the question is lost');
  });

  it('that were altered are not used', async () => {
    await cp(join(product().extensionPath, 'models'), folder, { recursive: true });
    const policy = join(folder, 'policy.onnx');
    const bytes = await readFile(policy);
    await writeFile(policy, Buffer.concat([bytes, Buffer.of(0)]));
    assert.match(await asked(), /^error: .*policy\.onnx is not the file its manifest names/);
    await writeFile(policy, bytes);
  });

  it('work again once they are there', async () => {
    assert.match(await asked(), /^answer: .*42/);
  });
});
