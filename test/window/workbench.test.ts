/** One person's first minutes: palette, question, chain, knobs, stop, reload, in the real workbench. */
import { describe, expect, it } from 'vitest';
import { simulatedQuestions } from '../../src/providers/simulated/questions';
import { studentModels } from '../support/ollama/studentModels';
import { startOllamaServer, type OllamaServer } from '../support/ollamaServer';
import { walk } from './walk';

const [second, third, , , , first] = simulatedQuestions.map(({ question }) => question);

let ollama: OllamaServer;

const workbench = walk('workbench', async () => {
  ollama = await startOllamaServer({ models: studentModels(1, { tokensPerSecond: 60 }) });
  return {
    servers: [ollama],
    options: {
      // Cost is no object and much is wanted: the chain goes on for a while.
      settings: { 'der.p0': 0.9, 'der.alpha': 0, 'der.beta': 3, 'der.maxSteps': 3 },
      env: { OLLAMA_HOST: new URL(ollama.url).host },
      files: { 'notes.md': '# Notes\n\nThe lamp turns once in twelve seconds.\n' },
    },
  };
});

describe('DER in the workbench', () => {
  const panel = () => workbench().panel;
  const chain = () => panel().routes;

  /** Looks at the panel narrow and wide: nothing may stick out. */
  async function tryWidths(name: string): Promise<void> {
    for (const [width, size] of [
      [240, 'narrow'],
      [460, 'medium'],
      [760, 'wide'],
    ] as const) {
      await workbench().widenSideBar(width);
      await workbench().screenshot(`${name}-${size}`);
      const sticksOut = await panel()
        .frame.locator('main, .composer')
        .evaluateAll((parts) => parts.some((part) => part.scrollWidth > part.clientWidth + 1));
      expect(sticksOut).toBe(false);
    }
  }

  it('opens with what there is to do and who can be asked', async () => {
    await workbench().palette('DER: Show Panel');
    await panel().frame.getByRole('heading', { name: 'Ask a team, not one model' }).waitFor();
    // Calculator, workspace, and the five models that were found at OLLAMA_HOST.
    await panel().frame.locator('.pool-editor > summary', { hasText: '7 experts' }).waitFor();
    await workbench().screenshot('empty');
  });

  it('answers a question from the palette by a chain of experts', async () => {
    await workbench().palette('Ask DER');
    await workbench().answer('Ask DER', first!);
    await chain().getByRole('heading', { name: first! }).waitFor();
    await panel().finished(0);
    const answers = chain().getByRole('article');
    const count = await answers.count();
    expect(count).toBeGreaterThanOrEqual(1);
    expect(await chain().locator('.verdict').count()).toBe(count);
    await chain().getByText('Chosen answer', { exact: true }).waitFor();
    expect(ollama.log.to('/api/chat').length).toBeGreaterThanOrEqual(count);
  });

  it('shows why, term by term, what was decided and earned', async () => {
    const chosen = chain().getByRole('article').filter({ hasText: 'Chosen answer' });
    await panel().openDetails(chosen);
    await chosen.locator('summary', { hasText: 'Chosen with' }).click();
    await chosen.getByRole('list', { name: 'Probability of every choice' }).waitFor();
    await workbench().widenSideBar(560);
    await panel()
      .frame.locator('main')
      .evaluate((main) => main.scrollTo(0, 0));
    await workbench().screenshot('chain');
    await chosen.locator('summary', { hasText: 'Reward' }).click();
    await chosen.getByText('improvement').waitFor();
  });

  it('puts an answer on the clipboard', async () => {
    await workbench().page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const chosen = chain().getByRole('article').filter({ hasText: 'Chosen answer' });
    await chosen.locator('der-take').getByRole('button', { name: 'Copy' }).click();
    const clipboard = () => workbench().page.evaluate(() => navigator.clipboard.readText());
    await expect.poll(clipboard).toContain('The answer is');
  });

  it('takes the knobs to the settings and back', async () => {
    const folded = panel().frame.locator('.knobs:not([open]) > summary');
    if (await folded.isVisible()) await folded.click();
    const steps = panel().frame.getByRole('textbox', { name: 'Answers at most, exact value' });
    await steps.fill('2');
    await steps.press('Enter');
    await expect.poll(() => workbench().settings()).toMatchObject({ 'der.maxSteps': 2 });
    await workbench().set({ 'der.beta': 2.5 });
    await expect
      .poll(() => panel().frame.getByRole('slider', { name: 'Worth of refining' }).inputValue())
      .toBe('2.5');
    await panel().frame.locator('.knobs > summary').click();
  });

  it('keeps the ticks of the list of experts while an endpoint is added', async () => {
    await workbench().palette('DER: Configure Experts');
    const list = workbench().page.locator('.quick-input-widget');
    const ticked = (label: string) =>
      list.locator('.monaco-list-row', { hasText: label }).first().getAttribute('aria-checked');
    await list.locator('.monaco-list-row', { hasText: 'Workspace' }).click();
    expect([await ticked('Calculator'), await ticked('Workspace')]).toEqual(['true', 'false']);
    await list.getByRole('button', { name: 'Add a service or an endpoint' }).click();
    await list.getByText('Add models (1 of 3): from where?').waitFor();
    await workbench().page.keyboard.press('Escape');
    await list.getByText('Experts of the pool').waitFor();
    expect([await ticked('Calculator'), await ticked('Workspace')]).toEqual(['true', 'false']);
    await workbench().page.keyboard.press('Escape');
    await list.waitFor({ state: 'hidden' });
  });

  it('answers a question from its own box within the steps that the knob allows', async () => {
    await panel().ask(second!);
    await chain().nth(1).getByRole('heading', { name: second! }).waitFor();
    expect(await chain().nth(1).getByRole('article').count()).toBeLessThanOrEqual(2);
  });

  it('stops every request when asked to, and says so', async () => {
    for (const model of ollama.ollama.store.all()) ollama.ollama.store.add({ ...model, endless: true });
    await panel().box.fill(third!);
    await panel().box.press('Enter');
    await chain().nth(2).getByText('writing …').waitFor();
    await workbench().screenshot('streaming');
    await panel().button('Stop').click();
    await chain().nth(2).getByText('Stopped by you.').waitFor();
    await panel().button('Send').waitFor();
    await ollama.log.until(({ path, aborted }) => path === '/api/chat' && aborted !== undefined);
  });

  it('takes on the theme and any width: dark', () => tryWidths('dark'));

  it('restores the conversation and the draft when the window is reloaded', async () => {
    await panel().box.fill('A thought that is not finished');
    const before = await panel().shown();
    expect(before).toHaveLength(3);
    // Drafts reach the host a moment after the last key.
    await workbench().page.waitForTimeout(1000);
    await workbench().reload('Default Light Modern');
    await panel().frame.locator('body.vscode-light').waitFor();
    await chain().nth(2).waitFor();
    await expect.poll(() => panel().shown()).toEqual(before);
    await expect.poll(() => panel().box.inputValue()).toBe('A thought that is not finished');
  });

  it('takes on the theme and any width: light', () => tryWidths('light'));

  it('takes on the theme and any width: high contrast', async () => {
    const before = await panel().shown();
    await workbench().reload('Default High Contrast');
    await panel().frame.locator('body.vscode-high-contrast').waitFor();
    await expect.poll(() => panel().shown()).toEqual(before);
    await tryWidths('high-contrast');
  });
});
