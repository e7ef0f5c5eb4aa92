/** Set-up in a minute: from no models to an answer by what stands in the panel, and the pool edited there. */
import { totalmem } from 'node:os';
import { describe, expect, it } from 'vitest';
import { recommendedModel } from '../../src/providers/ollama/recommended';
import { startOllamaServer, type OllamaServer } from '../support/ollamaServer';
import { walk } from './walk';

/** One that the simulated experts know. */
const practice =
  'A train leaves at 9:40 and arrives at 13:15 the same day. How many minutes does the journey take?';
const { model } = recommendedModel(totalmem());
let ollama: OllamaServer;

const workbench = walk('setUp', async () => {
  // Slow enough for a measuring to be paused.
  ollama = await startOllamaServer({
    registry: [{ name: model, paramsB: 3, size: 40_000_000, prefillMs: 100 }],
  });
  return { servers: [ollama], options: { env: { OLLAMA_HOST: new URL(ollama.url).host } } };
});

describe('somebody who has no models', () => {
  const panel = () => workbench().panel;
  const row = (name: string) =>
    panel()
      .frame.getByRole('list', { name: 'Experts of the pool' })
      .getByRole('listitem')
      .filter({ hasText: name });
  const pool = async () => (await workbench().machineSettings())['der.experts'] as object[];

  it('is offered every way to some', async () => {
    await workbench().palette('DER: Show Panel');
    await workbench().widenSideBar(420);
    await panel().frame.getByText('Only the built-in tools can answer so far.').waitFor();
    for (const name of [`Pull ${model}`, 'Find models', 'Add a service', 'Try simulated experts'])
      await panel().button(name).waitFor();
    await workbench().picture('first-run');
  });

  it('tries the simulated experts with one press', async () => {
    await panel().button('Try simulated experts').click();
    await panel().frame.locator('.pool-editor > summary', { hasText: '7 experts' }).waitFor();
    await panel().frame.getByText('These are simulated experts.').waitFor();
  });

  it('pulls a model with one press, sees how far it is, and has it in the pool', async () => {
    await panel().button(`Pull ${model}`).click();
    await panel().frame.getByRole('progressbar').waitFor();
    await panel().frame.locator('.pool-editor > summary', { hasText: '8 experts' }).waitFor();
    expect(await pool()).toContainEqual({ kind: 'ollama', model });
  });

  it('sees who is in the pool, and tests one with one question', async () => {
    await panel().frame.locator('.pool-editor > summary').click();
    await row(model)
      .getByRole('button', { name: `Test ${model}` })
      .click();
    await row(model)
      .getByText(/Works: answered in/)
      .waitFor();
    expect(ollama.log.to('/api/chat')).toHaveLength(1);
  });

  it('measures the skill of one, goes on after a reload, and sees it by kind', async () => {
    await row(model)
      .getByRole('button', { name: `Measure skill of ${model}` })
      .click();
    const measuring = panel().frame.getByRole('region', { name: 'Measure skill' });
    await measuring.getByText(/1 expert, about \d+ questions, about/).waitFor();
    await measuring.getByRole('button', { name: 'Start' }).click();
    await measuring.getByText(/[5-9] of about \d+ questions/).waitFor();
    await workbench().picture('measure-skill');
    await measuring.getByRole('button', { name: 'Pause' }).click();
    await measuring.getByText('Paused.').waitFor();
    const asked = ollama.log.to('/api/chat').length;

    await workbench().reload();
    await panel().frame.locator('.pool-editor > summary', { hasText: '8 experts' }).waitFor();
    await panel().frame.locator('.pool-editor > summary').click();
    await measuring.getByText('Measuring was interrupted; it can go on').waitFor();
    await measuring.getByRole('button', { name: 'Go on', exact: true }).click();
    await measuring.getByText('Skill was measured').waitFor();
    await measuring.getByText(/DER (now )?begins with/).waitFor();
    await row(model)
      .getByText(/Programs: 0 % right \(0 to \d+ %, 8 questions\); \d+ % expected beforehand/)
      .waitFor();
    await workbench().screenshot('measured-skill');
    // 8 of each kind, and whatever was being asked when the window went.
    expect(ollama.log.to('/api/chat').length - asked).toBeLessThanOrEqual(26 - (asked - 1));
    await measuring.getByRole('button', { name: 'Close' }).click();
  });

  it('writes down on what terms one is asked', async () => {
    const team = { kind: 'openai', baseUrl: `${ollama.url}/v1`, model: 'team-model', paramsB: 32 };
    await workbench().set({ 'der.experts': [...(await pool()), team] }, 'Machine');
    const terms = row('team-model');
    await terms.getByText('Change context and price').click();
    const fill = (label: string, text: string) => terms.getByLabel(label).fill(text);
    await fill('Context in tokens', '32768');
    await fill('Dollars per million prompt tokens', '0.4');
    await fill('Dollars per million answer tokens', '1.6');
    await terms.getByRole('button', { name: 'Save' }).click();
    const price = { promptPerMtok: 0.4, answerPerMtok: 1.6 };
    await expect.poll(pool).toContainEqual({ ...team, contextTokens: 32_768, price });
    await terms.getByText('32,768 tokens of context').waitFor();
    await terms.getByRole('button', { name: 'Save' }).scrollIntoViewIfNeeded();
    await workbench().picture('pool-editor');
  });

  it('switches one off, which is written to the settings', async () => {
    await row('anna-3b').getByRole('checkbox').click();
    await panel().frame.locator('.pool-editor > summary', { hasText: '8 experts' }).waitFor();
    expect(await pool()).toContainEqual({ kind: 'simulated', student: 'simulated/anna-3b', enabled: false });
    await row('anna-3b').getByRole('checkbox', { checked: false }).waitFor();
  });

  it('finds the pool as it was left, and asks it', async () => {
    await workbench().reload();
    await panel().frame.locator('.pool-editor > summary', { hasText: '8 experts' }).waitFor();
    await panel().ask('What is 17 % of 2340?');
    await panel().route(0).getByText('397.8').first().waitFor();
  });

  it('sees what was learned of one, question by question, and deletes one of them', async () => {
    await workbench().palette('DER: What DER Has Learned');
    const rows = workbench().sideBar.getByRole('treeitem');
    const about = (name: string | RegExp) => rows.filter({ hasText: name }).first();
    await about(model).getByText('24 outcomes').waitFor();
    await about(model).click();
    await about('programs').getByText('0 % · 8 outcomes').waitFor();
    await about('programs').click();
    const measured = rows.filter({ hasText: /0\.00 · measured/ });
    await expect.poll(() => measured.count()).toBeGreaterThan(5);
    const view = workbench().sideBar.locator('.pane', { hasText: 'What DER Has Learned' });
    await workbench().picture('learned', view);
    await measured.first().hover();
    await measured.first().getByRole('button', { name: 'Delete' }).click();
    await about(model).getByText('23 outcomes').waitFor();
  });

  it('compares two answers without knowing whose they are, and learns it afterwards', async () => {
    await workbench().palette('DER: Compare Blindly');
    const { tab } = workbench();
    await tab.getByLabel('Question').fill(practice);
    await tab.getByLabel('The other by').selectOption({ label: model });
    await tab.getByRole('button', { name: 'Answer out of sight' }).click();
    await tab.getByRole('region', { name: 'Answer A' }).waitFor();
    await workbench().picture('compare-blindly', tab.locator('der-comparison'));
    const covered = await tab.locator('body').innerText();
    expect(covered).not.toMatch(/P̂|anna|elena|simulated|Best single|DER as/);
    expect(covered).not.toContain(model);
    await tab.getByRole('button', { name: /A is better/ }).click();
    await tab.getByText(/^You preferred .+ to .+\.$/).waitFor();
    await tab.getByText(/wins \d+ % \(95 %: \d+ % to \d+ %\) of 1 question/).waitFor();
    await workbench().picture('compared', tab.locator('der-comparison'));
  });
});
