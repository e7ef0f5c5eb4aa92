/** What the host would offer for `@`, and what is attached, written down. */
import { expect } from 'vitest';
import type { RouteEvent } from '../../../src/der/trace/events';
import type { AttachmentsView, CompletionView } from '../../../src/webview/protocol';
import type { PanelPage } from './panelPage';
import { refinement } from './scripted';

export const completions: readonly CompletionView[] = [
  { kind: 'file', label: 'src/app.ts', detail: 'File' },
  { kind: 'symbol', label: 'start in src/app.ts', detail: 'Symbol' },
  { kind: 'problems', label: 'problems', detail: '3 problems' },
];

export const attached = (change: Partial<AttachmentsView> = {}): AttachmentsView => ({
  items: [
    { kind: 'file', label: 'src/app.ts', fit: 'whole', tokens: 4200 },
    { kind: 'gitDiff', label: 'git diff', fit: 'whole', tokens: 900 },
  ],
  room: { tokens: 3000, expert: 'llama3.2:3b' },
  onlyFitting: false,
  ...change,
});

/** More than the expert that holds least can take, and a file that is gone. */
export const tooMuch = attached({
  items: [
    { kind: 'file', label: 'src/host/attachments/with-a-rather-long-name.ts', fit: 'start', tokens: 4200 },
    { kind: 'gitDiff', label: 'git diff', fit: 'whole', tokens: 900 },
    { kind: 'file', label: 'gone.ts', fit: 'whole', problem: 'gone.ts cannot be attached.' },
  ],
});

/** A route whose question had a file with it, cut as the person chose. */
export function withAttachment(text = 'let a = 1;'): RouteEvent[] {
  const cut = { kept: 'start', ofTokens: 4200 } as const;
  const sent = {
    kind: 'file',
    label: 'src/app.ts',
    language: 'typescript',
    text,
    tokens: 1200,
    cut,
  } as const;
  return refinement().map((event) => (event.type === 'started' ? { ...event, attachments: [sent] } : event));
}

/** Opens the list of what can be attached. */
export async function attaching(panel: PanelPage): Promise<PanelPage> {
  await panel.page.getByRole('button', { name: 'Attach context' }).click();
  await expect.poll(() => panel.sent()).toContainEqual({ type: 'findCompletions', query: '' });
  await panel.send({ type: 'completions', query: '', completions });
  return panel;
}
