/** The extension host is killed while an answer streams: what was completed stays, and the route says that it was cut off. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startOllamaServer } from '../support/ollamaServer';
import type { ChatTurn } from '../support/simulated/model';
import { walk } from './walk';

const first = 'I do not know.';
/** Minutes of text, until somebody brings the server to its senses. */
let patience = 20_000;

const workbench = walk('killed', async () => {
  const reply = (turns: readonly ChatTurn[]) => {
    const improves = turns.some(({ content }) => content.includes(first));
    return improves ? 'More precisely, every twelve hours and twenty-five minutes. '.repeat(patience) : first;
  };
  const names = ['ebb:3b', 'flow:8b'];
  const ollama = await startOllamaServer({
    models: names.map((name) => ({ name, paramsB: 3, reply, tokensPerSecond: 50, contextTokens: 1e6 })),
  });
  return {
    servers: [ollama],
    options: {
      // Nothing is good enough, and cost is no object: there is a second answer.
      settings: { 'der.p0': 1, 'der.alpha': 0, 'der.beta': 10, 'der.maxSteps': 2 },
      experts: names.map((model) => ({ kind: 'ollama', model, baseUrl: ollama.url })),
    },
  };
});

describe('a route whose extension host is killed', () => {
  const panel = () => workbench().panel;
  const question = 'How often does the tide turn?';

  it('is being answered for the second time', async () => {
    await workbench().palette('DER: Show Panel');
    await panel().frame.locator('.pool-editor > summary', { hasText: '2 experts' }).waitFor();
    await panel().box.fill(question);
    await panel().box.press('Enter');
    await panel().answer(0, 2).getByText('writing …').waitFor();
    await panel().answer(0, 2).getByText('More precisely').first().waitFor();
  });

  it('says that it was cut off, with the completed answer as it was', async () => {
    await workbench().killExtensionHost();
    await panel().route(0).getByText('Interrupted.').waitFor();
    await panel().route(0).getByRole('heading', { name: question }).waitFor();
    const completed = panel().answer(0, 1);
    await completed.getByText(first).waitFor();
    expect(await completed.locator('.verdict').count()).toBe(1);
    await panel().answer(0, 2).getByText('interrupted').waitFor();
    await panel().button('Send').waitFor();
  });

  it('has every completed step in its log, and no end', async () => {
    const events = await loggedEvents();
    expect(events).toEqual(['started', 'chosen', 'answered', 'judged', 'chosen']);
  });

  it('can be asked again, beside what there was', async () => {
    patience = 1;
    await panel().route(0).getByRole('button', { name: 'Ask again' }).click();
    await panel().finished(1);
    await panel().route(1).getByText('Chosen answer', { exact: true }).waitFor();
    expect(await panel().routes.count()).toBe(2);
    expect((await loggedEvents()).at(-1)).toBe('finished');
  });

  /** What happened, by the only log there is. */
  async function loggedEvents(): Promise<string[]> {
    const storage = join(workbench().editor.userFolder, 'data', 'User', 'workspaceStorage');
    const files = await readdir(storage, { recursive: true });
    const logs = files.filter((file) => /conversations\/[^/]+\.jsonl$/.test(file));
    expect(logs).toHaveLength(1);
    const [header, ...lines] = (await readFile(join(storage, logs[0]!), 'utf8')).trim().split('\n');
    expect(JSON.parse(header!)).toMatchObject({ format: 'der-conversation' });
    // Each line begins with a break of its own, so that a torn one takes none along.
    const written = lines.filter((line) => line !== '');
    return written.map((line) => (JSON.parse(line) as { event: { type: string } }).event.type);
  }
});
