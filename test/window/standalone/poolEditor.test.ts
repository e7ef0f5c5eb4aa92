/** The pool editor: who is in the pool, on which terms, and whether they work. */
import { describe, expect, it } from 'vitest';
import type { PoolRow } from '../../../src/webview/protocol';
import { panels } from './panels';
import { experts } from './scripted';

const panelWith = panels();
const free = { promptPerMtok: 0, answerPerMtok: 0 };
const [, small, , , cloud] = experts;
const rows: PoolRow[] = [
  {
    id: small!.id,
    name: small!.name,
    kind: 'ollama',
    enabled: true,
    expert: small!,
    contextTokens: 8192,
    price: free,
    skill: { share: 0.62, outcomes: 65, source: 'calibrated' },
  },
  {
    id: cloud!.id,
    name: cloud!.name,
    kind: 'openai',
    enabled: true,
    expert: cloud!,
    check: { state: 'failed', problem: 'The key is missing. Store it with "DER: Set API Key".' },
  },
  { id: 'off', name: 'off:7b', kind: 'ollama', enabled: false },
];

describe('the pool editor', () => {
  it('shows terms and skill, switches an expert off and on, and tests one', async () => {
    const panel = await panelWith([], { width: 320 });
    const { page } = panel;
    await page.getByText('Edit pool').click();
    await expect.poll(() => panel.sent()).toContainEqual({ type: 'showPool' });
    await panel.send({ type: 'poolRows', rows });
    for (const text of [
      '8,192 tokens of context · free',
      'answers about 62 % of questions well (measured on 65 questions)',
      'price unknown',
      'The key is missing.',
      'ollama · off',
    ]) {
      await page.getByText(text).waitFor();
    }
    await page.getByRole('checkbox', { name: small!.name }).click();
    await page.getByRole('checkbox', { name: 'off:7b' }).click();
    await page.getByRole('button', { name: `Test ${small!.name}` }).click();
    expect((await panel.sent()).slice(-3)).toEqual([
      { type: 'enableExpert', id: small!.id, enabled: false },
      { type: 'enableExpert', id: 'off', enabled: true },
      { type: 'testExpert', id: small!.id },
    ]);
    const answered = { state: 'answered', ms: 1200, firstTokenMs: 300 } as const;
    await panel.send({ type: 'poolRows', rows: [{ ...rows[0]!, check: answered }] });
    await page.getByText('Works: answered in 1.2 s, first token after 300 ms.').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  });
});
