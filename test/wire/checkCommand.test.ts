/** `npm run check`, on files as a person has them: what was found, and how good each answer seems by itself. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../scripts/setup.mjs';
import type { Checked } from '../../src/der/evidence/findings';
import { runCommand } from '../support/command';

const fence = '```';
let folder: string;
beforeAll(async () => {
  await ensureBuilt(['sandbox', 'cli/check']);
  folder = await mkdtemp(join(tmpdir(), 'der-check-'));
}, 120_000);
afterAll(() => rm(folder, { recursive: true }));

async function checked(question: string, answers: readonly string[]): Promise<Checked> {
  const files = await Promise.all(
    [question, ...answers].map(async (text, at) => {
      const path = join(folder, `${at}.md`);
      await writeFile(path, text);
      return path;
    }),
  );
  const [asked, ...given] = files;
  const { code, stdout, stderr } = await runCommand('check', ['--json', '--question', asked!, ...given]);
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as Checked;
}

describe('npm run check', () => {
  it('judges programs by what they do, whatever their fences say', async () => {
    const question =
      'Write a TypeScript function `chunk<T>(items: T[], size: number): T[][]` that splits an array. Example: chunk([1,2,3], 2) returns [[1,2],[3]].';
    const right = `const chunk = <T>(a: T[], n: number): T[][] => (a.length ? [a.slice(0, n), ...chunk(a.slice(n), n)] : []);`;
    const { kind, answers } = await checked(question, [
      `${fence}ts\n${right}\n${fence}`,
      `## Solution\n\n~~~typescript src/chunk.ts\nexport ${right}\n~~~`,
      `${fence}ts\nexport const chunk = <T>(a: T[], n: number): T[][] => [a.slice(0, n)];\n${fence}`,
      `${fence}python\ndef hello():\n    print("Hello, world!")\n${fence}`,
    ]);
    expect(kind).toBe('program');
    const [plain, titled, wrong, other] = answers.map(({ judged }) => judged!);
    expect(plain).toBeGreaterThan(0.6);
    expect(Math.abs(plain! - titled!)).toBeLessThanOrEqual(0.01);
    expect(wrong).toBeLessThan(0.35);
    expect(other).toBeLessThan(0.35);
    expect(answers[3]!.findings).toContainEqual(
      expect.objectContaining({ type: 'runs', ok: false, message: 'It does not define chunk.' }),
    );
  });

  it('knows the names that a judge of `class Solution` provides', async () => {
    const question =
      'Return the indices of the two numbers that add up to target, in Python.\n\nExample 1:\n\nInput: nums = [2,7,11,15], target = 9\nOutput: [0,1]';
    const { answers } = await checked(question, [
      `${fence}python\nclass Solution:\n    def twoSum(self, nums: List[int], target: int) -> List[int]:\n        seen = {}\n        for i, x in enumerate(nums):\n            if target - x in seen:\n                return [seen[target - x], i]\n            seen[x] = i\n${fence}`,
    ]);
    expect(answers[0]!.findings).toContainEqual({ type: 'examples', passed: 1, failed: [] });
  });

  it('counts every example that fails, however many there are', async () => {
    const examples = Array.from({ length: 20 }, (_, n) => `double(${n}) -> ${2 * n}`).join('\n');
    const { answers } = await checked(`Write a JavaScript function double(n).\n\n${examples}`, [
      `${fence}js\nfunction double(n) {\n  return n < 5 ? 2 * n : n;\n}\n${fence}`,
    ]);
    const [found] = answers[0]!.findings.flatMap((one) => (one.type === 'examples' ? [one] : []));
    expect([found!.passed, found!.failed.length]).toEqual([5, 15]);
  });

  it('compares by their content what cannot be run', async () => {
    const go = (name: string) =>
      `${fence}go\nfunc ${name}(s []int) {\n\tfor i, j := 0, len(s)-1; i < j; i, j = i+1, j-1 {\n\t\ts[i], s[j] = s[j], s[i]\n\t}\n}\n${fence}`;
    const { alike } = await checked('Write a Go function that reverses a slice of ints in place.', [
      go('reverse'),
      go('Reverse'),
    ]);
    expect(alike[0]![1]).toBeGreaterThan(0.8);
  });
});
