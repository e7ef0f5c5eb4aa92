/** Problems among the findings of a route: in time, with the next check, or late, and never in the way. */
import { describe, expect, it } from 'vitest';
import { withProblems, type ProblemsOf } from '../../../src/checks/types/routeProblems';
import type { Finding } from '../../../src/der/evidence/findings';
import { readAlone } from '../../../src/der/evidence/readAlone';

const found = (added: number): Finding[] => [{ type: 'problems', file: 'src/a.ts', added }];
const signal = new AbortController().signal;
const question = 'Write a function f(x) in TypeScript.';
const answers = ['one', 'two'].map((name) => `\`\`\`ts\nexport const f = (x: number) => "${name}";\n\`\`\``);
const [first, second] = answers as [string, string];
const around = (problemsOf: ProblemsOf) =>
  withProblems((asked, all) => Promise.resolve(readAlone(asked, all)), problemsOf);
const findingsIn = async (check: ReturnType<typeof around>, all: string[]) =>
  (await check(question, all, signal)).answers.map(({ findings }) => findings);

describe('problems that answers would add', () => {
  it('stand beside what else was found, and are counted once', async () => {
    const asked: string[] = [];
    const check = around((answer) => (asked.push(answer), Promise.resolve(found(asked.length))));
    expect(await findingsIn(check, [first])).toEqual([found(1)]);
    expect(await findingsIn(check, [first, second])).toEqual([found(1), found(2)]);
    expect(asked).toEqual([first, second]);
    expect(await check.late!(signal)).toBeUndefined();
  });

  it('come with the next check, or late, where they take longer than a route waits', async () => {
    const ends: (() => void)[] = [];
    const check = around(
      (answer) => new Promise((resolve) => ends.push(() => resolve(found(answer.length)))),
    );
    expect(await findingsIn(check, [first])).toEqual([[]]);
    ends[0]!();
    expect(await findingsIn(check, [first, second])).toEqual([found(first.length), []]);
    const late = check.late!(signal);
    ends[1]!();
    expect(await late).toEqual([[], found(second.length)]);
  });

  it('are counted where no answer is a program, of which nothing else is found', async () => {
    const check = withProblems(
      () => expect.fail('nothing runs'),
      () => Promise.resolve(found(1)),
    );
    const checked = await check('Why does this fail?', ['Since it is wrong. Words explain it.'], signal);
    expect(checked.answers.map(({ findings }) => findings)).toEqual([found(1)]);
    expect(check.always).toBe(true);
  });

  it('are counted one answer after the other', async () => {
    let running = 0;
    const check = around(async () => {
      running += 1;
      expect(running).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 20));
      running -= 1;
      return found(0);
    });
    expect(await findingsIn(check, [first, second, 'words'])).toEqual([found(0), found(0), found(0)]);
  });

  it('are missing where counting fails, which is tried again with the next check', async () => {
    let fails = true;
    const check = around(() => (fails ? Promise.reject(new Error('stopped')) : Promise.resolve(found(3))));
    expect(await findingsIn(check, [first])).toEqual([[]]);
    expect(await check.late!(signal)).toEqual([[]]);
    fails = false;
    expect(await findingsIn(check, [first])).toEqual([found(3)]);
  });
});
