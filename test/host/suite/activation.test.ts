import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { startOllamaServer, type OllamaServer } from '../../support/ollamaServer';
import { ask, probe, product } from './editor';
import { measured } from './measured';

describe('Activation', () => {
  let server: OllamaServer;
  let outside: string | undefined;

  before(async () => {
    server = await startOllamaServer();
    outside = process.env['OLLAMA_HOST'];
    process.env['OLLAMA_HOST'] = server.url;
  });

  after(async () => {
    process.env['OLLAMA_HOST'] = outside;
    await server.close();
  });

  it('waits for the person', () => {
    assert.equal(product().isActive, false);
  });

  it('loads no network runtime and sends no request', async () => {
    await settled();
    // The first one wakes the host, and the clock runs for whatever the editor does meanwhile.
    await measure('until an empty extension is active', () => probe().activate());
    await measure('until the extension is active', () => product().activate());

    // What a forgotten start-up task would do, it would do by now.
    await new Promise((done) => setTimeout(done, 1000));
    assert.deepEqual(runtimesLoaded(), []);
    assert.deepEqual(server.log.requests, []);
  });

  it('does both once a question is asked, where this would see it', async () => {
    await ask('6 * 7');
    assert.notDeepEqual(runtimesLoaded(), []);
    assert.notDeepEqual(server.log.requests, []);
  });

  it('hands nothing to other extensions', () => {
    assert.equal(product().exports, undefined);
  });

  it('registers every command it declares', async () => {
    const registered = await vscode.commands.getCommands(true);
    const { contributes } = product().packageJSON as { contributes: { commands: { command: string }[] } };
    const declared = contributes.commands.map(({ command }) => command);
    assert.deepEqual(
      declared.filter((command) => !registered.includes(command)),
      [],
    );
    // The editor adds some for every view.
    const own = registered.filter((command) => /^der\.(?!(?:panel|learned)\.)/.test(command));
    assert.deepEqual(own.sort(), declared.sort());
  });
});

/** Files of the networks' runtime that this process has loaded, whoever asked for them. */
function runtimesLoaded(): string[] {
  return Object.keys(require.cache).filter((path) => path.includes('onnxruntime'));
}

/** The host is busy with the editor's own extensions when it starts; waits until timers are on time again. */
async function settled(): Promise<void> {
  for (let calm = 0, tries = 0; calm < 5 && tries < 100; tries++) {
    const before = performance.now();
    await new Promise((done) => setTimeout(done, 100));
    calm = performance.now() - before < 110 ? calm + 1 : 0;
  }
}

/** On a busy machine the processor time of the whole host says more than the clock. */
async function measure(what: string, work: () => Thenable<unknown>): Promise<void> {
  const [clock, processor] = [performance.now(), process.cpuUsage()];
  await work();
  measured[what] = performance.now() - clock;
  const { user, system } = process.cpuUsage(processor);
  measured[`${what}, processor time`] = (user + system) / 1000;
}
