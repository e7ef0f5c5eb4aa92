import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { readOwnVotes } from '../../../src/der/comparison/ownVotes';
import { comparisonIn } from '../../../src/host/compare/comparisonPanel';
import type { ComparisonView } from '../../../src/webview/comparisonMessages';
import { startOllamaServer, type OllamaServer } from '../../support/ollamaServer';
import { eventually, hostContext, resetSettings, set } from './editor';

const strategies = ['expert:able:30b', 'expert:small:1b'] as const;

describe('DER: Compare Blindly', () => {
  let server: OllamaServer;
  let home: string;
  const homeBefore = process.env['DER_HOME'];

  before(async () => {
    home = await mkdtemp(join(tmpdir(), 'der-compare-'));
    process.env['DER_HOME'] = home;
    server = await startOllamaServer({
      models: [
        { name: 'able:30b', paramsB: 30, reply: 'The tall pole of a ship.' },
        { name: 'small:1b', paramsB: 1, reply: 'A sail.' },
        { name: 'slow:3b', paramsB: 3, reply: 'Slowly said.', tokensPerSecond: 0.1 },
      ],
    });
    const entries = ['able:30b', 'small:1b', 'slow:3b'].map((model) => ({
      kind: 'ollama',
      model,
      baseUrl: server.url,
    }));
    await set('experts', entries);
  });
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));
  after(async () => {
    if (homeBefore === undefined) delete process.env['DER_HOME'];
    else process.env['DER_HOME'] = homeBefore;
    await resetSettings();
    await server.close();
    await rm(home, { recursive: true });
  });

  async function comparison() {
    const host = await hostContext();
    const views: ComparisonView[] = [];
    const made = comparisonIn(host, ({ view }) => void views.push(view));
    await made.open();
    return { host, made, last: () => views.at(-1)!.state };
  }

  it('asks out of sight, and keeps what was said of it', async () => {
    const { host, made, last } = await comparison();
    const seen: unknown[] = [];
    host.routes.onEvent((event) => seen.push(event));
    const before = (await host.conversation.get()).routes.length;
    await made.begin('What is a mast?', strategies);
    const state = last();
    assert.equal(state.stage, 'rating');
    assert.deepEqual([state.left, state.right].sort(), ['A sail.', 'The tall pole of a ship.']);
    assert.deepEqual(seen, []);
    assert.equal((await host.conversation.get()).routes.length, before);

    await made.judge(state.left === 'A sail.' ? 'right' : 'left');
    assert.equal(last().stage, 'uncovered');
    const [vote] = await readOwnVotes(process.env);
    assert.equal(vote![vote!.verdict as 'left' | 'right'].expert, 'able:30b');
  });

  it('is bound by what the person excluded', async () => {
    const { host, made, last } = await comparison();
    await host.controls.set({ excluded: ['small:1b'] });
    await made.begin('What is a mast?', strategies);
    const state = last();
    assert.equal(state.stage, 'question');
    assert.match(state.problem!, /small:1b.*excluded/);
    await host.controls.set({ excluded: [] });
  });

  it('stops who is asked when it is cancelled', async () => {
    const { host, made, last } = await comparison();
    const running = made.begin('What is a mast?', ['expert:slow:3b', 'expert:small:1b']);
    await eventually('somebody is asked', () => server.log.to('/api/chat').length > 0 && host.routes.running);
    await made.cancel();
    await running;
    assert.deepEqual(last(), { stage: 'question' });
    assert.equal(host.routes.running, null);
  });

  it('opens as one tab', async () => {
    const tabs = () =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs: all }) => all)
        .filter(({ label }) => label === 'Compare Blindly');
    await vscode.commands.executeCommand('der.compareBlindly');
    await vscode.commands.executeCommand('der.compareBlindly');
    await eventually('the tab is there', () => tabs().length === 1);
  });
});
