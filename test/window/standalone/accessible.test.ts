/** The panel alone, in every state that a person meets it in: for everyone, in any theme, at any width. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { unfold, violationsOn } from './axe';
import { byKeyboard } from './keyboard';
import { allThemes } from './panelPage';
import { log, panels } from './panels';
import { underWay } from './scripted';
import { states } from './states';

const panelWith = panels();

/** One page for all of it: what takes long is to get there. */
it.each(Object.entries(states).map(([name, open], at) => [name, open, at] as const))(
  '%s',
  async (_, open, at) => {
    const panel = await open(panelWith);
    const { page } = panel;
    await unfold(page);
    expect(await byKeyboard(page), 'what Tab does not reach or show').toEqual({ missed: [], unseen: [] });

    for (const width of [200, 260, 320, 600, 1600]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await stickingOut(page), `what sticks out at ${width} pixels`).toEqual([]);
    }
    await page.setViewportSize({ width: 420, height: 900 });
    for (const theme of themesOf(at)) {
      await panel.wear(theme);
      expect(await violationsOn(page), `what axe-core finds, theme ${theme}`).toEqual([]);
    }
  },
);

/** Of the themes each state wears every other one, its neighbour the rest; all of them with `DER_THEMES=all`. */
function themesOf(state: number) {
  return process.env['DER_THEMES'] === 'all' ? allThemes : allThemes.filter((_, at) => at % 2 === state % 2);
}

function stickingOut(page: Page): Promise<string[]> {
  return page
    .locator('main, .composer, .question-box, .attachments, .completions')
    .evaluateAll((parts) =>
      parts.filter((part) => part.scrollWidth > part.clientWidth + 1).map((part) => part.className),
    );
}

it('moves nothing for who wants no motion', async () => {
  const panel = await panelWith([log(underWay())], { reducedMotion: true }, { running: 'route-1' });
  const moving = await panel.page.evaluate(
    () => document.getAnimations().filter(({ playState }) => playState === 'running').length,
  );
  expect(moving).toBe(0);
});
