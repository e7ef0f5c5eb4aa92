/** Four tasks of every day, by as few presses as can be: never more than the editor's documentation tells for Copilot's chat. */
import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { recommendedModel } from '../../src/providers/ollama/recommended';
import { startOllamaServer, type OllamaServer } from '../support/ollamaServer';
import { copilotSteps } from './copilotSteps';
import { Person, type Effort } from './person';
import { cart, cartTest, replyTo, split } from './shop';
import { walk } from './walk';

const { model } = recommendedModel(totalmem());
const efforts: Effort[] = [];
let ollama: OllamaServer;

const workbench = walk('tasks', async () => {
  const registered = { name: model, paramsB: 3, size: 40_000_000, tokensPerSecond: 30, reply: replyTo };
  ollama = await startOllamaServer({ registry: [registered] });
  return {
    servers: [ollama],
    options: {
      env: { OLLAMA_HOST: new URL(ollama.url).host },
      extensions: [resolve(import.meta.dirname, 'fixtures/testRunner')],
      files: {
        'package.json': '{ "name": "shop", "type": "module" }\n',
        'src/cart.js': cart,
        'src/cart.test.js': cartTest,
      },
    },
  };
});

/** For the command that prints them as a table. */
afterAll(async () => {
  const out = resolve(import.meta.dirname, '../../out');
  const rows = efforts.map((effort) => ({ ...effort, copilot: copilotSteps[effort.task] }));
  await mkdir(out, { recursive: true });
  await writeFile(join(out, 'tasks.json'), JSON.stringify(rows, null, 2));
});

describe('by few presses', () => {
  const panel = () => workbench().panel;
  const view = (name: string) => workbench().page.locator(`.activitybar [aria-label^="${name}"]`).first();
  const apply = (route: number) =>
    panel().route(route).getByRole('button', { name: 'Apply', exact: true }).first();
  /** Nobody types before there is a cursor. */
  const focused = () =>
    expect.poll(() => panel().box.evaluate((box) => box === box.ownerDocument.activeElement)).toBe(true);
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=Walk', '-c', 'user.email=walk@localhost', ...args], {
      cwd: workbench().workspace,
    });

  function done(person: Person, task: string): void {
    const effort = person.effort(task);
    efforts.push(effort);
    const most = copilotSteps[task]!.presses.length;
    expect(effort.presses.length, effort.presses.join(', ')).toBeLessThanOrEqual(most);
  }

  it('comes from nothing to a first answer', async () => {
    const person = new Person(workbench().page);
    await person.click('open the panel', view('DER'));
    await person.click('pull a model', panel().button(`Pull ${model}`));
    await expect.poll(() => ollama.ollama.store.all().length).toBe(1);
    await panel().frame.locator('.pool-editor > summary', { hasText: '3 experts' }).waitFor();
    await person.type('How do I tell whether a number is even in JavaScript?');
    await person.key('send it', 'Enter');
    await panel().finished(0);
    await panel().route(0).getByText('count % 2 === 0').first().waitFor();
    done(person, 'first answer from nothing');
  });

  it('fixes a failing test from the Test Explorer', async () => {
    await view('Testing').click();
    const test = workbench().page.locator('.test-explorer .monaco-list-row', { hasText: 'cart.test.js' });
    await test.waitFor();
    await test.hover();
    const person = new Person(workbench().page);
    await person.click('fix it', test.getByRole('button', { name: 'Fix Test Failure with DER' }));
    await panel().finished(1);
    expect(JSON.stringify(ollama.log.to('/api/chat').at(-1)!.body)).toContain('total += item.cents');
    await person.click('apply', apply(1));
    await expect.poll(() => workbench().fileText('src/cart.js')).toContain('item.cents * item.count');
    done(person, 'fix a failing test');
    await view('Testing').click();
    await workbench()
      .page.locator('.test-explorer .monaco-list-row .codicon-testing-passed-icon')
      .first()
      .waitFor();
  });

  it('parts a file in two', async () => {
    await workbench().openFile('src/cart.js');
    const person = new Person(workbench().page);
    await person.click('open the panel', view('DER'));
    await focused();
    await person.type('/refactor Move priceTag into a file of its own.');
    await person.key('send it', 'Enter');
    await panel().finished(2);
    await person.click('apply', apply(2));
    await expect
      .poll(() =>
        workbench()
          .fileText('src/priceTag.js')
          .catch(() => ''),
      )
      .toBe(split.made);
    await expect.poll(() => workbench().fileText('src/cart.js')).toBe(split.left);
    done(person, 'refactor into two files');
  });

  it('writes the message of a commit', async () => {
    git('init', '-q');
    git('add', '.');
    // Until the editor has found the repository its view has no buttons.
    await workbench().page.keyboard.press('Control+Shift+G');
    await workbench().sideBar.locator('.scm-editor').waitFor();
    // The buttons of a view show where the pointer is over it.
    await workbench().sideBar.locator('.pane-header', { hasText: 'Changes' }).first().hover();
    const person = new Person(workbench().page);
    const write = workbench().sideBar.getByRole('button', { name: 'Write Commit Message' }).first();
    await person.click('write the message', write);
    await workbench().sideBar.locator('.scm-editor .view-line', { hasText: 'Count every piece' }).waitFor();
    done(person, 'a commit message');
  });
});
