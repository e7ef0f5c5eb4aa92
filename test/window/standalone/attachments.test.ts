/** What a person attaches with `@`: found, shown with its tokens, cut by their choice, seen in the route. */
import { describe, expect, it } from 'vitest';
import { attached, attaching, completions, tooMuch, withAttachment } from './attached';
import { violationsOn } from './axe';
import { allThemes, type PanelPage } from './panelPage';
import { log, panels } from './panels';

const panelWith = panels();
const box = (panel: PanelPage) => panel.page.getByRole('textbox', { name: 'Question' });
const options = (panel: PanelPage) => panel.page.getByRole('option');

/** Types, and answers what the panel asks the host for. */
async function typed(panel: PanelPage, text: string, found = completions): Promise<void> {
  await box(panel).click();
  await panel.page.keyboard.type(text);
  const query = /@(\S*)$/.exec(text)![1]!;
  await expect.poll(() => panel.sent()).toContainEqual({ type: 'findCompletions', query });
  await panel.send({ type: 'completions', query, completions: found });
}

describe('@', () => {
  it('offers what can be attached, by keyboard alone', async () => {
    const panel = await panelWith([]);
    await typed(panel, 'Why does @app');
    await expect.poll(() => options(panel).count()).toBe(3);
    const active = () =>
      panel.page.locator('[role=option][aria-selected=true] .completion-label').textContent();
    expect(await box(panel).getAttribute('aria-controls')).toBe('der-completions');
    expect(await active()).toBe('src/app.ts');
    await panel.page.keyboard.press('ArrowDown');
    expect(await active()).toBe('start in src/app.ts');
    const named = await box(panel).getAttribute('aria-activedescendant');
    expect(await panel.page.locator(`#${named}`).getAttribute('aria-selected')).toBe('true');
    await panel.page.keyboard.press('ArrowUp');
    await panel.page.keyboard.press('ArrowUp');
    expect(await active()).toBe('problems');
    await panel.page.keyboard.press('Enter');
    expect(await panel.sent()).toContainEqual({ type: 'attach', label: 'problems' });
    expect(await box(panel).inputValue()).toBe('Why does ');
    expect(
      (await panel.sent()).some(({ type }) => type === 'ask'),
      'Enter has not sent the question',
    ).toBe(false);
    await panel.page.keyboard.type('it fail?');
    await panel.page.keyboard.press('Enter');
    expect(await panel.sent()).toContainEqual({ type: 'ask', question: 'Why does it fail?' });
  });

  it('is left alone with Escape, and in the middle of a word', async () => {
    const panel = await panelWith([]);
    await typed(panel, '@a');
    await options(panel).first().waitFor();
    await panel.page.keyboard.press('Escape');
    await expect.poll(() => options(panel).count()).toBe(0);
    // Slow typing may already have asked for '@' alone: only what is asked from here on counts.
    const asked = async () => (await panel.sent()).filter(({ type }) => type === 'findCompletions');
    const before = await asked();
    await panel.page.keyboard.type('b');
    expect(await options(panel).count()).toBe(0);
    await box(panel).fill('me@example');
    await panel.page.keyboard.press('Enter');
    await expect.poll(() => panel.sent()).toContainEqual({ type: 'ask', question: 'me@example' });
    expect(await asked()).toEqual(before);
  });

  it('says that there is nothing of a name', async () => {
    const panel = await panelWith([]);
    await typed(panel, '@nothing', []);
    await panel.page.getByText('Nothing of that name').waitFor();
  });

  it('has a button, and a list that takes clicks', async () => {
    const panel = await panelWith([]);
    await panel.page.getByRole('button', { name: 'Attach context' }).click();
    expect(await box(panel).inputValue()).toBe('@');
    await expect.poll(() => panel.sent()).toContainEqual({ type: 'findCompletions', query: '' });
    await panel.send({ type: 'completions', query: '', completions });
    await options(panel).nth(1).click();
    expect(await panel.sent()).toContainEqual({ type: 'attach', label: 'start in src/app.ts' });
    expect(await box(panel).inputValue()).toBe('');
  });
});

describe('what is attached', () => {
  it('is shown with its tokens and the room there is, and can be removed', async () => {
    const panel = await panelWith(
      [],
      {},
      { attachments: attached({ room: { tokens: 9000, expert: 'llama3.2:3b' } }) },
    );
    await panel.page.getByText('4,200 tokens').waitFor();
    await panel.page.getByText('5,100 of 9,000 tokens: llama3.2:3b holds least').waitFor();
    expect(await panel.page.getByRole('combobox').count(), 'nothing has to be chosen').toBe(0);
    await panel.page.getByRole('button', { name: 'Remove git diff' }).click();
    expect(await panel.sent()).toContainEqual({ type: 'detach', label: 'git diff' });
  });

  it('is cut by the person’s choice where it is too long', async () => {
    const panel = await panelWith([], {}, { attachments: attached() });
    await panel.page.getByText('which is too long').waitFor();
    const choice = panel.page.getByRole('combobox', { name: 'How much of src/app.ts may be sent' });
    await choice.selectOption({ label: 'keep its end' });
    expect(await panel.sent()).toContainEqual({ type: 'fit', label: 'src/app.ts', fit: 'end' });
    await panel.page.getByRole('checkbox', { name: 'Ask only experts that can hold all of it' }).check();
    expect(await panel.sent()).toContainEqual({ type: 'onlyFitting', on: true });
  });

  it('says why it cannot be read', async () => {
    const items = [
      { kind: 'file', label: 'gone.ts', fit: 'whole', problem: 'gone.ts cannot be attached.' },
    ] as const;
    const panel = await panelWith([], {}, { attachments: attached({ items }) });
    await panel.page.getByText('gone.ts cannot be attached.').waitFor({ state: 'attached' });
  });

  it('stands with the question that it was sent with, as it was sent', async () => {
    const text = '<img src=x onerror=alert(1)>\n[run](command:x)';
    const panel = await panelWith([log(withAttachment(text))]);
    const list = panel.page.getByRole('list', { name: 'Sent with the question' });
    await list.getByText('start kept, 1,200 of 4,200 tokens').waitFor();
    await list.getByText('src/app.ts').click();
    expect(await list.locator('pre').textContent()).toBe(text);
    expect(await list.locator('img, a').count()).toBe(0);
  });

  it('stays in view while the question that it went with is edited', async () => {
    const { page } = await panelWith([log(withAttachment())]);
    const list = page.getByRole('list', { name: 'Sent with the question' });
    await page.getByRole('button', { name: 'Edit this question' }).click();
    await page.getByRole('textbox', { name: 'Edited question' }).waitFor();
    await list.getByText('src/app.ts').waitFor();
  });
});

it.each(allThemes)('axe-core finds nothing while something is attached, theme %s', async (theme) => {
  const panel = await panelWith([log(withAttachment())], { theme }, { attachments: tooMuch });
  const { page } = await attaching(panel);
  const listed = page.getByRole('listbox', { name: 'What to attach' }).getByRole('option');
  expect(await listed.count()).toBe(3);
  expect(await violationsOn(page)).toEqual([]);
});
