/** The panel alone: text and code that a model wrote. */
import { describe, expect, it } from 'vitest';
import type { PanelPage } from './panelPage';
import { log, panels } from './panels';
import { hostile, refinement, underWay } from './scripted';

const panelWith = panels();

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
    await panel.page.locator('der-code').getByRole('button', { name: 'Copy' }).click();
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
    expect(used[0]).toMatchObject({ type: 'code', how: 'apply', code, language: 'sh', path: 'tools/x.sh' });
  });
});
