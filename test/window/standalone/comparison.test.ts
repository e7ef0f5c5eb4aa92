/** The view in which answers are compared blindly, in every stage: by keys, at any width, in any theme. */
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../../../scripts/browser.mjs';
import type { ComparisonStage, ComparisonView } from '../../../src/webview/comparisonMessages';
import { violationsOn } from './axe';
import { allThemes, PanelPage } from './panelPage';

let browser: Browser;
beforeAll(async () => void (browser = await launchBrowser()));
afterAll(() => browser.close());

const left = 'Use a **map**:\n\n```ts\nconst known = new Map<string, number>();\n```\n\n- quick\n- small';
const right = 'An object will do. <img src=x onerror="document.title=1">\n\n' + 'wide'.repeat(200);
const side = {
  label: 'DER as you have set it',
  expert: 'qwen3:8b',
  steps: 2,
  ms: 5200,
  usd: 0.0012,
  quality: 0.81,
};
const stages: Readonly<Record<string, ComparisonStage>> = {
  question: { stage: 'question', problem: 'Best single expert gave no answer. It is down.' },
  answering: { stage: 'answering', answered: 1 },
  rating: { stage: 'rating', left, right },
  uncovered: {
    stage: 'uncovered',
    left,
    right,
    verdict: 'left',
    same: false,
    sides: [side, { label: 'Best single expert', expert: 'llama3.1:70b', steps: 1, ms: 9000 }],
  },
};
const view = (state: ComparisonStage): ComparisonView => ({
  strategies: [
    { name: 'der', label: 'DER as you have set it' },
    { name: 'best_single', label: 'Best single expert' },
    { name: 'expert:a', label: 'qwen3:8b' },
  ],
  chosen: ['der', 'best_single'],
  question: 'How do I count words in TypeScript?',
  state,
  tallies: [
    {
      labels: ['DER as you have set it', 'Best single expert'],
      questions: 14,
      wins: 7,
      losses: 3,
      ties: 3,
      bothBad: 1,
      rate: { mean: 0.643, ci95: [0.43, 0.82] },
      byKind: [
        { kind: 'short answers', mean: 0.6, questions: 5 },
        { kind: 'programs', mean: 0.67, questions: 9 },
      ],
    },
  ],
  prediction: { decided: 10, auc: 0.74, ci95: [0.5, 0.95], ece: 0.11 },
});

async function open(stage: string): Promise<PanelPage> {
  const panel = await PanelPage.open(browser, { element: 'der-comparison', width: 1200 });
  await panel.send({ type: 'comparison', view: view(stages[stage]!) });
  return panel;
}

it.each(Object.keys(stages))('%s', async (stage) => {
  const panel = await open(stage);
  const { page } = panel;
  for (const width of [240, 500, 1200]) {
    await page.setViewportSize({ width, height: 900 });
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wider, `sticks out at ${width}`).toBeLessThanOrEqual(0);
  }
  const pictures = process.env['DER_LOOK'];
  // The panel's own tests try its colours in all themes.
  for (const theme of pictures === undefined ? (['light', 'high-contrast'] as const) : allThemes) {
    await panel.wear(theme);
    expect(await violationsOn(page), `what axe-core finds, theme ${theme}`).toEqual([]);
    if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${stage}-${theme}.png`) });
  }
  if (pictures !== undefined) {
    await page.setViewportSize({ width: 360, height: 900 });
    await page.screenshot({ path: join(pictures, `${stage}-narrow.png`) });
  }
  expect(panel.complaints).toEqual([]);
  await page.close();
});

it('is asked and judged by keys alone, and says nothing of who it was meanwhile', async () => {
  const panel = await open('question');
  const { page } = panel;
  // The question has the focus; the two choices and the button follow.
  await page.keyboard.press('Enter');
  await expect
    .poll(() => panel.sent())
    .toContainEqual({
      type: 'begin',
      question: 'How do I count words in TypeScript?',
      strategies: ['der', 'best_single'],
    });
  await panel.send({ type: 'comparison', view: view(stages['answering']!) });
  await page.keyboard.press('Enter');
  await expect.poll(() => panel.sent()).toContainEqual({ type: 'cancel' });

  await panel.send({ type: 'comparison', view: view(stages['rating']!) });
  expect(await page.locator('body').innerText()).not.toMatch(/P̂|DER as|qwen|single/);
  const columns = await page
    .locator('.pair > section')
    .evaluateAll((list) => list.map((one) => one.getBoundingClientRect().top));
  expect(new Set(columns).size).toBe(1);
  await page.keyboard.press('t');
  await expect.poll(() => panel.sent()).toContainEqual({ type: 'verdict', verdict: 'tie' });
  // Code can be copied, and has nowhere else to go.
  expect(await page.locator('.code-actions button').count()).toBe(1);
  await page.close();
});
