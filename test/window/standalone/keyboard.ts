/** What the Tab key reaches of a page, and what can be seen of that. */
import type { Page } from 'playwright-core';

/** What can be operated but Tab does not reach, and what it reaches without showing it; each as it is written. */
export async function byKeyboard(page: Page): Promise<{ missed: string[]; unseen: string[] }> {
  const unseen: string[] = [];
  // In the order in which it is read: what there is depends on where one has scrolled to.
  await page.locator('main').focus();
  for (;;) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      if (!(element instanceof HTMLElement) || element === document.body) return undefined;
      if ('reached' in element.dataset) return undefined;
      element.dataset['reached'] = '';
      // A field shows its caret, and its box the focus.
      const seen =
        element.matches('textarea, [type=text]') || getComputedStyle(element).outlineStyle !== 'none';
      return { html: element.outerHTML.slice(0, 200), seen };
    });
    if (!stop) break;
    if (!stop.seen) unseen.push(stop.html);
  }
  const missed = page
    .locator('a[href], button:enabled, input:enabled, select:enabled, textarea:enabled, summary')
    .and(page.locator(':not([data-reached])'))
    // Of a group of radio buttons Tab reaches the chosen one, and the arrow keys the others.
    .and(page.locator(':not([role=radiogroup]:has([data-reached]) [type=radio])'))
    .filter({ visible: true });
  return {
    missed: await missed.evaluateAll((list) => list.map(({ outerHTML }) => outerHTML.slice(0, 200))),
    unseen,
  };
}
