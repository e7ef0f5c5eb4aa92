/** One person's first minutes: palette, question, chain, knobs, stop, reload, in the real workbench. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findBrowser } from '../../scripts/browser.mjs';
import { editorUnavailable } from '../../scripts/editorHost.mjs';
import { simulatedQuestions } from '../../src/providers/simulated/questions';
import { studentModels } from '../support/ollama/studentModels';
import { startOllamaServer, type OllamaServer } from '../support/ollamaServer';
import { Workbench } from './workbench';

const unavailable = editorUnavailable() ?? (findBrowser() ? undefined : 'no Chromium or Chrome is installed');
const [second, third, , , , first] = simulatedQuestions.map(({ question }) => question);

let ollama: OllamaServer;
let workbench: Workbench;

beforeAll(async () => {
  if (unavailable) return;
  ollama = await startOllamaServer({ models: studentModels(1, { tokensPerSecond: 60 }) });
  // Cost is no object and much is wanted: the chain goes on for a while.
  const settings = { 'der.p0': 0.9, 'der.alpha': 0, 'der.beta': 3, 'der.maxSteps': 3 };
  workbench = await Workbench.open(settings, { OLLAMA_HOST: new URL(ollama.url).host });
});

afterAll(async () => {
  await workbench?.close();
  await ollama?.close();
});

/** Each test goes on where the one before it ended. */
let broken: string | undefined;

beforeEach(({ task, skip }) => {
  const reason = unavailable ?? (broken && `it goes on from "${broken}", which failed`);
  if (reason === undefined) return;
  Object.assign(task.meta, { reason });
  skip(reason);
});

afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  broken ??= task.name;
  await workbench.screenshot('failed');
});

describe('DER in the workbench', () => {
  const chain = () => workbench.panel.getByRole('region', { name: 'Question and answers' });
  const finished = (count: number) =>
    workbench.panel
      .getByRole('region', { name: 'Result' })
      .nth(count - 1)
      .waitFor();
  const box = () => workbench.panel.getByRole('textbox', { name: 'Question' });

  /** What there is to read in each route. */
  const shown = () =>
    chain().evaluateAll((routes) => routes.map((route) => route.textContent.replace(/\s+/g, ' ')));

  /** Looks at the panel narrow and wide: nothing may stick out. */
  async function tryWidths(name: string): Promise<void> {
    for (const [width, size] of [
      [240, 'narrow'],
      [460, 'medium'],
      [760, 'wide'],
    ] as const) {
      await workbench.widenSideBar(width);
      await workbench.screenshot(`${name}-${size}`);
      const sticksOut = await workbench.panel
        .locator('main, .composer')
        .evaluateAll((parts) => parts.some((part) => part.scrollWidth > part.clientWidth + 1));
      expect(sticksOut).toBe(false);
    }
  }

  it('opens with what there is to do and who can be asked', async () => {
    await workbench.palette('DER: Show Panel');
    await workbench.panel.getByRole('heading', { name: 'Ask a team, not one model' }).waitFor();
    // Calculator, workspace, and the five models that were found at OLLAMA_HOST.
    await workbench.panel.getByRole('button', { name: '7 experts' }).waitFor();
    await workbench.screenshot('empty');
  });

  it('answers a question from the palette by a chain of experts', async () => {
    await workbench.palette('Ask DER');
    const input = workbench.page.locator('.quick-input-widget input.input');
    await workbench.page.locator('.quick-input-title', { hasText: 'Ask DER' }).waitFor();
    await input.fill(first!);
    await input.press('Enter');
    await chain().getByRole('heading', { name: first! }).waitFor();
    await finished(1);
    const answers = chain().getByRole('article');
    const count = await answers.count();
    expect(count).toBeGreaterThanOrEqual(1);
    expect(await chain().getByRole('meter').count()).toBe(count);
    await chain().getByText('Chosen answer', { exact: true }).waitFor();
    expect(ollama.log.to('/api/chat').length).toBeGreaterThanOrEqual(count);
  });

  it('shows why, term by term, what was decided and earned', async () => {
    const chosen = chain().getByRole('article').filter({ hasText: 'Chosen answer' });
    await chosen.locator('summary', { hasText: 'Chosen with' }).click();
    await chosen.getByRole('list', { name: 'Probability of every choice' }).waitFor();
    await workbench.widenSideBar(560);
    await workbench.panel.locator('main').evaluate((main) => main.scrollTo(0, 0));
    await workbench.screenshot('chain');
    await chosen.locator('summary', { hasText: 'Reward' }).click();
    await chosen.getByText('improvement').waitFor();
  });

  it('puts an answer on the clipboard', async () => {
    await workbench.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const chosen = chain().getByRole('article').filter({ hasText: 'Chosen answer' });
    await chosen.getByRole('button', { name: 'Take it' }).click();
    const clipboard = () => workbench.page.evaluate(() => navigator.clipboard.readText());
    await expect.poll(clipboard).toContain('The answer is');
  });

  it('takes the knobs to the settings and back', async () => {
    await workbench.panel.locator('.knobs > summary').click();
    const steps = workbench.panel.getByRole('textbox', { name: 'Answers at most, exact value' });
    await steps.fill('2');
    await steps.press('Enter');
    await expect.poll(() => workbench.settings()).toMatchObject({ 'der.maxSteps': 2 });
    await workbench.set({ 'der.beta': 2.5 });
    await expect
      .poll(() => workbench.panel.getByRole('slider', { name: 'Worth of refining' }).inputValue())
      .toBe('2.5');
    await workbench.panel.locator('.knobs > summary').click();
  });

  it('keeps the ticks of the list of experts while an endpoint is added', async () => {
    await workbench.palette('DER: Configure Experts');
    const list = workbench.page.locator('.quick-input-widget');
    const ticked = (label: string) =>
      list.locator('.monaco-list-row', { hasText: label }).first().getAttribute('aria-checked');
    await list.locator('.monaco-list-row', { hasText: 'Workspace' }).click();
    expect([await ticked('Calculator'), await ticked('Workspace')]).toEqual(['true', 'false']);
    await list.getByRole('button', { name: 'Add an OpenAI-compatible endpoint' }).click();
    await list.getByText('Endpoint (1 of 3)').waitFor();
    await workbench.page.keyboard.press('Escape');
    await list.getByText('Experts of the pool').waitFor();
    expect([await ticked('Calculator'), await ticked('Workspace')]).toEqual(['true', 'false']);
    await workbench.page.keyboard.press('Escape');
    await list.waitFor({ state: 'hidden' });
  });

  it('answers a question from its own box within the steps that the knob allows', async () => {
    await box().fill(second!);
    await box().press('Enter');
    await chain().nth(1).getByRole('heading', { name: second! }).waitFor();
    await finished(2);
    expect(await chain().nth(1).getByRole('article').count()).toBeLessThanOrEqual(2);
  });

  it('stops every request when asked to, and says so', async () => {
    for (const model of ollama.ollama.store.all()) ollama.ollama.store.add({ ...model, endless: true });
    await box().fill(third!);
    await box().press('Enter');
    await chain().nth(2).getByText('writing …').waitFor();
    await workbench.screenshot('streaming');
    await workbench.panel.getByRole('button', { name: 'Stop' }).click();
    await chain().nth(2).getByText('Stopped by you.').waitFor();
    await workbench.panel.getByRole('button', { name: 'Send' }).waitFor();
    await ollama.log.until(({ path, aborted }) => path === '/api/chat' && aborted !== undefined);
  });

  it('takes on the theme and any width: dark', () => tryWidths('dark'));

  it('restores the conversation and the draft when the window is reloaded', async () => {
    await box().fill('A thought that is not finished');
    const before = await shown();
    expect(before).toHaveLength(3);
    // Drafts reach the host a moment after the last key.
    await workbench.page.waitForTimeout(1000);
    await workbench.reload('Default Light Modern');
    await workbench.panel.locator('body.vscode-light').waitFor();
    await chain().nth(2).waitFor();
    await expect.poll(shown).toEqual(before);
    await expect.poll(() => box().inputValue()).toBe('A thought that is not finished');
  });

  it('takes on the theme and any width: light', () => tryWidths('light'));

  it('takes on the theme and any width: high contrast', async () => {
    const before = await shown();
    await workbench.reload('Default High Contrast');
    await workbench.panel.locator('body.vscode-high-contrast').waitFor();
    await expect.poll(shown).toEqual(before);
    await tryWidths('high-contrast');
  });

  it('had nothing to complain of', () => {
    expect(workbench.complaints).toEqual([]);
  });
});
