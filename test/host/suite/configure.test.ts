import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { startOllamaServer, type OllamaServer } from '../../support/ollamaServer';
import { eventually, resetSettings, set, setting } from './editor';

describe('Configure Experts', () => {
  let server: OllamaServer;
  let outside: string | undefined;
  before(async () => {
    server = await startOllamaServer({
      models: [
        { name: 'here:1b', paramsB: 1 },
        { name: 'reads-only:1b', paramsB: 1, capabilities: ['embedding'] },
      ],
    });
    outside = process.env['OLLAMA_HOST'];
    process.env['OLLAMA_HOST'] = server.url;
  });
  after(async () => {
    process.env['OLLAMA_HOST'] = outside;
    await server.close();
  });
  afterEach(resetSettings);

  /** Runs the command and accepts what its list proposes. */
  async function accepted(): Promise<unknown> {
    let done = false;
    const running = vscode.commands.executeCommand('der.configureExperts').then((pool) => {
      done = true;
      return pool;
    });
    await eventually('the list is accepted', async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return done;
    });
    return running;
  }

  it('proposes what is there, and writes what was accepted', async () => {
    await set('experts', null);
    const pool = await accepted();
    assert.deepEqual(pool, [
      { kind: 'calculator' },
      { kind: 'workspace' },
      { kind: 'ollama', model: 'here:1b' },
    ]);
    assert.deepEqual(setting('experts'), pool);
  });

  it('keeps what was written about an expert, and what it does not understand', async () => {
    const written = [
      { kind: 'ollama', model: 'here:1b', paramsB: 3 },
      { kind: 'ollama', model: 'gone:1b', enabled: false },
      { kind: 'of tomorrow' },
    ];
    await set('experts', written);
    assert.deepEqual(await accepted(), written);
  });

  it('changes nothing when the person gives up', async () => {
    const running = vscode.commands.executeCommand('der.configureExperts');
    let done = false;
    void running.then(() => (done = true));
    await eventually('the list is closed', async () => {
      await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
      return done;
    });
    assert.equal(await running, undefined);
    assert.equal(setting('experts'), null);
  });
});
