/** Conversations: several turns, found again, named, branched, deleted and brought back, taken out and in. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startOllamaServer, type OllamaServer } from '../support/ollamaServer';
import { walk } from './walk';

const lamp = 'How does the lamp of a lighthouse turn?';
let ollama: OllamaServer;

const workbench = walk('conversations', async () => {
  const reply = Array.from({ length: 60 }, (_, index) => `Line ${index + 1} about the lamp.\n\n`).join('');
  ollama = await startOllamaServer({ models: [{ name: 'keeper:3b', paramsB: 3, reply }] });
  return {
    servers: [ollama],
    options: {
      settings: { 'der.maxSteps': 1 },
      experts: [{ kind: 'ollama', model: 'keeper:3b', baseUrl: ollama.url }],
    },
  };
});

describe('a person with several conversations', () => {
  const panel = () => workbench().panel;
  const questions = () => panel().routes.getByRole('heading', { level: 2 });
  const rows = () => workbench().page.locator('.quick-input-list .monaco-list-row');

  async function openList(): Promise<void> {
    await workbench().palette('DER: Conversations');
    await workbench().quickInput.and(workbench().page.getByPlaceholder('Search titles')).waitFor();
    await rows().first().waitFor();
  }

  /** A button of a row, which stands there while the pointer is on it. */
  async function press(name: string, row: string): Promise<void> {
    await workbench().quickPick(row).hover();
    await workbench().quickPick(row).getByRole('button', { name }).click();
  }

  /** The editor asks for a file of the machine that it runs on by its path. */
  async function fillPath(file: string): Promise<void> {
    const { quickInput, workspace } = workbench();
    await expect.poll(() => quickInput.inputValue()).toContain(workspace);
    await quickInput.fill(join(workspace, file));
    await quickInput.press('Enter');
    await quickInput.waitFor({ state: 'hidden' });
  }

  it('asks on, and the expert is shown the turn before', async () => {
    await workbench().palette('DER: Show Panel');
    await panel().frame.locator('.pool-editor > summary', { hasText: '1 expert' }).waitFor();
    await panel().ask(lamp);
    await panel().ask('And how fast?');
    await panel()
      .route(1)
      .getByText(/With 1 earlier turn/)
      .waitFor();
    expect(JSON.stringify(ollama.log.to('/api/chat').at(-1)!.body)).toContain(lamp);
  });

  it('edits an earlier question, which branches off, and finds both by what was asked', async () => {
    await panel().route(1).getByRole('button', { name: 'Edit this question' }).click();
    await panel().frame.getByRole('textbox', { name: 'Edited question' }).fill('And how heavy is it?');
    await panel().button('Ask in a branch').click();
    await panel().frame.getByText(`Branched from “${lamp}”, which is kept.`).waitFor();
    await panel().finished(1);
    expect(await questions().allTextContents()).toEqual([lamp, 'And how heavy is it?']);

    await openList();
    expect(await rows().count()).toBe(2);
    await workbench().quickInput.fill('how fast');
    await expect.poll(() => rows().count()).toBe(1);
    await workbench().quickInput.press('Enter');
    await expect.poll(() => questions().allTextContents()).toEqual([lamp, 'And how fast?']);
  });

  it('gives it a name', async () => {
    await openList();
    await press('Rename', 'branch of');
    await workbench().answer('Rename Conversation', 'Weight of the lamp');
    await openList();
    await workbench().quickPick('Weight of the lamp').click();
    await expect.poll(() => questions().allTextContents()).toEqual([lamp, 'And how heavy is it?']);
  });

  it('deletes it, and takes that back', async () => {
    await openList();
    await press('Delete', 'Weight of the lamp');
    await expect.poll(() => rows().count()).toBe(1);
    await workbench().page.keyboard.press('Escape');
    await expect.poll(() => questions().count()).toBe(0);
    const deleted = workbench().notification('Deleted the conversation');
    await deleted.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => questions().allTextContents()).toEqual([lamp, 'And how heavy is it?']);
  });

  it('takes it out as Markdown and as JSON, and takes the JSON in again', async () => {
    for (const [format, file] of [
      ['Markdown', 'lamp.md'],
      ['JSON', 'lamp.json'],
    ] as const) {
      await workbench().palette('DER: Export Conversation');
      await workbench().quickPick(format).click();
      await fillPath(file);
      await workbench().notification(`Exported to ${file}`).waitFor();
    }
    expect(await workbench().fileText('lamp.md')).toContain('And how heavy is it?');

    await workbench().palette('DER: New Conversation');
    await expect.poll(() => questions().count()).toBe(0);
    await workbench().palette('DER: Import Conversation');
    await fillPath('lamp.json');
    await expect.poll(() => questions().allTextContents()).toEqual([lamp, 'And how heavy is it?']);
  });

  it('refuses to take in what is no conversation, and says so', async () => {
    await writeFile(join(workbench().workspace, 'other.json'), '{"format": "something else"}');
    await workbench().palette('DER: Import Conversation');
    await fillPath('other.json');
    await panel().frame.getByText('This is not a conversation that DER exported').waitFor();
    expect(await questions().allTextContents()).toEqual([lamp, 'And how heavy is it?']);
  });

  it('finds all of it as it was when the window is reloaded: text, rating, draft and place', async () => {
    const top = () =>
      panel()
        .frame.locator('main')
        .evaluate((main) => main.scrollTop);
    await panel().box.fill('A thought that is not finished');
    const card = panel().answer(1, 1);
    await card.getByRole('button', { name: 'A good answer' }).click();
    await card.getByRole('button', { name: 'A good answer', pressed: true }).waitFor();
    const before = await panel().shown();
    // By the wheel, as a person does.
    await panel().frame.locator('main').hover();
    await workbench().page.mouse.wheel(0, -300);
    await panel().button('Latest').waitFor();
    // In a browser the editor writes what extensions and panels keep down every five seconds, once it is idle.
    await workbench().page.waitForTimeout(8000);
    const place = await top();
    await workbench().reload();
    await panel().finished(1);
    expect(await panel().shown()).toEqual(before);
    await card.getByRole('button', { name: 'A good answer', pressed: true }).waitFor();
    await expect.poll(() => panel().box.inputValue()).toBe('A thought that is not finished');
    await expect.poll(async () => Math.abs((await top()) - place)).toBeLessThanOrEqual(1);
  });
});
