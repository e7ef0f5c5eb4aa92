/** The panel alone: problems and the person's own check on an answer. */
import { describe, expect, it } from 'vitest';
import type { RouteEvent } from '../../../src/der/trace/events';
import type { Checked, Finding } from '../../../src/webview/protocol';
import { log, panels } from './panels';
import { refinement } from './scripted';

const panelWith = panels();

const code = 'So:\n\n```ts src/a.ts\nexport const a = 1;\n```\n';
const withCode = () =>
  refinement().map((event): RouteEvent => (event.type === 'answered' ? { ...event, answer: code } : event));

function late(finding: Finding): RouteEvent {
  const answers = refinement().filter(({ type }) => type === 'answered');
  const checked: Checked = {
    kind: 'open',
    answers: answers.map(() => ({ kind: 'open', findings: [finding] })),
    alike: answers.map((_, i) => answers.map((__, j) => Number(i === j))),
  };
  return { type: 'checked', step: answers.length - 1, late: true, checked, checksMs: 1 };
}

describe("a person's own check", () => {
  it('is offered on answers with code, to those who have one', async () => {
    const panel = await panelWith([log(withCode())], {}, { ownCheck: true });
    const card = panel.page.getByRole('article', { name: 'Answer 2' });
    await card.getByRole('button', { name: 'Run my check' }).click();
    expect(await panel.sent()).toContainEqual({ type: 'ownCheck', route: 'route-1', step: 1 });
    const without = await panelWith([log(withCode())]);
    const button = without.page.getByRole('button', { name: 'Run my check' });
    await without.page.getByRole('article', { name: 'Answer 2' }).waitFor();
    expect(await button.count()).toBe(0);
  });

  it('tells its outcome, and the problems that were counted, on the card of a route that has ended', async () => {
    const panel = await panelWith([log(withCode())]);
    const card = panel.page.getByRole('article', { name: 'Answer 2' });
    const problems: Finding = { type: 'problems', file: 'src/a.ts', added: 1, first: 'line 1: Wrong.' };
    await panel.send({ type: 'events', route: 'route-1', events: [late(problems)] });
    await card.getByText('adds one problem').first().waitFor();
    await card.getByText('What checks found').first().click();
    await card.getByText('line 1: Wrong.').first().waitFor();
    const failed: Finding = { type: 'command', command: 'npm test', ok: false, message: '1 test failed' };
    await panel.send({ type: 'events', route: 'route-1', events: [late(failed)] });
    await card.getByText('fails your check').first().waitFor();
    await card.getByText('1 test failed').first().waitFor();
  });
});
