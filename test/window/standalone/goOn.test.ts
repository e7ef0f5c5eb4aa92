/** The panel alone: going on from a finished route, and what such a route looks like. */
import { describe, expect, it } from 'vitest';
import type { RouteEvent } from '../../../src/der/trace/events';
import { log, panels } from './panels';
import { refinement } from './scripted';

const panelWith = panels();

/** The refinement, as a route that kept the first answer and asked for the second. */
function continued(): RouteEvent[] {
  return refinement().map((event): RouteEvent => {
    if (event.type === 'started') return { ...event, id: 'route-2', continues: { id: 'route-1', steps: 1 } };
    return event.type === 'chosen' && event.step === 1 ? { ...event, by: 'person' } : event;
  });
}

describe('a finished route', () => {
  it('goes on from any answer, with any expert that may be asked', async () => {
    const controls = { pinned: null, excluded: ['gpt-4o-mini'], localOnly: false, earlierTurns: true };
    const panel = await panelWith([log(refinement())], {}, { controls });
    await panel.page.getByText('1 other answer').click();
    const card = panel.page.getByRole('article', { name: 'Answer 1' });
    await card.getByText('Go on from here with …').click();
    const list = card.getByRole('list', { name: 'Go on from answer 1 with' });
    expect(await list.getByRole('button').allInnerTexts()).toEqual([
      'Calculator',
      'llama3.2:3b',
      'qwen2.5-coder:7b',
      'deepseek-r1:14b',
      'llama-3.3-70b',
    ]);
    await list.getByRole('button', { name: 'deepseek-r1:14b' }).click();
    const wanted = { type: 'goOn', route: 'route-1', step: 0, expert: 'deepseek-r1:14b' };
    expect(await panel.sent()).toContainEqual(wanted);
  });

  it('gives one more answer, and is asked again, but not while another runs', async () => {
    const panel = await panelWith([log(refinement())]);
    const more = panel.page.getByRole('button', { name: 'One more answer' });
    const again = panel.page.getByRole('button', { name: 'Ask again' });
    await more.click();
    await again.click();
    expect((await panel.sent()).slice(-2)).toEqual([
      { type: 'goOn', route: 'route-1', step: 1 },
      { type: 'again', route: 'route-1' },
    ]);
    await panel.send({ type: 'running', route: 'pending' });
    expect([await more.isDisabled(), await again.isDisabled()]).toEqual([true, true]);
  });

  it('offers what can be done about who gave no answer', async () => {
    const events = refinement().map((event): RouteEvent =>
      event.type === 'failed' && event.error.kind !== 'declined'
        ? { ...event, error: { ...event.error, kind: 'unauthorised' } }
        : event,
    );
    const panel = await panelWith([log(events)]);
    await panel.page.getByText('1 gave no answer').click();
    for (const name of ['Set its key', 'Ask it again', 'Switch it off']) {
      await panel.page.getByRole('button', { name }).click();
    }
    expect((await panel.sent()).slice(-3)).toEqual([
      { type: 'command', command: 'setApiKey' },
      { type: 'goOn', route: 'route-1', step: 1, expert: 'deepseek-r1:14b' },
      { type: 'enableExpert', id: 'deepseek-r1:14b', enabled: false },
    ]);
    await panel.send({ type: 'running', route: 'route-1' });
    expect(await panel.page.getByRole('button', { name: 'Switch it off' }).count()).toBe(0);
  });

  it('that nobody answered can be asked again, and has nothing to go on from', async () => {
    const [started, chosen, failed] = refinement();
    const { page } = await panelWith([log([started!, chosen!, failed!])]);
    await page.getByText('Interrupted.').waitFor();
    await page.getByRole('button', { name: 'Ask again' }).waitFor();
    expect(await page.getByRole('button', { name: 'One more answer' }).count()).toBe(0);
  });
});

describe('a route that goes on', () => {
  it('says from where, keeps the earlier answers behind its own, and says that the person asked for more', async () => {
    const { page } = await panelWith([log(refinement()), { id: 'route-2', events: continued() }]);
    const route = page.getByRole('region', { name: 'Question and answers' }).nth(1);
    await route.getByText('goes on from answer 1 of an earlier route').waitFor();
    expect(await route.getByRole('article').count()).toBe(1);
    const asked = route.getByRole('article', { name: 'Answer 2' });
    await asked.getByText('Details').click();
    await asked.getByText('Asked for by you').waitFor();
    await route.getByText('1 other answer').click();
    await route.getByRole('article', { name: 'Answer 1' }).getByText('kept', { exact: true }).waitFor();
  });
});
