import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type * as vscode from 'vscode';
import type { HostContext } from '../../../src/host/context';
import { connectPanel } from '../../../src/host/panel/panelActions';
import { eventually, hostContext } from './editor';
import { FakeView } from './fakeView';

/** After the routes of panel.test.ts, in a window that was reloaded. */
describe('After a reload', () => {
  let host: HostContext;
  const page = new FakeView();
  before(async () => {
    host = await hostContext();
    const { panel } = connectPanel(host);
    panel.resolveWebviewView(page.view as unknown as vscode.WebviewView);
    page.send({ type: 'ready' });
    await eventually('the page is restored', () => page.of('restore').length === 1);
  });
  after(() => host.dispose());

  it('the conversation is as it was, with every answer', () => {
    const [state] = page.of('restore');
    const [first, second, third, ...others] = state!.routes;
    assert.deepEqual(others, []);
    assert.equal(state?.running, null);
    assert(first && second && third);
    const types = first.events.map(({ type }) => type);
    assert.deepEqual(types, ['started', 'chosen', 'answered', 'judged', 'finished']);
    const answered = first.events[2];
    assert(answered?.type === 'answered' && answered.answer.endsWith('word299'));
    for (const { events } of [second, third]) {
      const stopped = events.at(-1);
      assert(stopped?.type === 'finished' && stopped.stop === 'user');
    }
  });

  it('the draft is in the question box', () => {
    assert.equal(page.of('restore')[0]?.draft, 'half a ques');
  });

  it('a new conversation begins empty, and the old one is kept', async () => {
    await host.newConversation();
    assert.deepEqual((await host.conversation.get()).routes, []);
    assert.deepEqual(page.of('restore').at(-1)?.routes, []);
  });
});
