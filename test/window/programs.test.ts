/** A question about code: what the experts' programs do is found out and told on their cards. */
import { describe, expect, it } from 'vitest';
import { startOllamaServer, type OllamaServer } from '../support/ollamaServer';
import { walk } from './walk';

const question = [
  'Write a TypeScript function `initials(name: string): string`.',
  '',
  '- `initials("Ada Lovelace")` returns `"AL"`',
  '- `initials("grace brewster hopper")` returns `"GBH"`',
  '- `initials("")` returns `""`',
].join('\n');

const program = (code: string) => `Here it is:\n\n\`\`\`ts\n${code}\n\`\`\``;
const split = program(`export function initials(name: string): string {
  return name
    .split(/\\s+/)
    .filter(Boolean)
    .map((word) => word[0].toUpperCase())
    .join('');
}`);
const matched = program(`export const initials = (name: string): string =>
  (name.match(/(?<!\\S)\\S/g) ?? []).join('').toUpperCase();`);
const stepwise = program(`export function initials(name: string): string {
  let letters = '';
  for (const word of name.trim().split(/\\s+/)) letters += word.charAt(0).toUpperCase();
  return letters;
}`);
const wrong = program(`export function initials(name: string): string {
  return name.split(' ').map((word) => word[0].toUpperCase()).join('');
}`);

let ollama: OllamaServer;

const workbench = walk('programs', async () => {
  ollama = await startOllamaServer({
    models: [
      { name: 'heron:14b', paramsB: 14, reply: split },
      { name: 'finch:4b', paramsB: 4, reply: wrong },
      { name: 'rook:8b', paramsB: 8, reply: matched },
      { name: 'lark:7b', paramsB: 7, reply: stepwise },
    ],
  });
  return {
    servers: [ollama],
    options: {
      // Hardly anything is good enough: all are asked.
      settings: { 'der.p0': 0.99, 'der.alpha': 0, 'der.beta': 5, 'der.maxSteps': 4 },
      experts: ['heron:14b', 'finch:4b', 'rook:8b', 'lark:7b'].map((model) => ({
        kind: 'ollama',
        model,
        baseUrl: ollama.url,
      })),
    },
  };
});

describe('a question about code', () => {
  const panel = () => workbench().panel;
  const route = () => panel().route(0);

  it('tells of each answer whether it runs, which examples it passes and who behaves alike', async () => {
    await workbench().palette('DER: Show Panel');
    await workbench().widenSideBar(520);
    await panel().frame.locator('.pool-editor > summary', { hasText: '4 experts' }).waitFor();
    await panel().ask(question);
    await panel().unfoldOthers(0);
    const right = route().getByText(/runs.*3 of 3 examples.*behaves as answers? \d/);
    await expect.poll(() => right.count()).toBeGreaterThanOrEqual(2);
    const failing = route().getByText(/2 of 3 examples/);
    if ((await route().getByRole('article').count()) === 4) await failing.first().waitFor();
    await panel()
      .frame.locator('main')
      .evaluate((main) => main.scrollTo(0, 0));
    await workbench().picture('findings');
  });

  it('is readable in every theme, narrow and wide', async () => {
    for (const [theme, kind] of [
      ['Default Light Modern', 'vscode-light'],
      ['Default Dark Modern', 'vscode-dark'],
      ['Default High Contrast', 'vscode-high-contrast'],
    ] as const) {
      await workbench().reload(theme);
      await panel().frame.locator(`body.${kind}`).waitFor();
      await panel().finished(0);
      for (const width of [260, 620]) {
        await workbench().widenSideBar(width);
        await workbench().screenshot(`programs-${kind.slice(7)}-${width}`);
        const sticksOut = await panel()
          .frame.locator('main, .composer')
          .evaluateAll((parts) => parts.some((part) => part.scrollWidth > part.clientWidth + 1));
        expect(sticksOut).toBe(false);
      }
    }
  });
});
