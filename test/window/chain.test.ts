/** The chain made visible: three kinds of experts refine an answer, and the person looks back, goes on and binds the policy. */
import { describe, expect, it } from 'vitest';
import { simulatedQuestions } from '../../src/providers/simulated/questions';
import { startAnthropicServer, type AnthropicServer } from '../support/anthropicServer';
import { studentModels } from '../support/ollama/studentModels';
import { startOllamaServer, type OllamaServer } from '../support/ollamaServer';
import { startOpenAiServer, type OpenAiServer } from '../support/openaiServer';
import { walk } from './walk';

const [anna, bruno, chiara, dmitri] = studentModels(1, { tokensPerSecond: 200 });
const question = simulatedQuestions.find(({ id }) => id === 'arithmetic/garden')!.question;
const apiKey = 'not-a-secret';

let ollama: OllamaServer;
let openai: OpenAiServer;
let anthropic: AnthropicServer;

const workbench = walk('chain', async () => {
  ollama = await startOllamaServer({ models: [anna!, bruno!] });
  openai = await startOpenAiServer({ models: [chiara!], apiKey });
  anthropic = await startAnthropicServer({ models: [dmitri!], apiKey });
  return {
    servers: [ollama, openai, anthropic],
    options: {
      // Cost is no object and hardly anything is good enough: there are three answers.
      settings: { 'der.p0': 0.98, 'der.alpha': 0.0001, 'der.beta': 5, 'der.maxSteps': 3 },
      experts: [
        ...[anna!, bruno!].map(({ name: model }) => ({ kind: 'ollama', model, baseUrl: ollama.url })),
        {
          kind: 'openai',
          model: chiara!.name,
          paramsB: chiara!.paramsB,
          baseUrl: openai.baseUrl,
          apiKeyName: 'LOOPBACK_KEY',
        },
        {
          kind: 'anthropic',
          model: dmitri!.name,
          paramsB: dmitri!.paramsB,
          baseUrl: anthropic.url,
          apiKeyName: 'LOOPBACK_KEY',
          // It does not, but is treated as if it did.
          leavesMachine: true,
        },
      ],
      env: { LOOPBACK_KEY: apiKey },
    },
  };
});

describe('a chain of three answers', () => {
  const panel = () => workbench().panel;
  const requests = () =>
    [ollama, openai, anthropic].flatMap(({ log }) => log.requests).filter(({ method }) => method === 'POST');

  let given = 0;

  it('shows for each who gave it and why, and which one is chosen', async () => {
    await workbench().palette('DER: Show Panel');
    await workbench().widenSideBar(520);
    await panel().frame.locator('.pool-editor > summary', { hasText: '4 experts' }).waitFor();
    await panel().ask(question);
    await panel().unfoldOthers(0);
    given = await panel().route(0).getByRole('article').count();
    expect(given).toBeGreaterThanOrEqual(2);
    expect(await panel().route(0).locator('.verdict').count()).toBe(given);
    await panel().route(0).getByText('Chosen answer', { exact: true }).waitFor();
    await panel().route(0).getByRole('region', { name: 'Result' }).getByText('Details').click();
    await panel().route(0).getByRole('list', { name: 'Against other ways to ask' }).waitFor();
  });

  it('shows word by word what an answer changed', async () => {
    const later = await panel().unfolded(0, given);
    await later.getByRole('button', { name: /Changes since answer \d/ }).click();
    await later.getByText(/words? new, \d+ words? gone\./).waitFor();
    expect(await later.locator('ins').count()).toBeGreaterThan(0);
    await panel()
      .frame.locator('main')
      .evaluate((main) => main.scrollTo(0, 0));
    await workbench().picture('chain');
    await later.getByRole('button', { name: 'Show the answer' }).click();
  });

  it('shows any two answers beside each other in the editor, with what differs in a line', async () => {
    const last = panel().answer(0, given);
    await last.getByRole('button', { name: 'Compare in the editor' }).click();
    if (given > 2) await workbench().quickPick('Answer 1').click();
    const name = new RegExp(`Answer 1 ↔ Answer ${given} · lines: \\d+ new, \\d+ gone`);
    await workbench().page.getByRole('tab', { name, selected: true }).waitFor();
    const texts = workbench()
      .page.locator('.monaco-diff-editor .view-line')
      .filter({ hasText: /\w/, visible: true });
    await texts.first().waitFor();
    await workbench().screenshot('compared');
  });

  it('says what another p₀ would have changed while the knob is held, and asks nobody for it', async () => {
    const asked = requests().length;
    await panel().frame.locator('.knobs > summary').click();
    await panel()
      .frame.locator('main')
      .evaluate((main) => main.scrollTo(0, main.scrollHeight));
    const slider = panel().frame.getByRole('slider', { name: 'Good enough' });
    const box = (await slider.boundingBox())!;
    const at = (share: number) => [box.x + box.width * share, box.y + box.height / 2] as const;
    await workbench().page.mouse.move(...at(0.98));
    await workbench().page.mouse.down();
    await workbench().page.mouse.move(...at(0.6), { steps: 8 });
    const line = panel().frame.getByRole('note', { name: 'What if' });
    await line
      .getByText(
        /stop after step 1 with answer 1, whose predicted quality was then 0\.\d+; \d+ % less compute\./,
      )
      .waitFor();
    await line.getByText('exact', { exact: true }).waitFor();
    await workbench().picture('what-if');
    expect(await workbench().settings()).toMatchObject({ 'der.p0': 0.98 });
    await workbench().page.mouse.move(...at(0.5), { steps: 4 });
    await workbench().page.mouse.up();
    await expect.poll(async () => (await workbench().settings())['der.p0']).toBeLessThan(0.65);
    expect(requests()).toHaveLength(asked);
    await panel().frame.locator('.knobs > summary').click();
  });

  it('goes on from the first answer with an expert of the person’s choice', async () => {
    const first = await panel().unfolded(0, 1);
    await first.getByText('Go on from here with …').click();
    const asked = ollama.log.to('/api/chat').length;
    await first
      .getByRole('list', { name: 'Go on from answer 1 with' })
      .getByRole('button', { name: anna!.name })
      .click();
    await panel().finished(1);
    await panel().unfoldOthers(1);
    await panel().route(1).getByText('goes on from answer 1 of an earlier route').waitFor();
    const second = await panel().unfolded(1, 2);
    await panel().openDetails(second);
    await second.getByText('Asked for by you').waitFor();
    expect(ollama.log.to('/api/chat').length).toBeGreaterThan(asked);
    expect(await panel().route(0).getByRole('article').count(), 'the earlier route stays').toBe(given);
  });

  it('gives one more answer, and takes a rating', async () => {
    const before = await panel().route(1).getByRole('article').count();
    await panel().route(1).getByRole('button', { name: 'One more answer' }).click();
    await panel().finished(2);
    await panel().unfoldOthers(2);
    expect(await panel().route(2).getByRole('article').count()).toBeGreaterThan(before);
    const card = await panel().unfolded(2, before + 1);
    await card.getByRole('button', { name: 'A good answer' }).click();
    await card.getByRole('button', { name: 'A good answer', pressed: true }).waitFor();
  });

  it('asks only whom the person leaves: excluded, local only, pinned', async () => {
    await panel().frame.locator('.who-may > summary').click();
    const who = panel().frame.locator('.who-may');
    await who.getByRole('button', { name: `Exclude ${anna!.name}` }).click();
    await who.getByText('3 of 4 experts').waitFor();
    await who.getByRole('checkbox', { name: 'Local experts only' }).check();
    await who.getByText('3 of 4 experts · local only').waitFor();
    const asked = anthropic.log.requests.length;
    await panel().ask('What is the capital of Australia?');
    expect(anthropic.log.requests).toHaveLength(asked);
    const first = await panel().unfolded(3, 1);
    await panel().openDetails(first);
    await first.getByText(`Not asked: ${anna!.name} (excluded by you).`).waitFor();

    await who.getByRole('button', { name: `Pin ${chiara!.name}` }).click();
    await who.getByText(`only ${chiara!.name}`).waitFor();
    await panel().ask('What is the capital of Australia?');
    expect(await panel().route(4).getByRole('article').count()).toBe(1);
    await panel().answer(4, 1).getByText(chiara!.name, { exact: true }).first().waitFor();
  });
});
