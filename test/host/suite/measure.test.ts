/** Measuring skill in the pool editor: planned, cut off by the end of a window, gone on with, and what is known then. */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { HostContext } from '../../../src/host/context';
import { connectPanel } from '../../../src/host/panel/panelActions';
import { outcomesFile, readOutcomes } from '../../../src/der/estimate/outcomes';
import { startOllamaServer, type OllamaServer } from '../../support/ollamaServer';
import { eventually, hostContext, resetSettings, set } from './editor';
import { FakeView } from './fakeView';

describe('Measuring skill', () => {
  let host: HostContext;
  let server: OllamaServer;
  let connected: ReturnType<typeof connectPanel>;
  let page: FakeView;

  const open = async () => {
    host = await hostContext();
    connected = connectPanel(host);
    page = new FakeView();
    connected.panel.resolveWebviewView(page.view as unknown as vscode.WebviewView);
    page.send({ type: 'ready' });
    await eventually('the panel is shown', () => page.of('restore').length > 0);
  };
  const close = async () => {
    await host.close();
    connected.connections.dispose();
    host.dispose();
  };
  const shown = () => page.of('measuring').at(-1)?.measuring;
  const isIn = (state: string) => eventually(`it is ${state}`, () => shown()?.state === state);
  const kept = () => readOutcomes(outcomesFile(process.env));

  before(async () => {
    server = await startOllamaServer({ models: [{ name: 'weak:1b', paramsB: 1, prefillMs: 40 }] });
    await open();
    await set('experts', [{ kind: 'calculator' }, { kind: 'ollama', model: 'weak:1b', baseUrl: server.url }]);
  });
  after(async () => {
    await close();
    await server.close();
  });
  afterEach(async () => {
    if (shown()?.state !== 'running') page.send({ type: 'measuring', act: 'close' });
  });

  it('says what it takes, and asks nobody before', async () => {
    page.send({ type: 'measure', experts: null });
    await isIn('planned');
    assert.deepEqual(shown()?.experts, ['weak:1b']);
    assert.equal(shown()?.plan?.most, 65 + 44 + 34);
    page.send({ type: 'setMeasuring', choice: { kinds: ['short', 'open'] } });
    await eventually('it is planned anew', () => shown()?.plan?.most === 65 + 34);
    assert.equal(server.log.to('/api/chat').length, 0);
  });

  it('goes on in the next window where the last one was closed', async () => {
    page.send({ type: 'measure', experts: ['weak:1b'] });
    await isIn('planned');
    page.send({ type: 'measuring', act: 'start' });
    await eventually('some are answered', () => (shown()?.progress?.done ?? 0) >= 3);
    page.send({ type: 'measuring', act: 'pause' });
    await isIn('paused');
    await close();
    const before = (await kept()).length;
    assert(before >= 3);

    await open();
    page.send({ type: 'showPool' });
    await isIn('interrupted');
    page.send({ type: 'measuring', act: 'resume' });
    await isIn('done');
    const records = await kept();
    const keys = records.map(({ expert, question }) => `${expert} ${question}`);
    assert.equal(new Set(keys).size, keys.length);
    assert(records.length > before);
    assert.equal(shown()?.progress?.done, records.length);
    assert.match(shown()?.changes?.join(' ') ?? '', /DER (?:now )?begins with/);
    await eventually('the pool shows it', () =>
      page
        .of('poolRows')
        .at(-1)
        ?.rows.some(({ skills }) => skills?.some(({ kind }) => kind === 'open')),
    );
  });

  it('says which line of a person’s own file is wrong', async () => {
    const file = join(tmpdir(), `der-own-${process.pid}.jsonl`);
    await writeFile(file, '{"question": "1 + 1?", "reference": 2}\n{"question": "2 + 2?", "refe');
    const dialog = vscode.window.showOpenDialog;
    Object.assign(vscode.window, { showOpenDialog: () => Promise.resolve([vscode.Uri.file(file)]) });
    try {
      page.send({ type: 'measure', experts: null });
      await isIn('planned');
      page.send({ type: 'setMeasuring', choice: { source: 'file' } });
      await isIn('failed');
      assert.match(shown()?.problem ?? '', /:2 is not whole JSON; the file may be torn/);
    } finally {
      Object.assign(vscode.window, { showOpenDialog: dialog });
    }
  });

  it('ends with clear words where nothing can be kept', async () => {
    const home = process.env['DER_HOME'];
    const file = join(tmpdir(), `der-no-folder-${process.pid}`);
    await writeFile(file, '');
    try {
      process.env['DER_HOME'] = join(file, 'in');
      page.send({ type: 'measure', experts: null });
      await eventually('it is told', () => ['planned', 'failed'].includes(shown()?.state ?? ''));
      if (shown()?.state === 'planned') page.send({ type: 'measuring', act: 'start' });
      await isIn('failed');
      assert.match(shown()?.problem ?? '', /cannot be read|could not be written down/);
      assert.match(shown()?.problem ?? '', /DER_HOME/);
    } finally {
      process.env['DER_HOME'] = home;
      await resetSettings();
    }
  });
});
