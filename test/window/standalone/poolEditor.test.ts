/** The pool editor: who is in the pool, on which terms, and whether they work. */
import { describe, expect, it } from 'vitest';
import { violationsOn } from './axe';
import { panels } from './panels';
import type { PoolRow } from '../../../src/webview/poolMessages';
import { measured, planned, rows, underWay } from './poolRows';

const panelWith = panels();
const [small, cloud] = rows;
/** What the settings leave out is the catalogue's. */
const listed: PoolRow = {
  ...cloud!,
  check: undefined,
  contextTokens: 1_047_576,
  price: { promptPerMtok: 0.4, answerPerMtok: 1.6 },
  listed: '2025-04-14',
  skill: { share: 0.8, outcomes: 0, source: 'estimated from price, release and public results' },
};

describe('the pool editor', () => {
  it('shows terms and skill, switches an expert off and on, and tests one', async () => {
    const panel = await panelWith([], { width: 320 });
    const { page } = panel;
    await page.locator('.pool-editor > summary').click();
    await expect.poll(() => panel.sent()).toContainEqual({ type: 'showPool' });
    await panel.send({ type: 'poolRows', rows });
    for (const text of [
      '8,192 tokens of context · free',
      'answers about 62 % of questions well (measured on 65 questions)',
      'price unknown',
      'The key is missing.',
      'ollama · off',
    ]) {
      await page.getByText(text).waitFor();
    }
    await page.getByRole('checkbox', { name: small!.name }).click();
    await page.getByRole('checkbox', { name: 'off:7b' }).click();
    await page.getByRole('button', { name: `Test ${small!.name}` }).click();
    expect((await panel.sent()).slice(-3)).toEqual([
      { type: 'enableExpert', id: small!.id, enabled: false },
      { type: 'enableExpert', id: 'off', enabled: true },
      { type: 'testExpert', id: small!.id },
    ]);
    const answered = { state: 'answered', ms: 1200, firstTokenMs: 300 } as const;
    await panel.send({ type: 'poolRows', rows: [{ ...rows[0]!, check: answered }, listed] });
    await page
      .getByText(
        '1,047,576 tokens of context · $0.40 / $1.60 per million tokens · as listed by models.dev on',
      )
      .waitFor();
    await page.getByText('(estimated from price, release and public results)').waitFor();
    await page.getByText('Works: answered in 1.2 s, first token after 300 ms.').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  });

  it('changes context and price, and says what is wrong with what was typed', async () => {
    const panel = await panelWith([], { width: 240 });
    const { page } = panel;
    await page.locator('.pool-editor > summary').click();
    await panel.send({ type: 'poolRows', rows });
    await page.getByText('Change context', { exact: true }).click();
    await page.getByText('Change context and price').click();
    const save = page.getByRole('button', { name: `Save the terms of ${cloud!.name}` });
    const [prompt, answer] = ['prompt', 'answer'].map((kind) =>
      page.getByLabel(`Dollars per million ${kind} tokens`),
    );
    await prompt!.fill('0.15');
    await answer!.press('Enter');
    await page.getByText('Write both prices, or neither.').waitFor();
    expect(await answer!.evaluate((field) => field === document.activeElement)).toBe(true);
    await answer!.fill('0,6');
    await page.getByLabel('Context in tokens').nth(1).fill('128k');
    await save.click();
    await page.getByText('Write a whole number above 0, or nothing.').waitFor();
    expect(await violationsOn(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(240);
    expect((await panel.sent()).filter(({ type }) => type === 'setTerms')).toEqual([]);

    await page.getByLabel('Context in tokens').nth(1).fill('128000');
    await save.click();
    const price = { promptPerMtok: 0.15, answerPerMtok: 0.6 };
    const terms = { contextTokens: 128_000, price };
    await expect.poll(() => panel.sent()).toContainEqual({ type: 'setTerms', id: cloud!.id, terms });
    expect(await page.locator('[aria-invalid]').count()).toBe(0);
  });

  it('measures: says what it takes, is held and stopped, and tells what came of it', async () => {
    const panel = await panelWith([], { width: 240 });
    const { page } = panel;
    await page.locator('.pool-editor > summary').click();
    await panel.send({ type: 'poolRows', rows });
    await page
      .getByText('Programs: 30 % right (15 to 52 %, 21 questions); 36 % expected beforehand')
      .waitFor();
    const sent = async () => (await panel.sent()).at(-1);
    await page.getByRole('button', { name: `Measure skill of ${small!.name}` }).click();
    expect(await sent()).toEqual({ type: 'measure', experts: [small!.id] });
    await page.getByRole('button', { name: 'Measure skill of all …' }).click();
    expect(await sent()).toEqual({ type: 'measure', experts: null });

    await panel.send({ type: 'measuring', measuring: planned });
    await page.getByText('2 experts, about 98 questions, about 12 min, about $0.034.').waitFor();
    await page.getByText('For one expert the questions leave this machine.').waitFor();
    await page.getByRole('checkbox', { name: 'Explanations' }).click();
    expect(await sent()).toEqual({ type: 'setMeasuring', choice: { kinds: ['short', 'program'] } });
    expect(await violationsOn(page)).toEqual([]);
    await page.getByRole('button', { name: 'Start' }).click();
    expect(await sent()).toEqual({ type: 'measuring', act: 'start' });

    await panel.send({ type: 'measuring', measuring: underWay });
    await page.getByText('37 of about 98 questions, about 8 min left, $0.012 so far').waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    expect(await sent()).toEqual({ type: 'measuring', act: 'pause' });
    await panel.send({ type: 'measuring', measuring: measured });
    await page.getByText(`For programs, DER now begins with ${cloud!.name}`).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(240);
  });

  it('looks again from where a problem is named, in 200 pixels', async () => {
    const problem = 'Ollama is not running at http://127.0.0.1:11434. Start it with `ollama serve`.';
    const pool = { experts: [], costUnit: 'compute', problems: [problem] } as const;
    const panel = await panelWith([], { width: 200 }, { pool });
    await panel.page.getByText('1 problem with the experts').click();
    await panel.page.locator('.problems').getByRole('button', { name: 'Look again' }).click();
    expect((await panel.sent()).at(-1)).toEqual({ type: 'lookAgain' });
    expect(await panel.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(200);
  });
});
