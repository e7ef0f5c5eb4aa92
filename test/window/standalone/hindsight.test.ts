/** The panel alone: looking back at a finished chain. */
import { describe, expect, it } from 'vitest';
import type { RouteEvent } from '../../../src/der/trace/events';
import { defaultKnobs } from '../../../src/der/core/mdp';
import { log, panels } from './panels';
import { refinement } from './scripted';

const panelWith = panels();

describe('what an answer changed', () => {
  it('compares an answer word by word with the one it improved on', async () => {
    const { page } = await panelWith([log(refinement())]);
    const card = page.getByRole('article', { name: 'Answer 2' });
    await card.getByRole('button', { name: 'Changes since answer 1' }).click();
    await card.getByText(/^\d+ words new, \d+ words gone\.$/).waitFor();
    const marked = async (kind: 'ins' | 'del') => (await card.locator(kind).allTextContents()).join('|');
    expect(await marked('del')).toContain('items.indexOf(item)');
    expect(await marked('ins')).toContain('new Set(items)');
    await card.getByRole('button', { name: 'Show the answer' }).click();
    await card.locator('der-markdown table').waitFor();
    await page.getByText('1 other answer').click();
    const first = page.getByRole('article', { name: 'Answer 1' });
    await first.locator('der-markdown').waitFor();
    expect(await first.getByRole('button', { name: 'Changes' }).count()).toBe(0);
  });
});

describe('an answer beside another one', () => {
  it('is asked for on every card, of a route that has another', async () => {
    const panel = await panelWith([log(refinement())]);
    await panel.page.getByText('1 other answer').click();
    for (const number of [1, 2]) {
      const card = panel.page.getByRole('article', { name: `Answer ${number}` });
      await card.getByRole('button', { name: 'Compare in the editor' }).click();
    }
    expect((await panel.sent()).filter(({ type }) => type === 'compare')).toEqual([
      { type: 'compare', route: 'route-1', step: 0 },
      { type: 'compare', route: 'route-1', step: 1 },
    ]);
    const alone = await panelWith([log(refinement().slice(0, 7))]);
    await alone.page.getByRole('article', { name: 'Answer 1' }).waitFor();
    expect(await alone.page.getByRole('button', { name: 'Compare' }).count()).toBe(0);
  });
});

describe('the what-if', () => {
  it('tells at once what a held slider would have changed, and sends nothing', async () => {
    const panel = await panelWith([log(refinement())], { saved: { knobsOpen: true } });
    const line = panel.page.getByRole('note', { name: 'What if' });
    expect(await line.count()).toBe(0);
    const hold = (name: string, value: string) =>
      panel.page.getByRole('slider', { name }).evaluate((slider, to) => {
        (slider as HTMLInputElement).value = to;
        slider.dispatchEvent(new Event('input', { bubbles: true }));
      }, value);
    await hold('Good enough', '0.5');
    await line
      .getByText(
        'At p₀ 0.50: stop after step 1 with answer 1, whose predicted quality was then 0.58; 70 % less compute.',
      )
      .waitFor();
    await line.getByText('exact', { exact: true }).waitFor();
    const values = panel.page.locator('der-knobs summary');
    await values.getByText('p₀ 0.5', { exact: true }).waitFor();
    await hold('Good enough', '0.95');
    await line.getByText('At p₀ 0.95: go on after step 2, as no recorded answer reaches the mark.').waitFor();
    await line.getByText('estimated', { exact: true }).waitFor();
    expect((await panel.sent()).some(({ type }) => type === 'setKnobs' || type === 'ask')).toBe(false);
    await panel.send({ type: 'knobs', knobs: defaultKnobs });
    await expect.poll(() => line.count()).toBe(0);
    await values.getByText('Balanced', { exact: true }).waitFor();
  });

  it('is told of knobs that the settings changed, on the newest route only', async () => {
    const routes = [log(refinement()), { id: 'route-2', events: refinement() }];
    const { page } = await panelWith(routes, {}, { knobs: { ...defaultKnobs, maxSteps: 1 } });
    await page.getByText('With at most 1 answer').waitFor();
    expect(await page.getByRole('note', { name: 'What if' }).count()).toBe(1);
  });
});

describe('a rating', () => {
  it('is sent, shown once it is kept, and taken back by the same thumb', async () => {
    const panel = await panelWith([log(refinement())]);
    const card = panel.page.getByRole('article', { name: 'Answer 2' });
    const thumb = card.getByRole('button', { name: 'A good answer' });
    await thumb.click();
    expect(await panel.sent()).toContainEqual({ type: 'rate', route: 'route-1', step: 1, rating: 'up' });
    expect(await thumb.getAttribute('aria-pressed')).toBe('false');
    await panel.send({ type: 'ratings', route: 'route-1', ratings: { 1: 'up' } });
    expect(await thumb.getAttribute('aria-pressed')).toBe('true');
    await thumb.click();
    expect(await panel.sent()).toContainEqual({ type: 'rate', route: 'route-1', step: 1, rating: null });
  });

  it('comes back with the conversation', async () => {
    const { page } = await panelWith([{ ...log(refinement()), ratings: { 1: 'down' } }]);
    const thumb = page.getByRole('button', { name: 'A bad answer' });
    expect(await thumb.getAttribute('aria-pressed')).toBe('true');
  });
});

describe('the totals', () => {
  it('are told on one line, the rest in details: against always the largest and against everybody, each with how that is known', async () => {
    const { page } = await panelWith([log(refinement())]);
    const totals = page.getByRole('list', { name: 'Totals', exact: true }).getByRole('listitem');
    expect(await totals.allTextContents()).toEqual(['6.8 s', '3 models asked', 'compute 11B']);
    await page.getByRole('region', { name: 'Result' }).getByText('Details').click();
    await page.getByText("The best answer's predicted quality, 0.86, reaches p₀ = 0.75.").waitFor();
    const rows = page.getByRole('list', { name: 'Against other ways to ask' }).getByRole('listitem');
    const texts = (await rows.allTextContents()).map((text) => text.replace(/\s+/g, ' ').trim());
    expect(texts).toEqual([
      '85 % less compute than always llama-3.3-70b, the largest estimated',
      '92 % less compute than asking all 4 experts estimated',
    ]);
  });

  it('claim nothing where nobody answered', async () => {
    const [started, chosen, failed] = refinement();
    const end = refinement().at(-1) as Extract<RouteEvent, { type: 'finished' }>;
    const totals = { ...end.totals, steps: 0, attempts: 1, costB: 0 };
    const { page } = await panelWith([
      log([started!, chosen!, failed!, { ...end, stop: 'all_failed', final: null, totals }]),
    ]);
    await page.getByText('No expert could answer').waitFor();
    await page.getByRole('region', { name: 'Result' }).getByText('Details').click();
    expect(await page.getByRole('list', { name: 'Against other ways to ask' }).count()).toBe(0);
  });
});
