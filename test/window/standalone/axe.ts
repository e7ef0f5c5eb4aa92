/** What axe-core finds on a page on which everything is unfolded. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const file = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Unfolds whatever can be unfolded. */
export async function unfold(page: Page): Promise<void> {
  await page.locator('.fold[aria-expanded=false]').evaluateAll((list) => {
    for (const button of list) (button as HTMLElement).click();
  });
  await page.locator('details').evaluateAll((list) => {
    for (const details of list) (details as HTMLDetailsElement).open = true;
  });
}

/** By rule, the elements that break it. */
export async function violationsOn(page: Page): Promise<string[][]> {
  await unfold(page);
  await page.evaluate(await readFile(file, 'utf8'));
  const { violations } = await page.evaluate<AxeResults>(
    "axe.run(document, { resultTypes: ['violations'] })",
  );
  return violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)]);
}
