/** The panel alone: a route as a chain of answers, while it grows and afterwards. */
import { describe, expect, it } from 'vitest';
import type { RouteEvent } from '../../../src/der/trace/events';
import { defaultKnobs } from '../../../src/der/core/mdp';
import type { PanelPage } from './panelPage';
import { log, panels } from './panels';
import { question, refinement, underWay } from './scripted';

const panelWith = panels();

describe('the chain', () => {
  it('shows who, why, the answer, its quality, its numbers and the end', async () => {
    const { page } = await panelWith([log(refinement())]);
    await page.getByRole('heading', { name: question }).waitFor();
    const card = page.getByRole('article', { name: 'Answer 2, by qwen2.5-coder:7b' });
    for (const text of ['7.6B', 'on this machine', 'Chosen answer', 'likely right'])
      await card.getByText(text).first().waitFor();
    expect(await card.getByRole('meter').count(), 'numbers wait behind Details').toBe(0);
    await card.getByText('Details').click();
    for (const text of ['Chosen with 71 %', 'next best: stop here, 29 %'])
      await card.getByText(text).first().waitFor();
    for (const text of ['262 tokens', 'first after 640 ms', '5.2 s in all', '57 tokens/s', 'cost unknown'])
      await card.getByText(text).first().waitFor();
    await expect(card.getByRole('meter').getAttribute('aria-valuetext')).resolves.toBe(
      'Predicted quality 0.86; good enough from p₀ = 0.75.',
    );
    await page.getByText('Good enough.').waitFor();
    await card.getByText('Reward').click();
    await card.getByText('improvement').waitFor();
  });

  it('looks the same streamed piece by piece as restored', async () => {
    const cards = (panel: PanelPage) =>
      panel.page.locator('.route').evaluate((route) => route.innerHTML.replace(/<!--.*?-->/g, ''));
    const restored = await panelWith([log(refinement())]);
    const streamed = await panelWith([], {}, { running: 'route-1' });
    for (const event of refinement()) {
      const pieces = event.type === 'delta' ? (event.text.match(/[^]{1,29}/g) ?? []) : [undefined];
      for (const text of pieces) {
        const part = text === undefined || event.type !== 'delta' ? event : { ...event, text };
        await streamed.send({ type: 'events', route: 'route-1', events: [part] });
      }
    }
    await streamed.send({ type: 'running', route: null });
    expect(await cards(streamed)).toBe(await cards(restored));
  });

  it('says what checks found of an answer, and unfolds what proves it', async () => {
    const events = refinement();
    const judged = events.findLastIndex(({ type }) => type === 'judged');
    const failed = [{ input: 'unique([1, 1])', expected: '[1]', got: '<b>[1, 1]</b>' }];
    const found: RouteEvent = {
      type: 'checked',
      step: 1,
      checksMs: 40,
      checked: {
        kind: 'program',
        answers: [
          { kind: 'program', findings: [{ type: 'cannot', what: 'run', reason: 'It needs a browser.' }] },
          {
            kind: 'program',
            findings: [
              { type: 'runs', language: 'typescript', ok: true },
              { type: 'examples', passed: 2, failed },
              { type: 'tests', from: 0, passed: 1, failed: [] },
            ],
          },
        ],
        alike: [
          [1, 0.4],
          [0.4, 1],
        ],
      },
    };
    const { page } = await panelWith([log(events.toSpliced(judged, 0, found))]);
    const card = page.getByRole('article', { name: 'Answer 2' });
    await card.getByText('likely wrong · 2 of 3 examples').waitFor();
    await card.getByText('What checks found').click();
    await card.getByRole('listitem').getByText('runs · 2 of 3 examples').waitFor();
    await card.locator('.code-note.bad').getByText('runs · 2 of 3 examples').waitFor();
    await card.getByText('unique([1, 1]) gave <b>[1, 1]</b>, the question says [1]').waitFor();
    await card.getByText('1 of 1 tests of answer 1').waitFor();
  });

  it('keeps the answers of a route whose network failed, and says what broke', async () => {
    const events = refinement();
    const unjudged = events.findLastIndex(({ type }) => type === 'judged');
    const end = events.at(-1) as Extract<RouteEvent, { type: 'finished' }>;
    const error = 'The networks that choose and judge failed: Out of memory. Ask again.';
    const final = { step: 0, answer: 'the first' };
    const { page } = await panelWith([
      log([...events.slice(0, unjudged), { ...end, stop: 'nobody_left', final, error }]),
    ]);
    const outcome = page.getByRole('region', { name: 'Result' });
    await outcome.getByText(`A network failed. The best answer so far is chosen. ${error}`).waitFor();
    await page.getByText('1 other answer').click();
    const [first, second] = [1, 2].map((step) => page.getByRole('article', { name: `Answer ${step}` }));
    await first!.getByText('Chosen answer').waitFor();
    await second!.getByText('not judged').waitFor();
    await second!.getByText('Details').click();
    await second!.getByText('Chosen with').waitFor();
    expect(await second!.getByRole('meter').count()).toBe(0);
  });

  it('says that an answer is the same as an earlier one, on its card and at the fold', async () => {
    const events = refinement();
    const given = events.find((event) => event.type === 'answered');
    const answer = given?.type === 'answered' ? given.answer : '';
    const repeated = events.map((event): RouteEvent =>
      event.type === 'answered' ? { ...event, answer: event.step === 0 ? answer : `${answer}\n` } : event,
    );
    const { page } = await panelWith([log(repeated)]);
    await page.getByRole('article', { name: 'Answer 2' }).getByText('same as answer 1').waitFor();
    await page.getByText('1 other answer · 1 the same · 1 gave no answer').waitFor();
  });

  it('opens Details for who wants them open, and lets them be closed', async () => {
    const panel = await panelWith([log(refinement())], {}, { showDetails: true });
    const card = panel.page.getByRole('article', { name: 'Answer 2' });
    await card.getByRole('meter').waitFor();
    await card.getByText('Details').click();
    await panel.send({ type: 'ratings', route: 'route-1', ratings: { 1: 'up' } });
    expect(await card.getByRole('meter').count()).toBe(0);
    const other = await panelWith([log(refinement())]);
    await other.send({ type: 'showDetails', on: true });
    await other.page.getByRole('meter').waitFor();
  });

  it('takes back what turns out to have been thinking', async () => {
    const panel = await panelWith([log(underWay())], {}, { running: 'route-1' });
    const card = panel.page.getByRole('article', { name: 'Answer 2' });
    const answer = card.locator('der-markdown');
    await answer.getByText('The idea above is right').waitFor();
    const here = { step: 1, attempt: 3 } as const;
    const anew: RouteEvent[] = [
      { type: 'relabelled', ...here },
      { type: 'delta', ...here, channel: 'answer', text: 'Use a Set.' },
    ];
    await panel.send({ type: 'events', route: 'route-1', events: anew });
    await expect.poll(async () => (await answer.textContent())?.trim()).toBe('Use a Set.');
    await card.locator('summary', { hasText: 'Thinking' }).click();
    await card.locator('.thinking-text', { hasText: 'The idea above is right' }).waitFor();
  });

  it('gives any finished answer away while the chain goes on', async () => {
    const panel = await panelWith([log(underWay())], {}, { running: 'route-1' });
    const card = panel.page.getByRole('article', { name: 'Answer 1' });
    await card.locator('der-take').getByRole('button', { name: 'Copy' }).click();
    await card.getByRole('button', { name: 'Insert', exact: true }).click();
    const taken = (await panel.sent()).filter(({ type }) => type === 'take');
    expect(taken).toEqual([
      { type: 'take', route: 'route-1', step: 0, how: 'copy' },
      { type: 'take', route: 'route-1', step: 0, how: 'insert' },
    ]);
  });

  it('moves the p₀ marks with the knob while the route runs', async () => {
    const panel = await panelWith([log(underWay())], {}, { running: 'route-1' });
    await panel.page.getByRole('article', { name: 'Answer 1' }).getByText('Details').click();
    const meter = panel.page.getByRole('meter');
    expect(await meter.getAttribute('aria-valuetext')).toContain('p₀ = 0.75');
    await panel.send({ type: 'knobs', knobs: { ...defaultKnobs, p0: 0.5 } });
    expect(await meter.getAttribute('aria-valuetext')).toContain('p₀ = 0.50');
  });

  it('follows the end only when it is there, and says how to get back', async () => {
    const panel = await panelWith([log(underWay())], { height: 400 }, { running: 'route-1' });
    const top = () => panel.page.locator('main').evaluate((main) => main.scrollTop);
    const more = (text: string) =>
      panel.send({
        type: 'events',
        route: 'route-1',
        events: [{ type: 'delta', step: 1, attempt: 3, channel: 'answer', text }],
      });
    const atEnd = await top();
    await more('\n\nmore '.repeat(20));
    expect(await top()).toBeGreaterThan(atEnd);
    await panel.page.locator('main').evaluate((main) => main.scrollTo(0, 50));
    await panel.page.getByRole('button', { name: 'Latest' }).waitFor();
    await more('\n\nand more '.repeat(20));
    expect(await top()).toBe(50);
    await panel.page.getByRole('button', { name: 'Latest' }).click();
    await expect.poll(top).toBeGreaterThan(atEnd);
  });

  it('tells a screen reader the steps, never the tokens', async () => {
    const panel = await panelWith([], {}, { running: 'route-1' });
    const status = panel.page.getByRole('status');
    const heard: string[] = [];
    for (const event of refinement()) {
      await panel.send({ type: 'events', route: 'route-1', events: [event] });
      const words = (await status.textContent()) ?? '';
      if (words !== heard.at(-1)) heard.push(words);
    }
    expect(heard.filter(Boolean)).toEqual([
      'Step 1: asking Calculator.',
      'Calculator gave no answer: The question is not one expression to compute.',
      'Step 1: asking llama3.2:3b.',
      'Answer 1 is here: unsure.',
      'Step 2: asking deepseek-r1:14b.',
      'deepseek-r1:14b gave no answer: Ollama has no model deepseek-r1:14b. Pull it with: ollama pull deepseek-r1:14b',
      'Step 2: asking qwen2.5-coder:7b.',
      'Answer 2 is here: likely right.',
      "Finished. Answer 2 is chosen. Good enough. The best answer's predicted quality, 0.86, reaches p₀ = 0.75.",
    ]);
  });
});
