/** Answers as models write them, to questions as developers ask them, checked in the real sandbox. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../scripts/setup.mjs';
import { check } from '../../src/checks/check';
import { createSandbox } from '../../src/checks/processSandbox';
import type { Sandbox } from '../../src/checks/sandbox';
import { knownWrong } from '../../src/der/evidence/facts';

interface Task {
  readonly question: string;
  readonly right: readonly string[];
  readonly wrong: readonly string[];
}

/** Questions under `##Q`, right answers under `##R`, wrong ones under `##W`, with a line of signs between tasks. */
const tasks = readFileSync(new URL('data/answers.txt', import.meta.url), 'utf8')
  .split(/^=====$/m)
  .map((text): Task => {
    const parts = text.split(/^##(?=[QRW]$)/m).slice(1);
    const under = (mark: string) => parts.flatMap((part) => (part[0] === mark ? [part.slice(2).trim()] : []));
    return { question: under('Q')[0]!, right: under('R'), wrong: under('W') };
  });

/** Every fourth; all of them with `DER_TASKS=all`. */
const tried = process.env['DER_TASKS'] === 'all' ? tasks : tasks.filter((_, at) => at % 4 === 0);

let sandbox: Sandbox;

beforeAll(async () => {
  await ensureBuilt(['sandbox']);
  sandbox = createSandbox({ folder: fileURLToPath(new URL('../../dist/sandbox', import.meta.url)) });
});
afterAll(() => sandbox.dispose());

describe('check', () => {
  it('finds right answers alike and none of them wrong, and tells wrong ones from them', async () => {
    const counts = { agreeing: 0, right: 0, apart: 0, wrong: 0 };
    const calledWrong: string[] = [];
    for (const { question, right, wrong } of tried) {
      const { answers, alike } = await check(question, [...right, ...wrong], {
        sandbox,
        signal: new AbortController().signal,
        budgetMs: 120_000,
      });
      right.forEach((_, at) => {
        if (knownWrong(answers[at])) calledWrong.push(question);
        for (let other = at + 1; other < right.length + wrong.length; other++) {
          const isSame = alike[at]![other] === 1;
          if (other < right.length) {
            counts.right += 1;
            counts.agreeing += Number(isSame);
          } else {
            counts.wrong += 1;
            counts.apart += Number(!isSame);
          }
        }
      });
    }
    expect(calledWrong).toEqual([]);
    expect(counts.right - counts.agreeing).toBeLessThanOrEqual(Math.max(1, 0.03 * counts.right));
    expect(counts.apart / counts.wrong).toBeGreaterThanOrEqual(0.92);
  });
});
