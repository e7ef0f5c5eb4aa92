/** What answers are, told from their texts alone: nothing is run. */
import type { Asked } from './asked';
import type { Checked } from './findings';
import { isProgram, kindTogether } from './kind';
import { planOf } from './plan';
import { writtenIn } from './program';

/** Whether an answer holds a program that was asked for. */
export function hasProgram(asked: Asked, answers: readonly string[]): boolean {
  return answers.some((answer) => isProgram(answer, writtenIn(answer, asked), asked));
}

/** The kinds of the answers, without findings; every answer is like itself alone. */
export function readAlone(
  question: string,
  answers: readonly string[],
  earlier: readonly string[] = [],
): Checked {
  const read = planOf(question, answers, earlier).answers.map((one) => one.read);
  return {
    kind: kindTogether(read.map(({ kind }) => kind)),
    answers: read.map(({ kind, final }) => ({ kind, ...(final && { final: final.text }), findings: [] })),
    alike: read.map((_, i) => read.map((__, j) => Number(i === j))),
  };
}
