/** What answers are, told from their texts alone: nothing is run. */
import type { Checked } from './findings';
import { kindTogether } from './kind';
import { planOf } from './plan';

/** Whether an answer holds a program that was asked for. */
export function hasProgram(question: string, answers: readonly string[]): boolean {
  return planOf(question, answers).answers.some(({ read }) => read.kind === 'program');
}

/** The kinds of the answers, without findings; every answer is like itself alone. */
export function readAlone(question: string, answers: readonly string[]): Checked {
  const read = planOf(question, answers).answers.map((one) => one.read);
  return {
    kind: kindTogether(read.map(({ kind }) => kind)),
    answers: read.map(({ kind, final }) => ({ kind, ...(final && { final: final.text }), findings: [] })),
    alike: read.map((_, i) => read.map((__, j) => Number(i === j))),
  };
}
