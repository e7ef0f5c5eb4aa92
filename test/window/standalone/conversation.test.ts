/** The panel alone: a conversation of several turns, and its branches. */
import { describe, expect, it } from 'vitest';
import type { RouteEvent } from '../../../src/der/events';
import { log, panels } from './panels';
import { question, refinement } from './scripted';

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
    await card.getByText('Chosen with').click();
    await card.getByText('The prompt held 1 earlier turn.').waitFor();
  });
});

it('the place of a conversation is not taken in another one', async () => {
  const saved = { draft: '', knobsOpen: false, scrollTop: 40, conversation: 'conversation-1' };
  const top = async (id: string) => {
    const panel = await panelWith(
      [log(refinement())],
      { height: 500, saved },
      { conversation: { id, title: '' } },
    );
    return panel.page.locator('main').evaluate((main) => main.scrollTop);
  };
  expect(await top('conversation-1')).toBe(40);
  expect(await top('conversation-2')).toBeGreaterThan(40);
});
