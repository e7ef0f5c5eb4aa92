import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import type { HostContext } from '../../../src/host/context';
import { folderVariable } from '../outcome';
import { eventually, hostContext } from './editor';

const key = 'sk-test-0123456789abcdef0123456789';

describe('API keys', () => {
  let host: HostContext;
  before(async () => {
    host = await hostContext();
  });
  after(() => host.dispose());

  it('are stored by name, and told to the providers', async () => {
    let changes = 0;
    const listener = host.keys.onDidChange(() => changes++);
    await host.keys.store('TEAM_KEY', key);
    assert.deepEqual(host.keys.names, ['TEAM_KEY']);
    assert.equal(await host.services().secret('TEAM_KEY'), key);
    await eventually('the change is heard', () => changes > 0);
    listener.dispose();
  });

  it('are in no file in the clear: neither settings, nor state, nor logs', async () => {
    const folder = join(process.env[folderVariable]!, 'user');
    const holding: string[] = [];
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      if ((await readFile(path).catch(() => Buffer.of())).includes(key)) holding.push(path);
    }
    assert.deepEqual(holding, []);
  });

  it('are gone when deleted', async () => {
    await host.keys.delete('TEAM_KEY');
    assert.deepEqual(host.keys.names, []);
    assert.equal(await host.services().secret('TEAM_KEY'), undefined);
  });
});
