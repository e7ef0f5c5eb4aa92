/** Context: what a question is about is attached with `@`, shown, and cut by the person’s choice alone. */
import { describe, expect, it } from 'vitest';
import { startOllamaServer, type OllamaServer } from '../support/ollamaServer';
import { walk } from './walk';

let ollama: OllamaServer;

const workbench = walk('context', async () => {
  ollama = await startOllamaServer({ models: [{ name: 'keeper:3b', paramsB: 3 }] });
  return {
    servers: [ollama],
    options: {
      settings: { 'der.maxSteps': 1 },
      experts: [{ kind: 'ollama', model: 'keeper:3b', baseUrl: ollama.url, contextTokens: 4096 }],
      files: {
        'src/lamp.ts': 'export const turn = 12;\n',
        'log.txt': 'The lamp turned.\n'.repeat(2000),
      },
    },
  };
});

const panel = () => workbench().panel;

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
    await panel().button('1 expert').waitFor();
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
