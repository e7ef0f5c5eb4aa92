/** What DER has learned: shown in a view of the editor's own, and deleted from it for good. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { outcomesFile, readOutcomes } from '../../../src/der/estimate/outcomes';
import type { RouteEvent } from '../../../src/der/trace/events';
import { LearnedView } from '../../../src/host/learned/learnedView';
import { eventually, hostContext, resetSettings, set } from './editor';

const line = (expert: string, question: string) =>
  `${JSON.stringify({ expert, question, quality: 1, characters: 9, from: 'rating', at: '2026-11-01T10:00:00Z', kind: 'short' })}\n`;

describe('What DER has learned', () => {
  const homeBefore = process.env['DER_HOME'];
  let home: string;
  let file: string;

  before(async () => {
    home = await mkdtemp(join(tmpdir(), 'der-learned-'));
    process.env['DER_HOME'] = home;
    file = outcomesFile(process.env);
    await writeFile(
      file,
      line('small', 'What is 2 + 2?') + line('small', '<b>Secret</b>?') + line('large', 'Why?'),
    );
  });
  after(async () => {
    if (homeBefore === undefined) delete process.env['DER_HOME'];
    else process.env['DER_HOME'] = homeBefore;
    await vscode.commands.executeCommand('der.hideLearned');
    await rm(home, { recursive: true });
  });

  it('is shown by expert, kind and question, with where each came from', async () => {
    const host = await hostContext();
    const view = new LearnedView(host);
    const experts = await view.getChildren();
    assert.deepEqual(
      experts.map((node) => view.getTreeItem(node).label),
      ['large', 'small'],
    );
    const [kind] = await view.getChildren(experts[1]);
    assert.match(String(view.getTreeItem(kind!).description), /100 ?% · 2 outcomes/);
    const items = (await view.getChildren(kind)).map((node) => view.getTreeItem(node));
    assert.deepEqual(
      items.map(({ label }) => label),
      ['<b>Secret</b>?', 'What is 2 + 2?'],
    );
    assert.match(String(items[0]!.description), /your thumb/);
    assert.equal(typeof items[0]!.tooltip, 'string', 'text of a question is no Markdown');
    await host.close();
    host.dispose();
  });

  it('opens by its command, and deletes one outcome with its question', async () => {
    await vscode.commands.executeCommand('der.showLearned');
    const [secret] = (await readOutcomes(file)).filter(({ question }) => question.includes('Secret'));
    await vscode.commands.executeCommand('der.forgetLearned', { type: 'outcome', record: secret });
    await eventually('it is gone', async () => !(await readFile(file, 'utf8')).includes('Secret'));
    assert.deepEqual(
      (await readOutcomes(file)).map(({ question }) => question),
      ['What is 2 + 2?', 'Why?'],
    );
  });

  it('knows of an answer that is applied, and of one that is undone', async () => {
    const host = await hostContext();
    const folder = vscode.workspace.workspaceFolders![0]!.uri;
    const target = vscode.Uri.joinPath(folder, 'made', 'learned.ts');
    await vscode.workspace.fs.writeFile(target, new TextEncoder().encode('let a = 1;\n'));
    await host.newConversation();
    const conversation = await host.conversation.get();
    for (const event of routeOf('used', 'Make a two.')) conversation.append('used', event);
    const outcomes = async () =>
      (await readOutcomes(file)).filter(({ question }) => question === 'Make a two.').map(({ use }) => use);
    try {
      const change = { target, before: 'let a = 1;\n', after: 'let a = 2;\n' };
      await host.proposals.show(change, { route: 'used', step: 0 });
      await host.proposals.apply();
      await eventually('it is kept that it was applied', async () => (await outcomes()).join() === 'applied');

      const view = new LearnedView(host);
      const expert = (await view.getChildren()).find((node) => view.getTreeItem(node).label === 'writer');
      const [kind] = await view.getChildren(expert);
      const [item] = (await view.getChildren(kind)).map((node) => view.getTreeItem(node));
      assert.equal(item!.label, 'Make a two.');
      assert.match(String(item!.description), /you applied it/);

      await vscode.window.showTextDocument(target);
      await vscode.commands.executeCommand('undo');
      await eventually(
        'it is kept that it was undone',
        async () => (await outcomes()).join() === 'applied,undone',
      );

      await set('learnFromUse', false);
      await host.proposals.show(change, { route: 'used', step: 0 });
      await host.proposals.apply();
      await host.use.note({ route: 'used', step: 0 }, 'copied');
      assert.deepEqual(await outcomes(), ['applied', 'undone'], 'nothing is learned once that is off');
    } finally {
      await resetSettings();
      await vscode.commands.executeCommand('workbench.action.files.revert');
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      await vscode.workspace.fs.delete(target);
      await host.close();
      host.dispose();
    }
  });
});

/** A question that one expert answered on its own. */
function routeOf(id: string, question: string): RouteEvent[] {
  const knobs = { alpha: 0, beta: 0, p0: 0.5, maxSteps: 1, transfer: 'always' as const };
  const pool = [
    {
      id: 'writer',
      name: 'Writer',
      provider: 'ollama',
      costB: 3,
      costEstimated: false,
      leavesMachine: false,
    },
  ];
  const answer = '```ts\nlet a = 2;\n```';
  const request = { step: 0, attempt: 0, expert: 'writer' };
  const totals = { steps: 1, attempts: 1, costB: 3, usdIncomplete: false, reward: 1, totalMs: 5 };
  return [
    {
      type: 'started',
      id,
      startedAt: '2026-11-01T10:00:00Z',
      question,
      knobs,
      pool,
      models: { version: 'test', trained: false, sha256: {} },
    },
    { type: 'chosen', ...request, probabilities: { writer: 1 }, masked: {}, shown: [], knobs, policyMs: 1 },
    {
      type: 'answered',
      ...request,
      answer,
      verified: false,
      finish: 'stop',
      fromWorkspace: false,
      usage: { costB: 3 },
      timing: { firstTokenMs: 1, totalMs: 2 },
    },
    {
      type: 'judged',
      step: 0,
      judged: [0.8],
      best: 0,
      reward: { quality: 0.8, cost: 0, increment: 0.8, bonus: 0 },
      terminatorMs: 1,
    },
    { type: 'finished', stop: 'good_enough', final: { step: 0, answer }, bonus: 0, totals },
  ];
}
