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

  it('changes the files that it names with one press, and offers a review where there are several', async () => {
    const answered = (answer: string) =>
      refinement().map((event) => (event.type === 'answered' ? { ...event, answer } : event));
    const button = (panel: PanelPage, name: string) =>
      panel.page.getByRole('group', { name: 'Take answer 2' }).getByRole('button', { name });
    const old = 'Before, in `src/a.ts`:\n\n```ts\nlet a = 1;\n```\n\n';
    const now = 'After, in `src/a.ts`:\n\n```ts\nlet a = 2;\n```\n';
    const one = await panelWith([log(answered(old + now))]);
    await button(one, 'Apply').click();
    expect(await button(one, 'Review all').count(), 'old code changes nothing').toBe(0);
    const [message] = (await one.sent()).flatMap((sent) => (sent.type === 'applyAnswer' ? [sent] : []));
    expect(message?.blocks.map(({ path, old }) => [path, old])).toEqual([
      ['src/a.ts', true],
      ['src/a.ts', undefined],
    ]);

    const two = await panelWith([log(answered(`${old}${now}\n\`\`\`ts src/b.ts\nlet b = 2;\n\`\`\``))]);
    await button(two, 'Review all').click();
    expect((await two.sent()).at(-1)).toMatchObject({ type: 'review', step: 1 });

    const nameless = await panelWith([log(answered('```ts\nlet a = 2;\n```'))]);
    expect(await button(nameless, 'Apply').count()).toBe(0);

    const applied = await panelWith([log(answered(now))], {}, { applied: [{ route: 'route-1', step: 1 }] });
    await button(applied, 'Back to before').waitFor();
    expect(await button(applied, 'Apply').count()).toBe(0);
  });
});
