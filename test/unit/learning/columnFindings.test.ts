import { describe, expect, it } from 'vitest';
import type { Assembly } from '../../../src/der/evidence/assemble';
import { answerSignals } from '../../../src/der/evidence/answerSignals';
import type { Checked } from '../../../src/der/evidence/findings';
import { readQuestion } from '../../../src/der/evidence/questionSignals';
import { ColumnFindings } from '../../../src/learn/episodes/columnFindings';

const checked: Checked = {
  kind: 'program',
  answers: [
    {
      kind: 'program',
      findings: [
        { type: 'runs', language: 'python', ok: true },
        { type: 'examples', passed: 2, failed: [] },
        { type: 'behaviour', probes: 8, key: 'a' },
      ],
    },
  ],
  alike: [[1]],
};
const assembly = { checked: () => checked } as unknown as Assembly;
const signs = answerSignals(
  '```python\ndef f(n):\n    return n\n```',
  readQuestion('Write a Python function f.'),
);

describe('what running recorded programs showed', () => {
  const findings = new ColumnFindings(assembly, ['answer']);
  const types = (of: ColumnFindings) =>
    of.among([{ signs, column: 0 }])!.answers[0]!.findings.map(({ type }) => type);

  it('is all of it, or without examples as where a question states none', () => {
    expect(types(findings)).toEqual(['runs', 'examples', 'behaviour']);
    expect(types(findings.unstated())).toEqual(['runs', 'behaviour']);
  });

  it('is nothing of what was not recorded', () => {
    expect(findings.among([{ signs }])!.answers[0]!.findings).toEqual([]);
  });
});
