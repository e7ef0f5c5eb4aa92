/** What DER has learned: shown in a view of the editor's own, and deleted from it for good. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { outcomesFile, readOutcomes } from '../../../src/der/estimate/outcomes';
import { LearnedView } from '../../../src/host/learned/learnedView';
import { eventually, hostContext } from './editor';

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
});
