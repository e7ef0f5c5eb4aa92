/** The first run and the diagnosis, on a server that has no models yet. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { HostContext } from '../../../src/host/context';
import { connectPanel } from '../../../src/host/panel/panelActions';
import { startOllamaServer, type OllamaServer } from '../../support/ollamaServer';
import { eventually, hostContext, resetSettings, set, setting } from './editor';
import { FakeView } from './fakeView';

const key = 'sk-hunter2hunter2hunter2hunter2';

describe('Set-up', () => {
  let host: HostContext;
  let server: OllamaServer;
  let connected: ReturnType<typeof connectPanel>;
  let page: FakeView;
  let outside: string | undefined;

  before(async () => {
    server = await startOllamaServer({ registry: [{ name: 'new:1b', paramsB: 1, size: 1_000_000 }] });
    outside = process.env['OLLAMA_HOST'];
    process.env['OLLAMA_HOST'] = server.url;
    process.env['ANTHROPIC_API_KEY'] = key;
    host = await hostContext();
    connected = connectPanel(host);
    page = new FakeView();
    connected.panel.resolveWebviewView(page.view as unknown as vscode.WebviewView);
    page.send({ type: 'ready' });
  });
  after(async () => {
    process.env['OLLAMA_HOST'] = outside;
    delete process.env['ANTHROPIC_API_KEY'];
    await host.close();
    connected.connections.dispose();
    host.dispose();
    await server.close();
  });
  afterEach(resetSettings);

  const offered = () => page.of('setUp').at(-1)?.setUp;

  it('offers a model that suits the machine, and the services whose keys are known', async () => {
    await eventually('something is offered', () => offered()?.recommended);
    const source = offered()?.sources.find(({ id }) => id === 'Anthropic');
    assert.equal(source?.detail, 'ANTHROPIC_API_KEY is set in the environment');
    assert.doesNotMatch(JSON.stringify(page.posted), /hunter2/);
  });

  it('pulls a model, which joins the pool by itself', async () => {
    page.send({ type: 'pull', model: 'new:1b' });
    await eventually('the model is there', () => offered()?.pull?.state === 'done');
    await eventually('the model has joined', () =>
      page
        .of('pool')
        .at(-1)
        ?.pool.experts.some(({ id }) => id.startsWith('new:1b')),
    );
  });

  it('notices models that come and go, before a question and when the view is shown', async () => {
    const has = (ids: readonly { readonly id: string }[]) => ids.some(({ id }) => id.startsWith('late:1b'));
    server.ollama.store.add({ name: 'late:1b', paramsB: 1 });
    await eventually('a question finds it', async () => has(await host.pool.atThisMoment()));
    server.ollama.store.remove('late:1b');
    await eventually('the view finds it gone', async () => {
      page.send({ type: 'ready' });
      await new Promise((shown) => setTimeout(shown, 300));
      return !has(page.of('pool').at(-1)!.pool.experts);
    });
  });

  it('adds the simulated experts with one press, beside what there was', async () => {
    await set('experts', null);
    page.send({ type: 'addExperts', source: 'practice' });
    await eventually('the pool is written', () => Array.isArray(setting('experts')));
    const kinds = (setting('experts') as { kind: string }[]).map(({ kind }) => kind);
    assert.deepEqual([...new Set(kinds)].sort(), ['calculator', 'ollama', 'simulated', 'workspace']);
  });

  it('changes the terms of an expert in the pool editor, and refuses wrong ones', async () => {
    const cloud = { kind: 'openai', baseUrl: 'http://127.0.0.1:9/v1', model: 'cloud' };
    await set('experts', [{ kind: 'calculator' }, cloud]);
    const terms = { contextTokens: 32_000, price: { promptPerMtok: 1, answerPerMtok: 4 } };
    page.send({ type: 'setTerms', id: 'cloud', terms: { ...terms, contextTokens: -1 } });
    page.send({ type: 'setTerms', id: 'cloud', terms });
    await eventually('the terms are written', () => JSON.stringify(setting('experts')).includes('32000'));
    assert.deepEqual(setting('experts'), [{ kind: 'calculator' }, { ...cloud, ...terms }]);
    await eventually('the panel shows them', () =>
      page.of('poolRows').some(({ rows }) => rows.some((row) => row.contextTokens === 32_000)),
    );
    assert.match(page.of('notice').at(-1)?.text ?? '', /"contextTokens" must be above 0/);
  });

  it('pulls a model by a command', async () => {
    assert.equal(await vscode.commands.executeCommand('der.pullModel', 'new:1b'), 'new:1b');
    await assert.rejects(async () => {
      await vscode.commands.executeCommand('der.pullModel', 'nowhere:1b');
    }, /nowhere:1b/);
  });

  it('diagnoses every expert and the machine, without a secret', async () => {
    await set('experts', [
      { kind: 'calculator' },
      { kind: 'ollama', model: 'new:1b', baseUrl: server.url },
      { kind: 'ollama', model: 'gone:1b', baseUrl: server.url },
      { kind: 'anthropic', model: 'claude', baseUrl: 'http://192.0.2.1:9' },
      { kind: 'openai', model: 'x', baseUrl: 'http://h/v1', apiKeyName: 'NO_SUCH_KEY' },
    ]);
    const report = await vscode.commands.executeCommand<string>('der.diagnose', { paid: false });
    assert.match(report, /\| new:1b .*✓ answered in/);
    assert.match(report, /\| gone:1b .*✗ Model 'gone:1b' is not pulled/);
    assert.match(report, /\| claude .*not asked: it may cost money/);
    assert.match(report, /\| Calculator|calculator .*✓/);
    assert.match(report, /the key "NO\\?_SUCH\\?_KEY" is missing|NO_SUCH_KEY/);
    assert.match(report, /onnxruntime, the (native|WebAssembly) build/);
    assert.match(report, /ANTHROPIC_API_KEY \(environment\)/);
    assert.doesNotMatch(report, /hunter2/);
    const tab = () => vscode.window.tabGroups.activeTabGroup.activeTab;
    await eventually('it is shown as it reads', () => tab()?.input instanceof vscode.TabInputWebview);
    assert.match(tab()!.label, /diagnosis/);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });

  it('shows the first steps', async () => {
    await vscode.commands.executeCommand('der.showWalkthrough');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
});
