import { describe, expect, it } from 'vitest';
import { messageIn } from '../../../src/host/tasks/messageIn';
import { shownOutput } from '../../../src/host/tasks/output';
import { questionOf, taskNamed, tasks, taskViews, writtenTask } from '../../../src/host/tasks/tasks';
import { codePath } from '../../../src/webview/markdown/codePath';
import { tasksFor, writtenAfterSlash } from '../../../src/webview/question/slashTasks';
import manifest from '../../../package.json';

describe('a task', () => {
  it('is a command of the editor and stands in its menu, in the order of the list', () => {
    const commands = manifest.contributes.commands.map(({ command }) => command);
    const menu = manifest.contributes.menus['der.editor'].map(({ command }) => command);
    const ids = tasks.map(({ name }) => `der.${name}`);
    expect(commands).toEqual(expect.arrayContaining(ids));
    expect(menu.filter((id) => ids.includes(id))).toEqual(ids);
  });

  it('is written with a slash, alone or with words of one’s own', () => {
    expect(writtenTask('/fix')).toMatchObject({ task: { name: 'fix' }, added: '' });
    expect(writtenTask(' /tests for the\nrounding')).toMatchObject({
      task: { name: 'tests' },
      added: 'for the\nrounding',
    });
    for (const text of ['/fixed', '/nothing', 'a /fix', '/', '/usr/bin is what?', 'Why?']) {
      expect(writtenTask(text), text).toBeUndefined();
    }
  });

  it('asks in its own words, with what was added behind them', () => {
    const task = taskNamed('explain')!;
    expect(questionOf(task)).toBe(task.prompt());
    expect(questionOf(task, ' the loop ')).toBe(`${task.prompt()}\n\nthe loop`);
  });

  it('that changes code says how the review finds its file', () => {
    for (const task of tasks.filter(({ name }) => name !== 'explain')) {
      expect(task.prompt()).toMatch(/After the language .* the path of its file/);
    }
    expect(codePath('ts src/cart.ts', '')).toBe('src/cart.ts');
  });
});

describe('the list behind a slash', () => {
  it('opens at the beginning of a question alone', () => {
    expect(writtenAfterSlash('/re', 3)).toBe('re');
    expect(writtenAfterSlash('/', 1)).toBe('');
    for (const text of ['/fix it', ' /fix', 'a/fix', '/usr/bin', 'fix']) {
      expect(writtenAfterSlash(text, text.length), text).toBeUndefined();
    }
  });

  it('holds what begins so', () => {
    expect(tasksFor(taskViews(), 'RE').map(({ name }) => name)).toEqual(['refactor']);
    expect(tasksFor(taskViews(), '')).toHaveLength(tasks.length);
    expect(tasksFor(taskViews(), 'x')).toEqual([]);
  });
});

describe('the commit message in an answer', () => {
  it.each([
    ['Round cents once', 'Round cents once'],
    ['```\nRound cents once\n\nTwice lost one.\n```', 'Round cents once\n\nTwice lost one.'],
    ['Here it is:\n\n```text\nRound cents once\n```\nDone.', 'Round cents once'],
    ['```\nRound cents once', 'Round cents once'],
    ['```\n```', '```\n```'],
  ])('of %j', (answer, message) => {
    expect(messageIn(answer)).toBe(message);
  });
});

describe('the output of a terminal', () => {
  it('is shown without colours and without what was drawn over', () => {
    expect(shownOutput('\u001b[31mFAIL\u001b[0m a\r\n10%\r100%\r\nend')).toBe('FAIL a\n100%\nend');
  });

  it('is shown without lines that hold a key', () => {
    const shown = shownOutput('before\nAPI_KEY=sk-9fQ2mZ7xLw4KpV8tRb3NcY6d\nafter');
    expect(shown).toBe('before\n[a line that seems to hold a key is left out]\nafter');
  });
});
