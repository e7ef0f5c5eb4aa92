import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { defaultLimits } from '../../../src/der/route/masks';
import { defaultKnobs } from '../../../src/der/core/mdp';
import { defaultTimeouts, readSettings } from '../../../src/host/settings/settings';
import { settingsThat } from '../../support/settingClasses';

describe('Settings as declared', () => {
  const configuration = vscode.workspace.getConfiguration('der');

  it('have the defaults the program has', () => {
    const { knobs, limits, timeouts, experts, problems } = readSettings({
      get: (name) => configuration.inspect(name)?.defaultValue,
      inspect: (name) => ({ user: configuration.inspect(name)?.defaultValue, workspace: undefined }),
    });
    assert.deepEqual(problems, []);
    assert.deepEqual(knobs, defaultKnobs);
    assert.deepEqual(limits, { ...defaultLimits, spendCapUsd: undefined });
    assert.deepEqual(timeouts, defaultTimeouts);
    assert.equal(experts, undefined);
  });

  it('keep to the machine what is its own, and give the workspace the rest', async () => {
    for (const name of settingsThat('ignored')) {
      await assert.rejects(async () => {
        await configuration.update(name, null, vscode.ConfigurationTarget.Workspace);
      }, `${name} can be written to the workspace`);
    }
    // What is refused above is taken for others.
    for (const name of ['p0', 'localOnly']) {
      const usual = configuration.inspect(name)?.defaultValue;
      await configuration.update(name, usual, vscode.ConfigurationTarget.Workspace);
      assert.equal(vscode.workspace.getConfiguration('der').inspect(name)?.workspaceValue, usual);
      await configuration.update(name, undefined, vscode.ConfigurationTarget.Workspace);
    }
  });
});
