/** The panel alone: the box that a question is written in. */
import { describe, expect, it } from 'vitest';
import type { RouteEvent } from '../../../src/der/trace/events';
import type { ToPanel } from '../../../src/webview/protocol';
import type { PanelPage } from './panelPage';
import { log, panels } from './panels';
import { refinement, underWay } from './scripted';

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

  it('attaches an image that is pasted or dropped, made smaller, and leaves text to the box', async () => {
    const panel = await panelWith([]);
    await textBox(panel).click();
    const bring = (kind: 'paste' | 'drop', pixels: number) =>
      panel.page.evaluate(
        `(async () => {
          const canvas = new OffscreenCanvas(${pixels}, 10);
          canvas.getContext('2d').fillRect(0, 0, 5, 5);
          const data = new DataTransfer();
          data.items.add(new File([await canvas.convertToBlob()], 'shot.png', { type: 'image/png' }));
          const init = { bubbles: true, cancelable: true, clipboardData: data, dataTransfer: data };
          const event = ${kind === 'paste' ? 'new ClipboardEvent' : 'new DragEvent'}('${kind}', init);
          document.querySelector('der-question textarea').dispatchEvent(event);
        })()`,
      );
    const attached = async () => (await panel.sent()).filter((one) => one.type === 'attachImage');
    await bring('paste', 20);
    await expect.poll(async () => (await attached()).length).toBe(1);
    await bring('drop', 4_000);
    await expect.poll(async () => (await attached()).length).toBe(2);
    const widths = (await attached()).map(({ name, data }) => {
      expect(name).toBe('shot.png');
      return Buffer.from(data, 'base64').readUInt32BE(16);
    });
    expect(widths).toEqual([20, 1568]);
  });

  it('offers Stop instead of Send while a route runs, and says that it stops', async () => {
    const panel = await panelWith([log(underWay())], {}, { running: 'route-1' });
    await panel.page.getByRole('button', { name: 'Stop' }).click();
    expect(await panel.sent()).toContainEqual({ type: 'stop' });
    await panel.page.getByText('Stopping …').waitFor();
    await panel.send({ type: 'running', route: null });
    await panel.page.getByRole('button', { name: 'Send' }).waitFor();
  });

  it('lets questions wait while a route runs, and asks one after another at its end', async () => {
    const panel = await panelWith([log(underWay())], {}, { running: 'route-1' });
    const asked = async () => (await panel.sent()).filter(({ type }) => type === 'ask' || type === 'stop');
    const waiting = panel.page.getByRole('list', { name: 'Asked next' });
    for (const question of ['second', 'third', 'fourth']) {
      await textBox(panel).fill(question);
      await textBox(panel).press('Enter');
    }
    expect(await waiting.locator('.queued').allInnerTexts()).toEqual(['second', 'third', 'fourth']);
    const reloaded = await panelWith([log(underWay())], { saved: await panel.saved() });
    expect(await reloaded.page.locator('.queued').allInnerTexts()).toEqual(['second', 'third', 'fourth']);
    await waiting.getByRole('button', { name: 'Take question 2 off the list' }).click();
    await panel.send({ type: 'running', route: null });
    expect(await asked()).toEqual([{ type: 'ask', question: 'second' }]);
    await panel.send({ type: 'running', route: 'pending' }, { type: 'running', route: null });
    await panel.send({ type: 'running', route: 'pending' });
    await panel.send({ type: 'running', route: null });
    expect(await asked()).toEqual([
      { type: 'ask', question: 'second' },
      { type: 'ask', question: 'fourth' },
    ]);
    expect(await waiting.count()).toBe(0);
  });

  it('stops what runs for Ctrl+Enter, and asks nothing by itself after a person stopped', async () => {
    const stoppedBy = underWay().concat({
      ...(refinement().at(-1) as Extract<RouteEvent, { type: 'finished' }>),
      stop: 'user',
    });
    const panel = await panelWith([log(underWay())], {}, { running: 'route-1' });
    const end: ToPanel[] = [
      { type: 'events', route: 'route-1', events: stoppedBy.slice(-1) },
      { type: 'running', route: null },
    ];
    await textBox(panel).fill('later');
    await textBox(panel).press('Enter');
    await textBox(panel).fill('now');
    await textBox(panel).press('Control+Enter');
    expect((await panel.sent()).at(-1)).toEqual({ type: 'stop' });
    await panel.send(...end);
    expect((await panel.sent()).at(-1)).toEqual({ type: 'ask', question: 'now' });
    await panel.send({ type: 'running', route: 'pending' });
    await panel.page.getByRole('button', { name: 'Stop' }).click();
    await panel.send({ type: 'running', route: null });
    expect((await panel.sent()).at(-1)).toEqual({ type: 'stop' });
    await panel.page.getByRole('button', { name: 'Ask now' }).click();
    expect((await panel.sent()).at(-1)).toEqual({ type: 'ask', question: 'later' });
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
