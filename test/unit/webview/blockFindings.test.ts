import { describe, expect, it } from 'vitest';
import type { Checked, Finding } from '../../../src/der/evidence/findings';
import { blockFindings } from '../../../src/webview/chain/blockFindings';

const question = 'Write a TypeScript function `add(a, b)`. For instance add(1, 2) is 3.';
const add = 'export function add(a: number, b: number): number {\n  return a + b;\n}';
const use = 'console.log(add(1, 2));';
const broken = 'const x = ;\nconst y = 2;';
const fenced = (...blocks: readonly string[]) =>
  blocks.map((code) => `Some words:\n\n\`\`\`ts\n${code}\n\`\`\`\n`).join('\n');

const checked = (...findings: readonly Finding[]): Checked => ({
  kind: 'program',
  answers: [{ kind: 'program', findings }],
  alike: [[1]],
});
const notes = (answer: string, ...findings: readonly Finding[]) =>
  Object.fromEntries(blockFindings(question, answer, checked(...findings), 0));
const parsed: Finding = { type: 'syntax', language: 'typescript', ok: true };
const runs: Finding = { type: 'runs', language: 'typescript', ok: true };

describe('what checks found, at the block it is about', () => {
  it('says of the program whether it runs and what it passes, of what is beside it that it parses', () => {
    const examples: Finding = { type: 'examples', passed: 1, failed: [] };
    expect(notes(fenced(add, use), parsed, parsed, runs, examples)).toEqual({
      [add]: { words: 'runs · 1 of 1 examples', bad: false },
      [use]: { words: 'parses', bad: false },
    });
  });

  it('proves what is wrong, at the block that is wrong alone', () => {
    const failed = [{ input: 'add(1, 2)', expected: '3', got: '-1' }];
    const found = notes(fenced(add), parsed, runs, { type: 'examples', passed: 0, failed });
    expect(found[add]).toEqual({
      words: 'runs · 0 of 1 examples',
      bad: true,
      proof: 'add(1, 2) gave -1, the question says 3',
    });
    const line = fenced(add).split('\n').length + 5;
    const fault: Finding = { type: 'syntax', language: 'typescript', ok: false, line, message: 'no value' };
    const answer = fenced(add, broken);
    const at = answer.split('\n').indexOf('const x = ;') + 1;
    expect(notes(answer, parsed, { ...fault, line: at }, runs)).toEqual({
      [add]: { words: 'runs', bad: false },
      [broken]: { words: 'line 1 does not parse', bad: true, proof: 'no value' },
    });
  });

  it('counts problems where the block names the file', () => {
    const code = `// src/add.ts\n${add}`;
    const problems: Finding = { type: 'problems', file: 'src/add.ts', added: 2 };
    expect(notes(fenced(code), parsed, runs, problems)[code]).toMatchObject({
      words: 'runs · adds 2 problems',
      bad: true,
    });
  });

  it('says nothing of what was not checked, or cannot be told apart', () => {
    expect(notes(fenced(add))).toEqual({});
    expect(notes(fenced(add, use), parsed)).toEqual({});
    expect(blockFindings(question, fenced(add), undefined, 0).size).toBe(0);
  });
});
