/** The panel in German: no English text is left, nothing sticks out though words are longer, and axe finds nothing. */
import { describe, expect, it } from 'vitest';
import german from '../../../l10n/bundle.l10n.de.json';
import type { PoolRow, SetUpView } from '../../../src/webview/poolMessages';
import { tooMuch, withAttachment } from './attached';
import { violationsOn } from './axe';
import type { PanelOptions, PanelPage } from './panelPage';
import { log, panels } from './panels';
import { experts, refinement, underWay } from './scripted';

const panelWith = panels();
const inGerman: PanelOptions = {
  language: 'de',
  texts: german,
  saved: { draft: '', knobsOpen: true },
};
const problems = ['der.experts[3].baseUrl: "htp://x"'];

const rows: readonly PoolRow[] = experts.map((expert, index) => ({
  id: expert.id,
  name: expert.name,
  kind: expert.provider,
  enabled: index !== 1,
  ...(index !== 1 && { expert, contextTokens: 8192, price: { promptPerMtok: 0.15, answerPerMtok: 0.6 } }),
  skill: { share: 0.62, outcomes: index, source: 'estimated from size' },
}));

const setUp: SetUpView = {
  sources: [{ id: 'Groq', title: 'Groq', detail: 'GROQ_API_KEY', leavesMachine: true }],
  recommended: { model: 'llama3.2:3b', bytes: 2e9 },
};

/** The panel in the states that people mostly see, everything in it unfolded. */
async function states(options: PanelOptions): Promise<PanelPage[]> {
  const chain = await panelWith([log(withAttachment())], options, {
    trained: false,
    remote: 'WSL: Debian',
    attachments: tooMuch,
    pool: { experts, costUnit: 'compute', problems },
  });
  await chain.page.getByRole('button', { name: 'Kontext anhängen' }).click();
  await expect.poll(() => chain.sent()).toContainEqual({ type: 'findCompletions', query: '' });
  await chain.send({ type: 'completions', query: '', completions: [] }, { type: 'poolRows', rows });
  const compared = await panelWith([log(refinement())], options);
  await compared.page.getByRole('button', { name: 'Änderungen seit' }).click();
  await compared.page.getByText('1 andere Antwort').click();
  const running = await panelWith([log(underWay())], options, { running: 'route-1' });
  const first = await panelWith([], options, {
    pool: { experts: experts.slice(0, 1), costUnit: 'compute', problems: [] },
  });
  await first.send({ type: 'setUp', setUp });
  return [chain, compared, running, first];
}

/** Everything that is shown or read out, but what experts, the person and the machine wrote. */
function textsOn({ page }: PanelPage): Promise<string[]> {
  return page.evaluate(() => {
    const theirs =
      'der-markdown, der-changes, h2, .excerpt, .masked, .failure-message, .thinking-text, .partial-text, .problems li';
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    const found: string[] = [];
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const element = node instanceof Element ? node : node.parentElement!;
      if (element.closest(`script, ${theirs}`)) continue;
      if (node instanceof Element) {
        for (const name of ['title', 'aria-label', 'aria-valuetext', 'placeholder'])
          found.push(node.getAttribute(name) ?? '');
      } else found.push(node.textContent ?? '');
    }
    return found.map((text) => text.replace(/\s+/g, ' ').trim()).filter((text) => /\p{L}{2}/u.test(text));
  });
}

/** English texts, as patterns of what they become with names and numbers in them. */
const english = Object.entries(german)
  .filter(([key, translation]) => key !== translation && /\p{L}{2}/u.test(key.replace(/\{\d\}/g, '')))
  .map(([key]) => {
    const parts = key.split(/\{\d\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return new RegExp(`^${parts.join('.+')}$`, 'u');
  });

describe('the panel in German', () => {
  it('leaves no text in English, and says in which language it is', async () => {
    for (const panel of await states(inGerman)) {
      expect(await panel.page.locator('html').getAttribute('lang')).toBe('de');
      const texts = await textsOn(panel);
      expect(texts.length).toBeGreaterThan(30);
      const names = new Set(experts.map(({ name }) => name));
      const left = texts.filter((text) => !names.has(text) && english.some((pattern) => pattern.test(text)));
      expect(left).toEqual([]);
    }
  });

  it('writes numbers as German does', async () => {
    const { page } = await panelWith([log(refinement())], inGerman);
    await page.getByRole('article').getByText('Einzelheiten').click();
    expect(await page.getByRole('meter').last().getAttribute('aria-valuetext')).toBe(
      'Vorhergesagte Güte 0,86; gut genug ab p₀ = 0,75.',
    );
    await page.getByText('Rechenaufwand 11 Mrd.').waitFor();
    const p0 = page.getByRole('textbox', { name: 'Gut genug, p₀, genauer Wert' });
    await p0.fill('1,5');
    await p0.press('Enter');
    await page.getByText('p₀ muss eine Zahl von 0 bis 1 sein, nicht 1,5.').waitFor();
  });

  it('has room at 200 pixels, and axe-core finds nothing', async () => {
    for (const { page } of await states({ ...inGerman, width: 200 })) {
      expect(await violationsOn(page)).toEqual([]);
      const wider = await page
        .locator('main, .composer, .question-box, .attachments, .completions, .pool-editor')
        .evaluateAll((parts) =>
          parts
            .filter((part) => part.scrollWidth > part.clientWidth + 1)
            .flatMap((part) => {
              const right = part.getBoundingClientRect().left + part.clientWidth + 1;
              const all = [...part.querySelectorAll(':not(pre *)')];
              return all.filter((one) => one.getBoundingClientRect().right > right);
            })
            .map((one) => one.outerHTML.slice(0, 120)),
        );
      expect(wider).toEqual([]);
    }
  });
});
