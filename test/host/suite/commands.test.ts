/** Commands of the product itself, as a palette or a key binding runs them, that no other suite comes by. */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { folderVariable } from '../outcome';
import { ask, eventually, resetSettings, set } from './editor';

const run = (name: string, ...given: unknown[]) => vscode.commands.executeCommand(`der.${name}`, ...given);

/** Logs of conversations that hold a text, by their place in the product's storage. */
async function logsWith(text: string): Promise<string[]> {
  const folder = join(process.env[folderVariable]!, 'user');
  const holding: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.name.endsWith('.jsonl') || !entry.parentPath.includes('der-vscode.der-vscode')) continue;
    const path = join(entry.parentPath, entry.name);
    if ((await readFile(path, 'utf8').catch(() => '')).includes(text)) holding.push(path);
  }
  return holding;
}

/** Runs a command and closes, or accepts, what it asks with, until it ends. */
async function answering(how: 'closeQuickOpen' | 'acceptSelectedQuickOpenItem', running: Thenable<unknown>) {
  let done = false;
  void running.then(() => (done = true));
  await eventually('the command ends', async () => {
    await vscode.commands.executeCommand(`workbench.action.${how}`);
    return done;
  });
  return running;
}

describe('A command', () => {
  before(() => set('experts', [{ kind: 'calculator' }]));
  after(async () => {
    await resetSettings();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('begins a new conversation, and keeps the old one', async () => {
    await run('newConversation');
    await ask('What is 1001 + 1?');
    await run('newConversation');
    await ask('What is 2002 + 2?');
    const [first, ...more] = await logsWith('1001 + 1');
    assert.deepEqual(more, []);
    assert.notDeepEqual(await logsWith('2002 + 2'), [first]);
  });

  it('keeps the title that is accepted as it stands', async () => {
    await answering('acceptSelectedQuickOpenItem', run('renameConversation'));
    await eventually(
      'it is written',
      async () => (await logsWith('"title":"What is 2002 + 2?"')).length === 1,
    );
  });

  it('deletes the conversation that is shown, which is kept for its undoing', async () => {
    await run('deleteConversation');
    const [file, ...more] = await logsWith('2002 + 2');
    assert.match(file ?? '', /[\\/]deleted[\\/]/);
    assert.deepEqual(more, []);
    await ask('What is 3003 + 3?');
    assert.match((await logsWith('3003 + 3'))[0] ?? '', /[\\/](?!deleted[\\/])[^\\/]+[\\/][^\\/]+$/);
  });

  it('exports nothing, and stores no key, where the person gives up', async () => {
    await answering('closeQuickOpen', run('exportConversation'));
    assert.equal(await answering('closeQuickOpen', run('setApiKey', 'UNWANTED_KEY')), undefined);
  });

  it('lists the conversations until the list is closed', async () => {
    await answering('closeQuickOpen', run('conversations'));
  });

  it('opens the settings', async () => {
    await run('openSettings');
    const tabs = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    await eventually('the settings are open', () => tabs().some(({ label }) => label === 'Settings'));
  });

  it('says so where there is no change to discard', async () => {
    const nowhere = { fsPath: '/nowhere' };
    await assert.rejects(async () => run('discardProposal', nowhere), /No proposed change is open/);
  });
});
