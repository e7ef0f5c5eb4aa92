/** What developers ask for again and again, as data: menus, code actions, slash commands and the chat read it here. */
import { t } from '@vscode/l10n';
import type { TaskView } from '../../webview/protocol';

/** Its slash command; with `der.` before it, its command. */
export type TaskName = 'explain' | 'fix' | 'tests' | 'refactor' | 'document';

export interface Task {
  readonly name: TaskName;
  /** As a menu of the editor names it; menus of the manifest have their own texts. */
  title(): string;
  /** What it does, for a list. */
  detail(): string;
  /** What experts are asked. */
  prompt(): string;
  /** The errors and warnings of the code go along with it. */
  readonly withProblems: boolean;
}

/** In the order of every menu. */
export const tasks: readonly Task[] = [
  {
    name: 'explain',
    title: () => t('Explain with DER'),
    detail: () => t('Explain the selection, or the open file'),
    prompt: () => t('Explain this code: what it is for, how it works, and what may surprise in it.'),
    withProblems: false,
  },
  {
    name: 'fix',
    title: () => t('Fix with DER'),
    detail: () => t('Fix what is wrong in it, problems of the editor included'),
    prompt: () => withFiles(t('Find what is wrong in this code and correct it. Change nothing else.')),
    withProblems: true,
  },
  {
    name: 'tests',
    title: () => t('Write Tests with DER'),
    detail: () => t('Write tests for it'),
    prompt: () =>
      withFiles(
        t('Write tests for this code, edge cases included, with the test framework that the project uses.'),
      ),
    withProblems: false,
  },
  {
    name: 'refactor',
    title: () => t('Refactor with DER'),
    detail: () => t('Make it simpler, with the same behaviour'),
    prompt: () => withFiles(t('Make this code simpler and clearer. What it does must stay the same.')),
    withProblems: false,
  },
  {
    name: 'document',
    title: () => t('Document with DER'),
    detail: () => t('Write doc comments for it'),
    prompt: () =>
      withFiles(
        t('Write the doc comments that this code lacks, as its language has them. Leave the code as it is.'),
      ),
    withProblems: false,
  },
];

/** So that the answer can be applied: the review of changes goes by the file that a block names. */
export function withFiles(wanted: string): string {
  return `${wanted} ${t('After the language of each code block, write the path of its file.')}`;
}

export function taskNamed(name: string | undefined): Task | undefined {
  return tasks.find((task) => task.name === name);
}

/** As the panel lists them. */
export function taskViews(): readonly TaskView[] {
  return tasks.map(({ name, detail }) => ({ name, detail: detail() }));
}

/** The question of a task, with what the person added to it. */
export function questionOf(task: Task, added = ''): string {
  return [task.prompt(), added.trim()].filter(Boolean).join('\n\n');
}

/** The task that a question begins with, as in `/fix the rounding`; undefined where it begins with none. */
export function writtenTask(text: string): { readonly task: Task; readonly added: string } | undefined {
  const [, name, added = ''] = /^\s*\/(\w{1,20})(?:\s([\s\S]*))?$/.exec(text) ?? [];
  const task = taskNamed(name);
  return task && { task, added };
}
