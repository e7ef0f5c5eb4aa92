/**
 * Answers show parts of programs, and programs beside what shows how they are used: what belongs into a file that is not
 * there, or needs a name of it, counts neither way. What is broken by itself is wrong.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { check } from '../../src/checks/check';
import { syntaxCheck } from '../../src/checks/routeChecks';
import { emptyMemory, Runner } from '../../src/checks/runner';
import type { Sandbox } from '../../src/checks/sandbox';
import { factsOf, knownWrong } from '../../src/der/evidence/facts';
import { planOf } from '../../src/der/evidence/plan';
import type { Probe } from '../../src/der/evidence/probe';
import { builtSandbox } from './sandbox/support';

/** `fine` or `wrong`, the fence's language and the question on the first line, the code below. */
const cases = readFileSync(new URL('data/parts.txt', import.meta.url), 'utf8')
  .split('\n=====\n')
  .map((text) => {
    const [head = '', ...lines] = text.trimEnd().split('\n');
    const [expected, language, ...question] = head.split(' ');
    return { expected, language, question: question.join(' '), code: lines.join('\n') };
  });

const grammars = fileURLToPath(new URL('../../node_modules/@vscode/tree-sitter-wasm/wasm', import.meta.url));
const { signal } = new AbortController();
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await builtSandbox();
});
afterAll(() => sandbox.dispose());

const answer = (language = '', code = '') =>
  `Change it like this:\n\n\`\`\`${language}\n${code}\n\`\`\`\n\nThat is all.`;

describe('an answer that is a part of a program, or shows how one is used', () => {
  it.each(cases)('$expected: $language, $question', async ({ expected, language, question, code }) => {
    const { answers } = await check(question, [answer(language, code)], {
      ...{ sandbox, syntax: syntaxCheck(grammars, 20_000), signal, budgetMs: 60_000 },
    });
    expect(knownWrong(answers[0]), JSON.stringify(answers[0])).toBe(expected === 'wrong');
    if (expected === 'fine') {
      expect(answers[0]!.findings).not.toContainEqual(expect.objectContaining({ type: 'syntax', ok: false }));
    }
  });

  it('runs the stated examples where only what shows its use lacks a name', async () => {
    const question = 'Write a JavaScript function sum(xs). Example: sum([1, 2]) returns 3';
    const shown = (body: string) =>
      answer('js', `const sum = (xs) => ${body};\n\nshow(document.body, sum(values));`);
    const checked = await check(question, [shown('xs.reduce((a, b) => a + b, 0)'), shown('xs.length + 4')], {
      sandbox,
      signal,
      budgetMs: 60_000,
    });
    expect(factsOf(checked, 0)).toMatchObject({ runs: true, examples: { passed: 1, stated: 1 } });
    expect(factsOf(checked, 1)).toMatchObject({ runs: true, examples: { passed: 0, stated: 1 } });
  });

  it('says of a script whose inputs could not be tried that it could not be run, and not that it runs', async () => {
    const checked = await check(
      'How do I set a title?',
      [answer('js', "for (const one of document.querySelectorAll('h1')) one.title = 'x';")],
      { sandbox, signal, budgetMs: 60_000 },
    );
    expect(factsOf(checked, 0).runs).toBeUndefined();
  });
});

describe('what is known of a program', () => {
  it('is what it defines, also where it was run as a script afterwards', async () => {
    const memory = emptyMemory();
    const plan = planOf('Write a Python function double(n)', [
      answer('python', 'def double(n):\n    return n * 2'),
    ]);
    const asking = (probe: Probe) => new Runner(sandbox, memory, signal).trial(plan, () => [probe]);
    await asking({ kind: 'call', target: 'double', args: ['2'] });
    const { subjects } = await asking({ kind: 'stdin', input: '' });
    expect(subjects[0]?.target?.name).toBe('double');
  });
});
