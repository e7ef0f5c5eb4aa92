/** The programs to measure with: right answers pass their hidden tests in the real sandbox, wrong ones do not. */
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../../scripts/setup.mjs';
import { createSandbox } from '../../../src/checks/processSandbox';
import { runHidden } from '../../../src/checks/hiddenTests';
import type { Sandbox } from '../../../src/checks/sandbox';
import programs from '../../../src/measure/sets/programs.json';
import solutions from '../../support/measure/solutions.json';

type Task = Omit<(typeof programs)[number], 'tests'> & { tests: [string, string][] };
const tasks = programs as Task[];
const solved: Record<string, { right: string; wrong: string }> = solutions;
const { signal } = new AbortController();

let sandbox: Sandbox;
beforeAll(async () => {
  await ensureBuilt(['sandbox']);
  sandbox = createSandbox({ folder: resolve('dist/sandbox') });
}, 180_000);
afterAll(() => sandbox.dispose());

/** As models answer: a sentence, a fence, and the program. */
const answerOf = ({ language }: Task, source: string) =>
  `Here it is:\n\n\`\`\`${language}\n${source}\n\`\`\`\n`;
const graded = (task: Task, source: string) => runHidden(task, answerOf(task, source), { sandbox, signal });

describe('the programs', () => {
  it('are each passed by the right solution and by no other', async () => {
    const wrong: unknown[] = [];
    for (const task of tasks) {
      const { right, wrong: fault } = solved[task.id]!;
      const passed = await graded(task, right);
      const failed = await graded(task, fault);
      const all = 'passed' in passed && passed.passed === task.tests.length && passed.failed.length === 0;
      const some = 'failed' in failed && failed.failed.length > 0;
      if (!all || !some) wrong.push({ id: task.id, passed, failed });
    }
    expect(wrong).toEqual([]);
  }, 120_000);
});
