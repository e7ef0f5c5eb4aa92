/** A person's own questions: every form is read, and what is wrong is named with its line. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readQuestions } from '../../../src/measure/ownFile';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'der-own-'))));
afterAll(() => rm(folder, { recursive: true }));

async function read(content: string | Uint8Array) {
  const path = join(folder, 'own.jsonl');
  await writeFile(path, content);
  return readQuestions(path);
}

const add = { question: 'Write add(a, b).', language: 'python', name: 'add', tests: [['add(1, 2)', '3']] };

describe('a file of questions', () => {
  it('may hold every kind, blank lines and a mark at its start', async () => {
    const lines = [
      { question: 'When?', reference: 1989, domain: 'history' },
      add,
      { question: 'Explain retries.', facts: [['exponential'], ['jitter & random', 'jitter']] },
      { question: 'Write sub(a, b).', answer: '```python\ndef sub(a, b): return a - b\n```' },
    ];
    const questions = await read(`\ufeff${lines.map((line) => JSON.stringify(line)).join('\n\n')}\n`);
    expect(questions.map(({ kind }) => kind)).toEqual(['short', 'program', 'open', 'program']);
    expect(questions[0]).toEqual({ kind: 'short', question: 'When?', reference: '1989' });
  });

  it.each([
    ['{"question": "One?", "reference": "1"}\n{"question": "Two?", "refe', /own\.jsonl:2 is not whole JSON/],
    ['[1]', /:1 must have a "question" with a "reference"/],
    ['{"question": "", "reference": "1"}', /:1 is wrong at "question"/],
    [
      JSON.stringify({ ...add, tests: [['add(1, 2)', 'three and a bit']] }),
      /"three and a bit" is neither a literal/,
    ],
    [JSON.stringify({ ...add, language: 'cobol' }), /:1 is wrong at "language"/],
    [
      '{"question": "One?", "reference": "1"}\n{"question": "One?", "reference": "2"}',
      /:2 asks what an earlier line asks/,
    ],
    [`{"question": "${'x'.repeat(1_100_000)}", "reference": "1"}`, /:1 is longer than a question can be/],
    ['\n\n', /holds no question/],
    [Uint8Array.from([0xff, 0xfe, 0x7b]), /:1 is not text in UTF-8/],
  ])('is refused where it is wrong, with the place', async (content, problem) => {
    await expect(read(content)).rejects.toThrow(problem);
  });

  it('is refused where it is huge or not there', async () => {
    const many = Array.from({ length: 2_001 }, (_, at) =>
      JSON.stringify({ question: `${at}?`, reference: at }),
    );
    await expect(read(many.join('\n'))).rejects.toThrow(/more than 2000 questions/);
    await expect(readQuestions(join(folder, 'nowhere.jsonl'))).rejects.toThrow(/cannot be read/);
  });
});
