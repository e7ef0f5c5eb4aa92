/** Code: what a question is about is attached with `@`, and what comes back goes where a person sends it. */
import { access, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startOllamaServer, type OllamaServer } from '../support/ollamaServer';
import { walk } from './walk';

const before = 'export const turn = 12;\n';
const after = 'export const secondsPerTurn = 12;\n';
const reply = [
  'As `notes.md:3` says, the name lacks its unit:',
  `\`\`\`ts src/lamp.ts\n${after}\`\`\``,
  'Then light it:',
  '```bash\ntouch lit.txt\n```',
].join('\n\n');

let ollama: OllamaServer;

const workbench = walk('code', async () => {
  ollama = await startOllamaServer({ models: [{ name: 'keeper:3b', paramsB: 3, reply }] });
  return {
    servers: [ollama],
    options: {
      settings: { 'der.maxSteps': 1 },
      experts: [{ kind: 'ollama', model: 'keeper:3b', baseUrl: ollama.url, contextTokens: 4096 }],
      files: {
        'src/lamp.ts': before,
        'notes.md': '# Notes\n\nNames end in their unit.\n',
        'log.txt': 'The lamp turned.\n'.repeat(2000),
      },
    },
  };
});

const panel = () => workbench().panel;
const comparison = () => workbench().page.getByRole('tab', { name: 'lamp.ts (proposed change)' });

describe('context with @', () => {
  const chips = () => panel().frame.getByRole('list', { name: 'Attached' }).getByRole('listitem');
  const prompt = () => JSON.stringify(ollama.log.to('/api/chat').at(-1)!.body);

  async function attach(typed: string, label: string): Promise<void> {
    await panel().box.click();
    await panel().box.pressSequentially(typed);
    await panel().frame.getByRole('option', { name: label }).first().waitFor();
    await panel().box.press('Enter');
    await chips()
      .filter({ hasText: label })
      .getByText(/tokens/)
      .waitFor();
  }

  it('attaches a file by its name, and the expert gets it as data', async () => {
    await workbench().palette('DER: Show Panel');
    await panel().frame.locator('.pool-editor > summary', { hasText: '1 expert' }).waitFor();
    await attach('@lamp', 'lamp.ts');
    await panel().box.pressSequentially('What is wrong here?');
    await panel().box.press('Enter');
    await panel().finished(0);
    expect(prompt()).toContain('export const turn = 12;');
    await panel()
      .route(0)
      .getByRole('list', { name: 'Sent with the question' })
      .getByText('src/lamp.ts')
      .waitFor();
    expect(await chips().count()).toBe(0);
  });

  it('attaches what is selected, and lets it go again', async () => {
    await workbench().openFile('src/lamp.ts');
    await workbench().page.keyboard.press('Control+A');
    await attach('@sel', 'lamp.ts');
    await chips().getByRole('button', { name: 'Remove' }).click();
    await expect.poll(() => chips().count()).toBe(0);
  });

  it('cuts what is too long by the person’s choice alone', async () => {
    await attach('@log', 'log.txt');
    await panel().frame.getByText('which is too long').waitFor();
    const asked = ollama.log.to('/api/chat').length;
    await panel().box.fill('What has it done?');
    await panel().box.press('Enter');
    await panel().frame.getByText('Choose').first().waitFor();
    expect(ollama.log.to('/api/chat')).toHaveLength(asked);

    await chips().getByRole('combobox').selectOption({ label: 'keep its end' });
    await panel().ask('What has it done?');
    await panel()
      .route(1)
      .getByText(/end kept, [\d,]+ of [\d,]+ tokens/)
      .waitFor();
    expect(prompt()).toContain('The lamp turned.');
  });
});

describe('an answer with code', () => {
  const press = (name: string) => panel().route(0).getByRole('button', { name }).first().click();
  const tab = (name: string) => workbench().page.getByRole('tab', { name, selected: true });
  const line = (text: string) => workbench().page.locator('.view-line', { hasText: text }).first();

  /** Saves the active editor, whose focus may be in the panel. */
  async function save(name: string): Promise<void> {
    await tab(name).click();
    await workbench().page.keyboard.press('Control+S');
    await workbench().page.locator('.tab.dirty').waitFor({ state: 'hidden' });
  }

  it('opens a file that it names at the line', async () => {
    await panel().route(0).getByRole('link', { name: 'notes.md:3' }).click();
    await tab('notes.md').waitFor();
    await workbench().page.getByText('Ln 3, Col 1').waitFor();
  });

  it('puts it at the cursor', async () => {
    await press('Insert this code at the cursor');
    await workbench().page.locator('.tab.active.dirty').waitFor();
    await save('notes.md');
    expect(await workbench().fileText('notes.md')).toBe(
      `# Notes\n\n${after.trim()}Names end in their unit.\n`,
    );
  });

  it('compares it with its file, which changes when the person applies it', async () => {
    await press('Preview this code as a change of src/lamp.ts');
    await comparison().waitFor();
    await line('secondsPerTurn').waitFor();
    expect(await workbench().fileText('src/lamp.ts')).toBe(before);
    await workbench().page.getByRole('button', { name: 'Apply Proposed Change' }).click();
    await comparison().waitFor({ state: 'hidden' });
    await line('secondsPerTurn').waitFor();
    expect(await workbench().fileText('src/lamp.ts'), 'the person saves').toBe(before);
    await save('lamp.ts');
    expect(await workbench().fileText('src/lamp.ts')).toBe(after);
  });

  it('opens it as a new file', async () => {
    await press('Open this code as a new file');
    await tab('Untitled-1').waitFor();
    await line('secondsPerTurn').waitFor();
    await workbench().page.getByRole('button', { name: 'TypeScript' }).waitFor();
  });

  it('puts it on the clipboard', async () => {
    await workbench().page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await press('Copy');
    const clipboard = () => workbench().page.evaluate(() => navigator.clipboard.readText());
    await expect.poll(clipboard).toBe(after);
  });

  it('puts a command at the prompt of a terminal once confirmed, and leaves Enter to the person', async () => {
    const terminal = () => workbench().page.locator('.terminal-wrapper.active');
    const isLit = () =>
      access(join(workbench().workspace, 'lit.txt')).then(
        () => true,
        () => false,
      );
    await press('Put a command at the prompt of the terminal');
    await workbench().quickPick('touch lit.txt').waitFor();
    expect(await terminal().count()).toBe(0);
    await workbench().quickInput.press('Enter');
    await terminal().locator('.xterm-screen').waitFor();
    expect(await isLit()).toBe(false);
    await terminal().click();
    await workbench().page.keyboard.press('Enter');
    await expect.poll(isLit).toBe(true);
  });
});

describe('a preview that is open', () => {
  it('is closed when the extension host that could apply it has ended', async () => {
    // The change was applied before: what is there already is not compared.
    await writeFile(join(workbench().workspace, 'src/lamp.ts'), before);
    await workbench().openFile('src/lamp.ts');
    await workbench().page.locator('.view-line', { hasText: 'const turn = 12' }).first().waitFor();
    const preview = panel().route(0).getByRole('button', { name: 'Preview this code' }).first();
    await preview.click();
    await comparison().waitFor();
    await workbench().killExtensionHost();
    await comparison().waitFor({ state: 'hidden' });
    await preview.click();
    await comparison().waitFor();
  });

  it('is closed when the window is reloaded', async () => {
    await workbench().reload();
    await panel().finished(0);
    expect(await comparison().count()).toBe(0);
  });
});
