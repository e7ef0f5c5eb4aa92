import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { HostContext } from '../../../src/host/context';
import { settingsThat } from '../../support/settingClasses';
import { ask, hostContext } from './editor';

/** In a workspace that is not trusted, whose settings want to decide who is asked and what leaves the machine. */
describe('Restricted Mode', () => {
  let host: HostContext;
  before(async () => {
    host = await hostContext();
  });
  after(() => host.dispose());

  it('lets the workspace turn a knob', () => {
    assert.equal(vscode.workspace.isTrusted, false);
    assert.equal(host.settings.current.knobs.p0, 0.3);
    assert.equal(host.settings.current.knobs.maxSteps, 2);
  });

  it('sees nothing of what the workspace writes into a setting that is not for it', async () => {
    const folder = vscode.workspace.workspaceFolders![0]!.uri;
    const file = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, '.vscode/settings.json'));
    const theirs = Object.keys(JSON.parse(Buffer.from(file).toString()) as object);
    const configuration = vscode.workspace.getConfiguration('der');
    for (const name of settingsThat('tightens', 'ignored')) {
      assert(theirs.includes(`der.${name}`), `the workspace of this test leaves der.${name} alone`);
      assert.deepEqual(configuration.get(name), configuration.inspect(name)?.defaultValue, name);
    }
  });

  it('lets it decide neither who is asked, nor what may leave, nor which networks decide', () => {
    const { limits, experts, modelsFolder } = host.settings.current;
    assert.equal(limits.allowWorkspaceText, false);
    assert.equal(limits.allowUnknownPrice, false);
    assert.equal(limits.spendCapUsd, undefined);
    assert.equal(limits.localOnly, false);
    assert.equal(experts, undefined);
    assert.equal(modelsFolder, undefined);
  });

  it('answers all the same', async () => {
    const trace = await ask('6 * 7');
    assert.match(trace.final?.answer ?? '', /42/);
  });
});
