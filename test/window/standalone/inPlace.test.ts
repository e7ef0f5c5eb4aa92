/** The panel alone: what is missing is asked for where it is missing, and what goes along by itself can be left out. */
import { describe, expect, it } from 'vitest';
import { log, panels } from './panels';
import { barred, checkedRefinement, experts, given, limited, refinement, underWay } from './scripted';

const panelWith = panels();
const costUnit = 'compute' as const;
const cloud = experts.filter(({ leavesMachine }) => leavesMachine);

describe('files that nobody may see yet', () => {
  it('are allowed once, or in this workspace, or a model of this machine is got', async () => {
    const panel = await panelWith([log(barred())], {}, { pool: { experts: cloud, costUnit, problems: [] } });
    const result = panel.page.getByRole('region', { name: 'Result' });
    await result.getByText('llama-3.3-70b and gpt-4o-mini may not see your files yet').waitFor();
    expect(await panel.page.getByText('Nobody left to ask').count()).toBe(0);
    for (const name of ['Allow once', 'Allow in this workspace', 'Use local models'])
      await result.getByRole('button', { name }).click();
    expect((await panel.sent()).slice(-4)).toEqual([
      { type: 'again', route: 'route-1', on: true, mayLeave: true },
      { type: 'setControls', controls: { workspaceText: true } },
      { type: 'again', route: 'route-1', on: true },
      { type: 'command', command: 'pullModel' },
    ]);
  });
});

describe('what goes along by itself', () => {
  it('is a chip, can be left out and never given again, and says who is asked without it', async () => {
    const panel = await panelWith([], {}, { given, pool: { experts: cloud, costUnit, problems: [] } });
    const list = panel.page.getByRole('list', { name: 'Goes with the question by itself' });
    await list.getByText('420 tokens').waitFor();
    await panel.page.getByText('Asked without your files: llama-3.3-70b and gpt-4o-mini.').waitFor();
    await list.getByRole('button', { name: 'Leave src/shop/cart.ts out' }).click();
    const leftOut = given.map((one) => ({ ...one, on: one.as !== 'openFile' }));
    await panel.send({ type: 'given', given: leftOut });
    await list.getByRole('button', { name: 'Give src/shop/cart.ts again' }).click();
    await panel.page.getByRole('button', { name: 'Never the open file' }).click();
    expect((await panel.sent()).slice(-3)).toEqual([
      { type: 'give', label: 'src/shop/cart.ts', on: false },
      { type: 'give', label: 'src/shop/cart.ts', on: true },
      { type: 'neverGive', as: 'openFile' },
    ]);
    await panel.send({
      type: 'controls',
      controls: { pinned: null, excluded: [], localOnly: false, earlierTurns: true, workspaceText: true },
    });
    expect(await panel.page.getByText('Asked without your files').count()).toBe(0);
  });
});

describe('a request that gave no answer', () => {
  it('counts a rate limit down, once, and can be asked now or not at all', async () => {
    const retry = { route: 'route-1', inMs: 12_000 };
    const panel = await panelWith([log(limited())], {}, { retry });
    const { page } = panel;
    await page.getByRole('timer').getByText('12 s').waitFor();
    expect(await page.getByText('for another 12 s').count()).toBe(0);
    await expect.poll(() => page.getByRole('timer').innerText()).not.toBe('12 s');
    await page.getByRole('button', { name: 'Ask now' }).click();
    await page.getByRole('button', { name: 'Do not ask by itself' }).click();
    expect((await panel.sent()).slice(-2)).toEqual([{ type: 'retryNow' }, { type: 'retryNever' }]);
    await panel.send({ type: 'retry', retry: null });
    await page.getByText('for another 12 s').waitFor();
  });

  it('offers what makes the same request succeed', async () => {
    const id = 'deepseek-r1:14b';
    const remedies = { [id]: { pulls: id, key: true, starts: 'Ollama' } } as const;
    const pool = { experts, costUnit, problems: [], remedies };
    for (const [kind, name, message] of [
      ['not_pulled', `Pull ${id}`, { type: 'pull', model: id }],
      ['unauthorised', 'Replace the key', { type: 'replaceKey', id }],
      ['not_running', 'Start Ollama', { type: 'startServer', id }],
    ] as const) {
      const events = refinement().map((event) =>
        event.type === 'failed' && event.expert === id
          ? { ...event, error: { ...event.error, kind } }
          : event,
      );
      const panel = await panelWith([log(events)], {}, { pool });
      await panel.page.getByText('1 gave no answer').click();
      await panel.page.getByRole('button', { name }).click();
      expect((await panel.sent()).at(-1)).toEqual(message);
    }
  });
});

describe('an answer that was checked and applied', () => {
  it('shows findings at its block, and offers to have its new problems fixed', async () => {
    const place = { route: 'route-1', step: 1 };
    const newProblems = [{ ...place, file: 'src/shop/cart.ts', count: 3 }];
    const panel = await panelWith([log(checkedRefinement())], {}, { applied: [place], newProblems });
    const chosen = panel.page.getByRole('article', { name: 'Answer 2' });
    await chosen.locator('der-code').getByText('runs · 2 of 2 examples').waitFor();
    await chosen.getByRole('button', { name: '3 problems in cart.ts: fix' }).click();
    expect((await panel.sent()).at(-1)).toEqual({ type: 'fixProblems', file: 'src/shop/cart.ts' });
    await panel.page.getByText('1 other answer').click();
    const note = panel.page.getByRole('article', { name: 'Answer 1' }).locator('der-code .code-note');
    expect(await note.innerText()).toContain('runs · 1 of 2 examples');
    expect(await note.getAttribute('title')).toContain('unique([NaN, NaN]) gave []');
  });
});

describe('thinking', () => {
  it('is shown while it comes, with its time, and folds when the answer begins', async () => {
    const events = underWay();
    const thought = events.findIndex((event) => event.type === 'delta' && event.channel === 'thinking');
    const panel = await panelWith([log(events.slice(0, thought))], {}, { running: 'route-1' });
    const tell = (...some: typeof events) => panel.send({ type: 'events', route: 'route-1', events: some });
    await tell(events[thought]!);
    const { page } = panel;
    await page.getByText('That is quadratic, not linear.').waitFor();
    await page.getByText(/Thinking for \d+ s …/).waitFor();
    await tell(...events.slice(thought + 1));
    await page.getByText(/Thought for \d+ s/).waitFor();
    expect(await page.getByText('That is quadratic, not linear.').isVisible()).toBe(false);
  });
});

describe('a panel that is low, as at a zoom of 200 %', () => {
  it('leaves the larger part to the conversation', async () => {
    const { page } = await panelWith([log(refinement())], { width: 320, height: 340 }, { given });
    const [main, composer] = await Promise.all(
      ['main', '.composer'].map((part) => page.locator(part).boundingBox()),
    );
    expect(main!.height).toBeGreaterThan(composer!.height);
    expect(main!.height + composer!.height).toBeLessThanOrEqual(341);
    await page.getByRole('textbox', { name: 'Question' }).fill('Reachable all the same');
  });
});
