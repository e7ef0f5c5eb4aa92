/** The panel alone: a chain becomes its result when the route ends, under whoever is reading or typing in it. */
import { describe, expect, it } from 'vitest';
import { log, panels } from './panels';
import type { PanelPage } from './panelPage';
import { refinement, underWay } from './scripted';

const panelWith = panels();

/** What is left of the route once `underWay` has been shown. */
const rest = refinement().slice(-3);
const ends = (panel: PanelPage) => panel.send({ type: 'events', route: 'route-1', events: rest });
const running = (options = {}) => panelWith([log(underWay())], options, { running: 'route-1' });
const cards = ({ page }: PanelPage) => page.getByRole('article');

describe('the result', () => {
  it('stands under the question, the other answers behind one fold, what passed in the details', async () => {
    const panel = await running();
    const { page } = panel;
    await page.getByText('Calculator passed.').waitFor();
    expect(await cards(panel).count()).toBe(2);
    await ends(panel);
    expect(await cards(panel).count()).toBe(1);
    await cards(panel).getByText('Chosen answer').waitFor();
    expect(await page.getByText('Calculator passed.').isVisible()).toBe(false);

    await page.getByText('1 other answer · 1 gave no answer').click();
    await page.getByRole('article', { name: 'Answer 1' }).locator('der-markdown').waitFor();
    await page.getByText('Ollama has no model deepseek-r1:14b. Pull it with').waitFor();
    await page.getByRole('region', { name: 'Result' }).getByText('Details').click();
    await page.getByText('Calculator passed.').waitFor();
  });

  it('keeps the focus of who is in it, and leads who was in another answer to the fold', async () => {
    const focused = ({ page }: PanelPage) =>
      page.evaluate(() => document.activeElement?.closest('.others > summary, article')?.textContent ?? '');
    const inFirst = await running();
    await inFirst.page.getByRole('button', { name: 'Fold answer 1' }).focus();
    await ends(inFirst);
    expect(await focused(inFirst)).toContain('1 other answer');

    const inResult = await running();
    await inResult.page.getByRole('article', { name: 'Answer 2' }).locator('summary').first().focus();
    await ends(inResult);
    expect(await focused(inResult)).toContain('Chosen answer');
  });

  it('moves nothing under who reads elsewhere, until they go to it', async () => {
    const panel = await running({ height: 500 });
    await panel.page.locator('main').evaluate((main) => main.scrollTo(0, 60));
    await panel.page.getByRole('button', { name: 'Latest' }).waitFor();
    await ends(panel);
    expect(await cards(panel).count()).toBe(2);
    expect(await panel.page.locator('main').evaluate((main) => main.scrollTop)).toBe(60);
    await panel.page.getByRole('button', { name: 'Answer 2', exact: true }).click();
    await expect.poll(() => cards(panel).count()).toBe(1);
    await expect
      .poll(() => panel.page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
      .toBe('Fold answer 2');
  });
});
