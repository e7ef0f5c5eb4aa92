/** The panel of somebody who has no models yet: every way to some is one press. */
import { describe, expect, it } from 'vitest';
import type { PullView, SetUpView } from '../../../src/webview/poolMessages';
import { panels } from './panels';
import { experts } from './scripted';

const panelWith = panels();
const tools = { experts: experts.slice(0, 1), costUnit: 'compute', problems: [] } as const;
const setUp: SetUpView = {
  sources: [
    { id: 'editor', title: "The editor's own models", detail: 'Large, Small', leavesMachine: true },
    {
      id: 'Anthropic',
      title: 'Anthropic',
      detail: 'ANTHROPIC_API_KEY is set in the environment',
      leavesMachine: true,
    },
  ],
  recommended: { model: 'llama3.2:3b', bytes: 2e9 },
};
const running: PullView = {
  model: 'llama3.2:3b',
  state: 'running',
  status: 'pulling dde5aa3fc5ff',
  completedBytes: 0.5e9,
  totalBytes: 2e9,
  bytesPerSecond: 50e6,
};

describe('the first run', () => {
  it('offers what was found, a model to pull, a key and the simulated experts, each with one press', async () => {
    const panel = await panelWith([], {}, { pool: tools });
    await panel.send({ type: 'pool', pool: tools }, { type: 'setUp', setUp });
    const { page } = panel;
    for (const name of [
      "Add models: The editor's own models",
      'Add models: Anthropic',
      'Pull llama3.2:3b',
      'Add a service',
      'Try simulated experts',
    ]) {
      await page.getByRole('button', { name }).click();
    }
    expect((await panel.sent()).slice(-5)).toEqual([
      { type: 'addExperts', source: 'editor' },
      { type: 'addExperts', source: 'Anthropic' },
      { type: 'pull', model: 'llama3.2:3b' },
      { type: 'command', command: 'addEndpoint' },
      { type: 'addExperts', source: 'practice' },
    ]);
  });

  it('shows how far a download is, and lets it be stopped and resumed', async () => {
    const panel = await panelWith([], {}, { pool: tools });
    const { page } = panel;
    await panel.send({ type: 'pool', pool: tools }, { type: 'setUp', setUp: { ...setUp, pull: running } });
    await page.getByText('500 MB of 2.0 GB · 50 MB/s · 30 s left').waitFor();
    expect(await page.getByRole('progressbar').getAttribute('aria-label')).toBe('Pulling llama3.2:3b');
    await page.getByRole('button', { name: 'Cancel' }).click();
    expect((await panel.sent()).at(-1)).toEqual({ type: 'cancelPull' });
    const over = (change: Partial<PullView>) =>
      panel.send({ type: 'setUp', setUp: { ...setUp, pull: { ...running, ...change } } });
    await over({ state: 'cancelled' });
    await page.getByRole('button', { name: 'Resume llama3.2:3b' }).click();
    expect((await panel.sent()).at(-1)).toEqual({ type: 'pull', model: 'llama3.2:3b' });
    await over({ state: 'failed', problem: 'No space is left. Make room and try again.' });
    await page.getByText('No space is left. Make room and try again.').waitFor();
    await over({ state: 'done' });
    await page.getByText('is on this machine now').waitFor();
  });

  it('says why Ollama was not found, and looks again', async () => {
    const panel = await panelWith([], {}, { pool: tools });
    const problem = 'Ollama is not running at http://127.0.0.1:11434. Start it with `ollama serve`.';
    await panel.send({ type: 'pool', pool: tools }, { type: 'setUp', setUp: { sources: [], problem } });
    // What stands between backticks is shown as code.
    await panel.page.getByText(problem.replaceAll('`', '')).waitFor();
    await panel.page.getByRole('button', { name: 'Look again' }).click();
    expect((await panel.sent()).at(-1)).toEqual({ type: 'lookAgain' });
  });

  it('calls simulated experts simulated', async () => {
    const simulated = [{ ...experts[1]!, simulated: true }];
    const pool = { experts: simulated, costUnit: 'compute', problems: [] } as const;
    const panel = await panelWith([], {}, { pool });
    await panel.send({ type: 'pool', pool });
    await panel.page.getByText('These are simulated experts.').waitFor();
    expect(await panel.page.getByRole('button', { name: 'Try simulated experts' }).count()).toBe(0);
  });

  it('is over for whoever has models', async () => {
    const panel = await panelWith([]);
    await panel.send({ type: 'setUp', setUp: null });
    expect(await panel.page.locator('.first-steps').count()).toBe(0);
  });

  it('fits 200 pixels', async () => {
    const panel = await panelWith([], { width: 200 }, { pool: tools });
    await panel.send({ type: 'pool', pool: tools }, { type: 'setUp', setUp: { ...setUp, pull: running } });
    expect(await panel.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(200);
  });
});
