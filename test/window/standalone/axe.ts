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
  // Some draw what is in them once they are open.
  for (let closed = 1; closed > 0;) {
    closed = await page.locator('details:not([open])').evaluateAll(async (list) => {
      for (const details of list) (details as HTMLDetailsElement).open = true;
      for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
      return list.length;
    });
  }
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
