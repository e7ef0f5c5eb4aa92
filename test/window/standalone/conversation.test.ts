/** The panel alone: a conversation of several turns, and its branches. */
import { describe, expect, it } from 'vitest';
import type { RouteEvent } from '../../../src/der/trace/events';
import { log, panels } from './panels';
import type { PanelPage } from './panelPage';
import { question, refinement, restore } from './scripted';

const panelWith = panels();
const nobody = { pinned: null, excluded: [], localOnly: false, earlierTurns: true };
const turn = { question: 'What is a set?', answer: 'A collection.', fromWorkspace: false };

describe('an earlier question', () => {
  it('is edited and asked in a branch, or left as it is', async () => {
    const panel = await panelWith([log(refinement())]);
    const edit = panel.page.getByRole('button', { name: 'Edit this question' });
    await edit.click();
    const box = panel.page.getByRole('textbox', { name: 'Edited question' });
    expect(await box.inputValue()).toBe(question);
    await box.press('Escape');
    await edit.click();
    await box.fill('And in Rust?');
    await panel.page.getByRole('button', { name: 'Ask in a branch' }).click();
    expect((await panel.sent()).filter(({ type }) => type === 'edit')).toEqual([
      { type: 'edit', route: 'route-1', question: 'And in Rust?' },
    ]);
    const conversation = { id: 'conversation-2', title: 'And in Rust?', branchOf: 'Duplicates' };
    const branched = await panelWith([], {}, { conversation });
    await branched.page.getByText('Branched from “Duplicates”, which is kept.').waitFor();
  });
});

describe('earlier turns', () => {
  it('are told before they are passed on, and left out when the person wants', async () => {
    const panel = await panelWith([log(refinement())], {}, { controls: nobody });
    await panel.page.getByText(/Experts are shown 1 earlier turn, about \d+ tokens/).waitFor();
    await panel.page.getByRole('button', { name: 'Leave them out' }).click();
    expect(await panel.sent()).toContainEqual({ type: 'setControls', controls: { earlierTurns: false } });
    await panel.send({ type: 'controls', controls: { ...nobody, earlierTurns: false } });
    await panel.page.getByText('Experts are not shown 1 earlier turn.').waitFor();
    await panel.page.getByRole('button', { name: 'Show them' }).waitFor();
  });

  it('can be read on the route that had them, and each card says how many its prompt held', async () => {
    const events = refinement().map((event): RouteEvent => {
      if (event.type === 'started') return { ...event, turns: [turn] };
      return event.type === 'chosen' && event.step === 1 ? { ...event, turns: [0] } : event;
    });
    const { page } = await panelWith([log(events)]);
    await page.getByText(/With 1 earlier turn, about \d+ tokens/).click();
    await page.getByText('A collection.').waitFor();
    const card = page.getByRole('article', { name: 'Answer 2' });
    await card.getByText('Details').click();
    await card.getByText('Chosen with').click();
    await card.getByText('The prompt held 1 earlier turn.').waitFor();
  });
});

describe('a conversation that is shown again', () => {
  const [one, two] = ['conversation-1', 'conversation-2'].map((id) => ({ id, title: '' }));
  const box = (panel: PanelPage) => panel.page.getByRole('textbox', { name: 'Question', exact: true });
  const top = (panel: PanelPage) => panel.page.locator('main').evaluate((main) => main.scrollTop);

  it('has its own place and its own draft, also after a reload', async () => {
    const routes = [log(refinement())];
    const panel = await panelWith(routes, { height: 500 }, { conversation: one! });
    await panel.page.locator('main').evaluate((main) => main.scrollTo(0, 90));
    await box(panel).fill('half a ques');
    await expect.poll(() => panel.saved()).toMatchObject({ conversations: [{ place: {} }] });

    await panel.send(restore(routes, { conversation: two! }));
    expect(await top(panel)).toBeGreaterThan(90);
    expect(await box(panel).inputValue()).toBe('');
    const drafts = (await panel.sent()).filter(({ type }) => type === 'draft');
    expect(drafts.at(-1)).toEqual({ type: 'draft', conversation: one!.id, text: 'half a ques' });
    await box(panel).fill('another');

    await panel.send(restore(routes, { conversation: one! }));
    expect([await top(panel), await box(panel).inputValue()]).toEqual([90, 'half a ques']);

    const saved = await panel.saved();
    const anew = await panelWith(routes, { height: 500, saved }, { conversation: one! });
    expect([await top(anew), await box(anew).inputValue()]).toEqual([90, 'half a ques']);
    await anew.send(restore(routes, { conversation: two! }));
    expect(await box(anew).inputValue()).toBe('another');
  });

  it('is where the person was, while the rest of it is drawn bit by bit', async () => {
    const routes = manyRoutes();
    const place = { route: 'route-20', offset: 150 };
    const saved = { conversations: [{ id: one!.id, draft: '', place }] };
    const panel = await panelWith(routes, { height: 500, saved }, { conversation: one! });
    const reading = () =>
      panel.page.locator('main').evaluate((main) => {
        const route = main.querySelector('[data-route="route-20"]')!;
        return Math.round(main.getBoundingClientRect().top - route.getBoundingClientRect().top);
      });
    expect(await reading()).toBe(150);
    await expect.poll(() => panel.page.locator('der-route .outcome').count()).toBe(40);
    expect(Math.abs((await reading()) - 150)).toBeLessThanOrEqual(1);
  });

  it('is drawn where the person goes, before its turn comes', async () => {
    const panel = await panelWith([], { height: 500 }, { conversation: one! });
    await panel.page.evaluate(() => (window.requestIdleCallback = () => 0));
    await panel.send(restore(manyRoutes(), { conversation: two! }));
    const main = panel.page.locator('main');
    const outcomeOf = (route: string) => panel.page.locator(`[data-route="${route}"] .outcome`);
    const toTheEnd = () =>
      main.evaluate(({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight);
    await outcomeOf('route-39').waitFor();
    await expect.poll(toTheEnd).toBeLessThan(2);

    await main.evaluate((element) => element.scrollTo(0, 0));
    await outcomeOf('route-0').waitFor();
    expect(await outcomeOf('route-20').count()).toBe(0);
    await panel.page.getByRole('button', { name: 'Latest' }).click();
    await expect.poll(toTheEnd).toBeLessThan(2);
  });
});

/** So many that most are out of sight. */
function manyRoutes() {
  return Array.from({ length: 40 }, (_, number) => {
    const id = `route-${number}`;
    const events = refinement().map((event) => (event.type === 'started' ? { ...event, id } : event));
    return { id, events };
  });
}
