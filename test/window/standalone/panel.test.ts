/** The panel alone: what a person does with it, in every theme and width. */
import { describe, expect, it } from 'vitest';
import type { RouteEvent } from '../../../src/der/events';
import { defaultKnobs } from '../../../src/der/mdp';
import { allThemes, type PanelOptions, type PanelPage } from './panelPage';
import { log, panels } from './panels';
import { attaching, tooMuch, withAttachment } from './attached';
import { violationsOn } from './axe';
import { experts, hostile, question, refinement, underWay } from './scripted';

const panelWith = panels();
const textBox = (panel: PanelPage) => panel.page.getByRole('textbox', { name: 'Question' });

describe('the question box', () => {
  it('sends with Enter, starts a line with Shift+Enter, and never sends nothing', async () => {
    const panel = await panelWith([]);
    await textBox(panel).click();
    await panel.page.keyboard.press('Enter');
    await panel.page.keyboard.type('one');
    await panel.page.keyboard.press('Shift+Enter');
    await panel.page.keyboard.type('two');
    await panel.page.keyboard.press('Enter');
    const asked = (await panel.sent()).filter(({ type }) => type === 'ask');
    expect(asked).toEqual([{ type: 'ask', question: 'one\ntwo' }]);
    await expect.poll(() => textBox(panel).inputValue()).toBe('');
  });

  it('does not send with the Enter that ends a composition', async () => {
    const panel = await panelWith([]);
    await textBox(panel).click();
    const keys = await panel.page.context().newCDPSession(panel.page);
    await keys.send('Input.imeSetComposition', { text: 'にほん', selectionStart: 3, selectionEnd: 3 });
    await keys.send('Input.dispatchKeyEvent', { type: 'keyDown', key: 'Enter', windowsVirtualKeyCode: 229 });
    await keys.send('Input.insertText', { text: '日本' });
    expect((await panel.sent()).some(({ type }) => type === 'ask')).toBe(false);
    await panel.page.keyboard.press('Enter');
    expect(await panel.sent()).toContainEqual({ type: 'ask', question: '日本' });
  });

  it('offers Stop instead of Send while a route runs, and says that it stops', async () => {
    const panel = await panelWith([log(underWay())], {}, { running: 'route-1' });
    await panel.page.getByRole('button', { name: 'Stop' }).click();
    expect(await panel.sent()).toContainEqual({ type: 'stop' });
    await panel.page.getByText('Stopping …').waitFor();
    await panel.send({ type: 'running', route: null });
    await panel.page.getByRole('button', { name: 'Send' }).waitFor();
  });

  it('keeps the draft and the place over a reload', async () => {
    const routes = [log(refinement())];
    const first = await panelWith(routes, { height: 500 });
    await textBox(first).fill('unfinished');
    await first.page.locator('main').evaluate((main) => main.scrollTo(0, 120));
    await expect
      .poll(() => first.saved())
      .toMatchObject({
        conversations: [{ id: 'conversation-1', draft: 'unfinished', place: { route: 'route-1' } }],
      });
    const second = await panelWith(routes, { height: 500, saved: await first.saved() });
    expect(await textBox(second).inputValue()).toBe('unfinished');
    expect(await second.page.locator('main').evaluate((main) => main.scrollTop)).toBe(120);
  });
});

describe('the chain', () => {
  it('shows who, why, the answer, its quality, its numbers and the end', async () => {
    const { page } = await panelWith([log(refinement())]);
    await page.getByRole('heading', { name: question }).waitFor();
    const card = page.getByRole('article', { name: 'Answer 2, by qwen2.5-coder:7b' });
    for (const text of [
      '7.6B',
      'on this machine',
      'Chosen answer',
      'Chosen with 71 %',
      'next best: stop here, 29 %',
    ])
      await card.getByText(text).first().waitFor();
    for (const text of ['262 tokens', 'first after 640 ms', '5.2 s in all', '57 tokens/s', 'cost unknown'])
      await card.getByText(text).first().waitFor();
    await expect(card.getByRole('meter').getAttribute('aria-valuetext')).resolves.toBe(
      'Predicted quality 0.86; good enough from p₀ = 0.75.',
    );
    await page.getByText('Ollama has no model deepseek-r1:14b. Pull it with').waitFor();
    await page.getByText('Good enough.').waitFor();
    await card.getByText('Reward').click();
    await card.getByText('improvement').waitFor();
  });

  it('looks the same streamed piece by piece as restored', async () => {
    const cards = (panel: PanelPage) =>
      panel.page.locator('.chain').evaluate((chain) => chain.innerHTML.replace(/<!--.*?-->/g, ''));
    const restored = await panelWith([log(refinement())]);
    const streamed = await panelWith([], {}, { running: 'route-1' });
    for (const event of refinement()) {
      const pieces = event.type === 'delta' ? (event.text.match(/[^]{1,7}/g) ?? []) : [undefined];
      for (const text of pieces) {
        const part = text === undefined || event.type !== 'delta' ? event : { ...event, text };
        await streamed.send({ type: 'events', route: 'route-1', events: [part] });
      }
    }
    await streamed.send({ type: 'running', route: null });
    expect(await cards(streamed)).toBe(await cards(restored));
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
    const [first, second] = [1, 2].map((step) => page.getByRole('article', { name: `Answer ${step}` }));
    await first!.getByText('Chosen answer').waitFor();
    await second!.getByText('not judged').waitFor();
    expect(await second!.getByRole('meter').count()).toBe(0);
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
    await card.getByRole('button', { name: 'Take it' }).click();
    await card.getByRole('button', { name: 'Insert', exact: true }).click();
    const taken = (await panel.sent()).filter(({ type }) => type === 'take');
    expect(taken).toEqual([
      { type: 'take', route: 'route-1', step: 0, how: 'copy' },
      { type: 'take', route: 'route-1', step: 0, how: 'insert' },
    ]);
  });

  it('moves the p₀ marks with the knob while the route runs', async () => {
    const panel = await panelWith([log(underWay())], {}, { running: 'route-1' });
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
      'Answer 1 is here, predicted quality 0.58.',
      'Step 2: asking deepseek-r1:14b.',
      'deepseek-r1:14b gave no answer: Ollama has no model deepseek-r1:14b. Pull it with: ollama pull deepseek-r1:14b',
      'Step 2: asking qwen2.5-coder:7b.',
      'Answer 2 is here, predicted quality 0.86.',
      "Finished. Answer 2 is chosen. Good enough. The best answer's predicted quality, 0.86, reaches p₀ = 0.75.",
    ]);
  });
});

describe('what a model wrote', () => {
  it('runs nothing, loads nothing, and links only to where the host may open', async () => {
    const panel = await panelWith([log(hostile())]);
    const answer = panel.page.locator('der-markdown');
    expect(await answer.locator('img, script, iframe, style, form, [style], [onclick]').count()).toBe(0);
    const hrefs = await answer
      .locator('a')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    expect(hrefs).toEqual([
      'https://example.org/x.png',
      'https://example.org/ok',
      'src/main.ts:12',
      'src/main.ts:12',
    ]);
    await answer.getByText('fine').click();
    expect(await panel.sent()).toContainEqual({ type: 'openLink', href: 'https://example.org/ok' });
    expect(panel.page.url()).not.toContain('example.org');
  });

  it('is copied block by block', async () => {
    const panel = await panelWith([log(refinement())]);
    await panel.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await panel.page.getByRole('button', { name: 'Copy' }).click();
    await panel.page.getByText('Copied').waitFor();
    const copied = await panel.page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain('return [...new Set(items)];');
  });

  it('goes where a person sends it, once it is complete', async () => {
    const buttons = (panel: PanelPage) => panel.page.locator('der-code').last().getByRole('button');
    const growing = await panelWith([log(underWay())], {}, { running: 'route-1' });
    expect(await buttons(growing).count(), 'only to be copied while it grows').toBe(1);

    const code = '# tools/x.sh\nmake\n';
    const answer = `\`\`\`sh\n${code}\`\`\``;
    const events = refinement().map((event) => (event.type === 'answered' ? { ...event, answer } : event));
    const panel = await panelWith([log(events)]);
    const block = panel.page.locator('der-code').last();
    await block.getByText('tools/x.sh', { exact: true }).waitFor();
    for (const name of ['Preview this code', 'Insert this code', 'as a new file', 'prompt of the terminal'])
      await block.getByRole('button', { name }).click();
    const used = (await panel.sent()).flatMap((message) => (message.type === 'code' ? [message] : []));
    expect(used.map(({ how }) => how)).toEqual(['apply', 'insert', 'newFile', 'terminal']);
    expect(used[0]).toEqual({ type: 'code', how: 'apply', code, language: 'sh', path: 'tools/x.sh' });
  });
});

describe('the knobs', () => {
  const opened: PanelOptions = { saved: { knobsOpen: true } };

  it('send what is set, and show what comes back', async () => {
    const panel = await panelWith([], opened);
    const slider = panel.page.getByRole('slider', { name: 'Price of cost α' });
    expect(await slider.getAttribute('aria-valuetext')).toBe('0.001');
    await slider.press('Home');
    expect(await panel.sent()).toContainEqual({ type: 'setKnobs', knobs: { alpha: 0 } });
    await panel.send({ type: 'knobs', knobs: { ...defaultKnobs, alpha: 0.02, maxSteps: 3 } });
    expect(await slider.getAttribute('aria-valuetext')).toBe('0.02');
    await panel.page.getByText('≤ 3 answers').waitFor();
  });

  it('say what is wrong with a number, and do not send it', async () => {
    const panel = await panelWith([], opened);
    const field = panel.page.getByRole('textbox', { name: 'Good enough, p₀, exact value' });
    await field.fill('1.5');
    await field.press('Enter');
    await panel.page.getByText('p₀ must be a number from 0 to 1, not 1.5').waitFor();
    expect((await panel.sent()).some(({ type }) => type === 'setKnobs')).toBe(false);
    await field.fill('0.9');
    await field.press('Enter');
    expect(await panel.sent()).toContainEqual({ type: 'setKnobs', knobs: { p0: 0.9 } });
  });
});

describe('everyone', () => {
  const withChanges = async (panel: PanelPage) => {
    await panel.page.getByRole('button', { name: 'Changes since' }).click();
    return panel;
  };
  const problems = ['der.experts[3].baseUrl: "htp://x" is not an address. Write it as http://host:port.'];

  it.each(allThemes)('axe-core finds nothing in any state, theme %s', async (theme) => {
    const conversations = [{ id: 'conversation-1', draft: 'A draft' }];
    const options: PanelOptions = { theme, saved: { knobsOpen: true, conversations } };
    const states = [
      await panelWith([log(refinement({ trained: false }))], options, {
        trained: false,
        knobs: { ...defaultKnobs, p0: 0.5 },
        remote: 'WSL: Debian',
        pool: { experts, costUnit: 'compute' as const, problems },
      }),
      await panelWith([log(underWay())], options, { running: 'route-1' }),
      await withChanges(await panelWith([log(refinement())], { theme })),
      await panelWith(
        [],
        { theme },
        { pool: { experts: experts.slice(0, 1), costUnit: 'compute', problems: [] } },
      ),
      await panelWith([], { theme }),
    ];
    for (const { page } of states) expect(await violationsOn(page)).toEqual([]);
  });

  it.each([200, 260, 320, 600, 1600])('nothing sticks out at %s pixels', async (width) => {
    const saved = { knobsOpen: true };
    const change = { pool: { experts, costUnit: 'compute' as const, problems }, attachments: tooMuch };
    const { page } = await attaching(await panelWith([log(withAttachment())], { width, saved }, change));
    const wider = await page
      .locator('main, .composer, .question-box, .attachments, .offers')
      .evaluateAll((parts) =>
        parts.filter((part) => part.scrollWidth > part.clientWidth + 1).map((part) => part.className),
      );
    expect(wider).toEqual([]);
  });

  it('reaches everything by keyboard, and shows where it is', async () => {
    const { page } = await panelWith([log(refinement())], {
      saved: { knobsOpen: true, conversations: [{ id: 'conversation-1', draft: 'A draft' }] },
    });
    const reached: string[] = [];
    for (let press = 0; press < 60; press++) {
      await page.keyboard.press('Tab');
      const name = await page.evaluate(() => {
        let element = document.activeElement;
        while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
        if (!element || element === document.body) return undefined;
        const style = getComputedStyle(element);
        const seen = style.outlineStyle !== 'none' || element.closest('textarea, input') !== null;
        const root = element.getRootNode();
        const named = root instanceof ShadowRoot ? root.host : element;
        const label = element.getAttribute('aria-label') ?? named.textContent.trim();
        return `${element.tagName} ${label || named.closest('[title]')?.textContent}${seen ? '' : ' UNSEEN'}`;
      });
      if (name === undefined) break;
      reached.push(name);
    }
    expect(reached.filter((name) => name.endsWith('UNSEEN'))).toEqual([]);
    for (const wanted of [
      'Fold answer 2',
      'Take',
      'Copy',
      'Reward',
      'MDN on Set',
      'Question',
      'exact value',
      '6 experts',
    ])
      expect(reached.join('\n')).toContain(wanted);
  });

  it('moves nothing for who wants no motion', async () => {
    const panel = await panelWith([log(underWay())], { reducedMotion: true }, { running: 'route-1' });
    const moving = await panel.page.evaluate(
      () => document.getAnimations().filter(({ playState }) => playState === 'running').length,
    );
    expect(moving).toBe(0);
  });
});
