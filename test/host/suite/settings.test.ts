import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { presets } from '../../../src/der/core/presets';
import type { HostContext } from '../../../src/host/context';
import { ask, eventually, hostContext, resetSettings, set, setting } from './editor';

describe('Settings', () => {
  let host: HostContext;
  before(async () => {
    host = await hostContext();
  });
  after(() => host.dispose());
  afterEach(resetSettings);

  it('take the knobs of the panel at once, and keep them', async () => {
    host.settings.setKnobs({ p0: 0.5 });
    host.settings.setKnobs({ p0: 0.55, beta: 2 });
    assert.deepEqual([host.settings.current.knobs.p0, host.settings.current.knobs.beta], [0.55, 2]);
    await eventually('p0 is written', () => setting('p0') === 0.55 && setting('beta') === 2);
    await set('p0', undefined);
    await set('beta', undefined);
  });

  it('set the knobs of the panel', async () => {
    const heard: number[] = [];
    const listener = host.settings.onDidChange(({ knobs }) => heard.push(knobs.maxSteps));
    await set('maxSteps', 3);
    await eventually('the change is heard', () => heard.includes(3));
    assert.equal(host.settings.current.knobs.maxSteps, 3);
    listener.dispose();
  });

  it('take a preset of the panel, in place of what was set by itself', async () => {
    await set('p0', 0.5);
    await host.settings.setPreset('fast');
    assert.deepEqual(host.settings.current.knobs, { ...presets.fast, transfer: 'always' });
    assert.deepEqual([setting('preset'), setting('p0')], ['fast', null]);
    await set('preset', undefined);
  });

  it('stay where the workspace sets them', async () => {
    const configuration = vscode.workspace.getConfiguration('der');
    await configuration.update('alpha', 0.01, vscode.ConfigurationTarget.Workspace);
    host.settings.setKnobs({ alpha: 0.02 });
    const inspect = () => vscode.workspace.getConfiguration('der').inspect('alpha');
    await eventually('alpha is written', () => inspect()?.workspaceValue === 0.02);
    assert.equal(inspect()?.globalValue, undefined);
    await configuration.update('alpha', undefined, vscode.ConfigurationTarget.Workspace);
  });

  it('let the workspace tighten what may leave the machine, not loosen it', async () => {
    const configuration = vscode.workspace.getConfiguration('der');
    const workspace = vscode.ConfigurationTarget.Workspace;
    const { current } = host.settings;
    assert.deepEqual([current.limits.localOnly, current.limits.allowWorkspaceText], [false, false]);
    await configuration.update('allowWorkspaceText', true, workspace);
    await configuration.update('localOnly', true, workspace);
    await eventually('the workspace tightens', () => host.settings.current.limits.localOnly);
    assert.equal(host.settings.current.limits.allowWorkspaceText, false);
    assert.match(host.settings.current.problems.join(), /der\.allowWorkspaceText is true in this workspace/);

    await configuration.update('localOnly', false, workspace);
    await set('localOnly', true);
    await eventually('the person decides', () => host.settings.current.limits.localOnly);
    assert.match(host.settings.current.problems.join(), /der\.localOnly is false in this workspace/);
    await configuration.update('allowWorkspaceText', undefined, workspace);
    await configuration.update('localOnly', undefined, workspace);
  });

  it('refuse a knob out of range', () => {
    const { p0 } = host.settings.current.knobs;
    host.settings.setKnobs({ p0: 1.5 });
    assert.equal(host.settings.current.knobs.p0, p0);
  });

  it('name a value that is wrong, and run the route on what is valid', async () => {
    await set('p0', 7);
    await set('experts', [
      { kind: 'calculator' },
      { kind: 'oracle' },
      { kind: 'ollama', model: 'a', apiKey: 'x' },
    ]);
    await eventually('the problem is named', () => host.settings.current.problems.length === 1);
    assert.match(
      host.settings.current.problems[0]!,
      /^Setting der\.p0 must be a number from 0 to 1, not 7\./,
    );
    const experts = await host.pool.experts();
    assert.deepEqual(
      experts.map(({ id }) => id),
      ['calculator'],
    );
    const problems = host.pool.view.problems.join('\n');
    assert.match(problems, /der\.p0/);
    assert.match(problems, /Setting der\.experts: Expert 2 .*"oracle"/);
    assert.match(problems, /Setting der\.experts: Expert 3 .*apiKey/);

    const trace = await ask('2 + 3');
    assert.equal(trace.knobs.p0, 0.75);
    assert.match(trace.final?.answer ?? '', /5/);
  });

  it('choose what α counts, from the next question on', async () => {
    await set('experts', [{ kind: 'simulated', student: 'simulated/anna-3b', tokensPerSecond: 100_000 }]);
    const byCompute = await ask('What is the capital of Australia?');
    assert.equal(byCompute.pool[0]!.counts, undefined);
    assert.equal(byCompute.steps[0]!.usage.costB, 3);

    await set('costUnit', 'money');
    const byMoney = await ask('What is the capital of Australia?');
    assert.deepEqual(byMoney.pool[0]!.counts, { unit: 'money', sizeB: 3, sizeEstimated: false });
    assert.deepEqual([byMoney.steps[0]!.usage.costB, byMoney.totals.costB], [0, 0]);
    assert.equal(Math.abs(byMoney.steps[0]!.reward.cost), 0);
    await eventually('the panel hears', () => host.pool.view.costUnit === 'money');
  });

  it('survive a pool that is no list', async () => {
    await set('experts', 'all of them');
    await assert.rejects(ask('2 + 3'), /The pool has no experts/);
    await host.pool.experts();
    assert.match(host.pool.view.problems.join('\n'), /Setting der\.experts: The pool must be a list/);
  });
});
